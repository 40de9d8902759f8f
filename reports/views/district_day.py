"""The district's day: who has filed, what the numbers are, what was returned or does not agree."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from huanjie.formats import wording
from huanjie.shared import clock
from huanjie.shared.scope import Level, ancestors_of, level_of
from huanjie.shared.verdict import require
from reports.enums import FILED, Face
from reports.figures import FIGURES, RATIOS
from reports.filters import CommunityFilter, DiscrepancyFilter
from reports.permissions import can_decide, can_see_figures
from reports.queries.district_day import (
    Day,
    area_for,
    children_of,
    day_of,
    lines_of_trouble,
    names_of,
    reports_of,
    shown_figures,
)
from reports.services.days import ensure_day
from reports.tables import Grid, wants_export
from reports.tables_district import (
    area_grid,
    community_grid,
    discrepancy_grid,
    figure_url,
    is_changed,
    is_difference,
    sparkline,
)

TROUBLES = 8


def asked_area(request) -> str:
    """The area in the address, or the viewer's own; outside it there is nothing."""
    area = area_for(request.viewer, request.GET.get("area"))
    if area is None:
        raise Http404
    return area


def asked_day(request, name: str = "on") -> date | None:
    """A day in the address; None when there is none. What is no day is no page."""
    text = request.GET.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404 from None


def read_day(request) -> Day:
    """The day a page asks for, for those who may read figures. The present day is opened if it should be."""
    require(can_see_figures(request.viewer))
    area, asked, today = asked_area(request), asked_day(request), clock.today()
    day = day_of(area, asked)
    is_behind = asked in (None, today) and (day.on < today or day.summary is None)
    if is_behind and day.cycle is not None and ensure_day(cycle=day.cycle, on=today):
        day = day_of(area, today)
    return day


def trail(viewer, day: Day, *last: str) -> list[tuple[str, str]]:
    """The areas above that the viewer may see, then this one."""
    above = [area for area in reversed(ancestors_of(day.area)) if viewer.sees(area)]
    names = names_of(above, day.on) if above else {}
    url = reverse("reports:district_day")
    steps = [(names[area], f"{url}?area={area}&on={day.on}") for area in above]
    return [*steps, (day.name, f"{url}?area={day.area}&on={day.on}"), *((name, "") for name in last)]


def district_day(request):
    """An area's day. `?tab=communities` shows communities × figures, otherwise the areas below × figures."""
    day = read_day(request)
    by_community = day.level >= Level.SUBDISTRICT or (
        day.level == Level.DISTRICT and request.GET.get("tab") == "communities"
    )
    children = children_of(day)
    figures = shown_figures(day.summary.values) if day.summary else []
    may_decide = bool(can_decide(request.viewer, day.area)) and day.level >= Level.DISTRICT
    context = {"day": day, "children": children, "may_decide": may_decide, "tab": "areas"}
    if by_community:
        grid, narrow = _communities(request, day, children, figures, may_decide)
        context |= {"narrow": narrow, "tab": "communities"}
    else:
        grid = area_grid(day, children, figures, request, pick=may_decide)
    if wants_export(request):
        return grid.respond(request)
    counts = day.counts
    context["cards"] = ratio_cards(day) if not (by_community and day.level == Level.DISTRICT) else []
    if context["cards"] and day.level >= Level.DISTRICT and (counts["returned"] or counts["discrepancy"]):
        troubles = lines_of_trouble(day.area, day.on)
        context |= {"troubles": [_trouble(row) for row in troubles[:TROUBLES]], "more": len(troubles) - TROUBLES}
    return render(
        request,
        "reports/district_day.html",
        {
            **context, "grid": grid, "breadcrumb": trail(request.viewer, day),
            "title": _title(day), "days": _neighbours(day), "cycle": day.cycle, "by_areas": day.level <= Level.DISTRICT,
        },
    )  # fmt: skip


def _title(day: Day) -> str:
    return {Level.DISTRICT: "区级日报", Level.SUBDISTRICT: "街道日报汇总", Level.COMMUNITY: "社区日报"}.get(
        day.level, "日报汇总"
    )


