"""Nobody becomes a formal candidate by silence, alone, or before the notice is over and the objections are closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.enums_review import Answer
from candidates.models import Candidate, DepartmentOpinion, Recusal, ReviewConclusion
from candidates.queries.formal import formal_gate, formal_gates
from candidates.services import nominate
from candidates.services import objection as objections
from candidates.services.formal import make_formal, make_formal_list
from candidates.services.notice import correct_notice, end_notice, publish_notice
from candidates.services.review import withdraw
from elections import gates
from elections.models import CommunityCycle
from elections.rules.formal_choice import PEOPLE, WOMEN
from elections.slates import counts_of, seats_of, slate_of
from huanjie.accounts.models import User
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.reviewed import chair_audited, conclude, reviewed, seats, sign

RC, PARTY = "residents_committee", "party"


@pytest.fixture
def day(today):
    return today + timedelta(days=3)


@pytest.fixture
def noticed(people, place, street, today, later):
    """Everything in order on the residents' side: seats, audit, notice over. Played on the day it is."""
    seats(place, committee_chair=1, committee_member=2)
    chair_audited(place)
    row = publish_notice(community_cycle=place, side=RC, starts_on=today, ends_on=today + timedelta(days=2), by=street)
    with later(3):
        yield end_notice(notice=row, by=street)


@pytest.fixture
def make(place, organizer, day):
    """make(**other) → the residents' formal list."""

    def act(**other):
        return make_formal_list(**({"community_cycle": place, "side": RC, "on": day, "by": organizer} | other))

    return act


def states():
    return list(Candidate.objects.order_by("pk").values_list("state", flat=True))


def test_the_list_is_made_and_remembered(noticed, make, people, place, organizer, day):
    assert formal_gate(place, RC, day).ok
    rows = make(expected_versions={row.pk: row.version for row in people})
    assert [(row.name, row.state, row.formal_on, row.formal_sides) for row in rows] == [
        (name, "formal", day, [RC]) for name in ("戚志远", "谢小燕", "林晓", "周敏")
    ]
    assert changes_of(rows[0]).last().by_name == organizer.name
    assert [line.name for line in slate_of(place, RC)] == ["戚志远", "谢小燕", "林晓", "周敏"]
    assert slate_of(place, PARTY) == []
    assert counts_of([place], RC)[place.pk] == {
        "committee_chair": 2,
        "committee_member": 2,
        PEOPLE: 4,
        WOMEN: 2,
    }
    assert seats_of([place], RC)[place.pk] == {"committee_chair": 1, "committee_member": 2}
    entry = ActivityEntry.objects.get(verb="candidate.formal_list_made")
    assert entry.detail["candidates"] == [row.pk for row in rows]
    with pytest.raises(Refused, match="都已是正式候选人"):
        make()


def _cell(people):
    return DepartmentOpinion.objects.filter(candidate=people[3]).order_by("pk").first()


def _empty(people, today):
    DepartmentOpinion.objects.filter(pk=_cell(people).pk).update(
        answer="", signed_at=None, signed_by_id=None, as_of=None
    )


def _expired(people, today):
    DepartmentOpinion.objects.filter(pk=_cell(people).pk).update(expires_on=today)


def _statutory(people, today):
    cell = _cell(people)
    cell.circumstance.__class__.objects.filter(pk=cell.circumstance_id).update(
        bar="statutory", hit_action="reject", party_bar="statutory"
    )
    DepartmentOpinion.objects.filter(pk=cell.pk).update(answer="found", document_number="公函〔2026〕1号")


def _void(people, today):
    DepartmentOpinion.objects.filter(candidate=people[3]).update(voided_at="2026-01-01T00:00:00Z")


def _changed(people, today):
    Candidate.objects.filter(pk=people[3].pk).update(gender="female")


def _recused(people, today):
    user = User.objects.create(username="police", name="某民警")
    DepartmentOpinion.objects.filter(candidate=people[3]).update(signed_by_id=user.pk)
    Recusal.objects.create(
        candidate=people[3], area_code=people[3].area_code, user=user, user_name="某民警", ground="relative"
    )


