"""Cells kept, days marked unchanged, streets submitted."""

from datetime import timedelta

import pytest

from elections.enums import StepState
from elections.models import StepRecord
from huanjie.accounts.enums import Role
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale
from reports.enums import Face, ReportState
from reports.models import DailyReport
from reports.queries.day_sheet import day_sheet
from reports.services.daily_report import (
    CellsChanged,
    SheetProblems,
    approve_reports,
    mark_unchanged,
    return_reports,
    save_cells,
)
from reports.services.days import open_day


def done(report, code="RC06"):
    StepRecord.objects.filter(area_code=report.area_code, code=code).update(done_on=report.on, state=StepState.DONE)


@pytest.fixture
def second_day(field, viewer):
    """Today, with yesterday filed in time."""
    before = field.today - timedelta(days=1)
    DailyReport.objects.all().delete()
    open_day(cycle=field.cycle, on=before)
    field.fill(on=before)
    with clock.played(field.report(on=before).due_at - timedelta(hours=1)):
        field.submit(on=before)
    open_day(cycle=field.cycle, on=field.today)
    return field


def test_two_people_in_one_line_on_different_cells_lose_nothing(field, viewer):
    clerk = viewer(Role.COMMUNITY_CLERK, field.prefix + "001", "王芳")
    opened_by_both = field.report()
    save_cells(
        report=opened_by_both, by=field.staff, values={"registered_voters": 3412}, base={"registered_voters": None}
    )
    save_cells(report=opened_by_both, by=clerk, values={"petitions": 2}, base={"petitions": None})
    report = field.report()
    assert (report.values["registered_voters"], report.values["petitions"]) == (3412, 2)
    assert (report.version, report.saved_by, report.state) == (3, "王芳", ReportState.DRAFT)


def test_one_cell_changed_by_two_is_a_conflict_with_the_other_number(field):
    save_cells(report=field.report(), by=field.staff, values={"petitions": 2}, base={"petitions": None})
    with pytest.raises(CellsChanged) as conflict:
        save_cells(report=field.report(), by=field.staff, values={"petitions": 5, "talks": 1}, base={"petitions": None})
    assert (conflict.value.cells, conflict.value.by) == ({"petitions": 2}, "张三")
    assert isinstance(conflict.value, Stale)
    assert (field.report().values["petitions"], field.report().values["talks"]) == (2, None)


def test_the_same_number_typed_twice_is_no_conflict(field):
    save_cells(report=field.report(), by=field.staff, values={"petitions": 2}, base={"petitions": None})
    save_cells(report=field.report(), by=field.staff, values={"petitions": 2}, base={"petitions": None})
    assert field.report().values["petitions"] == 2


def test_a_note_changed_by_two_is_a_conflict(field):
    save_cells(report=field.report(), by=field.staff, note="甲", base={"note": ""})
    with pytest.raises(CellsChanged) as conflict:
        save_cells(report=field.report(), by=field.staff, note="乙", base={"note": ""})
    assert conflict.value.cells == {"note": "甲"}


def test_an_override_stands_although_it_equals_what_the_records_said_in_the_morning(field):
    report = field.report()
    assert report.recorded["registration_done"] == 0
    done(report)
    save_cells(report=report, by=field.staff, values={"registration_done": 0}, base={"registration_done": 1},
               reasons={"registration_done": "明日补登"})  # fmt: skip
    row = day_sheet(cycle=field.cycle, subdistrict=field.street, on=field.today, viewer=field.staff).rows[0]
    cell = row.cell("registration_done")
    assert (cell.value, cell.record, cell.differs_from_record, cell.is_blocked) == (0, 1, True, False)
    field.fill()
    field.submit()
    filed = field.report()
    assert (filed.values["registration_done"], filed.recorded["registration_done"]) == (0, 1)
    assert filed.discrepancy_count == 1


def test_a_record_that_moved_under_the_page_is_a_conflict_with_the_record(field):
    done(field.report())
    with pytest.raises(CellsChanged) as conflict:
        save_cells(
            report=field.report(), by=field.staff, values={"registration_done": 5}, base={"registration_done": 0}
        )
    assert conflict.value.cells == {"registration_done": 1}