def _communities(request, day: Day, children, figures, may_decide: bool) -> tuple[Grid, CommunityFilter]:
    streets = [(child.area, child.name) for child in children]
    groups = dict.fromkeys(figure.group for figure in figures)
    narrow = CommunityFilter(request.GET, streets, groups)
    reports = list(reports_of(day.area, day.on))
    count = len(reports)
    if narrow.is_valid():
        reports = _narrowed(reports, narrow, figures)
        figures = [f for f in figures if not narrow.value("group") or f.group == narrow.value("group")]
    else:
        reports = []
    grid = community_grid(day, reports, figures, request, may_decide, whole=len(reports) == count)
    return grid, narrow


def _narrowed(reports: list, narrow: CommunityFilter, figures: list) -> list:
    street, face, only = narrow.value("street"), narrow.value("face"), narrow.value("only")
    tests = []
    if street:
        tests.append(lambda report: report.area_code.startswith(street))
    if face:
        tests.append(lambda report: report.face() == Face(face))
    if only == "discrepancy":
        tests.append(lambda report: report.state in FILED and report.discrepancy_count)
    if only == "changed":
        tests.append(lambda report: any(is_changed(report, figure.key) for figure in figures))
    if only == "open":
        tests.append(lambda report: report.state not in FILED)
    return [report for report in reports if all(test(report) for test in tests)]


def _trouble(report) -> dict:
    """A returned report, or one that differs from the records, in a line."""
    if report.state == "returned":
        return {"report": report, "face": Face.RETURNED, "words": report.return_comment or "未写意见"}
    found = [
        f"{figure.label}填报 {report.values[figure.key]}、台账 {report.recorded[figure.key]}（{report.reasons.get(figure.key, '')}）"
        for figure in FIGURES.values()
        if is_difference(report, figure)
    ]
    return {"report": report, "face": None, "words": "；".join(found)}


def ratio_cards(day: Day) -> list[dict]:
    """The ratios of the day with what moved since the report day before, and the line of fourteen days."""
    return [
        {
            "key": key, "label": ratio.label, "numerator": day.value(ratio.numerator) or 0,
            "denominator": day.value(ratio.denominator), "unit": FIGURES[ratio.numerator].unit,
            "share": wording.percent(day.value(ratio.numerator) or 0, day.value(ratio.denominator)),
            "change": day.change(ratio.numerator), "url": figure_url(key, day.area, day.on),
            "spark": sparkline([row.values.get(ratio.numerator) for row in day.trend]),
        }
        for key, ratio in RATIOS.items()
        if day.value(ratio.denominator)
    ]  # fmt: skip


def _neighbours(day: Day) -> dict:
    return {"before": day.before.on if day.before else None, "today": clock.today()}


def discrepancies(request):
    """Every number of the day that differs from the records, with the street's reason."""
    day = read_day(request)
    if day.level < Level.DISTRICT:
        raise Http404
    reports = list(reports_of(day.area, day.on).filter(state__in=FILED, discrepancy_count__gt=0))
    streets = sorted({(report.area_code[:9], report.street_name) for report in reports})
    narrow = DiscrepancyFilter(request.GET, streets if level_of(day.area) == Level.DISTRICT else [])
    rows = [(report, figure) for report in reports for figure in FIGURES.values() if is_difference(report, figure)]
    every = len(rows)
    if narrow.is_valid():
        street, figure = narrow.value("street"), narrow.value("figure")
        rows = [row for row in rows if row[0].area_code.startswith(street) and (not figure or row[1].key == figure)]
    else:
        rows = []
    grid = discrepancy_grid(day, rows, request, several=day.level == Level.DISTRICT)
    if wants_export(request):
        return grid.respond(request)
    return render(
        request,
        "reports/district_discrepancies.html",
        {"day": day, "grid": grid, "narrow": narrow, "every": every, "title": "数账不符", "cycle": day.cycle,
         "breadcrumb": trail(request.viewer, day, "数账不符")},
    )  # fmt: skip
