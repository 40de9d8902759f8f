"""What happens to a day's reports: typed, saved, submitted by street, returned, approved."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import connections, router

from elections.services.cycle import require_open
from huanjie.activity.services import act, record_changes
from huanjie.files.imports.bulk import update_rows
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale, no, require
from reports.enums import EDITABLE, FILED, ReportState
from reports.figures import ALWAYS_RECORDED, FIGURES
from reports.figures.reading import recorded_values, values_of
from reports.models import DailyReport
from reports.permissions import can_decide_report, can_edit_report, can_submit_street
from reports.rules.day_sheet import check_values, discrepancies, follow_records
from reports.services.rollup import climb

FILING_CHANGES = (
    "state", "values", "recorded", "is_nil", "is_late", "discrepancy_count", "first_submitted_at", "submitted_at",
    "submitted_by", "return_comment",
)  # fmt: skip


class SheetProblems(Refused):
    """The street cannot be submitted yet. `problems` maps a report's pk to its list of Problem."""

    def __init__(self, problems: dict):
        self.problems = problems
        super().__init__(
            no(f"有 {len(problems)} 个社区的数据需要处理，尚未提交。", "请按标出的单元格逐项处理后再提交。")
        )


class CellsChanged(Stale):
    """Somebody else changed these very cells meanwhile. `cells` maps a figure's key (or "note") to what stands there
    now; `by` is who saved last."""

    def __init__(self, cells: dict, by: str):
        self.cells, self.by = cells, by
        names = "、".join(FIGURES[key].label if key in FIGURES else "备注" for key in list(cells)[:3])
        super().__init__(f"“{names}”")


def figures_in(report: DailyReport) -> list:
    """The figures this day's form asked of the community, in catalogue order."""
    return [figure for key, figure in FIGURES.items() if key in report.values]


def save_cells(*, report: DailyReport, by, values: Mapping[str, int | None] | None = None,
               reasons: Mapping[str, str] | None = None, note: str | None = None,
               base: Mapping[str, int | str | None] | None = None) -> DailyReport:  # fmt: skip
    """Keep what was typed, as a draft.

    `base` gives for each key (and for "note") what the page showed before the edit: when somebody else changed that
    very cell meanwhile, CellsChanged is raised and nothing of this call is saved. Cells that others changed beside it
    do not matter. A recorded figure is compared with, and remembered beside, what the records say at this moment.
    """
    values, base = dict(values or {}), base or {}
    with act() as log:
        row = DailyReport.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=report.pk)
        require_open(row.cycle)
        require(can_edit_report(by, row))
        if any(key not in row.values for key in values):
            raise Refused("本日报表没有这个项目。")
        if any(FIGURES[key].is_recorded for key in values if key in FIGURES):
            _bring_to_records([row])
        _refuse_if_changed(row, values, note, base)
        row.values = {**row.values, **values}
        row.reasons = {key: text for key, text in {**row.reasons, **(reasons or {})}.items() if text}
        if note is not None:
            row.note = note
        before, row.is_nil = ReportState(row.state), row.is_nil and not values
        row.state = ReportState.DRAFT if before == ReportState.DUE else before
        row.saved_at, row.saved_by = clock.now(), by.name
        row.version += 1
        row.save()
        if before != row.state:
            record_changes(subjects=[row], before={row.pk: before}, by=by)
        log.record(by=by, verb="daily_report.saved", subject=row,
                   detail={"values": values, "reasons": sorted(reasons or {}), "note": note is not None})  # fmt: skip
    return row


def _refuse_if_changed(row: DailyReport, values: Mapping, note: str | None, base: Mapping) -> None:
    wanted = {**values, **({} if note is None else {"note": note})}
    standing = {**row.values, "note": row.note}
    changed = {
        key: standing[key] for key, value in wanted.items() if key in base and standing[key] not in (base[key], value)
    }
    if changed:
        raise CellsChanged(changed, row.saved_by)


