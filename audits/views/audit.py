"""Audits: list, page with its acts, form."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from audits import permissions, services
from audits.enums import AuditKind, AuditState
from audits.filters import AuditFilter
from audits.forms.audit import AuditForm, BackForm, PublishForm, ReportForm, StartForm
from audits.queries.audit import audits, audits_of, communities_to_audit
from audits.services.audit import CORRECTABLE
from elections.enums import CycleState
from elections.filters_cycle import without_street
from elections.forms.acts import attempt
from elections.queries.cycle import current_cycle
from huanjie.activity.queries.history import changes_of
from huanjie.shared import clock
from huanjie.shared.verdict import no, require
from huanjie.tables import Column, Empty, ListPage, render_list

COLUMNS = [
    Column("subject", "审计项目", lambda row: f"{row.community_cycle.community.name}{row.get_kind_display()}",
           url=lambda row: row.get_absolute_url(), sort="area_code"),
    Column("street", "街道", "community_cycle.community.subdistrict.name", sort="area_code"),
    Column("kind", "审计类型", lambda row: AuditKind(row.kind).label, sort="kind", default=False),
    Column("person", "审计对象", lambda row: f"{row.person_name} {row.person_post}".strip() or "社区", sort="person_name"),
    Column("auditor_unit", "审计机构", sort="auditor_unit"),
    Column("state", "状态", badge=AuditState, sort="state"),
    Column("planned_on", "计划完成", sort="planned_on"),
    Column("late", "逾期", lambda row: _days_late(row), numeric=True, unit="天"),
    Column("reported_on", "报告日期", sort="reported_on"),
    Column("report_number", "报告文号", default=False),
    Column("problem_count", "问题数", sort="problem_count", numeric=True),
    Column("published_on", "公布日期", sort="published_on"),
]  # fmt: skip
ACTS = {
    # act: (permission, title and verb, form, what is said when done)
    "start": (permissions.can_start, "登记进点", StartForm, "已登记进点。"),
    "report": (permissions.can_report, "登记审计报告", ReportForm, "已登记审计报告，下一步向居民公布。"),
    "publish": (permissions.can_publish, "登记公布", PublishForm, "已登记公布。"),
    "return": (permissions.can_publish, "退回审计", BackForm, "已退回，报告需要重新登记。"),
}
NEXT = {
    AuditState.PLANNED: ("start", "审计机构进点", "进点后登记进点日期。"),
    AuditState.UNDER_WAY: ("report", "出具审计报告", "报告出具后登记文号、日期和问题数。"),
    AuditState.REPORTED: (
        "publish",
        "向居民公布审计结果",
        "离任审计结果应在下一届选举前公布（城市居民委员会组织法第38条）。",
    ),
    AuditState.PUBLISHED: ("", "已公布", "审计结果已向居民公布。"),
}


def _days_late(row):
    if row.state in (AuditState.REPORTED, AuditState.PUBLISHED):
        return None
    days = (clock.today() - row.planned_on).days
    return days if days > 0 else None


def _cycle(request):
    require(permissions.can_see_audits(request.viewer))
    cycle = current_cycle(request.viewer)
    if cycle is None:
        require(no("还没有换届届次，没有审计项目。", "请由区委组织部先开启换届。"))
    request.cycle_shown = cycle
    return cycle


def _audit(request, pk):
    require(permissions.can_see_audits(request.viewer))
    return get_object_or_404(audits(request.viewer), pk=pk)


def audit_list(request):
    """The running cycle's audits."""
    cycle = _cycle(request)
    may = cycle.state == CycleState.OPEN and permissions.can_plan(request.viewer)
    page = ListPage(
        "审计", without_street(COLUMNS, request.viewer), "subject",
        Empty("还没有审计项目", "登记居委会主任的任期、离任经济责任审计和社区财务收支审计。",
              *((reverse("audits:plan"), "登记审计") if may else ())),
    )  # fmt: skip
    return render_list(
        request, queryset=audits_of(cycle, request.viewer), page=page, filterset_class=AuditFilter,
        template="audits/audit_list.html",
        context={
            "cycle": cycle, "may_write": may, "primary": ("登记审计", reverse("audits:plan")) if may else None,
            "breadcrumb": [(cycle.name, ""), ("审计", "")],
        },
    )  # fmt: skip


