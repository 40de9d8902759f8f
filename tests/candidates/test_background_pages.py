"""The page of the proof of nomination and of what the candidate declared."""

import pytest
from django.urls import reverse

from candidates import permissions_background as may
from candidates.models import CandidateRelative, DisciplineRecord, JointNominator, NominationProof
from candidates.services import correct_candidate
from candidates.services.background import add_nominator
from huanjie.accounts.enums import Role
from tests.candidates.test_candidate_permissions import someone
from tests.candidates.test_candidate_permissions import viewer as unsaved


def url(name, *args):
    return reverse(f"candidates:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def street_client(cycle, client_as):
    return client_as("street_staff", "420199001")


def test_every_role_and_every_act():
    def allowed(check, state):
        return {role for role in Role if check(unsaved(role), someone(state))}

    clerk, street, leader = Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER
    district, department = Role.DISTRICT_ORGANIZER, Role.REVIEWING_DEPARTMENT
    assert {
        "see nominated": allowed(may.can_see_background, "nominated"),
        "see sent": allowed(may.can_see_background, "joint_review"),
        "see voters": allowed(may.can_see_nominators, "joint_review"),
        "change nominated": allowed(may.can_change_background, "nominated"),
        "change in first review": allowed(may.can_change_background, "preliminary_review"),
        "change sent": allowed(may.can_change_background, "joint_review"),
        "change passed": allowed(may.can_change_background, "passed"),
    } == {
        "see nominated": {clerk, street, leader, district},
        "see sent": {clerk, street, leader, district, department},
        "see voters": {clerk, street, leader, district},
        "change nominated": {clerk, street, district},
        "change in first review": {street, district},
        "change sent": {district},
        "change passed": set(),
    }


def test_outside_the_area_there_is_no_such_page(candidate, client_as):
    other = client_as("street_staff", "420199002")
    assert [
        other.get(url("background", candidate.pk)).status_code,
        other.post(url("background_act", candidate.pk, "proof"), {}).status_code,
        other.post(url("background_remove", candidate.pk, "relative", 1), {}).status_code,
    ] == [404] * 3


def test_a_document_on_the_page(candidate, street_client):
    page = text(street_client.get(url("background", candidate.pk)))
    assert "组织推荐要有推荐文件或会议纪要的文号。" in page and "应到党员" not in page and "联名选民" not in page
    data = {"proof-document_number": "东湖党工委〔2026〕3号", "proof-version": "0"}
    assert street_client.post(url("background_act", candidate.pk, "proof"), data).status_code == 302
    assert "提名依据齐全" in text(street_client.get(url("background", candidate.pk)))
    stale = street_client.post(url("background_act", candidate.pk, "proof"), data)
    assert (stale.status_code, "已被他人更新" in text(stale), NominationProof.objects.get().version) == (422, True, 1)


def test_the_figures_of_a_meeting(candidate, street, street_client, today):
    correct_candidate(candidate=candidate, by=street, nomination="two_recommendations")
    figures = {"met_on": str(candidate.nominated_on), "members_due": "60", "members_present": "41", "member_votes": "35",
               "residents_present": "30", "resident_votes": "31"}  # fmt: skip
    data = {f"proof-{name}": value for name, value in figures.items()} | {"proof-version": "0"}
    bad = street_client.post(url("background_act", candidate.pk, "proof"), data)
    assert (bad.status_code, "群众推荐票多于参加推荐的群众" in text(bad)) == (422, True)
    street_client.post(url("background_act", candidate.pk, "proof"), data | {"proof-resident_votes": "30"})
    assert "提名依据齐全" in text(street_client.get(url("background", candidate.pk)))


def test_voters_are_pasted_and_stay_masked(candidate, street, street_client, client_as, number):
    correct_candidate(candidate=candidate, by=street, nomination="joint")
    where = url("background_act", candidate.pk, "nominators")
    bad = street_client.post(where, {"nominators-lines": f"选民甲 {number(1)}\n选民乙"})
    assert (bad.status_code, "第 2 行没有找到身份证号" in text(bad), JointNominator.objects.count()) == (422, True, 0)
    lines = "\n".join(f"{n} 选民{'甲乙丙丁戊己庚辛壬癸'[n - 1]}\t{number(n)}" for n in range(1, 11))
    assert street_client.post(where, {"nominators-lines": lines}).status_code == 302
    page = text(street_client.get(url("background", candidate.pk)))
    assert "联名选民 10 名" in page and "提名依据齐全" in page
    assert [number(n) in page for n in range(1, 11)] == [False] * 10
    one = JointNominator.objects.first()
    assert street_client.post(url("background_remove", candidate.pk, "nominator", one.pk)).status_code == 302
    assert "现登记 9 名" in text(street_client.get(url("background", candidate.pk)))


def test_a_department_sees_no_voters_and_changes_nothing(in_joint_review, organizer, client_as, number):
    correct_candidate(candidate=in_joint_review, by=organizer, nomination="joint")
    add_nominator(candidate=in_joint_review, name="选民甲", id_number=number(1), by=organizer)
    department = client_as("reviewing_department", "420199")
    page = text(department.get(url("background", in_joint_review.pk)))
    assert ("选民甲" in page, "资格事实" in page, "办理" in page) == (False, True, False)
    assert department.post(url("background_act", in_joint_review.pk, "relative"), {}).status_code == 403
    assert department.post(url("background_remove", in_joint_review.pk, "relative", 1)).status_code == 403
    assert "选民甲" in text(client_as("district_organizer", "420199").get(url("background", in_joint_review.pk)))


def test_relatives_and_disciplines_on_the_page(candidate, street_client, today):
    street_client.post(url("background_act", candidate.pk, "relative"), {
        "relative-relation": "spouse", "relative-name": "贺小红", "relative-unit": "东湖甲社区", "relative-post": "网格员",
    })  # fmt: skip
    bad = street_client.post(url("background_act", candidate.pk, "discipline"), {"discipline-measure": "party_warning"})
    assert (bad.status_code, "请填写处分文号。" in text(bad)) == (422, True)
    street_client.post(url("background_act", candidate.pk, "discipline"), {
        "discipline-measure": "party_warning", "discipline-document_number": "滨纪〔2026〕1号",
        "discipline-effective_on": "2020-01-31", "discipline-source": "区纪委监委函",
    })  # fmt: skip
    page = text(street_client.get(url("background", candidate.pk)))
    assert "贺小红，东湖甲社区 网格员" in page and "2020-01-31 至 2021-01-31，影响期已满" in page
    for what, model in (("relative", CandidateRelative), ("discipline", DisciplineRecord)):
        street_client.post(url("background_remove", candidate.pk, what, model.objects.get().pk))
        assert model.objects.count() == 0


def test_a_line_of_somebody_else_is_not_removed_here(candidate, in_joint_review, facts, number, street, client_as):
    from candidates.services import nominate
    from candidates.services.background import add_relative

    other = nominate(by=street, **facts(id_number=number(7), name="另一人"))
    relative = add_relative(candidate=other, relation="spouse", name="贺小红", by=street)
    client = client_as("district_organizer", "420199")
    assert client.post(url("background_remove", candidate.pk, "relative", relative.pk)).status_code == 404
    assert CandidateRelative.objects.count() == 1


def test_the_page_is_flat_in_queries(candidate, street, street_client, number, django_assert_num_queries,
                                     django_assert_max_num_queries):  # fmt: skip
    correct_candidate(candidate=candidate, by=street, nomination="joint")
    add_nominator(candidate=candidate, name="选民甲", id_number=number(1), by=street)
    street_client.get(url("background", candidate.pk))
    with django_assert_max_num_queries(30) as few:
        street_client.get(url("background", candidate.pk))
    for n in (2, 3):
        add_nominator(candidate=candidate, name="选民乙", id_number=number(n), by=street)
    with django_assert_num_queries(len(few)):
        street_client.get(url("background", candidate.pk))
