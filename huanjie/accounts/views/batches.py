"""Accounts and roles by spreadsheet: upload, preview, each administrator's half, first passwords once."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huanjie.accounts import permissions
from huanjie.accounts.batch_file import template_file
from huanjie.accounts.enums import Role
from huanjie.accounts.forms.account import UploadForm
from huanjie.accounts.models import AccountBatch
from huanjie.accounts.queries.batches import grants_waiting, new_accounts
from huanjie.accounts.services import batches as services
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.verdict import require
from huanjie.tables import Column, Empty, ListPage, render_list

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = ListPage(
    title="账号导入",
    columns=[
        Column("source_name", "文件", url=lambda batch: batch.get_absolute_url(), sort="source_name"),
        Column("created_at", "上传时间", sort="created_at"),
        Column("uploaded_by", "上传人", value="uploaded_by.name"),
        Column("accounts_count", "新建账号", numeric=True, unit="个"),
        Column("grants_count", "新增授权", numeric=True, unit="项"),
    ],
    default_sort="-created_at",
    empty=Empty("还没有导入过账号", "把工号、姓名、单位、角色和区域填在一张表里上传。"),
)


def _batch(request, pk) -> AccountBatch:
    return get_object_or_404(
        AccountBatch.objects.visible_to(request.viewer).select_related("uploaded_by", "job"), pk=pk
    )


def batch_list(request):
    require(permissions.can_upload_batch(request.viewer))
    queryset = AccountBatch.objects.visible_to(request.viewer).defer("rows", "passwords").select_related("uploaded_by")
    context = {
        "primary": ("上传账号表", reverse("accounts:batch_upload")),
        "breadcrumb": [("账号", reverse("accounts:accounts")), ("账号导入", "")],
    }
    return render_list(request, queryset=queryset, page=PAGE, context=context)


def batch_upload(request):
    """Read the file and show what it says; nothing is created yet."""
    require(permissions.can_upload_batch(request.viewer))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.upload_batch(content=file.read(), source_name=file.name, by=request.viewer)
        except SpreadsheetError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect(batch)
    crumbs = [("账号", reverse("accounts:accounts")), ("账号导入", reverse("accounts:batches")), ("上传", "")]
    return render(request, "accounts/batch_upload.html", {"form": form, "breadcrumb": crumbs})


@never_cache
def batch_detail(request, pk):
    """The preview, and where each half stands."""
    batch = _batch(request, pk)
    rows = [{**row, "role_label": Role(row["role"]).label if row["role"] and not row["errors"] else row["role"]}
            for row in batch.rows]  # fmt: skip
    waiting, viewer = grants_waiting(batch), request.viewer
    context = {
        "batch": batch, "bad": [row for row in rows if row["errors"]], "good": [row for row in rows if not row["errors"]],
        "new_accounts": new_accounts(batch) if not batch.accounts_at else [], "waiting": waiting,
        "can_create": permissions.can_create_batch_accounts(viewer, batch),
        "can_grant": permissions.can_grant_batch(viewer, batch),
        "can_take": permissions.can_take_passwords(viewer, batch),
        "job": batch.job if batch.job_id and not batch.accounts_at else None,
        "breadcrumb": [("账号", reverse("accounts:accounts")), ("账号导入", reverse("accounts:batches")),
                       (batch.source_name, "")],
    }  # fmt: skip
    return render(request, "accounts/batch_detail.html", context)


@require_POST
def batch_create(request, pk):
    """The system administrator's half: a worker opens the accounts."""
    return redirect(services.start_batch_accounts(batch=_batch(request, pk), by=request.viewer))


@require_POST
def batch_grant(request, pk):
    """The security administrator's half."""
    batch = _batch(request, pk)
    count = services.grant_batch(batch=batch, by=request.viewer)
    messages.success(request, f"已授予 {count} 项角色。")
    return redirect(batch)


@never_cache
@require_POST
def batch_passwords(request, pk):
    """The first passwords, handed out once."""
    content = services.take_passwords(batch=_batch(request, pk), by=request.viewer)
    return _file(content, "初始密码表.xlsx")


def batch_template(request):
    require(permissions.can_upload_batch(request.viewer))
    return _file(template_file(), "账号导入模板.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"})  # fmt: skip
