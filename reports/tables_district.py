"""The grids of the district's pages: areas × figures, communities × figures, differences, parts of a figure."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from huanjie.formats import wording
from huanjie.shared.scope import Level, level_of
from huanjie.templatetags.huanjie_ui import badge, percent
from reports.enums import FILED, Face
from reports.figures import Figure
from reports.queries.district_day import Child, Day, counted, counts_of
from reports.queries.figure_list import Part
from reports.tables import Grid, GridColumn

DASH = wording.NOTHING


@lru_cache(maxsize=64)
def face_badge(face: Face, words: str = "") -> str:
    return str(badge(face, words))


def figure_url(key: str, area: str, on: date) -> str:
    return f"{reverse('reports:figure', args=[key])}?area={area}&on={on}"


def day_url(area: str, on: date, **more: str) -> str:
    extra = "".join(f"&{name}={value}" for name, value in more.items())
    return f"{reverse('reports:district_day')}?area={area}&on={on}{extra}"


def sparkline(values: list[int | None], width: int = 120, height: int = 28) -> str:
    """A line without axes for beside a number: zero at the foot, the last day marked. Its numbers are on its page."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    top = max(value for _, value in known) or 1
    step = (width - 8) / max(len(values) - 1, 1)
    points = [(4 + step * place, height - 4 - (height - 8) * value / top) for place, value in known]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return mark_safe(
        f'<svg class="spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true">'
        f'<line x1="4" y1="{height - 4}" x2="{width - 4}" y2="{height - 4}" class="spark-base"/>'
        f'<polyline points="{path}" class="spark-line"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3" class="spark-end"/></svg>'
    )


def _figure_column(figure: Figure, value, url_of, mark=None) -> GridColumn:
    """A figure's column. Its cells are links; `mark(row)` gives a class and a hint to a cell, or nothing."""

    def html(row, number):
        if number is None:
            return DASH
        extra = mark(row) if mark else ""
        return f'<a href="{url_of(row)}"{extra}>{number:,}</a>'

    return GridColumn(
        figure.key, figure.column, value, html, unit=figure.unit, group=figure.group, numeric=True, title=figure.label
    )


def _figure_columns(day: Day, figures: Iterable[Figure], value_of, mark_of=None) -> list[GridColumn]:
    columns = []
    for figure in figures:
        base, key, tail = reverse("reports:figure", args=[figure.key]), figure.key, f"&amp;on={day.on}"
        columns.append(
            _figure_column(
                figure,
                lambda row, key=key: value_of(row).get(key),
                lambda row, base=base, tail=tail: f"{base}?area={row.area_code}{tail}",
                mark_of(figure) if mark_of else None,
            )
        )
    return columns


def _sum_row(day: Day, figures: Iterable[Figure]) -> dict:
    total = {}
    for figure in figures:
        value = day.value(figure.key)
        link = f'<a href="{escape(figure_url(figure.key, day.area, day.on))}">{wording.number(value)}</a>'
        total[figure.key] = (value, DASH if value is None else link)
    return total


# --- areas below --------------------------------------------------------------------------------------------------
def area_grid(day: Day, children: list[Child], figures: list[Figure], request, pick: bool) -> Grid:
    """The areas one level below × figures, from their summaries."""
    rows = [_AreaRow(child) for child in children]
    columns = [
        GridColumn("area", {Level.DISTRICT: "街道"}.get(day.level, "区域"), lambda r: r.child.name,
                   lambda r, v: f'<a href="{escape(day_url(r.area_code, day.on))}">{escape(v)}</a>'),
        GridColumn("face", "报送", lambda r: r.child.words,
                   lambda r, v: face_badge(r.child.face, v)),
        GridColumn("filed", "已报", lambda r: r.counts["filed"],
                   lambda r, v: f"{v}/{r.counts['due']}", numeric=True, group="报送质量"),
        GridColumn("on_time", "按时率", lambda r: _share(r.counts["on_time"], r.counts["due"]),
                   lambda r, v: percent(r.counts["on_time"], r.counts["due"]), numeric=True, group="报送质量", unit="%"),
        GridColumn("complete", "完整率", lambda r: _share(r.counts["complete"], r.counts["due"]),
                   lambda r, v: percent(r.counts["complete"], r.counts["due"]), numeric=True, group="报送质量", unit="%"),
        GridColumn("discrepancy", "数账不符", lambda r: r.counts["discrepancy"],
                   lambda r, v: _discrepancies(day, r.area_code, v), numeric=True, group="报送质量", unit="项"),
        *_figure_columns(day, figures, lambda row: row.child.summary.values),
    ]  # fmt: skip
    counts = day.counts
    total = {
        "filed": (counts["filed"], f"{counts['filed']}/{counts['due']}"),
        "on_time": (_share(counts["on_time"], counts["due"]), percent(counts["on_time"], counts["due"])),
        "complete": (_share(counts["complete"], counts["due"]), percent(counts["complete"], counts["due"])),
        "discrepancy": (counts["discrepancy"], _discrepancies(day, day.area, counts["discrepancy"])),
        **_sum_row(day, figures),
    }
    return Grid(
        columns, rows, request.GET, f"{day.name}{day.on}日报（按{columns[0].label}）", total=total, path=request.path,
        pick=(lambda r: _tick(f"s{r.area_code}", r.child.name)) if pick else None,
    )  # fmt: skip


