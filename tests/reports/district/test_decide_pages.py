"""Returning and approving, one or many: told before, refused when stale, done once."""

import pytest

from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from reports.models import AreaSummary, DailyReport

EAST, SOUTH = "420199001", "420199002"
URL = "/reports/district/decide/"


@pytest.fixture
def rows(reported, today):
    return list(DailyReport.objects.filter(on=today, area_code__startswith=EAST).order_by("area_code"))


def ids(rows):
    return [f"{row.pk}.{row.version}" for row in rows]


def states(today):
    return list(DailyReport.objects.filter(on=today).order_by("area_code").values_list("state", flat=True))


def test_preview_says_what_will_happen_and_does_nothing(rows, client_as, today):
    page = client_as().get(URL, {"act": "return", "ids": ids(rows[:2])})
    html = page.content.decode()
    assert "将退回 2 份日报" in html and "东湖甲社区" in html and "东湖丙社区" not in html
    assert states(today)[:3] == ["submitted"] * 3


def test_return_needs_a_comment(rows, client_as, today):
    client = client_as()
    page = client.post(URL, {"act": "return", "ids": ids(rows), "confirmed": 1, "comment": "  "})
    assert page.status_code == 200 and "请写明退回的原因" in page.content.decode()
    assert states(today)[:3] == ["submitted"] * 3


def test_return_many(rows, client_as, today):
    answer = client_as().post(URL, {"act": "return", "ids": ids(rows[:2]), "confirmed": 1, "comment": "登记数请核对"})
    assert answer.status_code == 302 and answer["Location"].startswith("/reports/district/?area=420199")
    assert states(today)[:3] == ["returned", "returned", "submitted"]
    assert {r.return_comment for r in DailyReport.objects.filter(state="returned")} == {"登记数请核对"}
    summary = AreaSummary.objects.get(area_code="420199", on=today)
    assert (summary.filed_count, summary.returned_count) == (1, 2)
    assert ActivityEntry.objects.filter(verb="daily_report.returned").count() == 1


def test_a_street_stands_for_all_its_reports(rows, client_as, today):
    client = client_as()
    page = client.get(URL, {"act": "approve", "ids": ["s" + EAST, "s" + SOUTH], "on": today})
    assert len(page.context["will"]) == 3 and len(page.context["wont"]) == 3
    assert "待填报" in page.content.decode()
    client.post(URL, {"act": "approve", "ids": ids(rows), "confirmed": 1})
    assert states(today) == ["approved"] * 3 + ["due"] * 3


def test_stale_is_told_in_the_preview_and_refused_in_the_act(rows, client_as, today):
    client, old = client_as(), ids(rows)
    DailyReport.objects.filter(pk=rows[0].pk).update(version=rows[0].version + 1)
    page = client.get(URL, {"act": "approve", "ids": old})
    assert page.context["newer"] == 1 and "刚刚有更新" in page.content.decode()
    answer = client.post(URL, {"act": "approve", "ids": old, "confirmed": 1}, HTTP_REFERER="http://testserver" + URL)
    assert answer.status_code == 302
    assert states(today)[:3] == ["submitted"] * 3
    page = client.get("/reports/district/")
    assert "已被他人更新" in page.content.decode()


def test_a_double_click_does_it_once(rows, client_as, today):
    client, form = client_as(), {"act": "return", "ids": ids(rows), "confirmed": 1, "comment": "请核对"}
    client.post(URL, form)
    versions = list(DailyReport.objects.filter(on=today).values_list("version", flat=True))
    answer = client.post(URL, form, follow=True)
    assert "没有重复操作" in answer.content.decode()
    assert list(DailyReport.objects.filter(on=today).values_list("version", flat=True)) == versions
    assert ActivityEntry.objects.filter(verb="daily_report.returned").count() == 1


def test_nothing_ticked_is_said(rows, client_as):
    answer = client_as().get(URL, {"act": "return"}, follow=True)
    assert "请先在表中勾选" in answer.content.decode()


def test_what_is_not_filed_is_passed_over(rows, client_as, today):
    south = DailyReport.objects.filter(on=today, area_code__startswith=SOUTH)
    page = client_as().get(URL, {"act": "approve", "ids": ids(south)})
    assert page.context["will"] == [] and "都不能通过" in page.content.decode()


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR])
def test_others_may_not(rows, client_as, role, today):
    client = client_as(role, "420199")
    assert client.get(URL, {"act": "approve", "ids": ids(rows)}).status_code == 403
    assert client.post(URL, {"act": "approve", "ids": ids(rows), "confirmed": 1}).status_code == 403
    assert "勾选" not in client.get("/reports/district/").content.decode()
    assert states(today)[:3] == ["submitted"] * 3


def test_foreign_reports_are_not_touched(rows, client_as, today):
    other = client_as(Role.DISTRICT_ORGANIZER, "420198")
    answer = other.post(URL, {"act": "approve", "ids": ids(rows), "confirmed": 1})
    assert answer.status_code == 302 and states(today)[:3] == ["submitted"] * 3


def test_an_address_elsewhere_is_not_followed(rows, client_as):
    answer = client_as().post(
        URL, {"act": "approve", "ids": ids(rows), "confirmed": 1, "next": "https://evil.example/x"}
    )
    assert answer["Location"].startswith("/reports/district/")


def test_unknown_act(rows, client_as):
    assert client_as().get(URL, {"act": "burn", "ids": ids(rows)}).status_code == 404
