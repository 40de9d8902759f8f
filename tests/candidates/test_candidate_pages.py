"""The candidates' pages: who gets them, what is hidden, what the forms say, how many queries."""

from datetime import timedelta

import pytest
from django.urls import reverse

from candidates.models import Candidate
from candidates.services import nominate, start_preliminary_review
from elections.services.cycle import close_cycle
from huanjie.activity.models import ActivityEntry


def url(name, *args):
    return reverse(f"candidates:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def street_client(cycle, client_as):
    return client_as("street_staff", "420199001")


@pytest.fixture
def form(place, number, today):
    """form(**other) → what the nomination form sends."""

    def make(**other):
        return {
            "community_cycle": place.pk, "name": "谢小燕", "gender": "female", "ethnicity": "汉族",
            "birth_date": "1991-03-22", "id_number": number(birth="19910322", woman=True), "phone": "",
            "political_status": "party_member", "join_date": "2014.6", "education": "university", "current_post": "",
            "posts": ["party_deputy_secretary"], "nomination": "organization", "nominated_on": str(today),
        } | other  # fmt: skip

    return make


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("community_clerk", "420199001001", 200), ("street_staff", "420199001", 200), ("street_leader", "420199001", 200),
     ("district_organizer", "420199", 200), ("reviewing_department", "420199", 200), ("leader", "420199", 403),
     ("auditor", "420199001", 403), ("system_administrator", "", 403)],
)  # fmt: skip
def test_who_sees_the_list(candidate, client_as, role, area, status):
    answer = client_as(role, area).get(url("candidates"))
    assert answer.status_code == status
    assert ("戚志远" in text(answer)) == (status == 200 and role != "reviewing_department")


def test_a_department_sees_whom_it_was_asked_about(in_joint_review, facts, number, street, client_as):
    waiting = nominate(by=street, **facts(id_number=number(5), name="未送审"))
    department = client_as("reviewing_department", "420199")
    page = text(department.get(url("candidates") + "?columns=name,id_number_masked"))
    assert ("戚志远" in page, "未送审" in page) == (True, False)
    assert number() not in page and in_joint_review.id_number_masked in page
    assert department.get(waiting.get_absolute_url()).status_code == 404
    assert department.get(in_joint_review.get_absolute_url()).status_code == 200
    assert department.post(url("reveal", in_joint_review.pk), {"reveal-purpose": "核对身份"}).status_code == 403
    assert department.post(url("conclude", in_joint_review.pk), {}).status_code == 403


def test_outside_the_area_there_is_no_such_person(candidate, client_as):
    other = client_as("street_staff", "420199002")
    assert [other.get(candidate.get_absolute_url()).status_code, other.get(url("correct", candidate.pk)).status_code,
            other.post(url("act", candidate.pk, "take_up"), {}).status_code,
            other.post(url("reveal", candidate.pk), {"reveal-purpose": "核对身份"}).status_code] == [404] * 4  # fmt: skip
    assert "戚志远" not in text(other.get(url("candidates")))


def test_the_list_is_flat_in_queries(candidate, facts, number, street, street_client, django_assert_num_queries,
                                     django_assert_max_num_queries):  # fmt: skip
    street_client.get(url("candidates"))
    with django_assert_max_num_queries(20) as few:
        street_client.get(url("candidates"))
    for n in (1, 2):
        nominate(by=street, **facts(id_number=number(n), name=f"候选{n}"))
    with django_assert_num_queries(len(few)):
        assert "共 <strong>3</strong> 条" in text(street_client.get(url("candidates")))


def test_filters(candidate, facts, number, street, other_place, street_client):
    nominate(by=street, **facts(id_number=number(1), name="另一人", community_cycle=other_place, posts=["committee_member"],
                                nomination="joint"))  # fmt: skip

    def names(query):
        page = text(street_client.get(url("candidates") + query))
        return [name for name in ("戚志远", "另一人") if f">{name}</a>" in page]

    assert names("") == ["戚志远", "另一人"]
    assert names("?post=party_secretary") == ["戚志远"]
    assert names("?post=committee_member") == ["另一人"]
    assert names("?community=420199001002") == ["另一人"]
    assert names("?nomination=joint&state=nominated") == ["另一人"]
    assert names("?name=志远") == ["戚志远"]
    assert names("?state=formal") == []


def test_the_export_has_no_whole_number(candidate, number, street_client):
    answer = street_client.get(url("candidates") + "?export=csv&columns=name,posts,id_number_masked")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == ["姓名,拟任职务,身份证号", f"戚志远,党组织书记、居委会主任,{candidate.id_number_masked}"]


def test_nominating_on_the_page(form, street_client, clerk):
    answer = street_client.post(url("nominate"), form())
    row = Candidate.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.name, row.join_date, row.posts, row.is_incumbent) == (
        "谢小燕",
        "2014-06",
        ["party_deputy_secretary"],
        False,
    )
    page = text(street_client.get(row.get_absolute_url()))
    assert row.id_number not in page and row.id_number_masked in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "请填写姓名。"),
        ({"posts": []}, "请至少选择一个拟任职务。"),
        ({"id_number": "4201"}, "身份证号不正确，请对照身份证逐位核对"),
        ({"birth_date": "1991-03-23"}, "出生日期与身份证号不一致，身份证号对应 1991-03-22"),
        ({"political_status": "none", "join_date": ""}, "党组织副书记须由中共正式党员担任"),
        ({"join_date": ""}, "中共党员（含预备党员）应填写入党时间。"),
        ({"community_cycle": ""}, "请选择社区。"),
        ({"nominated_on": "2099-01-01"}, "提名日期还没有到"),
        ({"posts": ["committee_chair", "committee_member"]}, "同一委员会只能提名一个职务"),
    ],
)
def test_the_form_speaks_plainly(form, street_client, changes, words):
    answer = street_client.post(url("nominate"), form(**changes))
    assert (answer.status_code, words in text(answer), Candidate.objects.count()) == (422, True, 0)