def mark_unchanged(*, reports: Iterable[DailyReport], by) -> list[DailyReport]:
    """今日无变化: take back to yesterday's figures and mark as a nil report, to be sent with the street's submission.

    Refused where the records moved since yesterday: such a day is no nil report, and its sheet is filled in already.
    """
    with act() as log:
        rows = _locked(report.pk for report in reports)
        for row in rows:
            require_open(row.cycle)
            require(can_edit_report(by, row))
        _bring_to_records(rows)
        moved = [row for row in rows if not _has_yesterday(row) or _moved(row)]
        if moved:
            names = "、".join(row.community_cycle.community.name for row in moved[:3])
            raise Refused(no(f"{names}{'等' if len(moved) > 3 else ''}的台账今日有变化，或还没有上期数据，不能报零报告。",
                             "数据已按台账填好，核对后直接提交即可。"))  # fmt: skip
        before = {row.pk: ReportState(row.state) for row in rows}
        now = clock.now()
        for row in rows:
            row.values = {**row.values, **{key: row.previous.get(key) for key in row.values}}
            row.is_nil, row.reasons, row.saved_at, row.saved_by = True, {}, now, by.name
            row.state = ReportState.DRAFT if row.state == ReportState.DUE else row.state
            row.version += 1
            row.save()
        changed = [row for row in rows if before[row.pk] != row.state]
        record_changes(subjects=changed, before=before, by=by, comment="今日无变化")
        log.record(by=by, verb="daily_report.marked_nil", label=f"{len(rows)} 个社区今日无变化",
                   area=by.area, detail={"reports": [row.pk for row in rows]})  # fmt: skip
    return rows


def _has_yesterday(row: DailyReport) -> bool:
    """False on a community's first day: `previous` holds then only the denominators that nobody reports."""
    return any(key in row.previous for key in row.values if key not in ALWAYS_RECORDED)


def _moved(row: DailyReport) -> bool:
    return any(
        row.recorded.get(figure.key, 0) != (row.previous.get(figure.key) or 0)
        for figure in figures_in(row)
        if figure.is_recorded
    )


def submit_street(*, cycle, subdistrict: str, on: date, by, seen: Mapping[int, int] | None = None) -> int:
    """Submit every report of the street that is not filed yet, in one act, and return how many were.

    `seen` maps pk to the version the page showed: a report somebody changed since makes the whole act Stale. A street
    already submitted gives 0: a double click files nothing twice. Problems that block raise SheetProblems; nothing is
    filed then.
    """
    require(can_submit_street(by, subdistrict))
    with act() as log:
        rows = _locked_street(cycle, subdistrict, on)
        if not rows:
            raise Refused(f"{on} 没有需要本街道填报的日报。")
        require_open(rows[0].cycle)
        open_rows = [row for row in rows if row.state in EDITABLE]
        if not open_rows:
            return 0
        _refuse_if_stale(open_rows, seen)
        _bring_to_records(open_rows)
        for row in open_rows:
            row.is_nil = row.is_nil and not _moved(row)
        problems = {}
        for row in open_rows:
            found = check_values(figures_in(row), row.values, row.previous, row.recorded, row.reasons)
            if any(problem.blocking for problem in found):
                problems[row.pk] = found
        if problems:
            raise SheetProblems(problems)
        _file(open_rows, by)
        later = _carry_on(open_rows)
        climb(on, {subdistrict})
        for day in later:
            climb(day, {subdistrict})
        log.record(
            by=by, verb="daily_report.submitted", label=f"{on} 日报 {len(open_rows)} 个社区", area=subdistrict,
            detail={"reports": [row.pk for row in open_rows], "late": open_rows[0].is_late},
        )  # fmt: skip
    return len(open_rows)


def _refuse_if_stale(rows: list[DailyReport], seen: Mapping[int, int] | None) -> None:
    changed = [row for row in rows if seen is not None and seen.get(row.pk, row.version) != row.version]
    if changed:
        names = "、".join(row.community_cycle.community.name for row in changed[:3])
        raise Stale(f"{names}的数据")


def _file(rows: list[DailyReport], by) -> None:
    now: datetime = clock.now()
    before = {row.pk: ReportState(row.state) for row in rows}
    for row in rows:
        require(DailyReport.TRANSITIONS.check(before[row.pk], ReportState.SUBMITTED))
        first = row.first_submitted_at is None
        row.state, row.submitted_at, row.submitted_by = ReportState.SUBMITTED, now, by.name
        row.discrepancy_count = len(discrepancies(figures_in(row), row.values, row.recorded))
        row.first_submitted_at = row.first_submitted_at or now
        row.is_late = now > row.due_at if first else row.is_late
        row.return_comment = ""
    _write(rows)
    record_changes(subjects=rows, before=before, by=by)


