"""The day of an area: what its reports say and what became of them, from a street up to the nation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import F, Max
from django.utils import timezone

from elections.models import ElectionCycle
from elections.queries import territory
from huanjie.shared import clock
from huanjie.shared.scope import PREFIX_LENGTHS, Level, level_of, prefix_of, within
from reports.enums import FILED, Face
from reports.figures import FIGURES
from reports.models import AreaSummary, DailyReport
from reports.models.summary import COUNTS

TREND_DAYS = 14
WINDOW = 45  # calendar days in which to look for the last fourteen report days


@dataclass(frozen=True)
class Child:
    """An area one level below, with its summary of the day."""

    area: str
    name: str
    summary: AreaSummary
    face: Face
    words: str


@dataclass
class Day:
    """An area's day. `summary` is None when nobody had to report; `before` is the report day before it; `trend` the
    last fourteen report days with this one at the end."""

    area: str
    name: str
    on: date
    cycle: ElectionCycle | None
    summary: AreaSummary | None
    before: AreaSummary | None
    trend: list[AreaSummary]
    cut_off: datetime
    children: list[Child] = field(default_factory=list)

    @property
    def level(self) -> Level:
        return level_of(self.area)

    @property
    def is_over(self) -> bool:
        """The cut-off is past: what is not filed is missing."""
        return clock.now() > self.cut_off

    def value(self, key: str) -> int | None:
        return self.summary.values.get(key) if self.summary else None

    def change(self, key: str) -> int | None:
        """Difference from the report day before; None when either is unknown."""
        now, then = self.value(key), self.before.values.get(key) if self.before else None
        return None if now is None or then is None else now - then

    @property
    def counts(self) -> dict[str, int]:
        """due, filed, on_time, late, open (not filed, not returned), returned, complete, approved, nil, discrepancy."""
        if self.summary is None:
            return dict.fromkeys([name.removesuffix("_count") for name in COUNTS] + ["late", "open"], 0)
        return counts_of(self.summary)


def counts_of(summary: AreaSummary) -> dict[str, int]:
    """The counts of a summary with the two that follow from them."""
    counts = {name.removesuffix("_count"): getattr(summary, name) for name in COUNTS}
    counts["late"] = counts["filed"] - counts["on_time"]
    counts["open"] = counts["due"] - counts["filed"] - counts["returned"]
    return counts


def area_for(viewer, asked: str | None) -> str | None:
    """The area a viewer asks for, or the viewer's own; None when it is no area or lies outside."""
    area = viewer.area if asked is None or asked == "" else asked
    if not area.isdigit() and area:
        return None
    area = prefix_of(area) if len(area) == 12 else area
    if len(area) not in PREFIX_LENGTHS or not viewer.sees(area):
        return None
    return area


def names_of(areas: Iterable[str], on: date | None = None) -> dict[str, str]:
    """What areas are called (on a day); one without a name then has its present one, or its code."""
    areas = set(areas)
    names = territory.names_of(areas, on)
    if on is not None and areas - names.keys() - {""}:
        names = {**territory.names_of(areas - names.keys()), **names}
    return {area: names.get(area, area) if area else "全国" for area in areas}


def name_of(area: str, on: date | None = None) -> str:
    return names_of([area], on)[area]


def cycle_of(area: str, on: date | None = None) -> ElectionCycle | None:
    """The cycle that ran in the area's district on a day, or else its latest; None above the districts."""
    if level_of(area) < Level.DISTRICT:
        return None
    cycles = list(ElectionCycle.objects.filter(area_code=area[:6]).order_by("-starts_on"))
    running = (cycle for cycle in cycles if on is None or cycle.starts_on <= on <= cycle.ends_on)
    return next(running, cycles[0] if cycles else None)


def summaries(area: str, last: date, days: int = WINDOW) -> list[AreaSummary]:
    """The summaries of an area in the days up to `last`, oldest first: one look-up in the index for each day."""
    wanted = [last - timedelta(days=back) for back in range(days)]
    if level_of(area) == Level.COMMUNITY:
        reports = DailyReport.objects.filter(area_code=area, on__in=wanted).order_by("on")
        return [_alone(report) for report in reports]
    return list(AreaSummary.objects.filter(area_code=area, on__in=wanted).order_by("on"))


