"""The sheet as people see it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elections.models import Community, CommunityCycle, StepRecord, Subdistrict
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from huanjie.shared import clock
from reports.models import DailyReport
from reports.queries.day_sheet import day_sheet
from reports.queries.day_sheets import street_days
from reports.services.daily_report import return_reports, save_cells
from reports.services.days import open_day


def sheet(field, viewer=None, on=None):
    return day_sheet(cycle=field.cycle, subdistrict=field.street, on=on or field.today, viewer=viewer or field.staff)


def count_queries(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_typed_figures_come_first_and_groups_span_their_columns(field):
    page = sheet(field)
    assert page.groups == [
        ("选民", 2),
        ("信访", 2),
        ("工作", 2),
        ("党组织", 2),
        ("居委会", 7),
        ("联审", 3),
        ("审计", 2),
    ]
    assert [figure.is_recorded for figure in page.columns] == [False] * 6 + [True] * 14


def test_a_cell_shows_yesterday_today_and_the_step_between(field):
    before = field.today - timedelta(days=1)
    DailyReport.objects.all().delete()
    open_day(cycle=field.cycle, on=before)
    field.fill(on=before)
    field.submit(on=before)
    open_day(cycle=field.cycle, on=field.today)
    save_cells(report=field.report(), by=field.staff, values={"registered_voters": 3412, "talks": None})
    cells = sheet(field).rows[0]
    shown = {
        key: (cells.cell(key).shown, cells.cell(key).previous, cells.cell(key).step)
        for key in ("registered_voters", "talks", "petitions")
    }
    assert shown == {"registered_voters": ("3,412", 3398, "+14"), "talks": ("", 9, "空"), "petitions": ("1", 1, "")}


def test_recorded_cells_follow_the_records_until_filed(field):
    StepRecord.objects.filter(area_code=field.report().area_code, code="RC06").update(done_on=field.today)
    assert sheet(field).rows[0].cell("registration_done").value == 1
    field.fill()
    field.submit()
    StepRecord.objects.filter(area_code=field.report().area_code, code="RC06").update(done_on=None)
    assert sheet(field).rows[0].cell("registration_done").value == 1


def test_on_the_first_day_nothing_is_marked_as_changed(field):
    field.fill()
    assert [row.changed for row in sheet(field).rows] == [[], [], []]


def test_sums_counts_and_shares(field):
    field.fill(numbers=(1, 2), ballots_cast=3000)
    page = sheet(field)
    assert {t.figure.key: t.value for t in page.totals}["registered_voters"] == 6796
    assert (page.filled, len(page.blocked), len(page.untouched)) == (2, 1, 1)
    assert [(r.key, n, d) for r, n, d in page.ratios] == [("turnout", 6000, 6796)]


def test_minutes_to_the_cut_off(field):
    due = field.report().due_at
    with clock.played(due - timedelta(minutes=38, seconds=5)):
        assert sheet(field).minutes_left == 38
    with clock.played(due + timedelta(minutes=65)):
        page = sheet(field)
        assert (page.minutes_left, page.would_be_late) == (-65, True)


def test_the_receipt_stands_when_all_is_filed(field, viewer):
    assert sheet(field).receipt is None
    field.fill()
    field.submit()
    receipt = sheet(field).receipt
    assert (receipt.by, receipt.nil_count, receipt.discrepancy_count, len(receipt.number)) == ("张三", 0, 0, 14)
    assert sheet(field).receipt.number == receipt.number
    return_reports(reports=[field.report()], comment="核对", by=viewer())
    page = sheet(field)
    assert (page.receipt, [row.name for row in page.returned]) == (None, ["东湖甲社区"])


@pytest.mark.parametrize(
    ("role", "area", "rows", "edits", "submits"),
    [
        (Role.STREET_STAFF, "420199001", 3, 3, True),
        (Role.STREET_LEADER, "420199001", 3, 0, True),
        (Role.COMMUNITY_CLERK, "420199001002", 1, 1, False),
        (Role.DISTRICT_ORGANIZER, "420199", 3, 0, False),
    ],
)
def test_who_sees_and_may_do_what(field, viewer, role, area, rows, edits, submits):
    page = sheet(field, viewer(role, area))
    assert (len(page.rows), sum(bool(row.edit) for row in page.rows), bool(page.submit)) == (rows, edits, submits)


def grow(field, street, first, last):
    for n in range(first, last + 1):
        community = Community.objects.create(code=f"{street.prefix}{n:03}", name=f"第{n}社区", subdistrict=street)
        CommunityCycle.objects.create(cycle=field.cycle, community=community, area_code=community.code)
    open_day(cycle=field.cycle, on=field.today)


def test_the_sheet_costs_the_same_with_one_and_with_twenty_communities(field, district):
    small = Subdistrict.objects.create(code="420199003000", name="北湖街道", district=district)
    grow(field, small, 1, 1)
    staff = Viewer(1, "李四", Role.STREET_STAFF, small.prefix)
    one = count_queries(lambda: day_sheet(cycle=field.cycle, subdistrict=small, on=field.today, viewer=staff))
    grow(field, small, 2, 20)
    pages = []
    twenty = count_queries(
        lambda: pages.append(day_sheet(cycle=field.cycle, subdistrict=small, on=field.today, viewer=staff))
    )
    assert (len(pages[0].rows), twenty) == (20, one)


def test_the_list_of_streets_is_two_queries(field, viewer):
    district = viewer()
    field.fill()
    field.submit()
    days = []
    count = count_queries(lambda: days.extend(street_days(cycle=field.cycle, on=field.today, viewer=district)))
    assert count == 2
    assert [(d.name, d.filed, d.due, d.face.value) for d in days][0][:3] == ("东湖街道", 3, 3)
    assert (days[1].name, days[1].filed, days[1].due) == ("南山街道", 0, 3)