def test_a_note_on_an_unchanged_day_leaves_it_a_nil_report(second_day):
    mark_unchanged(reports=[second_day.report()], by=second_day.staff)
    save_cells(report=second_day.report(), by=second_day.staff, note="已与社区核实")
    assert second_day.report().is_nil is True
    save_cells(report=second_day.report(), by=second_day.staff, values={"talks": 10})
    assert second_day.report().is_nil is False


def test_the_first_day_cannot_be_nil(field):
    with pytest.raises(Refused) as refused:
        mark_unchanged(reports=[field.report()], by=field.staff)
    assert refused.value.verdict.reason == "东湖甲社区的台账今日有变化，或还没有上期数据，不能报零报告。"
    assert field.report().state == ReportState.DUE


def test_a_day_whose_records_moved_cannot_be_nil_and_none_is_marked(second_day):
    done(second_day.report(2))
    with pytest.raises(Refused):
        mark_unchanged(reports=[second_day.report(n) for n in (1, 2, 3)], by=second_day.staff)
    assert [second_day.report(n).is_nil for n in (1, 2, 3)] == [False, False, False]


def test_all_unchanged_and_submitted_are_nil_reports(second_day):
    mark_unchanged(reports=[second_day.report(n) for n in (1, 2, 3)], by=second_day.staff)
    assert second_day.submit() == 3
    assert [second_day.report(n).face() for n in (1, 2, 3)] == [Face.NIL] * 3
    assert second_day.report().values["registered_voters"] == 3398


def test_a_nil_mark_falls_when_the_records_move_before_the_submission(second_day):
    mark_unchanged(reports=[second_day.report()], by=second_day.staff)
    done(second_day.report())
    second_day.submit()
    assert (second_day.report().is_nil, second_day.report().values["registration_done"]) == (False, 1)


def test_a_street_with_open_questions_is_not_submitted(field):
    field.fill(numbers=(1, 2))
    with pytest.raises(SheetProblems) as problems:
        field.submit()
    assert list(problems.value.problems) == [field.report(3).pk]
    assert [field.report(n).state for n in (1, 2, 3)] == [ReportState.DRAFT, ReportState.DRAFT, ReportState.DUE]


def test_a_number_other_than_the_records_needs_a_reason(field):
    field.fill(registration_done=1)
    with pytest.raises(SheetProblems):
        field.submit()
    for n in (1, 2, 3):
        save_cells(report=field.report(n), by=field.staff, reasons={"registration_done": "系统未录入"})
    assert field.submit() == 3
    assert [field.report(n).discrepancy_count for n in (1, 2, 3)] == [1, 1, 1]


def test_the_second_submission_files_nothing(field):
    field.fill()
    assert (field.submit(), field.submit()) == (3, 0)


def test_a_page_that_showed_another_version_submits_nothing(field):
    field.fill()
    seen = {field.report(n).pk: field.report(n).version for n in (1, 2, 3)}
    save_cells(report=field.report(2), by=field.staff, values={"talks": 10})
    with pytest.raises(Stale):
        field.submit(seen=seen)
    assert field.report(1).state == ReportState.DRAFT


def test_every_state_has_its_face(field, viewer):
    now, district = clock.now(), viewer()
    before = field.report().due_at - timedelta(hours=1)
    after = field.report().due_at + timedelta(hours=1)
    assert (field.report().face(before), field.report().face(after)) == (Face.DUE, Face.MISSING)
    field.fill()
    assert field.report().face(before) == Face.DRAFT
    with clock.played(after):
        field.submit()
    assert field.report().face(now) == Face.LATE
    return_reports(reports=[field.report()], comment="核对登记数", by=district)
    assert (field.report().face(after), field.report().return_comment) == (Face.RETURNED, "核对登记数")
    field.submit()
    approve_reports(reports=[field.report()], by=district)
    assert (field.report().face(after), field.report().is_late) == (Face.APPROVED, True)