def _write(rows: list[DailyReport]) -> None:
    """What filing changes, for all locked rows in one round trip: at the cut-off a whole district waits for this."""
    connection = connections[router.db_for_write(DailyReport)]
    columns = [DailyReport._meta.get_field(name) for name in FILING_CHANGES]
    stored = [tuple(c.get_db_prep_save(getattr(row, c.attname), connection) for c in columns) for row in rows]
    update_rows(
        DailyReport, FILING_CHANGES, [(row.pk, row.version, each) for row, each in zip(rows, stored, strict=True)]
    )
    for row in rows:
        row.version += 1


def _carry_on(rows: list[DailyReport]) -> list[date]:
    """A day filed late or mended afterwards is the yesterday of a day that is open already: bring the next unfiled
    report's yesterday, and the typed figures that only repeated it, to the new numbers. Returns the days touched."""
    waiting = DailyReport.objects.filter(
        community_cycle__in=[row.community_cycle_id for row in rows], on__gt=rows[0].on
    ).order_by("on")
    following = {}
    for report in waiting:
        following.setdefault(report.community_cycle_id, report)
    touched = set()
    for row in rows:
        after = following.get(row.community_cycle_id)
        if after is None or after.state in FILED:
            continue
        for figure in figures_in(after):
            same = after.values.get(figure.key) == after.previous.get(figure.key)
            if not figure.is_recorded and same and figure.key in row.values:
                after.values[figure.key] = row.values[figure.key]
        after.previous = {**after.previous, **row.values}
        after.version += 1
        after.save(update_fields=["values", "previous", "version"])
        touched.add(after.on)
    return sorted(touched)


def return_reports(*, reports: Iterable[DailyReport], comment: str, by, seen: Mapping[int, int] | None = None) -> int:
    """Send filed reports back to their streets with a comment; they can be mended and submitted again. `seen` as for
    `submit_street`."""
    if not comment.strip():
        raise Refused("请写明退回的原因，街道才知道要改什么。")
    return _decide(reports, ReportState.RETURNED, comment.strip(), by, seen)


def approve_reports(*, reports: Iterable[DailyReport], by, seen: Mapping[int, int] | None = None) -> int:
    """Approve submitted reports. Those already approved are left alone. `seen` as for `submit_street`."""
    return _decide(reports, ReportState.APPROVED, "", by, seen)


def _decide(reports: Iterable[DailyReport], to: ReportState, comment: str, by, seen: Mapping[int, int] | None) -> int:
    with act() as log:
        rows = [row for row in _locked(report.pk for report in reports) if row.state != to]
        _refuse_if_stale(rows, seen)
        for row in rows:
            require(can_decide_report(by, row, to))
        if not rows:
            return 0
        before = {row.pk: ReportState(row.state) for row in rows}
        now = clock.now()
        for row in rows:
            row.state, row.return_comment, row.decided_at, row.decided_by = to, comment, now, by.name
            row.version += 1
            row.save(update_fields=["state", "return_comment", "decided_at", "decided_by", "version"])
        record_changes(subjects=rows, before=before, by=by, comment=comment)
        for on in sorted({row.on for row in rows}):
            climb(on, {row.area_code[:9] for row in rows if row.on == on})
        log.record(by=by, verb=f"daily_report.{to.value}", label=f"{len(rows)} 份日报{to.label}", area=by.area,
                   detail={"reports": [row.pk for row in rows], "comment": comment})  # fmt: skip
    return len(rows)


def _locked(pks: Iterable[int]) -> list[DailyReport]:
    """Rows locked in one order, so that two acts on overlapping sets wait for each other instead of deadlocking."""
    rows = DailyReport.objects.select_for_update(of=("self",)).filter(pk__in=list(pks)).order_by("pk")
    return list(rows.select_related("cycle", "community_cycle__community"))


def _locked_street(cycle, subdistrict: str, on: date) -> list[DailyReport]:
    rows = DailyReport.objects.of_day(cycle, on).in_area(subdistrict).select_for_update(of=("self",)).order_by("pk")
    return list(rows.select_related("cycle", "community_cycle__community"))


def _bring_to_records(rows: list[DailyReport]) -> None:
    """Freeze into the rows what the records say at this moment; overridden figures keep their override."""
    if not rows:
        return
    street = {row.area_code[:9] for row in rows}
    area = street.pop() if len(street) == 1 else rows[0].cycle.area_code
    keys = list(dict.fromkeys(key for row in rows for key in row.values))
    now = recorded_values(rows[0].cycle, rows[0].on, area, [key for key in keys if key in FIGURES])
    for row in rows:
        current = values_of(now, row.area_code, [key for key in row.values if key in FIGURES])
        row.values = follow_records(figures_in(row), row.values, row.recorded, current)
        row.recorded = current