def _alone(report: DailyReport) -> AreaSummary:
    """One community's report in the shape of a summary: a community keeps none, it is its own."""
    filed = report.state in FILED
    return AreaSummary(
        area_code=report.area_code, parent_code=report.area_code[:9], level=Level.COMMUNITY, on=report.on,
        values={key: value for key, value in counted(report).items() if value is not None}, due_count=1,
        filed_count=filed, on_time_count=filed and not report.is_late, approved_count=report.state == "approved",
        complete_count=filed and None not in report.values.values(), returned_count=report.state == "returned",
        nil_count=filed and report.is_nil, discrepancy_count=report.discrepancy_count if filed else 0,
    )  # fmt: skip


def day_of(area: str, asked: date | None = None) -> Day:
    """The day asked for, or the area's latest report day up to today."""
    found = summaries(area, asked or clock.today())
    on = asked or (found[-1].on if found else clock.today())
    summary = found[-1] if found and found[-1].on == on else None
    trend = found[-TREND_DAYS:]
    earlier = [row for row in found if row.on < on]
    cycle = cycle_of(area, on)
    return Day(
        area=area, name=name_of(area, on), on=on, cycle=cycle, summary=summary, before=earlier[-1] if earlier else None,
        trend=trend, cut_off=_cut_off(area, cycle, on),
    )  # fmt: skip


def _cut_off(area: str, cycle: ElectionCycle | None, on: date) -> datetime:
    if cycle is not None:
        at = cycle.street_cutoff
    else:
        at = ElectionCycle.objects.in_area(area).open().aggregate(last=Max("street_cutoff"))["last"] or time(17)
    return timezone.make_aware(datetime.combine(on, at))


def children_of(day: Day) -> list[Child]:
    """The areas one level below with their summaries, in the order of their codes."""
    if day.level >= Level.SUBDISTRICT:
        return []
    level = day.level + 1
    rows = list(AreaSummary.objects.filter(on=day.on, parent_code=day.area, level=level).order_by("area_code"))
    names = names_of((row.area_code for row in rows), day.on)
    over = day.is_over
    return [Child(row.area_code, names[row.area_code], row, *standing_of(row, over)) for row in rows]


def standing_of(summary: AreaSummary, is_over: bool) -> tuple[Face, str]:
    """One face and a few words for what an area's reports are at: the most pressing thing first."""
    counts = counts_of(summary)
    if counts["returned"]:
        return Face.RETURNED, f"退回 {counts['returned']}"
    if counts["open"] and is_over:
        return Face.MISSING, f"未报 {counts['open']}"
    if counts["open"]:
        return (Face.DRAFT, "报送中") if counts["filed"] else (Face.DUE, "待报")
    if counts["late"]:
        return Face.LATE, f"迟报 {counts['late']}"
    if counts["approved"] == counts["due"]:
        return Face.APPROVED, "已通过"
    return (Face.NIL, "零报告") if counts["nil"] == counts["due"] else (Face.SUBMITTED, "已报齐")


def reports_of(area: str, on: date):
    """The reports of an area's day with the names a table needs: one query, whatever the number of communities."""
    return (
        DailyReport.objects.filter(on=on, **within(area))
        .annotate(
            community_name=F("community_cycle__community__name"),
            street_name=F("community_cycle__community__subdistrict__name"),
        )
        .defer("saved_at", "saved_by", "decided_at", "first_submitted_at")
        .order_by("area_code")
    )


def counted(report: DailyReport) -> Mapping[str, int | None]:
    """The figures a report adds to the roll-ups: as filed, or as they stood before while it is not."""
    return {**report.recorded, **report.values} if report.state in FILED else report.previous


def shown_figures(values: Iterable[str]) -> list:
    """The figures that a day carries, in catalogue order."""
    present = set(values)
    return [figure for key, figure in FIGURES.items() if key in present]


def lines_of_trouble(area: str, on: date) -> list[DailyReport]:
    """Returned reports and those with unexplained differences between sheet and record, returned ones first."""
    rows = reports_of(area, on)
    return list(rows.filter(state="returned")) + list(rows.filter(state__in=FILED, discrepancy_count__gt=0))


def to_decide(area: str) -> int:
    """Submitted reports that wait for a decision."""
    return DailyReport.objects.in_area(area).filter(state="submitted").count()
