"""The day sheet as a plain form: everything works without a script, and nothing typed is lost."""

import re
from datetime import timedelta
from html import unescape

import pytest

from huanjie.accounts.enums import Role
from huanjie.shared import clock
from reports.enums import ReportState
from reports.models import DailyReport
from reports.services.daily_report import return_reports, save_cells
from reports.services.days import open_day

FIELD = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"')


def form_in(page) -> dict[str, str]:
    """What a browser without a script would send back."""
    html = page.content.decode()
    sheet = html[html.index('<form id="sheet"') : html.index("</form>", html.index('<form id="sheet"'))]
    return {name: unescape(value) for name, value in FIELD.findall(sheet) if name != "csrfmiddlewaretoken"}


def send(client, page, act, **changes):
    data = {**form_in(page), "act": act, **{name.replace("__", "-"): value for name, value in changes.items()}}
    return client.post("/reports/sheet/", data)


@pytest.fixture
def staff(client_as, field):
    return client_as(Role.STREET_STAFF, field.prefix, "张三")


def name_of(report, key):
    return f"v-{report.pk}-{key}"


def test_typed_saved_and_shown_again(field, staff):
    page = staff.get(field.url)
    report = field.report()
    answer = send(
        staff, page, "save", **{name_of(report, "registered_voters"): "3,412人", f"n-{report.pk}": " 新增 两户 "}
    )
    assert (answer.status_code, answer.url) == (302, field.url)
    saved = field.report()
    assert (saved.values["registered_voters"], saved.note, saved.version) == (3412, "新增两户", 2)
    assert form_in(staff.get(field.url))[name_of(report, "registered_voters")] == "3,412"


def test_a_form_sent_back_unchanged_writes_nothing(field, staff):
    send(staff, staff.get(field.url), "save")
    assert [field.report(n).version for n in (1, 2, 3)] == [1, 1, 1]


def test_what_is_no_number_stays_in_its_field_with_the_reason_beside_it(field, staff):
    report = field.report()
    answer = send(staff, staff.get(field.url), "save",
                  **{name_of(report, "registered_voters"): "约3400", name_of(report, "talks"): "12"})  # fmt: skip
    html = answer.content.decode()
    assert answer.status_code == 422
    assert form_in(answer)[name_of(report, "registered_voters")] == "约3400"
    assert (
        f'<a href="#c-{report.pk}-registered_voters">东湖甲社区</a>：“登记选民数”“约3400”是约数，请填准确的数字。'
        in html
    )
    assert field.report().values["talks"] == 12


