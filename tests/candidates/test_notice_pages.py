"""The pages of notices, objections and formal lists: who gets them, what they say, what they hide, how many queries."""

from datetime import timedelta

import pytest
from django.urls import reverse

from candidates.models import Candidate, CandidateNotice, NoticeObjection, Recusal
from candidates.services import objection as services
from candidates.services.notice import end_notice, publish_notice
from elections.models import PublicReport
from elections.services.public_report import receive_report
from huanjie.accounts.models import User
from huanjie.activity.models import ActivityEntry
from huanjie.navigation import todos_for
from tests.candidates.reviewed import chair_audited, seats

RC, SAID = "residents_committee", "此人欠缴物业费"
ROLES = [
    ("community_clerk", "420199001001"), ("street_staff", "420199001"), ("street_leader", "420199001"),
    ("district_organizer", "420199"), ("reviewing_department", "420199"), ("leader", "420199"),
    ("auditor", "420199001"), ("system_administrator", ""),
]  # fmt: skip


def url(name, *args):
    return reverse(f"candidates:{name}", args=args)


def text(answer):
    return answer.content.decode()


@pytest.fixture
def notice(people, place, street, today):
    return publish_notice(community_cycle=place, side=RC, starts_on=today, ends_on=today + timedelta(days=2), by=street)


@pytest.fixture
def objection(notice, people, street):
    return services.receive(notice=notice, candidate=people[1], text=SAID, contact="周某某", by=street)


@pytest.fixture
def at_district(cycle, client_as):
    return client_as("district_organizer", "420199")


@pytest.fixture
def at_street(cycle, client_as):
    return client_as("street_staff", "420199001")


@pytest.mark.parametrize(("role", "area"), ROLES)
def test_every_role_and_every_page(objection, notice, place, client_as, role, area):
    client = client_as(role, area)
    pages = [url("notices"), notice.get_absolute_url(), url("objections"), objection.get_absolute_url(),
             url("formal_lists"), url("formal_list", place.pk), url("notice_correct", notice.pk),
             url("objection_receive", notice.pk)]  # fmt: skip
    found = "".join("y" if client.get(page).status_code == 200 else "n" for page in pages)
    assert found == {
        "community_clerk": "yynnnnnn", "street_staff": "yyyyyyyy", "street_leader": "yynnyynn",
        "district_organizer": "yyyyyyyy",
    }.get(role, "n" * 8)  # fmt: skip


def test_another_street_has_nothing_here(objection, notice, place, client_as):
    client = client_as("street_staff", "420199002")
    pages = [notice.get_absolute_url(), objection.get_absolute_url(), url("formal_list", place.pk),
             url("notice_publish", place.pk, "party"), url("notice_correct", notice.pk)]  # fmt: skip
    assert [client.get(page).status_code for page in pages] == [404] * 5


def test_publishing_shows_exactly_what_will_be_public(people, place, at_street, today):
    address = url("notice_publish", place.pk, RC)
    page = text(at_street.get(address))
    assert all(f'<th scope="row">{name}</th>' in page for name in ("戚志远", "谢小燕", "林晓", "周敏"))
    assert people[0].id_number_masked not in page and "1983" not in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    form = {"starts_on": str(today), "ends_on": str(today + timedelta(days=2)), "seen": seen}
    answer = at_street.post(address, form)
    row = CandidateNotice.objects.get()
    assert (answer.status_code, answer.url, len(row.lines)) == (302, row.get_absolute_url(), 4)
    assert at_street.get(address).url == url("notice_correct", row.pk)


def test_what_was_not_seen_is_not_published(people, place, at_street, today):
    form = {"starts_on": str(today), "ends_on": str(today + timedelta(days=2)), "seen": "0" * 64}
    answer = at_street.post(url("notice_publish", place.pk, RC), form)
    assert (answer.status_code, "已被他人更新" in text(answer), CandidateNotice.objects.count()) == (422, True, 0)


