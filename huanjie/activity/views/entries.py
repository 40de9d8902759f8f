"""The log: the list, one entry, and the proof of the chain."""

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from huanjie.accounts.enums import Role
from huanjie.activity.chain import entry_hash
from huanjie.activity.details import words_of
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.chain import verify_chain
from huanjie.activity.services import act
from huanjie.activity.verbs import label_of
from huanjie.activity.views.filters import EntryFilter
from huanjie.shared.scope import within
from huanjie.tables import Column, Empty, ListPage, render_list

PAGE = ListPage(
    title="操作日志",
    columns=[
        Column("number", "序号", sort="number", numeric=True, url=lambda e: reverse("activity:entry", args=[e.number])),
        Column("at", "时间", sort="at"),
        Column("actor", "操作人", "actor_name", sort="actor_name"),
        Column("role", "角色", lambda e: _role(e.role)),
        Column("verb", "操作", lambda e: label_of(e.verb), sort="verb"),
        Column("subject", "对象", "subject_label", sort="subject_label"),
        Column("area", "区域代码", "area_code", sort="area_code"),
        Column("subject_type", "对象类型", default=False),
        Column("subject_id", "对象编号", default=False),
        Column("hash", "摘要", default=False),
    ],
    default_sort="-number",
    empty=Empty("还没有操作记录", "登录后的每一次写入、导出和查看敏感信息都会记在这里，只能追加，不能修改。"),
)


def _role(value: str) -> str:
    return Role(value).label if value in Role.values else "系统"


def _entries(viewer):
    """All of the log for its administrator; for the district's organizers what concerns their own area."""
    if viewer.has({Role.ACTIVITY_ADMINISTRATOR}):
        return ActivityEntry.objects.all()
    if viewer.has({Role.DISTRICT_ORGANIZER}) and viewer.area:
        return ActivityEntry.objects.filter(**within(viewer.area))
    raise PermissionDenied("操作日志由日志管理员和区委组织部查看。")


def entry_list(request):
    """The log, newest first."""
    return render_list(
        request,
        queryset=_entries(request.viewer),
        page=PAGE,
        filterset_class=EntryFilter,
        template="activity/entry_list.html",
        context={"may_verify": request.viewer.has({Role.ACTIVITY_ADMINISTRATOR})},
    )


def entry_detail(request, number):
    """One entry with its place in the chain."""
    entry = get_object_or_404(_entries(request.viewer), number=number)
    return render(
        request,
        "activity/entry_detail.html",
        {
            "entry": entry,
            "is_whole": entry.hash == entry_hash(entry),
            "subject_model": _noun(entry.subject_type),
            "details": words_of(entry),
        },
    )


@require_POST
def verify(request):
    """Recompute the whole chain and say the result; the looking is itself noted."""
    if not request.viewer.has({Role.ACTIVITY_ADMINISTRATOR}):
        raise PermissionDenied("日志链由日志管理员核验。")
    check = verify_chain()
    if check.broken_at is None:
        messages.success(request, f"日志链完整：共核验 {check.entries:,} 条，每一条都与前一条相接。")
    else:
        messages.error(
            request, f"日志链在第 {check.broken_at} 条断裂：{check.reason}。请保留现场，立即报告安全管理员。"
        )
    with act() as log:
        log.record(
            by=request.viewer,
            verb="activity.verified",
            label=f"{check.entries} 条",
            detail={"entries": check.entries, "broken_at": check.broken_at, "reason": check.reason},
        )
    return redirect("activity:entries")


def _noun(subject_type: str) -> str:
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_type
