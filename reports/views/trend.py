"""A figure through the days: the picture at its own address, and the same numbers in a table."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from huanjie.formats import wording
from huanjie.shared import clock
from huanjie.shared.charts import bar_chart, line_chart
from huanjie.shared.scope import Level
from huanjie.shared.verdict import require
from huanjie.templatetags.huanjie_ui import percent
from reports.figures import FIGURES, RATIOS
from reports.permissions import can_see_figures
from reports.queries.district_day import children_of, cycle_of, day_of
from reports.queries.trend import Bar, Point, Series, bars_of, default_period, points_of, series_of
from reports.tables import Grid, GridColumn, wants_export
from reports.tables_district import day_url
from reports.views.district_day import asked_area, asked_day, trail

DEFAULT = "completion"
SVG = "image/svg+xml"
WIDE, NARROW = 560, 400  # drawn for the screen it is read on: a scaled picture has letters too small for a phone


def _asked(request) -> tuple[str, Series, str, date, date]:
    """Key, series, area and period of the address."""
    require(can_see_figures(request.viewer))
    key = request.GET.get("figure") or DEFAULT
    series = series_of(key)
    if series is None:
        raise Http404
    area = asked_area(request)
    first, last = asked_day(request, "from"), asked_day(request, "to")
    usual_first, usual_last = default_period(last or clock.today())
    first, last = first or usual_first, last or usual_last
    return key, series, area, min(first, last), max(first, last)


def trend(request):
    """Line and table of one figure in one area; bars of the areas below on the last day."""
    key, series, area, first, last = _asked(request)
    points = points_of(area, series, first, last)
    day = day_of(area, points[-1].on if points else None)
    grid = _grid(day.name, series, points, area, request)
    if wants_export(request):
        return grid.respond(request)
    bars = bars_of(area, series, points[-1].on) if points else []
    query = urlencode({"figure": key, "area": area, "from": first, "to": last})
    return render(request, "reports/trend_page.html", {
        "title": f"{series.label}走势", "day": day, "key": key, "series": series, "points": points, "grid": grid,
        "bars": bars, "first": first, "last": last, "cycle": day.cycle, "choices": _choices(),
        "areas": _areas(request.viewer, day), "svg_url": f"{reverse('reports:trend_svg')}?{query}",
        "bars_url": f"{reverse('reports:trend_svg')}?{query}&kind=bars", "alt": _alt(series, points),
        "breadcrumb": trail(request.viewer, day, "走势"), "list_url": reverse("reports:figure", args=[key]),
    })  # fmt: skip


def trend_svg(request):
    """The picture of the same address, for an <img>. `?kind=bars` compares the areas below."""
    _, series, area, first, last = _asked(request)
    points = points_of(area, series, first, last)
    width = NARROW if request.GET.get("size") == "narrow" else WIDE
    if request.GET.get("kind") == "bars":
        svg = draw_bars(series, bars_of(area, series, points[-1].on) if points else [], width)
    else:
        svg = draw_line(series, points, width)
    return HttpResponse(svg, content_type=SVG, headers={"Cache-Control": "private, max-age=60"})


def draw_line(series: Series, points: list[Point], width: int = WIDE) -> str:
    name = FIGURES[series.key].label
    top = next((point.total for point in reversed(points) if point.total), None)
    labels = [f"{point.on.month}.{point.on.day}" for point in points]
    return line_chart(labels, {name: [point.value for point in points]}, unit=series.unit, top=top, name=series.label,
                      width=width)  # fmt: skip


def draw_bars(series: Series, bars: list[Bar], width: int = WIDE) -> str:
    return bar_chart(
        [(bar.name, bar.value, bar.total) for bar in bars], label=_bar_words, name=series.label, width=width
    )


def _bar_words(value: int, total: int | None) -> str:
    return wording.number(value) if not total else f"{wording.percent(value, total)}({value}/{total})"


def _grid(name: str, series: Series, points: list[Point], area: str, request) -> Grid:
    """The numbers of the picture, the newest day first."""
    columns = [
        GridColumn("on", "日期", lambda p: p.on,
                   lambda p, v: f'<a href="{day_url(area, v)}">{v}</a>'),
        GridColumn("value", FIGURES[series.key].label, lambda p: p.value, numeric=True, unit=series.unit),
        GridColumn("change", "较上期", lambda p: p.change,
                   lambda p, v: "—" if v is None else wording.delta(v) or "0", numeric=True),
    ]  # fmt: skip
    if series.total:
        columns += [
            GridColumn("total", FIGURES[series.total].label, lambda p: p.total, numeric=True),
            GridColumn("share", "占比", lambda p: _share(p), lambda p, v: percent(p.value, p.total), numeric=True, unit="%"),
        ]  # fmt: skip
    return Grid(columns, points[::-1], request.GET, f"{name}{series.label}走势", path=request.path)


def _share(point: Point) -> float | None:
    return None if point.value is None or not point.total else round(point.value * 100 / point.total, 1)


def _alt(series: Series, points: list[Point]) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return f"{series.label}：这段时间没有数据。"
    start, end = known[0], known[-1]
    return (
        f"折线图：{FIGURES[series.key].label}由{wording.month_day(start.on)}的 {start.value:,} {series.unit}"
        f"到{wording.month_day(end.on)}的 {end.value:,} {series.unit}，逐日数据见下表。"
    )


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Ratios and figures by group, for the choice of a figure."""
    groups: dict[str, list] = {"比率": [(key, ratio.label) for key, ratio in RATIOS.items()]}
    for figure in FIGURES.values():
        groups.setdefault(figure.group, []).append((figure.key, figure.label))
    return list(groups.items())


def _areas(viewer, day) -> list[tuple[str, str]]:
    """This area, the ones below it, and the one above where the viewer sees it."""
    found = [(day.area, day.name), *((child.area, child.name) for child in children_of(day))]
    if day.level == Level.SUBDISTRICT and viewer.sees(day.area[:6]):
        above = cycle_of(day.area)
        found.insert(0, (day.area[:6], above.district.name if above else day.area[:6]))
    return found