def test_a_bad_period_is_said_in_the_form(people, place, at_street, today):
    answer = at_street.post(url("notice_publish", place.pk, RC), {"starts_on": str(today), "ends_on": str(today)})
    assert (answer.status_code, "公示期不足 3 天" in text(answer)) == (422, True)


def test_the_page_says_what_is_no_longer_true_and_corrects_it(notice, people, at_street):
    Candidate.objects.filter(pk=people[2].pk).update(state="withdrawn")
    assert "林晓已不在名单上" in text(at_street.get(notice.get_absolute_url()))
    address = url("notice_correct", notice.pk)
    assert "从名单上去掉（或改变职务）：林晓" in text(at_street.get(address))
    answer = at_street.post(address, {"reason": "因候选人退出", "version": notice.version})
    new = CandidateNotice.objects.get(corrects=notice)
    assert (answer.url, len(new.lines)) == (new.get_absolute_url(), 3)
    assert "这份公示已经更正" in text(at_street.get(notice.get_absolute_url()))


def test_the_end_is_noted_once_the_days_are_over(notice, at_street):
    answer = at_street.post(url("notice_end", notice.pk), {"end-version": notice.version})
    assert (answer.status_code, "还没有满" in text(answer)) == (422, True)
    CandidateNotice.objects.update(
        starts_on=notice.starts_on - timedelta(days=9), ends_on=notice.ends_on - timedelta(days=5)
    )
    assert at_street.post(url("notice_end", notice.pk), {"end-version": notice.version}).status_code == 302
    assert CandidateNotice.objects.get().state == "ended"


def test_an_objection_by_form_and_its_way(notice, people, at_street, at_district, today):
    answer = at_street.post(url("objection_receive", notice.pk), {"candidate": people[1].pk, "text": SAID})
    row = NoticeObjection.objects.get()
    assert (answer.url, row.candidate_id, row.number in answer.url) == (row.get_absolute_url(), people[1].pk, False)
    act = url("objection_act", row.pk, "investigate")
    assert (
        at_street.post(act, {"investigate-version": 1, "investigate-investigator_name": "某核实员"}).status_code == 302
    )
    close = url("objection_act", row.pk, "close")
    form = {"close-result": "disqualified", "close-findings": "属实", "close-on": str(today), "close-version": 2}
    assert at_street.post(close, form).status_code == 403
    assert "查实的要有依据" in text(at_district.post(close, form))
    assert at_district.post(close, form | {"close-document_number": "滨纪〔2026〕7号"}).status_code == 302
    page = text(at_district.get(row.get_absolute_url()))
    assert "更正公示" in page and "另行提名" in page
    assert Candidate.objects.get(pk=people[1].pk).state == "withdrawn"


def test_opening_is_on_record_and_kept_by_nobody(objection, at_district):
    before = ActivityEntry.objects.filter(verb="notice_objection.opened").count()
    answer = at_district.get(objection.get_absolute_url())
    assert (SAID in text(answer), answer["Cache-Control"]) == (True, "no-store")
    assert ActivityEntry.objects.filter(verb="notice_objection.opened").count() == before + 1
    assert SAID not in text(at_district.get(url("objections")))


def test_the_list_is_filtered_and_taken_along_without_what_was_said(objection, notice, street, at_district, later):
    services.receive(notice=notice, text="另一件", by=street)
    services.start_investigation(objection=objection, by=street)
    page = text(at_district.get(url("objections") + "?state=investigating"))
    assert (objection.number in page, "没有指明" in page) == (True, False)
    with later(3):
        late = text(at_district.get(url("objections") + "?late=yes"))
        assert (objection.number in late, "没有指明" in late) == (False, True)
    answer = at_district.get(url("objections") + "?export=csv")
    sheet = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert objection.number in sheet.decode("utf-8-sig") and SAID not in sheet.decode("utf-8-sig")


