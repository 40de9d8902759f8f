"""The weekly report's pages, with and without a script; the figures of the form; what waits on the start page."""

from datetime import timedelta

import pytest

from huanjie.accounts.enums import Role
from huanjie.navigation import todos_for
from huanjie.shared import clock
from reports.enums import ReportState
from reports.models import DailyReport, WeeklyReport
from reports.navigation_sheet import sheet_todos, weekly_todos
from reports.queries.weekly_report import this_monday
from reports.services.daily_report import return_reports
from reports.services.days import open_day
from reports.services.form import form_of


@pytest.fixture
def staff(client_as, field):
    return client_as(Role.STREET_STAFF, field.prefix, "张三")


@pytest.fixture
def report(field, staff):
    answer = staff.post("/reports/weekly/start/", {"street": field.prefix, "week": str(this_monday())})
    assert answer.status_code == 302
    return WeeklyReport.objects.get()


def words(report, **changes):
    shown = {name: getattr(report, name) for name in ("progress", "problems", "next_steps")}
    return {**shown, **{f"base-{name}": text for name, text in shown.items()}, **changes}


def test_started_once_however_often_it_is_pressed(field, staff, report):
    staff.post("/reports/weekly/start/", {"street": field.prefix, "week": str(this_monday())})
    assert WeeklyReport.objects.count() == 1
    assert "继续填写" in staff.get("/reports/weekly/").content.decode()


def test_saved_and_submitted_without_a_script(staff, report):
    url = report.get_absolute_url()
    assert staff.post(url, {**words(report, problems="场地不足\r\n第二行"), "act": "save"}).status_code == 302
    saved = WeeklyReport.objects.get()
    assert saved.problems == "场地不足\n第二行"
    assert staff.post(url, {**words(saved), "act": "submit"}).status_code == 302
    assert WeeklyReport.objects.get().state == ReportState.SUBMITTED
    staff.post(url, {**words(saved), "act": "submit"})
    assert "本周周报已经提交，没有重复提交。" in staff.get(url).content.decode()


def test_a_refused_submission_says_why_and_keeps_what_was_typed(staff, report):
    answer = staff.post(
        report.get_absolute_url(), {**words(report, progress=" ", problems="场地不足"), "act": "submit"}
    )
    html = answer.content.decode()
    assert (answer.status_code, "“本周进展”还没有填写。" in html, "场地不足" in html) == (422, True, True)


def test_a_paragraph_rewritten_by_another_keeps_both_texts(staff, report):
    WeeklyReport.objects.update(problems="他人所写")
    answer = staff.post(report.get_absolute_url(), {**words(report, problems="我所写"), "act": "save"})
    html = answer.content.decode()
    assert (answer.status_code, "他人所写" in html, ">\n我所写</textarea>" in html) == (409, True, True)
    assert WeeklyReport.objects.get().problems == "他人所写"


def test_the_script_saves_and_is_told_of_a_conflict(staff, report):
    url = f"{report.get_absolute_url()}save/"
    answer = staff.post(url, {"problems": "无", "base-problems": ""})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    answer = staff.post(url, {"problems": "有", "base-problems": ""})
    assert (answer.status_code, answer.json()["texts"]) == (409, {"problems": "无"})


def test_the_district_returns_with_a_comment_and_approves(client_as, staff, report):
    url, district = report.get_absolute_url(), client_as()
    assert district.get(url).status_code == 404
    staff.post(url, {**words(report), "act": "submit"})
    assert district.get(url).status_code == 200
    district.post(url, {"act": "return", "comment": "请补充"})
    assert "请补充" in staff.get(url).content.decode()
    staff.post(url, {**words(WeeklyReport.objects.get()), "act": "submit"})
    district.post(url, {"act": "approve", "version": str(WeeklyReport.objects.get().version)})
    assert WeeklyReport.objects.get().state == ReportState.APPROVED


@pytest.mark.parametrize(
    ("role", "area", "list_status", "page_status"),
    [
        (Role.STREET_LEADER, "420199001", 200, 200),
        (Role.DISTRICT_ORGANIZER, "420199", 200, 404),
        (Role.LEADER, "420199", 200, 404),
        (Role.STREET_STAFF, "420199002", 200, 404),
        (Role.COMMUNITY_CLERK, "420199001001", 403, 403),
        (Role.REVIEWING_DEPARTMENT, "420199", 403, 403),
        (Role.AUDITOR, "420199", 403, 403),
        (Role.SYSTEM_ADMINISTRATOR, "", 403, 403),
    ],
)
def test_who_sees_a_draft(client_as, report, role, area, list_status, page_status):
    client = client_as(role, area)
    assert client.get("/reports/weekly/").status_code == list_status
    assert client.get(report.get_absolute_url()).status_code == page_status


def test_the_district_chooses_the_figures(client_as, field):
    district = client_as()
    assert district.get("/reports/sheet/figures/").status_code == 200
    answer = district.post("/reports/sheet/figures/", {"figures": ["talks", "voted"], "version": "1"})
    assert (answer.status_code, form_of(field.cycle).figures) == (302, ["voted", "talks"])
    stale = district.post("/reports/sheet/figures/", {"figures": ["talks"], "version": "1"})
    assert (stale.status_code, form_of(field.cycle).figures) == (422, ["voted", "talks"])
    assert "日报表式已被他人更新，本次操作没有保存。" in stale.content.decode()
    assert district.post("/reports/sheet/figures/", {"version": "2"}).status_code == 422
    assert client_as(Role.STREET_STAFF, field.prefix).get("/reports/sheet/figures/").status_code == 403


def test_what_waits(field, viewer):
    before = field.today - timedelta(days=1)
    open_day(cycle=field.cycle, on=before)
    field.fill()
    field.submit()
    return_reports(reports=[field.report(2)], comment="核对", by=viewer())
    with clock.played(field.report(2).due_at - timedelta(hours=1)):
        todos = {todo.label: (todo.count, todo.tone, todo.url) for todo in sheet_todos(field.staff) if todo.count}
        labels = [todo.label for todo in todos_for(field.staff)]
    assert todos == {
        "退回的日报": (1, "returned", f"/reports/sheet/?on={field.today}"),
        "逾期未报": (3, "late", f"/reports/sheet/?on={before}"),
    }
    assert {"退回的日报", "逾期未报"} <= set(labels)
    assert [todo.label for todo in weekly_todos(field.staff)] == ["周报待提交"]
    assert list(sheet_todos(viewer())) == []


def test_today_waits_until_it_is_filed(field):
    with clock.played(field.report().due_at - timedelta(hours=1)):
        assert [(t.label, t.count) for t in sheet_todos(field.staff) if t.count] == [("今日待填", 3)]
    field.fill()
    field.submit()
    assert [todo for todo in sheet_todos(field.staff) if todo.count] == []
    assert DailyReport.objects.filter(state=ReportState.SUBMITTED).count() == 3