def _no_conclusion(people, today):
    ReviewConclusion.objects.filter(candidate=people[3]).update(state="awaiting_second")


def _refused(people, today):
    ReviewConclusion.objects.filter(candidate=people[3]).update(decision="not_passed")


def _back(people, today):
    Candidate.objects.filter(pk=people[3].pk).update(state="joint_review")


def _held(people, today):
    Candidate.objects.filter(pk=people[3].pk).update(held_on=today, hold_reason="区纪委要求暂缓")


def _renamed(people, today):
    Candidate.objects.filter(pk=people[3].pk).update(posts=["committee_deputy_chair"])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_empty, "未反馈不等于未发现"), (_expired, "已过期"), (_statutory, "结论只能是不通过"), (_void, "没有联审单位的核查意见"),
        (_changed, "审查内容有变化"), (_recused, "需要重新核查"), (_no_conclusion, "没有已生效的联审通过结论"),
        (_refused, "没有已生效的联审通过结论"), (_back, "资格联审还没有结论"), (_held, "已暂缓（区纪委要求暂缓）"),
        (_renamed, "与现在的登记不一致"),
    ],
)  # fmt: skip
def test_one_of_them_stops_the_whole_list_by_name(noticed, make, people, today, spoil, words):
    spoil(people, today)
    with pytest.raises(Refused) as refused:
        make()
    assert "周敏：" in refused.value.verdict.reason and words in refused.value.verdict.reason
    assert "谢小燕：" not in refused.value.verdict.reason
    assert "formal" not in states()


def test_a_passed_hit_rests_on_its_own_cells(noticed, make, people, organizer):
    ReviewConclusion.objects.filter(candidate=people[3]).update(state="superseded")
    sign(people[3], organizer, Answer.FOUND)
    with pytest.raises(Refused, match="没有已生效"):
        make()
    found = conclude(people[3], organizer)
    ReviewConclusion.objects.filter(pk=found.pk).update(basis_digest="0" * 64)
    with pytest.raises(Refused, match="核查意见有变化"):
        make()
    ReviewConclusion.objects.filter(pk=found.pk).update(basis_digest=found.basis_digest)
    assert len(make()) == 4


@pytest.mark.parametrize("change", ["no audit", "no seats", "too few", "no woman", "no notice", "running"])
def test_the_list_itself(noticed, make, people, place, change, street, today):
    if change == "no audit":
        place.audits.update(state="reported")
        words = "没有公布结果"
    elif change == "no seats":
        place.post_plans.all().delete()
        words = "没有登记居民委员会的职数"
    elif change == "too few":
        place.post_plans.filter(post="committee_chair").update(seats=2)
        words = "没有差额"
    elif change == "no woman":
        place.candidates.update(gender="male")
        words = "妇女 0 名"
    elif change == "no notice":
        place.candidate_notices.update(state="corrected")
        words = "还没有公示"
    else:
        place.candidate_notices.update(state="published")
        words = "还没有登记期满"
    with pytest.raises(Refused, match=words):
        make()
    assert "formal" not in states()


def test_a_superiors_exception_from_the_audit_holds_here_too(noticed, make, place, organizer):
    from elections.models import Step, StepException

    place.audits.update(state="reported")
    StepException.objects.create(
        community_cycle=place, step=Step.objects.of_the_cycle().get(cycle=place.cycle, code="RC15"), rule="gate:audit",
        reason="待公布", granted_at=timezone.now(), document_number="滨组函〔2026〕8号", area_code=place.area_code,
    )  # fmt: skip
    assert len(make()) == 4


@pytest.mark.parametrize("named", [True, False])
def test_open_objections_shut_it_held_or_not(noticed, make, people, street, organizer, day, named):
    row = objections.receive(notice=noticed, candidate=people[2] if named else None, text="某事", by=street)
    with pytest.raises(Refused, match="没有办结"):
        make()
    objections.close(objection=row, result="not_confirmed", findings="不属实", on=day, by=organizer)
    assert len(make()) == 4