def test_a_recused_officer_sees_neither_list_line_nor_page(objection, people, place, at_district, organizer):
    user = User.objects.get(pk=organizer.user_id)
    Recusal.objects.create(
        candidate=people[1], area_code=people[1].area_code, user=user, user_name="某人", ground="relative"
    )
    assert objection.number not in text(at_district.get(url("objections")))
    assert at_district.get(objection.get_absolute_url()).status_code == 404
    page = text(at_district.get(url("formal_list", place.pk)))
    assert ("谢小燕" in page, "另有 1 人您应当回避" in page) == (False, True)


def test_from_the_public_page(notice, people, place, at_street):
    receive_report(community_cycle=place, kind="candidate", text=SAID, contact="", address="127.0.0.1")
    report = PublicReport.objects.get()
    assert "登记为公示异议" in text(at_street.get(report.get_absolute_url()))
    address = url("objection_take_over", report.pk)
    assert at_street.get(address).status_code == 200
    answer = at_street.post(address, {"candidate": people[0].pk, "side": RC})
    row = NoticeObjection.objects.get()
    assert (answer.url, row.public_report_id, row.text) == (row.get_absolute_url(), report.pk, SAID)
    assert at_street.get(address).url == row.get_absolute_url()


def test_the_formal_page_says_what_is_missing_then_makes_the_list(
    notice, people, place, at_district, street, later, today
):
    page = text(at_district.get(url("formal_list", place.pk)))
    assert all(words in page for words in ("没有登记居民委员会的职数", "公示还没有登记期满", "经济责任审计"))
    assert page.count("disabled") == 2
    seats(place, committee_chair=1, committee_member=2)
    chair_audited(place)
    with later(3):
        end_notice(notice=notice, by=street)
        page = text(at_district.get(url("formal_list", place.pk)))
        assert page.count("可以列入") == 4
        form = {"seen": [f"{row.pk}-{row.version}" for row in people], f"{RC}-on": str(today + timedelta(days=3))}
        stale = form | {"seen": [f"{row.pk}-9" for row in people]}
        make = url("formal_list_make", place.pk, RC)
        assert "已被他人更新" in text(at_district.post(make, stale))
        assert at_district.post(make, form).url == url("formal_list", place.pk)
    assert set(Candidate.objects.values_list("state", flat=True)) == {"formal"}


def test_the_street_reads_but_does_not_decide(notice, place, at_street):
    page = text(at_street.get(url("formal_list", place.pk)))
    assert "正式候选人由区委组织部确定" in page and "确定正式候选人名单</button>" not in page
    assert at_street.post(url("formal_list_make", place.pk, RC), {}).status_code == 403


def test_what_waits(objection, notice, people, street, organizer, later):
    def waits(viewer):
        return {todo.label: todo.count for todo in todos_for(viewer) if "公示" in todo.label}

    assert waits(street) == {"待办的公示异议": 1}
    Candidate.objects.filter(pk=people[2].pk).update(state="withdrawn")
    with later(3):
        assert waits(street) == {"超期未核、未结的公示异议": 1, "名单有变化、须更正的公示": 1, "期满待登记的公示": 1}
        end_notice(notice=notice, by=street)
        assert waits(organizer)["公示期满、待确定正式名单的社区"] == 1


@pytest.mark.parametrize("name", ["notices", "objections", "formal_lists"])
def test_lists_cost_the_same_at_one_and_three_rows(
    notice, people, street, at_district, name, today, place, django_assert_num_queries, django_assert_max_num_queries
):
    services.receive(notice=notice, candidate=people[0], text=SAID, by=street)
    at_district.get(url(name))
    with django_assert_max_num_queries(25) as few:
        at_district.get(url(name))
    publish_notice(community_cycle=place, side="party", starts_on=today, ends_on=today + timedelta(days=13), by=street)
    CandidateNotice.objects.create(
        community_cycle=place, area_code=place.area_code, side=RC, state="corrected", digest="0", starts_on=today,
        ends_on=today,
    )  # fmt: skip
    for person in people[1:3]:
        services.receive(notice=notice, candidate=person, text=SAID, by=street)
    with django_assert_num_queries(len(few.captured_queries)):
        at_district.get(url(name))
