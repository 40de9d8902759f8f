"""Statistics of the joint review: by batch, department or street, on the page and as a file."""

import io

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from candidates.permissions_papers import can_see_breakdown, can_see_statistics
from candidates.queries.statistics import WAYS, joint_review_statistics
from candidates.rules.statistics import SMALLEST, discreet, spoken_mean, spoken_rate
from elections.queries.cycle import current_cycle
from huanjie.activity.services import act
from huanjie.exports import write_csv, write_xlsx
from huanjie.shared import clock
from huanjie.shared.verdict import require

HEADS = ("送审人数", "送审人次", "命中人数", "命中率", "取消资格人数", "平均反馈时长", "超时单位数", "未反馈数")
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


def review_statistics(request):
    """Figures for the organizer; for leaders the same without circumstances and without small counts of persons."""
    require(can_see_statistics(request.viewer))
    cycle = current_cycle(request.viewer)
    way = request.GET.get("by") if request.GET.get("by") in WAYS else "batch"
    full = bool(can_see_breakdown(request.viewer))
    found = joint_review_statistics(request.viewer, cycle, way, clock.today()) if cycle else None
    rows = [(line.label, _cells(line.figures, full)) for line in found.lines] if found else []
    total = _cells(found.total, True) if found else []
    if (kind := request.GET.get("export")) in TYPES and found:
        return _file(
            request, kind, way, [(WAYS[way], *HEADS), *((label, *cells) for label, cells in rows), ("合计", *total)]
        )
    return render(request, "candidates/review_statistics.html", {
        "title": "联审统计", "cycle": cycle, "ways": WAYS.items(), "way": way, "way_label": WAYS[way], "heads": HEADS,
        "rows": rows, "total": total, **_stats(found), "full": full, "smallest": SMALLEST,
        "by_code": found.by_code if found and full else [], "on": clock.today(), "breadcrumb": [("联审统计", "")],
    })  # fmt: skip


def _stats(found) -> dict:
    if found is None:
        return {"stats": [], "rate": (0, 0)}
    row = found.total
    stats = [
        ("送审人数", row.people, "人"), ("送审人次", row.times, "人次"), ("命中人数", row.hits, "人"),
        ("取消资格人数", row.refusals, "人"), ("超时单位数", row.late_departments, "个"), ("未反馈数", row.unanswered, "项"),
    ]  # fmt: skip
    return {"stats": stats, "rate": row.hit_rate}


def _cells(row, full: bool) -> list:
    hits, refusals = discreet(row.hits, full), discreet(row.refusals, full)
    few = f"少于 {SMALLEST}"
    return [
        row.people, row.times, few if hits is None else hits, "—" if hits is None else spoken_rate(*row.hit_rate),
        few if refusals is None else refusals, spoken_mean(*row.mean_days), row.late_departments, row.unanswered,
    ]  # fmt: skip


def _file(request, kind: str, way: str, rows: list) -> HttpResponse:
    target = io.BytesIO()
    (write_xlsx if kind == "xlsx" else write_csv)(list(rows[0]), iter(rows[1:]), target)
    with act() as log:
        log.record(by=request.viewer, verb="list.exported", label="联审统计", area=request.viewer.area,
                   detail={"format": kind, "rows": len(rows) - 1, "columns": [way], "filters": []})  # fmt: skip
    answer = HttpResponse(target.getvalue(), content_type=TYPES[kind])
    answer["Content-Disposition"] = content_disposition_header(True, f"联审统计-按{WAYS[way]}-{clock.today()}.{kind}")
    answer["Cache-Control"] = "private, no-store"
    return answer
