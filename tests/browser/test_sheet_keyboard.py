"""The day sheet under the fingers: keyboard, a block from Excel, saved as typed, two people in one cell."""

import json
import time
from datetime import timedelta

import pytest

from elections.services.cycle import open_cycle
from huanjie.accounts.enums import Role
from huanjie.shared import clock
from reports.enums import ReportState
from reports.models import DailyReport
from reports.services.daily_report import save_cells
from reports.services.days import open_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STREET = "420199001"


@pytest.fixture
def staff(district, viewer):
    today = clock.today()
    cycle = open_cycle(
        district=district, name="2026年换届", starts_on=today - timedelta(days=9), election_day=today + timedelta(days=9),
        ends_on=today + timedelta(days=30), reports_on_rest_days=True, by=viewer(),
    )  # fmt: skip
    open_day(cycle=cycle, on=today)
    return viewer(Role.STREET_STAFF, STREET, "张三")


@pytest.fixture
def page(browser):
    """A page of our own: a conflict and a broken line are errors in its console, and meant."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture
def sheet(page, live_server, client_as, staff):
    """The street's sheet, signed in."""
    session = client_as(Role.STREET_STAFF, STREET).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/reports/sheet/")
    return page


def report(n=1):
    return DailyReport.objects.get(area_code=f"{STREET}{n:03}")


def cell(page, n, key):
    return page.locator(f"#c-{report(n).pk}-{key}")


def focused(page):
    return page.evaluate("document.activeElement.id")


