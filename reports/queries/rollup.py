"""What a summary must say, and whether the stored ones do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from huanjie.shared.scope import Level, level_of, within
from reports.enums import FILED, ReportState
from reports.models import AreaSummary, DailyReport
from reports.models.summary import COUNTS


def computed(area: str, on: date) -> dict:
    """What an area's summary must say: `values` and the counts."""
    if level_of(area) == Level.SUBDISTRICT:
        return _from_reports(area, on)
    return _from_children(area, on)


def _from_reports(area: str, on: date) -> dict:
    fields = ("values", "previous", "recorded", "state", "is_late", "is_nil", "discrepancy_count")
    rows = DailyReport.objects.filter(on=on, **within(area)).values_list(*fields)
    total = dict.fromkeys(COUNTS, 0)
    values: dict[str, int] = {}
    for reported, previous, recorded, state, is_late, is_nil, discrepancy_count in rows:
        filed = state in FILED
        total["due_count"] += 1
        total["filed_count"] += filed
        total["on_time_count"] += filed and not is_late
        total["complete_count"] += filed and None not in reported.values()
        total["approved_count"] += state == ReportState.APPROVED
        total["returned_count"] += state == ReportState.RETURNED
        total["nil_count"] += filed and is_nil
        total["discrepancy_count"] += discrepancy_count if filed else 0
        _add(values, {**recorded, **reported} if filed else previous)
    return {"values": values, **total}


def _from_children(area: str, on: date) -> dict:
    rows = AreaSummary.objects.filter(on=on, parent_code=area, level=level_of(area) + 1).values_list("values", *COUNTS)
    total = dict.fromkeys(COUNTS, 0)
    values: dict[str, int] = {}
    for child, *counts in rows:
        for name, count in zip(COUNTS, counts, strict=True):
            total[name] += count
        _add(values, child)
    return {"values": values, **total}


def _add(total: dict[str, int], more: dict[str, int | None]) -> None:
    for key, value in more.items():
        if value is not None:
            total[key] = total.get(key, 0) + value


@dataclass(frozen=True)
class Difference:
    """A summary that does not say what the level below says."""

    area: str
    on: date
    field: str
    stored: object
    expected: object

    def __str__(self):
        return f"{self.on} {self.area or '全国'} {self.field}：汇总为 {self.stored}，应为 {self.expected}"


def differences(first: date, last: date, area: str = "") -> Iterator[Difference]:
    """Recompute every summary of the days from the reports and yield what differs, level by level; a summary that is
    missing, or that no report stands behind, differs too."""
    days = DailyReport.objects.filter(on__range=(first, last), **within(area)).order_by("on")
    for on in sorted({*days.values_list("on", flat=True).distinct(), *_summary_days(first, last, area)}):
        codes = DailyReport.objects.filter(on=on, **within(area)).values_list("area_code", flat=True)
        expected = {code[:length] for code in codes for length in (9, 6, 4, 2, 0)}
        stored = {row.area_code: row for row in AreaSummary.objects.filter(on=on, **within(area))}
        if area:
            expected = {code for code in expected if code.startswith(area)}
        for code in sorted(expected | set(stored), key=lambda code: (-len(code), code)):
            yield from _compare(code, on, stored.get(code))


def _summary_days(first: date, last: date, area: str):
    return AreaSummary.objects.filter(on__range=(first, last), **within(area)).values_list("on", flat=True).distinct()


def _compare(area: str, on: date, row: AreaSummary | None) -> Iterator[Difference]:
    expected = computed(area, on)
    if row is None:
        yield Difference(area, on, "汇总", "缺失", expected["due_count"])
        return
    for name in COUNTS:
        if getattr(row, name) != expected[name]:
            yield Difference(area, on, name, getattr(row, name), expected[name])
    for key in sorted(row.values.keys() | expected["values"].keys()):
        if row.values.get(key) != expected["values"].get(key):
            yield Difference(area, on, key, row.values.get(key), expected["values"].get(key))