def test_submitting_with_open_questions_keeps_the_numbers_and_lists_the_questions(field, staff):
    report = field.report()
    answer = send(staff, staff.get(field.url), "submit", **{name_of(report, "registered_voters"): "3412"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "有 3 个社区的数据需要处理，尚未提交。" in html
    assert html.count(f'<li><a href="#c-{report.pk}-') == 5
    assert (field.report().values["registered_voters"], field.report().state) == (3412, ReportState.DRAFT)


def fill_form(field, numbers=(1, 2, 3)):
    values = {"registered_voters": "3398", "ballots_cast": "0", "petitions": "无", "petitions_closed": "0",
              "publicity": "4", "talks": "９"}  # fmt: skip
    return {name_of(field.report(n), key): text for n in numbers for key, text in values.items()}


def test_typed_and_submitted_in_one_act_then_read_only_with_a_receipt(field, staff):
    answer = send(staff, staff.get(field.url), "submit", **fill_form(field))
    assert (answer.status_code, answer.url) == (302, field.url)
    html = staff.get(field.url).content.decode()
    assert [field.report(n).state for n in (1, 2, 3)] == [ReportState.SUBMITTED] * 3
    assert ("回执编号" in html, "已提交 3 个社区的日报" in html, 'name="v-' in html) == (True, True, False)


def test_the_second_click_is_told_so(field, staff):
    page = staff.get(field.url)
    send(staff, page, "submit", **fill_form(field))
    answer = send(staff, page, "submit", **fill_form(field))
    assert answer.status_code == 302
    assert "本街道日报已经提交，没有重复提交。" in staff.get(field.url).content.decode()
    assert [field.report(n).version for n in (1, 2, 3)] == [3, 3, 3]


def test_a_number_typed_into_a_line_filed_meanwhile_is_shown_not_swallowed(field, staff):
    page = staff.get(field.url)
    field.fill()
    field.submit()
    answer = send(staff, page, "save", **{name_of(field.report(), "talks"): "77"})
    assert answer.status_code == 409
    assert "东湖甲社区：该社区日报已提交，不能再改。" in answer.content.decode()
    assert "谈心谈话 77" in answer.content.decode()


def test_a_cell_somebody_else_changed_keeps_what_was_typed_and_shows_theirs(field, staff):
    page, report = staff.get(field.url), field.report()
    save_cells(report=report, by=field.staff, values={"talks": 20})
    answer = send(staff, page, "save", **{name_of(report, "talks"): "25", name_of(report, "petitions"): "3"})
    assert answer.status_code == 409
    assert "“谈心谈话”张三已改为 20，您填的是 25。再次保存即以您的为准。" in answer.content.decode()
    assert form_in(answer)[name_of(report, "talks")] == "25"
    assert (field.report().values["talks"], field.report().values["petitions"]) == (20, 3)
    assert send(staff, answer, "save").status_code == 302
    assert field.report().values["talks"] == 25


def test_submitting_from_a_stale_page_shows_what_changed_and_files_nothing(field, staff):
    field.fill()
    page = staff.get(field.url)
    save_cells(report=field.report(2), by=field.staff, values={"registered_voters": 9999})
    answer = send(staff, page, "submit", **{name_of(field.report(1), "talks"): "10"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "您打开本页之后，有的数字被他人改过，尚未提交。" in html
    assert "张三已改为 9,999，原为 3,398" in html
    assert (field.report(1).state, field.report(1).values["talks"]) == (ReportState.DRAFT, 10)
    assert send(staff, answer, "submit").status_code == 302
    assert field.report(1).state == ReportState.SUBMITTED


def test_a_discrepancy_asks_its_reason_in_place_and_is_counted(field, staff):
    page = send(staff, staff.get(field.url), "submit",
                **{**fill_form(field), name_of(field.report(), "registration_done"): "1"})  # fmt: skip
    assert page.status_code == 422
    reason = f"r-{field.report().pk}-registration_done"
    assert form_in(page)[reason] == ""
    assert send(staff, page, "submit", **{reason: "系统未录入，明日补登"}).status_code == 302
    filed = field.report()
    assert (filed.discrepancy_count, filed.reasons) == (1, {"registration_done": "系统未录入，明日补登"})


@pytest.fixture
def second_day(field):
    before = field.today - timedelta(days=1)
    DailyReport.objects.all().delete()
    open_day(cycle=field.cycle, on=before)
    field.fill(on=before)
    field.submit(on=before)
    open_day(cycle=field.cycle, on=field.today)
    return field


def test_all_unchanged_but_the_ones_with_changes(second_day, staff):
    page = staff.get(second_day.url)
    answer = send(staff, page, "unchanged", **{name_of(second_day.report(2), "talks"): "10"})
    assert answer.status_code == 302
    assert [second_day.report(n).is_nil for n in (1, 2, 3)] == [True, False, True]
    words = "已将 2 个社区记为今日无变化；东湖乙社区今日有变化，未标记。"
    assert words in staff.get(second_day.url).content.decode()


def test_one_unchanged(second_day, staff):
    answer = send(staff, staff.get(second_day.url), f"unchanged-{second_day.report(3).pk}")
    assert answer.status_code == 302
    assert [second_day.report(n).is_nil for n in (1, 2, 3)] == [False, False, True]


def test_nothing_to_mark_on_the_first_day(field, staff):
    answer = send(staff, staff.get(field.url), "unchanged")
    assert answer.status_code == 409
    assert "没有可以标为“今日无变化”的社区" in answer.content.decode()


def test_yesterday_missing_is_filed_late_and_says_so(second_day, staff):
    before = second_day.today - timedelta(days=1)
    DailyReport.objects.filter(on=before).update(state=ReportState.DRAFT, first_submitted_at=None, submitted_at=None)
    url = f"/reports/sheet/?street={second_day.prefix}&on={before}"
    page = staff.get(url)
    assert "现在提交记为迟报" in page.content.decode()
    assert send(staff, page, "submit").status_code == 302
    assert second_day.report(on=before).is_late is True
    assert "已提交（迟报）" in staff.get(url).content.decode()


def test_a_return_shows_its_comment_in_full_and_opens_only_that_line(field, staff, viewer):
    field.fill()
    field.submit()
    comment = "登记选民数与公安户籍数相差较大，请与派出所核对后重新填报。" * 5
    return_reports(reports=[field.report(2)], comment=comment, by=viewer())
    page = staff.get(field.url)
    assert comment in page.content.decode()
    assert {name.split("-")[1] for name in form_in(page) if name.startswith("v-")} == {str(field.report(2).pk)}
    assert send(staff, page, "submit").status_code == 302
    assert field.report(2).state == ReportState.SUBMITTED


def test_a_clerk_edits_one_line_and_submits_nothing(field, client_as):
    clerk = client_as(Role.COMMUNITY_CLERK, field.prefix + "002")
    page = clerk.get("/reports/sheet/")
    assert page.content.decode().count('class="line"') == 1
    assert 'value="submit"' not in page.content.decode()
    assert send(clerk, page, "save", **{name_of(field.report(2), "talks"): "5"}).status_code == 302
    assert field.report(2).values["talks"] == 5
    answer = send(clerk, clerk.get("/reports/sheet/"), "submit")
    assert (answer.status_code, field.report(2).state) == (409, ReportState.DRAFT)


def test_a_leader_submits_but_does_not_type(field, client_as):
    field.fill()
    leader = client_as(Role.STREET_LEADER, field.prefix)
    page = leader.get(field.url)
    assert ('name="v-' in page.content.decode(), 'value="submit"' in page.content.decode()) == (False, True)
    assert send(leader, page, "submit").status_code == 302
    assert field.report().submitted_by == "街道负责人"


def test_the_district_reads_every_street_and_chooses_from_the_list(field, client_as):
    district = client_as()
    html = district.get("/reports/sheet/").content.decode()
    assert html.count("/reports/sheet/?street=4201990") == 2
    page = district.get(field.url).content.decode()
    assert ('name="v-' in page, 'value="submit"' in page) == (False, False)


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [
        (Role.STREET_STAFF, "420199002", 404),
        (Role.STREET_LEADER, "420199002", 404),
        (Role.COMMUNITY_CLERK, "420199002001", 404),
        (Role.REVIEWING_DEPARTMENT, "420199", 403),
        (Role.AUDITOR, "420199", 403),
        (Role.LEADER, "420199", 403),
        (Role.SYSTEM_ADMINISTRATOR, "", 403),
        (Role.SECURITY_ADMINISTRATOR, "", 403),
        (Role.ACTIVITY_ADMINISTRATOR, "", 403),
    ],
)
def test_outside_the_area_there_is_no_sheet_and_other_roles_are_refused(field, client_as, role, area, status):
    client = client_as(role, area)
    assert client.get(field.url).status_code == status
    assert client.post("/reports/sheet/", {"street": field.prefix, "on": str(field.today)}).status_code == status


@pytest.mark.parametrize("on", ["2126-01-01", "gestern", "2026-13-01"])
def test_a_day_that_is_none_has_no_sheet(field, staff, on):
    assert staff.get(f"/reports/sheet/?on={on}").status_code == 404


def test_the_day_opens_by_itself_and_a_rest_day_says_why_not(cycle, client_as, field):
    DailyReport.objects.all().delete()
    staff = client_as(Role.STREET_STAFF, field.prefix)
    assert staff.get("/reports/sheet/").content.decode().count('class="line"') == 3
    DailyReport.objects.all().delete()
    cycle.reports_on_rest_days = False
    cycle.save()
    sunday = clock.today() - timedelta(days=clock.today().weekday() + 1)
    html = staff.get(f"/reports/sheet/?on={sunday}").content.decode()
    assert f"{sunday} 是休息日，不需要报送。" in html


@pytest.mark.parametrize(("role", "tail"), [(Role.STREET_STAFF, ""), (Role.COMMUNITY_CLERK, "002")])
def test_every_number_of_the_sheet_opens_for_the_one_who_sees_it(field, client_as, role, tail):
    client = client_as(role, field.prefix + tail)
    links = set(re.findall(r'href="(/reports/figures/[^"]+)"', client.get(field.url).content.decode()))
    assert links
    assert {unescape(link): client.get(unescape(link)).status_code for link in links} == {
        unescape(link): 200 for link in links
    }
