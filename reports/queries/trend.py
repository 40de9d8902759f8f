"""A figure through the days, and side by side on the last of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from huanjie.shared.scope import Level, level_of
from reports.figures import FIGURES, RATIOS
from reports.models import AreaSummary
from reports.queries.district_day import names_of, summaries

STEP_TOTAL = "communities_due"
LONGEST = 400  # days


@dataclass(frozen=True)
class Series:
    """What a trend shows: `key` the figure drawn, `total` the figure it climbs to ("" when there is none)."""

    label: str
    unit: str
    key: str
    total: str = ""


@dataclass(frozen=True)
class Point:
    on: date
    value: int | None
    total: int | None
    change: int | None


@dataclass(frozen=True)
class Bar:
    area: str
    name: str
    value: int
    total: int | None


def series_of(key: str) -> Series | None:
    """A figure, with the denominator that belongs to it; a ratio is drawn as its two integers."""
    if key in RATIOS:
        ratio = RATIOS[key]
        return Series(ratio.label, FIGURES[ratio.numerator].unit, ratio.numerator, ratio.denominator)
    figure = FIGURES.get(key)
    if figure is None:
        return None
    total = STEP_TOTAL if figure.step else figure.limit
    return Series(figure.label, figure.unit, key, total)


def points_of(area: str, series: Series, first: date, last: date) -> list[Point]:
    """One point for every report day of the period, oldest first."""
    days = min((last - first).days + 1, LONGEST)
    points, before = [], None
    for row in summaries(area, last, days):
        value = row.values.get(series.key)
        change = None if value is None or before is None else value - before
        points.append(Point(row.on, value, row.values.get(series.total) if series.total else None, change))
        before = value
    return points


def bars_of(area: str, series: Series, on: date) -> list[Bar]:
    """The areas one level below on a day, in the order of their codes."""
    if level_of(area) >= Level.SUBDISTRICT:
        return []
    rows = AreaSummary.objects.filter(on=on, parent_code=area, level=level_of(area) + 1).order_by("area_code")
    found = [(row.area_code, row.values.get(series.key), row.values.get(series.total)) for row in rows]
    names = names_of((code for code, *_ in found), on)
    return [Bar(code, names[code], value, total) for code, value, total in found if value is not None]


def default_period(last: date) -> tuple[date, date]:
    """The last thirty days."""
    return last - timedelta(days=29), last