def plan_view(request):
    """Plan an audit."""
    cycle = _cycle(request)
    require(permissions.can_plan(request.viewer))
    form = AuditForm(request.POST or None, communities=communities_to_audit(request.viewer, cycle))
    if request.method == "POST" and form.is_valid():
        require(permissions.can_plan(request.viewer, form.cleaned_data["community_cycle"]))
        row = attempt(form, lambda: services.plan_audit(by=request.viewer, **form.plan()))
        if row is not None:
            messages.success(request, "已登记审计。")
            return redirect(row)
    return _form_page(request, form, "登记审计", "登记审计", cycle, reverse("audits:audits"))


def correct_view(request, pk):
    """Correct an audit."""
    row = _audit(request, pk)
    require(permissions.can_correct(request.viewer, row))
    cycle = row.community_cycle.cycle
    form = AuditForm(
        request.POST or None, communities=communities_to_audit(request.viewer, cycle), correcting=True,
        reported=row.state == AuditState.REPORTED,
        initial={name: getattr(row, name) for name in CORRECTABLE} | {"version": row.version},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            form,
            lambda: services.correct_audit(
                audit=row, by=request.viewer, expected_version=form.expected_version, **form.plan()
            ),
        )
        if saved is not None:
            messages.success(request, "已保存修改。")
            return redirect(row)
    return _form_page(request, form, "修改审计", "保存修改", cycle, row.get_absolute_url())


def _form_page(request, form, title, label, cycle, back):
    return render(
        request,
        "audits/audit_form.html",
        {"form": form, "title": title, "label": label, "cycle": cycle, "back": back,
         "breadcrumb": [("审计", reverse("audits:audits")), (title, "")]},
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def audit_page(request, pk):
    """Facts, what comes next, what happened."""
    return _page(request, _audit(request, pk))


@require_POST
def audit_act(request, pk, act):
    """Carry the audit on."""
    row = _audit(request, pk)
    permitted, _, form_class, said = ACTS[act]
    require(permitted(request.viewer, row))
    form = form_class(request.POST, prefix=act)
    if form.is_valid() and attempt(form, lambda: _do(act, row, form, request.viewer)) is not None:
        messages.success(request, said)
        return redirect(row)
    return _page(request, row, {act: form}, status=422)


def _do(act, row, form, by):
    work = {
        "start": services.start_audit, "report": services.report_audit, "publish": services.publish_audit,
        "return": services.withdraw_report,
    }[act]  # fmt: skip
    data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    return work(audit=row, by=by, expected_version=form.expected_version, **data)


def _page(request, row, bound=None, status=200):
    bound = bound or {}
    act, title, words = NEXT[AuditState(row.state)]
    today = clock.today()
    initial = {"version": row.version, "on": today, "reported_on": today, "published_on": today}
    offered = [
        {
            "act": name, "title": label, "verb": label, "is_open": name in bound or name == act,
            "form": bound.get(name) or form_class(prefix=name, initial=initial),
            "url": reverse("audits:act", args=[row.pk, name]),
        }
        for name, (permitted, label, form_class, _) in ACTS.items()
        if permitted(request.viewer, row)
    ]  # fmt: skip
    return render(
        request,
        "audits/audit_page.html",
        {
            "row": row,
            "cycle": row.community_cycle.cycle,
            "days_late": _days_late(row),
            "next_title": title,
            "next_words": words,
            "next_verdict": ACTS[act][0](request.viewer, row) if act else None,
            "offered": offered,
            "changes": changes_of(row),
            "states": AuditState,
            "can_correct": permissions.can_correct(request.viewer, row),
            "breadcrumb": [
                ("审计", reverse("audits:audits")),
                (f"{row.community_cycle.community.name}{row.get_kind_display()}", ""),
            ],
        },
        status=status,
    )
