"""What the public brought forward, for the office: the list with its clocks, one of them, the first look, the answer."""

import django_filters
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.enums_paper import ReportKind, ReportState
from elections.forms.acts import attempt
from elections.forms.public import AnswerForm, CheckForm, TakeAsObjectionForm
from elections.models import PublicReport
from elections.permissions_paper import can_handle_report, can_see_reports, can_take_as_objection
from elections.queries.public import clocks, reports
from elections.services.public_report import answer_report, note_check, note_opened, take_as_objection
from huanjie.activity.queries.history import changes_of
from huanjie.shared import clock
from huanjie.shared.verdict import require
from huanjie.tables import Column, Empty, ListPage, render_list


class ReportFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="类别", choices=ReportKind, empty_label="全部类别")
    state = django_filters.ChoiceFilter(label="状态", choices=ReportState, empty_label="全部状态")
    late = django_filters.ChoiceFilter(
        label="期限", choices=[("true", "只看超期")], empty_label="全部", method="only_late"
    )

    class Meta:
        model = PublicReport
        fields = ("kind", "state")

    def only_late(self, queryset, name, value):
        return queryset.late(clock.now()) if value else queryset


REPORTS = ListPage(
    title="群众异议和举报",
    columns=[
        Column("receipt", "回执编号", url=lambda row: row.get_absolute_url(), sort="receipt"),
        Column("community", "社区", lambda row: row.community_cycle.community.name, sort="area_code"),
        Column("kind", "类别", lambda row: row.get_kind_display(), sort="kind"),
        Column("received_at", "收到时间", sort="received_at"),
        Column("check_due_at", "初核期限", sort="check_due_at"),
        Column("answer_due_at", "答复期限", sort="answer_due_at"),
        Column("late", "超期", lambda row: "超期" if is_late(row) else ""),
        Column("state", "状态", sort="state", badge=ReportState),
    ],
    default_sort="-received_at",
    empty=Empty("还没有异议和举报", "居民在公众页面提出的，登记后出现在这里。"),
)


def is_late(row: PublicReport) -> bool:
    """Whether the first look or the answer is overdue now."""
    now = clock.now()
    if row.state == ReportState.ANSWERED:
        return False
    unseen = row.state == ReportState.REGISTERED and row.check_due_at < now
    return unseen or (row.answer_due_at is not None and row.answer_due_at < now)


def report_list(request):
    """Reports of the viewer's area."""
    require(can_see_reports(request.viewer))
    now = clocks(request.viewer, clock.now())
    return render_list(
        request, queryset=reports(request.viewer), page=REPORTS, filterset_class=ReportFilter,
        context={"lead": f"待办 {now.waiting} 件，超期 {now.late} 件"},
    )  # fmt: skip


def _report(request, pk):
    require(can_see_reports(request.viewer))
    return get_object_or_404(reports(request.viewer), pk=pk)


def report_page(request, pk):
    """One report, its clocks, what was done; opening it is noted in the log."""
    row = _report(request, pk)
    note_opened(report=row, by=request.viewer)
    return _page(request, row)


ACTS = {
    "objection": (TakeAsObjectionForm, "转为选民名单异议", "已登记为选民名单异议，请在期限内处理。"),
    "check": (CheckForm, "登记初核", "已登记初核。"),
    "answer": (AnswerForm, "答复", "已答复，提交人可凭回执查看。"),
}


@require_POST
def report_act(request, pk, act):
    """Note the first look, or answer."""
    row = _report(request, pk)
    if act not in ACTS:
        raise Http404
    require((can_take_as_objection if act == "objection" else can_handle_report)(request.viewer, row))
    form_class, _, said = ACTS[act]
    form = form_class(request.POST, prefix=act)
    if form.is_valid() and attempt(form, lambda: _do(act, row, form, request.viewer)):
        messages.success(request, said)
        return redirect(row)
    return _page(request, row, {act: form}, status=422)


def _do(act, row, form, by):
    common = {"report": row, "by": by, "expected_version": form.expected_version}
    if act == "check":
        return note_check(note=form.cleaned_data["note"], **common)
    if act == "objection":
        told = {name: form.cleaned_data[name] for name in ("name", "group", "matter")}
        return take_as_objection(**told, **common)
    return answer_report(answer=form.cleaned_data["answer"], **common)


def _page(request, row, bound=None, status=200):
    bound = bound or {}
    may = can_handle_report(request.viewer, row)
    objection = getattr(row, "objection", None)
    offered = [
        {
            "title": title, "url": reverse("elections:public_report_act", args=[row.pk, act]),
            "form": bound.get(act) or form_class(prefix=act, initial={"version": row.version, **_prepared(act, objection)}),
        }
        for act, (form_class, title, _) in ACTS.items()
        if may and _is_offered(act, row, request.viewer)
    ]  # fmt: skip
    return render(request, "elections/public_report_page.html", {
        "report": row, "cycle": row.community_cycle.cycle, "offered": offered, "may": may, "is_late": is_late(row),
        "objection": objection,
        "changes": changes_of(row), "states": ReportState, "title": f"回执 {row.receipt}",
        "breadcrumb": [("群众异议和举报", reverse("elections:public_reports")), (row.receipt, "")],
    }, status=status)  # fmt: skip


def _is_offered(act, row, viewer) -> bool:
    if act == "objection":
        return bool(can_take_as_objection(viewer, row))
    return act == "answer" or row.state == ReportState.REGISTERED


def _prepared(act, objection) -> dict:
    """The answer as the decision on the objection has it, for the office to read over."""
    if act != "answer" or objection is None or objection.decided_on is None:
        return {}
    return {"answer": f"经居民选举委员会处理：{objection.get_outcome_display()}。{objection.explanation}"}
