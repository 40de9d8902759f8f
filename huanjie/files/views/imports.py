"""Imports: upload, preview, receipt, undo. One page a run; what it shows follows its state."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huanjie.files.forms.imports import UploadForm
from huanjie.files.imports.kinds import import_kind, kinds_for
from huanjie.files.imports.states import ROW_PARTS, ImportState, Part
from huanjie.files.imports.words import skipped_in_words
from huanjie.files.models import ImportRun
from huanjie.files.queries import imports as queries
from huanjie.files.services import imports as services
from huanjie.shared.verdict import Refused
from huanjie.tables import Column, Empty, ListPage, render_list

RUNS = ListPage(
    title="导入记录",
    columns=[
        Column("kind", "导入内容", lambda run: str(run), url=lambda run: run.get_absolute_url()),
        Column("state", "状态", badge=ImportState, sort="state"),
        Column("file_name", "文件"),
        Column("created_count", "新增", numeric=True),
        Column("updated_count", "更新", numeric=True),
        Column("reject_count", "需修改", numeric=True),
        Column("owner_name", "导入人"),
        Column("created_at", "上传时间", sort="created_at"),
        Column("applied_at", "导入时间", sort="applied_at", default=False),
    ],
    default_sort="-created_at",
    empty=Empty("还没有导入过文件", "上传的花名册、登记表和它们的回执会出现在这里。"),
)


def _run(request, pk) -> ImportRun:
    return get_object_or_404(queries.runs(request.viewer), pk=pk)


def _kind(request, name):
    try:
        kind = import_kind(name)
    except KeyError:
        raise Http404 from None
    if not kind.may_import(request.viewer):
        raise Refused(kind.may_import(request.viewer))
    return kind


def _version(request) -> int:
    value = request.POST.get("version", "")
    if not value.isdigit():
        raise Refused("页面已过期，请刷新后再操作。")
    return int(value)


def import_list(request):
    """Imports into the viewer's area, newest first."""
    if not kinds_for(request.viewer):
        raise Http404
    return render_list(request, queryset=queries.runs(request.viewer), page=RUNS)


def import_new(request, kind):
    """Choose a file; it is read in the background."""
    kind = _kind(request, kind)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        run = services.upload_import(
            kind=kind, file=form.cleaned_data["file"], by=request.viewer, options={"sheet": form.cleaned_data["sheet"]}
        )
        return redirect(run)
    recent = queries.runs(request.viewer).of_kind(kind.name)[:5]
    context = {"kind": kind, "form": form, "recent": recent, "title": f"导入{kind.label}"}
    return render(request, "files/import_new.html", context, status=422 if form.errors else 200)


@never_cache
def import_detail(request, pk):
    """The import as its state has it: progress, preview, receipt."""
    run = _run(request, pk)
    kind = import_kind(run.kind)
    context = {
        "run": run,
        "kind": kind,
        "title": str(run),
        "skipped": skipped_in_words(run.skipped),
        "list_url": reverse(kind.list_url) if kind.list_url else "",
    }
    if run.state == ImportState.PREVIEW:
        context["twins"] = ImportRun.objects.same_file_as(run).visible_to(request.viewer)[:3]
    if run.state == ImportState.PREVIEW or (run.state == ImportState.DONE and run.reject_count):
        context |= _preview(request, run)
    return render(request, "files/import_detail.html", context)


def _preview(request, run) -> dict:
    counts = {Part.ACCEPT: run.accept_count, Part.WARN: run.warn_count, Part.REJECT: run.reject_count}
    parts = ROW_PARTS if run.state == ImportState.PREVIEW else (Part.REJECT,)
    first = next((part for part in reversed(parts) if counts[part]), parts[0])
    asked = request.GET.get("tab")
    part = Part(asked) if asked in parts else first
    tabs = [(each, each.label, counts[each], each == part) for each in parts]
    return {"tabs": tabs, "preview": queries.Preview(run, part, request.GET.get("page"))}


@never_cache
def import_progress(request, pk):
    """The card of the job now working; when it has ended, the page is asked to load anew."""
    run = _run(request, pk)
    job = run.job or (run.undo_job if run.state == ImportState.DONE else None)
    if job is None or not job.is_open:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return render(request, "files/_import_progress.html", {"run": run, "job": job})


@require_POST
def confirm(request, pk):
    return redirect(
        services.confirm_import(run=_run(request, pk), by=request.viewer, expected_version=_version(request))
    )


@require_POST
def cancel(request, pk):
    run = services.cancel_import(run=_run(request, pk), by=request.viewer, expected_version=_version(request))
    messages.success(request, "已取消，没有写入任何数据，上传的文件已删除。")
    return redirect(run)


@require_POST
def reopen(request, pk):
    return redirect(
        services.reopen_import(run=_run(request, pk), by=request.viewer, expected_version=_version(request))
    )


def undo(request, pk):
    """Say what will happen, then have it done."""
    run = _run(request, pk)
    if request.method == "POST":
        services.undo_import(run=run, by=request.viewer, expected_version=_version(request))
        return redirect(run)
    if run.state != ImportState.DONE:
        return redirect(run)
    happens = [f"删除本次新增的 {run.created_count:,} 条记录。"] if run.created_count else []
    if run.updated_count:
        happens.append(f"把本次更新的 {run.updated_count:,} 条记录恢复为导入前的内容。")
    happens.append("导入后又被修改过的记录不能撤销：只要有一条，整批都不动，并告诉您是哪几行。")
    context = {
        "title": "撤销整批导入", "thing": str(run), "happens": happens, "danger": True, "action_label": "撤销整批导入",
        "back": run.get_absolute_url(), "hidden": [("version", run.version)],
    }  # fmt: skip
    return render(request, "components/confirm.html", context)


@require_POST
def marked(request, pk):
    """Have the marked workbook made; the page shows the job and then the download."""
    return redirect(services.mark_import(run=_run(request, pk), by=request.viewer))