def test_a_service_s_refusal_keeps_what_was_typed(candidate, form, street_client, number):
    again = form(id_number=number(), birth_date="1983-06-15", gender="male", name="打字的人", join_date="2006-07")
    answer = street_client.post(url("nominate"), again)
    assert answer.status_code == 422
    assert "本社区已经登记了这个人。" in text(answer) and 'value="打字的人"' in text(answer)


def test_nobody_nominates_outside_the_own_area(form, cycle, client_as):
    clerk = client_as("community_clerk", "420199001002")
    answer = clerk.post(url("nominate"), form())
    assert (answer.status_code, Candidate.objects.count()) == (422, 0)
    assert client_as("district_organizer", "420199").post(url("nominate"), form()).status_code == 403


def test_correcting_leaves_the_number_alone(candidate, street_client, number, form):
    data = form(name="戚致远", gender="male", birth_date="1983-06-15", id_number="", join_date="2006-07",
                posts=["party_secretary"], version="1")  # fmt: skip
    assert text(street_client.get(url("correct", candidate.pk))).count(number()) == 0
    assert street_client.post(url("correct", candidate.pk), data).status_code == 302
    row = Candidate.objects.get()
    assert (row.name, row.id_number, row.phone, row.posts) == ("戚致远", number(), "16000000000", ["party_secretary"])
    stale = street_client.post(url("correct", candidate.pk), data | {"name": "再改"})
    assert "已被他人更新" in text(stale)


def test_the_review_on_the_page(candidate, prove, street_client, client_as, today):
    street_client.post(url("act", candidate.pk, "take_up"), {"take_up-on": str(today), "take_up-version": "1"})
    bare = street_client.post(url("act", candidate.pk, "send"), {"send-on": str(today), "send-version": "2"})
    assert "组织推荐要有推荐文件或会议纪要的文号。" in text(bare)
    prove(candidate)
    street_client.post(url("act", candidate.pk, "send"), {"send-on": str(today), "send-version": "2"})
    assert Candidate.objects.get().state == "joint_review"
    district = client_as("district_organizer", "420199")
    page = text(district.get(candidate.get_absolute_url()))
    assert f'href="{url("conclude", candidate.pk)}"' in page and "未反馈不等于通过" in page


def test_showing_the_number_is_logged_and_not_kept(candidate, street_client, number):
    where = url("reveal", candidate.pk)
    refused = street_client.post(where, {"reveal-purpose": ""})
    assert (refused.status_code, number() in text(refused)) == (422, False)
    shown = street_client.post(where, {"reveal-purpose": "与公安核对身份"})
    assert (shown.status_code, shown["Cache-Control"], number() in text(shown)) == (200, "no-store", True)
    assert street_client.get(where).status_code == 405
    assert ActivityEntry.objects.filter(verb="candidate.identity_revealed").count() == 1


def test_a_batch_is_shown_before_it_is_sent(candidate, facts, number, street, street_client, prove, today):
    ready, bare = (
        start_preliminary_review(
            candidate=nominate(by=street, **facts(id_number=number(n), name=f"已预审{n}")), on=today, by=street
        )
        for n in (1, 2)
    )
    prove(ready)
    page = text(street_client.post(url("send_many"), {"ids": [candidate.pk, ready.pk, bare.pk]}))
    assert "将送 1 名候选人" in page and "不送 2 名" in page and "组织推荐要有推荐文件" in page
    data = {"ids": [ready.pk], f"version-{ready.pk}": ready.version, "on": str(today), "confirmed": "1"}
    assert street_client.post(url("send_many"), data | {f"version-{ready.pk}": "9"}).status_code == 422
    assert street_client.post(url("send_many"), data).status_code == 302
    assert list(Candidate.objects.order_by("pk").values_list("state", flat=True)) == [
        "nominated", "joint_review", "preliminary_review",
    ]  # fmt: skip
    assert street_client.post(url("send_many"), data).status_code == 422


def test_an_ended_cycle_offers_no_act(candidate, street_client, cycle, organizer):
    close_cycle(cycle=cycle, by=organizer)
    page = text(street_client.get(candidate.get_absolute_url()))
    assert "<summary>开始街道预审</summary>" not in page and "已结束，不能再填报" in page
    assert "登记提名</a>" not in text(street_client.get(url("candidates")))


def test_what_waits_is_counted(candidate, facts, number, street, organizer, today):
    from candidates.navigation import waiting_candidates

    start_preliminary_review(candidate=nominate(by=street, **facts(id_number=number(1))), on=today, by=street)
    assert [(todo.label, todo.count) for todo in waiting_candidates(street)] == [
        ("待预审的候选人", 1), ("预审中待送联审的候选人", 1),
    ]  # fmt: skip
    assert [todo.count for todo in waiting_candidates(organizer)] == [0, 0]


def test_pages_before_any_cycle_say_what_to_do(district, client_as):
    answer = client_as("street_staff", "420199001").get(url("candidates"))
    assert (answer.status_code, "请由区委组织部先开启换届。" in text(answer)) == (403, True)


def test_the_age_is_that_of_the_election_day(candidate, cycle, street_client):
    years = cycle.election_day.year - 1983 - ((cycle.election_day.month, cycle.election_day.day) < (6, 15))
    assert f"选举日 {years} 周岁" in text(street_client.get(candidate.get_absolute_url()))
    assert cycle.election_day > candidate.nominated_on + timedelta(days=1)