def until(page, condition, seconds=10):
    """The page's security policy forbids Playwright's own polling."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)


def stored(page):
    until(page, "![...huanjieSheet.lines.values()].some((line) => line.dirty.size)")


def saved(page):
    page.locator("[data-save-status]", has_text="已保存").wait_for()
    stored(page)


def paste(page, text):
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_keys_move_like_a_spreadsheet(sheet):
    cell(sheet, 1, "registered_voters").focus()
    places = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Enter", "Shift+Enter", "Tab", "Shift+Tab"):
        sheet.keyboard.press(key)
        places.append(focused(sheet))
    one, two = report(1).pk, report(2).pk
    assert places == [
        f"c-{one}-ballots_cast", f"c-{two}-ballots_cast", f"c-{two}-registered_voters", f"c-{one}-registered_voters",
        f"c-{two}-registered_voters", f"c-{one}-registered_voters", f"c-{one}-ballots_cast",
        f"c-{one}-registered_voters",
    ]  # fmt: skip


def test_escape_restores_and_f2_edits_inside_the_number(sheet):
    field = cell(sheet, 1, "talks")
    field.focus()
    sheet.keyboard.type("34")
    sheet.keyboard.press("Escape")
    assert field.input_value() == ""
    sheet.keyboard.type("34")
    sheet.keyboard.press("Enter")
    saved(sheet)
    field.focus()
    for key in ("F2", "ArrowLeft", "5"):
        sheet.keyboard.press(key)
    assert (field.input_value(), focused(sheet)) == ("354", f"c-{report().pk}-talks")
    sheet.keyboard.press("Enter")
    saved(sheet)
    assert report().values["talks"] == 354


def test_typed_saved_without_a_button_and_summed(sheet):
    cell(sheet, 1, "registered_voters").focus()
    sheet.keyboard.type("3412人")
    sheet.keyboard.press("Enter")
    saved(sheet)
    assert report().values["registered_voters"] == 3412
    assert cell(sheet, 1, "registered_voters").input_value() == "3,412"
    assert sheet.locator('[data-total="registered_voters"] .today').inner_text() == "3,412"
    sheet.reload()
    assert cell(sheet, 1, "registered_voters").input_value() == "3,412"


def test_a_block_from_excel_fills_and_bad_cells_are_marked_not_lost(sheet):
    cell(sheet, 1, "registered_voters").focus()
    paste(sheet, "3,412\t３０００\r\n2951人\t约2800\r\n2,000\t1990\r\n77\t\r\n")
    stored(sheet)
    values = [(report(n).values["registered_voters"], report(n).values["ballots_cast"]) for n in (1, 2, 3)]
    assert values == [(3412, 3000), (2951, None), (2000, 1990)]
    bad = cell(sheet, 2, "ballots_cast")
    assert (bad.input_value(), bad.get_attribute("aria-invalid")) == ("约2800", "true")
    assert "“约2800”是约数" in sheet.locator(f"#row-{report(2).pk} [data-troubles]").inner_text()
    assert sheet.locator("#messages").inner_text().strip() == (
        "已粘贴 6 个单元格；另有 1 个超出表格或所在行不能填写，没有填入，请核对。"
    )


def test_a_block_with_names_goes_to_the_lines_it_names(sheet):
    cell(sheet, 1, "registered_voters").focus()
    paste(sheet, "东湖丙\t300\n东湖甲社区\t100\n")
    saved(sheet)
    assert [report(n).values["registered_voters"] for n in (1, 2, 3)] == [100, None, 300]


def test_two_people_in_one_cell_see_both_numbers_and_choose(sheet, staff):
    save_cells(report=report(), by=staff, values={"talks": 20})
    cell(sheet, 1, "talks").focus()
    sheet.keyboard.type("25")
    sheet.keyboard.press("Enter")
    trouble = sheet.locator(f'#row-{report().pk} [data-trouble="talks"]', has_text="张三已改为 20，您填的是 25")
    trouble.wait_for()
    assert (cell(sheet, 1, "talks").input_value(), report().values["talks"]) == ("25", 20)
    trouble.get_by_role("button", name="保留 25").click()
    saved(sheet)
    assert report().values["talks"] == 25


def test_the_other_persons_cell_appears_with_the_next_save(sheet, staff):
    save_cells(report=report(), by=staff, values={"petitions": 8})
    cell(sheet, 1, "talks").focus()
    sheet.keyboard.type("25")
    sheet.keyboard.press("Enter")
    saved(sheet)
    assert cell(sheet, 1, "petitions").input_value() == "8"


def test_a_broken_line_keeps_the_number_and_tries_again(sheet):
    sheet.context.set_offline(True)
    cell(sheet, 1, "talks").focus()
    sheet.keyboard.type("25")
    sheet.keyboard.press("Enter")
    sheet.locator("[data-save-status]", has_text="未保存，正在重试").wait_for()
    assert cell(sheet, 1, "talks").input_value() == "25"
    sheet.context.set_offline(False)
    saved(sheet)
    assert report().values["talks"] == 25


def test_another_number_than_the_records_opens_its_reason_in_place(sheet):
    cell(sheet, 1, "registration_done").focus()
    sheet.keyboard.type("1")
    sheet.keyboard.press("Enter")
    reason = sheet.locator(f'[name="r-{report().pk}-registration_done"]')
    reason.fill("系统未录入")
    reason.press("Enter")
    saved(sheet)
    sheet.locator(f"#row-{report().pk} .trouble-line:not(.blocked)", has_text="已说明原因").wait_for()
    assert report().reasons == {"registration_done": "系统未录入"}
    sheet.get_by_role("button", name="改回台账数 0").click()
    until(sheet, f"!document.querySelector('#row-{report().pk} [data-trouble=registration_done]')")
    assert report().values["registration_done"] == 0


def test_submitting_sends_what_was_just_typed(sheet, staff):
    for n in (1, 2, 3):
        save_cells(report=report(n), by=staff, values={"registered_voters": 3000, "ballots_cast": 0, "petitions": 0,
                                                       "petitions_closed": 0, "publicity": 1})  # fmt: skip
    sheet.reload()
    for n in (1, 2, 3):
        cell(sheet, n, "talks").fill(str(n))
    sheet.get_by_role("button", name="提交本街道日报").click()
    sheet.locator("text=回执编号").wait_for()
    assert [(report(n).state, report(n).values["talks"]) for n in (1, 2, 3)] == [
        (ReportState.SUBMITTED, n) for n in (1, 2, 3)
    ]


def test_the_page_asks_nothing_of_other_hosts_and_logs_no_error(page, live_server, client_as, staff):
    problems, hosts = [], set()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    session = client_as(Role.STREET_STAFF, STREET).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{live_server.url}/reports/sheet/")
    assert (json.dumps(problems), hosts) == ("[]", {live_server.url.split("/")[2]})
