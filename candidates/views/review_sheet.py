"""The workbook of one department in one batch: out, and back in with the same checks as on the page."""

from datetime import date
from io import BytesIO

from django.contrib import messages
from django.core import signing
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from candidates.enums_review import Answer
from candidates.forms.review import ConfirmForm, ReturnForm
from candidates.models import ReviewBatch, ReviewDepartment
from candidates.permissions_queue import can_see_queue, can_take_sheet
from candidates.queries.queue import departments_of_viewer
from candidates.queries.recusal import recused_candidates
from candidates.queries.review_sheet import own_cells, sheet_cells, sheet_of
from candidates.queries.signing import barred
from candidates.review_workbook import workbook
from candidates.rules.review_sheet import NotOurs, read_sheet
from candidates.services.review_sheet import SheetSignature, check_returned, sign_sheet
from candidates.views.batches import batch_or_404
from elections.forms.acts import attempt
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.verdict import require

SALT = "candidates.review_sheet"
HOUR = 3600
MOST_BYTES = 10 * 1024 * 1024


def sheet_of_department(request, pk, department):
    """The organization department's copy for a department that has no account."""
    batch = batch_or_404(request, pk)
    return _download(request, batch, get_object_or_404(ReviewDepartment, pk=department, cycle=batch.cycle_id))


def my_sheet(request, pk):
    """The own department's workbook."""
    batch, department = _mine(request, pk)
    return _download(request, batch, department)


def _mine(request, pk):
    require(can_see_queue(request.viewer))
    department = departments_of_viewer(request.viewer).filter(cycle__review_batches=pk).first()
    asked = ReviewBatch.objects.filter(reviews__opinions__department=department, sent_on__isnull=False)
    batch = get_object_or_404(
        asked.select_related("cycle").distinct() if department else ReviewBatch.objects.none(), pk=pk
    )
    return batch, department


def _download(request, batch, department):
    require(can_take_sheet(request.viewer, department))
    cells = list(sheet_cells(batch, department, without=recused_candidates(request.viewer)))
    if not cells:
        messages.info(request, f"{department.name}在这个批次中没有待反馈的项，不用下载回执表。")
        return redirect(_back(request))
    circumstances, rows = sheet_of(batch, department, cells)
    title = f"{batch.name}　{department.name}回执表　审查基准日 {batch.as_of}"
    with act() as log:
        log.record(
            by=request.viewer, verb="review_sheet.exported", subject=batch, label=f"{batch.name} 回执表",
            detail={"department": department.code, "people": len(rows), "cells": len(cells)},
        )  # fmt: skip
    name = f"{batch.name}-{department.short_name}-回执表-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    answer = FileResponse(BytesIO(workbook(title, circumstances, rows)), as_attachment=True, filename=name)
    answer["Cache-Control"] = "no-store"
    return answer


def _back(request) -> str:
    own = can_see_queue(request.viewer)
    return reverse("candidates:queue" if own else "candidates:batches")


def sheet_return(request, pk):
    """Upload, then a preview of what would be signed, then the signature."""
    batch, department = _mine(request, pk)
    form = ReturnForm(request.POST or None, request.FILES or None)
    if "signed" in request.POST:
        return _confirm(request, batch, department)
    preview = None
    if request.method == "POST" and form.is_valid():
        preview = _preview(request, form, batch, department)
    status = 200 if request.method == "GET" or preview else 422
    return _page(request, batch, department, form, preview, status)


def _page(request, batch, department, form, preview=None, status=200):
    return render(
        request,
        "candidates/sheet_return.html",
        {
            "cycle": batch.cycle, "batch": batch, "department": department, "form": form, "preview": preview,
            "back": reverse("candidates:queue"),
            "breadcrumb": [("我的联审", reverse("candidates:queue")), ("上传回执表", "")],
        },
        status=status,
    )  # fmt: skip


def _preview(request, form, batch, department):
    """What the file says, checked against what stands; a problem with the file itself becomes the form's."""
    try:
        rows = read_sheet(_rows_of(form.cleaned_data["file"]), batch.pk, department.pk, clock.today())
    except (SpreadsheetError, NotOurs) as problem:
        form.add_error("file", str(problem))
        return None
    cells = own_cells(batch, department, request.viewer)
    why = barred(request.viewer.user_id, {cell.candidate_id for cell in cells.values()})
    good = []
    for row in rows:
        row.answers = [
            each for each in row.answers if not _refused(row, each, cells.get(each.opinion), request.viewer, why)
        ]
        good += row.answers
    answers = [[a.opinion, a.version, a.answer, a.document_number, a.facts, str(a.as_of)] for a in good]
    token = signing.dumps([request.viewer.user_id, batch.pk, answers], salt=SALT, compress=True)
    labels = dict(Answer.choices)
    counts = {label: sum(a.answer == value for a in good) for value, label in labels.items()}
    return {
        "rows": rows, "answers": good, "token": token, "counts": [(label, n) for label, n in counts.items() if n],
        "problems": [row for row in rows if row.problems], "blank": sum(row.blank for row in rows),
        "said": [(row, cells[a.opinion].circumstance, labels[a.answer], a) for row in rows for a in row.answers],
    }  # fmt: skip


def _refused(row, answer, cell, viewer, why) -> bool:
    words = check_returned(row, answer, cell, viewer, why.get(cell.candidate_id) if cell else None)
    if words:
        row.problems.append(f"{answer.code}：{words}")
    return bool(words)


def _rows_of(upload) -> list[list]:
    if upload.size > MOST_BYTES:
        raise NotOurs("文件太大，请使用本批次下载的回执表。")
    book = open_workbook(upload.read())
    return book.load(book.sheets[0][0]).rows


def _confirm(request, batch, department):
    form = ConfirmForm(request.POST)
    form.is_valid()
    try:
        user, of_batch, answers = signing.loads(request.POST["signed"], salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        form.add_error(None, "核对页面已经过期，没有签署。请重新上传回执表。")
        return _page(request, batch, department, form, status=422)
    if (user, of_batch) != (request.viewer.user_id, batch.pk):
        form.add_error(None, "这不是您上传的回执表，没有签署。")
        return _page(request, batch, department, form, status=422)
    cells = own_cells(batch, department, request.viewer)
    wanted = [
        SheetSignature(cells.get(pk), version, answer, document, facts, date.fromisoformat(day))
        for pk, version, answer, document, facts, day in answers
    ]
    count = attempt(form, lambda: sign_sheet(batch=batch, signatures=wanted, by=request.viewer))
    if count is None:
        return _page(request, batch, department, form, status=422)
    messages.success(request, f"已按回执表签署 {count} 项意见。")
    return redirect("candidates:queue")
