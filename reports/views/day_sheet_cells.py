"""The sheet's cells for its script: one line saved, the whole sheet's answer."""

import json

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from elections.models import Subdistrict
from huanjie.formats import wording
from huanjie.shared.verdict import require
from reports.forms.day_sheet import read_cells
from reports.models import DailyReport
from reports.permissions import can_see_sheet
from reports.queries.day_sheet import day_sheet
from reports.queries.day_sheet_parts import Cell, Row, Sheet
from reports.views.day_sheet_keeping import Kept, keep, theirs_words

LONGEST_BODY = 200_000


@require_POST
def save_cells(request):
    """Keep the cells of one line: {report, values, base, reasons, note}. 200 when all is stored, 409 when somebody else
    changed a cell or the line is closed (the other cells are stored all the same), 422 when nothing could be read.
    Django's CSRF check and the same-origin rule of the session cookie stand before it."""
    require(can_see_sheet(request.viewer))
    payload = _payload(request)
    report = get_object_or_404(
        DailyReport.objects.visible_to(request.viewer).select_related("cycle"), pk=payload["report"]
    )
    page = _page(request, report)
    row = page.row(report.pk)
    kept = keep([read_cells(row, payload)], by=request.viewer)
    return JsonResponse(_answer(_page(request, report), report.pk, kept), status=_status(kept))


def _payload(request) -> dict:
    if len(request.body) > LONGEST_BODY:
        raise Http404
    try:
        payload = json.loads(request.body)
    except ValueError:
        payload = None
    if not isinstance(payload, dict) or not str(payload.get("report", "")).isdecimal():
        raise Http404
    return payload


def _page(request, report) -> Sheet:
    street = Subdistrict.objects.filter(code=f"{report.area_code[:9]}000").order_by("-valid_from").first()
    return day_sheet(cycle=report.cycle, subdistrict=street, on=report.on, viewer=request.viewer)


def _status(kept: Kept) -> int:
    return 409 if kept.conflicts or kept.refused else 200


def _answer(page: Sheet, pk: int, kept: Kept) -> dict:
    row, change = page.row(pk), kept.changes[0]
    conflicts = {
        key: {
            "theirs": standing, "shown": standing if key == "note" else _number(standing),
            "words": f"{by}已改为“{standing}”" if key == "note"
            else theirs_words(row.cell(key), standing, by, change.values[key]),
        }
        for key, (standing, by) in kept.conflicts.get(pk, {}).items()
    }  # fmt: skip
    refused = kept.refused.get(pk)
    return {
        "report": pk,
        "version": row.report.version,
        "saved_at": wording.local(page.now).strftime("%H:%M"),
        "words": "" if refused is None else str(refused),
        "lost": kept.lost,
        "errors": change.errors,
        "conflicts": conflicts,
        "row": row_json(row),
        "totals": {
            total.figure.key: [wording.number(total.value), wording.delta(total.delta)] for total in page.totals
        },
        "ratios": render_to_string("reports/_sheet_ratios.html", {"sheet": page}),
        "filled": page.filled,
        "total": len(page.rows),
    }


def row_json(row: Row) -> dict:
    """A line as the script draws it."""
    return {
        "face": str(row.face),
        "editable": bool(row.edit),
        "state": render_to_string("reports/_sheet_state.html", {"row": row}),
        "troubles": render_to_string("reports/_sheet_troubles.html", {"row": row}),
        "note": row.report.note,
        "cells": {cell.key: _cell_json(cell) for cell in row.cells if cell},
    }


def _cell_json(cell: Cell) -> dict:
    return {
        "value": cell.value,
        "shown": cell.shown,
        "changed": cell.is_changed,
        "delta": cell.step,
        "blocked": cell.is_blocked,
        "differs": cell.differs_from_record,
        "record": cell.record,
    }


def _number(value) -> str:
    return "" if value is None else f"{value:,}"
