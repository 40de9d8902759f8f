"""The day sheet as people see it: communities × figures, yesterday beside today, in a constant number of queries."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Max, Min

from elections.enums import CycleState
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Verdict, no
from reports.enums import EDITABLE, FILED
from reports.figures import ALWAYS_RECORDED, FIGURES, Figure
from reports.figures.reading import recorded_values, values_of
from reports.models import DailyReport
from reports.permissions import can_edit_report, can_submit_street
from reports.queries.day_sheet_parts import Cell, Row, Sheet
from reports.rules.day_sheet import Problem, check_values, follow_records


def day_sheet(*, cycle, subdistrict, on: date, viewer, now: datetime | None = None, with_records: bool = True) -> Sheet:
    """The sheet of a street and day as this viewer may see it: a community clerk's has one row.

    Without `with_records` it says what is stored and does not ask the records again: enough to read a form against.
    """
    reports = list(
        DailyReport.objects.of_day(cycle, on)
        .in_area(subdistrict.prefix)
        .visible_to(viewer)
        .select_related("community_cycle__community")
        .order_by("area_code")
    )
    now = now or clock.now()
    columns = columns_of(reports)
    live = _live(cycle, on, subdistrict.prefix, reports, columns) if with_records else {}
    rows = [_row(cycle, report, columns, live.get(report.area_code), viewer, now) for report in reports]
    before, after = _days_beside(cycle, subdistrict.prefix, on)
    return Sheet(
        cycle=cycle, subdistrict=subdistrict, on=on, today=clock.today(), columns=columns, rows=rows,
        submit=_may_submit(cycle, subdistrict.prefix, reports, viewer),
        due_at=max((report.due_at for report in reports), default=None), now=now,
        previous_day=before, next_day=after,
    )  # fmt: skip


def columns_of(reports: Iterable[DailyReport]) -> list[Figure]:
    """What the day's reports ask: first what people type, then what the records fill in, each in catalogue order."""
    asked = {key for report in reports for key in report.values}
    figures = [figure for key, figure in FIGURES.items() if key in asked]
    return sorted(figures, key=lambda figure: figure.is_recorded)


def _live(cycle, on, area, reports, columns) -> dict[str, dict[str, int]]:
    """What the records say now, for the communities not filed yet."""
    waiting = [report for report in reports if report.state in EDITABLE]
    if not waiting:
        return {}
    keys = [figure.key for figure in columns]
    found = recorded_values(cycle, on, area, keys)
    return {report.area_code: values_of(found, report.area_code, keys) for report in waiting}


def _row(cycle, report: DailyReport, columns: list[Figure], live: Mapping | None, viewer, now: datetime) -> Row:
    figures = [figure for figure in columns if figure.key in report.values]
    recorded = report.recorded if live is None else live
    values = dict(report.values) if live is None else follow_records(figures, report.values, report.recorded, live)
    has_yesterday = any(key in report.previous for key in report.values if key not in ALWAYS_RECORDED)
    found: dict[str, list[Problem]] = {}
    for problem in check_values(figures, values, report.previous, recorded, report.reasons):
        found.setdefault(problem.key, []).append(problem)
    cells = [
        _cell(figure, report, values, recorded, tuple(found.get(figure.key, ())), has_yesterday)
        if figure.key in report.values
        else None
        for figure in columns
    ]
    edit = can_edit_report(viewer, report) if cycle.state == CycleState.OPEN else no("本届换届不在进行中，不能再填。")
    name = report.community_cycle.community.name
    return Row(report, name, report.face(now), cells, values, edit, has_yesterday, report.note)


def _cell(figure, report, values, recorded, problems, has_yesterday) -> Cell:
    value, previous = values.get(figure.key), report.previous.get(figure.key)
    return Cell(
        figure=figure, value=value, previous=previous, is_changed=has_yesterday and value != previous,
        record=recorded.get(figure.key, 0) if figure.is_recorded else None,
        reason=report.reasons.get(figure.key, ""), problems=problems,
    )  # fmt: skip


def _may_submit(cycle, area: str, reports: list[DailyReport], viewer) -> Verdict:
    allowed = can_submit_street(viewer, area)
    if not allowed:
        return allowed
    if cycle.state != CycleState.OPEN:
        return no("本届换届不在进行中，不能提交。")
    if not reports:
        return no("当天没有需要填报的日报。")
    if all(report.state in FILED for report in reports):
        return no("本街道日报已经提交。", "如需更正，请联系区委组织部退回。")
    return YES


def _days_beside(cycle, area: str, on: date) -> tuple[date | None, date | None]:
    """The nearest days with reports before and after."""
    days = DailyReport.objects.filter(cycle=cycle).in_area(area).order_by()
    before = days.filter(on__lt=on).aggregate(day=Max("on"))["day"]
    return before, days.filter(on__gt=on).aggregate(day=Min("on"))["day"]