class _AreaRow:
    __slots__ = ("area_code", "child", "counts")

    def __init__(self, child: Child):
        self.child, self.area_code, self.counts = child, child.area, counts_of(child.summary)


def _share(numerator: int, denominator: int) -> float | None:
    """For sorting and files, in per cent with one decimal."""
    return round(numerator * 100 / denominator, 1) if denominator else None


def _discrepancies(day: Day, area: str, count: int) -> str:
    if not count or level_of(area) < Level.DISTRICT:
        return str(count)
    url = f"{reverse('reports:discrepancies')}?area={area}&amp;on={day.on}"
    return f'<a class="has-difference" href="{url}">{count}</a>'


def _tick(value: str, name: str) -> str:
    return f'<input type="checkbox" name="ids" value="{value}" form="bulk" aria-label="选择：{escape(name)}">'


# --- communities --------------------------------------------------------------------------------------------------
def is_changed(report, key: str) -> bool:
    """Filed with another number than the day before."""
    return report.state in FILED and key in report.values and report.values[key] != report.previous.get(key)


def is_difference(report, figure: Figure) -> bool:
    """Filed with another number than the record's (数账不符)."""
    if report.state not in FILED or not figure.is_recorded or figure.key not in report.values:
        return False
    return figure.key in report.recorded and report.values[figure.key] != report.recorded[figure.key]


def _mark_of(figure: Figure):
    def mark(report) -> str:
        if is_difference(report, figure):
            hint = f"数账不符：台账为 {report.recorded[figure.key]}。{report.reasons.get(figure.key, '')}"
            return f' class="has-difference" title="{escape(hint)}"'
        if is_changed(report, figure.key):
            return f' class="is-changed" title="上期 {wording.number(report.previous.get(figure.key))}"'
        return ""

    return mark


def community_grid(day: Day, reports: list, figures: list[Figure], request, pick: bool, whole: bool) -> Grid:
    """Communities × figures. The sum row is the area's own while every community is shown, otherwise of those shown."""
    for report in reports:
        report.shown, report.shown_face = counted(report), report.face()
    several = day.level < Level.SUBDISTRICT
    columns = [GridColumn("area", "社区", lambda r: r.community_name)]
    if several:
        columns.append(GridColumn("street", "街道", lambda r: r.street_name))
    columns += [
        GridColumn("face", "状态", lambda r: r.shown_face.label,
                   lambda r, v: face_badge(r.shown_face)),
        *_figure_columns(day, figures, lambda report: report.shown, _mark_of),
        GridColumn("discrepancy", "数账不符", lambda r: r.discrepancy_count if r.state in FILED else 0,
                   lambda r, v: _discrepancies(day, r.area_code, v), numeric=True, unit="项"),
        GridColumn("note", "备注", lambda r: _remark(r), lambda r, v: f'<span class="note-text">{escape(v)}</span>'),
    ]  # fmt: skip
    total = _sum_row(day, figures) if whole else _sum_of(reports, figures)
    count = day.counts["discrepancy"] if whole else sum(r.discrepancy_count for r in reports if r.state in FILED)
    total["discrepancy"] = (count, str(count))
    return Grid(
        columns, reports, request.GET, f"{day.name}{day.on}日报（按社区）", total=total, path=request.path,
        total_name="合计" if whole else f"所列 {len(reports)} 个社区合计",
        pick=(lambda r: _tick(f"{r.pk}.{r.version}", r.community_name)) if pick else None,
    )  # fmt: skip