@pytest.mark.parametrize("role", ["street_staff", "community_clerk", "leader", "reviewing_department", "system"])
def test_only_the_district_decides(noticed, make, role):
    with pytest.raises(Refused, match="区委组织部确定"):
        make(by=Viewer(1, "某人", role, "420199"))


def test_a_recused_officer_decides_on_nobody(noticed, make, people, organizer):
    Recusal.objects.create(
        candidate=people[0], area_code=people[0].area_code, user=User.objects.get(pk=organizer.user_id),
        user_name=organizer.name, ground="relative",
    )  # fmt: skip
    with pytest.raises(Refused, match="回避"):
        make()
    assert "formal" not in states()


def test_days_and_old_pages(noticed, make, people, day, today):
    with pytest.raises(Refused, match="还没有到"):
        make(on=day + timedelta(days=1))
    with pytest.raises(Refused, match="早于上一环节"):
        make(on=today - timedelta(days=1))
    with pytest.raises(Stale):
        make(expected_versions={row.pk: row.version + 1 for row in people})
    assert "formal" not in states()


def test_nobody_is_made_formal_alone(noticed, people, organizer, day):
    with pytest.raises(Refused):
        make_formal(candidate=people[1], side=RC, on=day, by=organizer)
    assert "formal" not in states()


def test_a_replacement_is_added_to_a_list_that_stands(
    noticed, make, people, place, organizer, street, facts, number, day, later
):
    make()
    withdraw(candidate=people[3], on=day, reason="本人申请", by=organizer)
    new = nominate(by=street, **facts(id_number=number(9), name="孙立", posts=["committee_member"]))
    new = reviewed(new, organizer)
    with pytest.raises(Refused, match="没有列入公示名单"):
        make_formal(candidate=new, on=day, by=organizer)
    until = day + timedelta(days=2)
    row = correct_notice(notice=noticed, reason="补充提名", starts_on=day, ends_on=until, by=street)
    with later(6):
        end_notice(notice=row, by=street)
        found = make_formal(candidate=new, on=day + timedelta(days=3), by=organizer, expected_version=new.version)
    assert (found.state, [line.name for line in slate_of(place, RC)]) == (
        "formal",
        ["戚志远", "谢小燕", "林晓", "孙立"],
    )


def test_each_side_has_its_own_list(noticed, make, people, place, organizer, street, day, later):
    make()
    seats(place, party_secretary=1)
    row = publish_notice(community_cycle=place, side=PARTY, starts_on=day, ends_on=day + timedelta(days=11), by=street)
    with later(15):
        end_notice(notice=row, by=street)
        found = make_formal_list(community_cycle=place, side=PARTY, on=day + timedelta(days=12), by=organizer)
    assert [(each.name, each.formal_sides, each.formal_on) for each in found] == [("戚志远", [RC, PARTY], day)]
    assert [line.name for line in slate_of(place, PARTY)] == ["戚志远"]
    assert changes_of(found[0]).filter(after="formal").count() == 1


def test_the_review_gate_of_the_steps(people, place, today):
    def verdict():
        return gates.verdicts("review", [place])[place.pk]

    assert verdict().ok
    _expired(people, today - timedelta(days=1))
    assert (verdict().ok, "周敏" in verdict().reason, "已过期" in verdict().reason) == (False, True, True)


def test_the_gates_are_flat_in_queries(noticed, people, place, other_place, street, organizer, facts, number, today,
                                       django_assert_num_queries, django_assert_max_num_queries):  # fmt: skip
    formal_gates([place], today)
    with django_assert_max_num_queries(20) as few:
        formal_gates([place], today)
    with django_assert_max_num_queries(10) as review:
        gates.verdicts("review", [place])
    for n in (20, 21):
        reviewed(nominate(by=organizer, **facts(community_cycle=other_place, id_number=number(n), name=f"候选{'甲乙'[n - 20]}",
                                               posts=["committee_member"])), organizer)  # fmt: skip
    both = list(CommunityCycle.objects.filter(pk__in=[place.pk, other_place.pk]).select_related("cycle"))
    with django_assert_num_queries(len(few.captured_queries)):
        formal_gates(both, today)
    with django_assert_num_queries(len(review.captured_queries)):
        gates.verdicts("review", both)