def _remark(report) -> str:
    if report.state == "returned":
        return f"退回意见：{report.return_comment}"
    return report.note if report.state in FILED else ""


def _sum_of(reports: list, figures: list[Figure]) -> dict:
    total = {}
    for figure in figures:
        known = [value for report in reports if (value := report.shown.get(figure.key)) is not None]
        total[figure.key] = (sum(known), wording.number(sum(known))) if known else (None, DASH)
    return total


# --- differences between sheet and record ---------------------------------------------------------------------------
def discrepancy_grid(day: Day, rows: list[tuple], request, several: bool) -> Grid:
    """One row for each difference: (report, figure)."""
    columns = [
        GridColumn("area", "社区", lambda r: r[0].community_name),
        GridColumn("street", "街道", lambda r: r[0].street_name),
        GridColumn("figure", "项目", lambda r: r[1].label,
                   lambda r, v: f'<a href="{escape(figure_url(r[1].key, r[0].area_code, day.on))}">{escape(v)}</a>'),
        GridColumn("reported", "填报", lambda r: r[0].values.get(r[1].key), numeric=True),
        GridColumn("record", "台账", lambda r: r[0].recorded.get(r[1].key), numeric=True),
        GridColumn("difference", "差额", _difference, lambda r, v: _signed(v), numeric=True),
        GridColumn("unit", "单位", lambda r: r[1].unit),
        GridColumn("reason", "原因说明", lambda r: r[0].reasons.get(r[1].key, ""),
                   lambda r, v: f'<span class="note-text">{escape(v)}</span>'),
        GridColumn("by", "提交人", lambda r: r[0].submitted_by),
    ]  # fmt: skip
    if not several:
        del columns[1]
    return Grid(columns, rows, request.GET, f"{day.name}{day.on}数账不符", path=request.path)


def _difference(row: tuple) -> int | None:
    value, record = row[0].values.get(row[1].key), row[0].recorded.get(row[1].key)
    return None if value is None or record is None else value - record


def _signed(value: int | None) -> str:
    return DASH if value is None else wording.delta(value) or "0"


# --- parts of one figure --------------------------------------------------------------------------------------------
def parts_grid(day: Day, figure: Figure, parts: list[Part], request) -> Grid:
    """The parts of a number by community, or by area above the districts; the sum row is the number."""
    above = day.level < Level.DISTRICT

    def name(part, value):
        return (
            f'<a href="{escape(figure_url(figure.key, part.area, day.on))}">{escape(value)}</a>'
            if above
            else escape(value)
        )

    columns = [GridColumn("area", "区域" if above else "社区", lambda p: p.name, name)]
    if day.level == Level.DISTRICT:
        columns.append(GridColumn("street", "街道", lambda p: p.street))
    columns += [
        GridColumn("value", "本期", lambda p: p.value, numeric=True, unit=figure.unit),
        GridColumn("previous", "上期", lambda p: p.previous, numeric=True, unit=figure.unit),
        GridColumn("change", "增减", lambda p: p.change, lambda p, v: _signed(v), numeric=True),
    ]
    if figure.is_recorded and not above:
        columns += [
            GridColumn("record", "台账", lambda p: p.record, numeric=True, unit=figure.unit),
            GridColumn("difference", "差额", lambda p: p.difference,
                       lambda p, v: f'<span class="has-difference">{_signed(v)}</span>' if v else "", numeric=True),
            GridColumn("reason", "原因说明", lambda p: p.reason or None,
                       lambda p, v: f'<span class="note-text">{escape(v or "")}</span>'),
        ]  # fmt: skip
    columns.append(
        GridColumn("face", "报送", lambda p: p.face_words or p.face.label, lambda p, v: face_badge(p.face, v))
    )
    value = day.value(figure.key)
    previous = [part.previous for part in parts if part.previous is not None]
    before = sum(previous) if previous else None
    change = None if value is None or before is None else value - before
    total = {
        "value": (value, wording.number(value)),
        "previous": (before, wording.number(before)),
        "change": (change, _signed(change)),
    }
    return Grid(columns, parts, request.GET, f"{day.name}{figure.label}（{day.on}）", total=total, path=request.path)
