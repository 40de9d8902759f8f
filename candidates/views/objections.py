"""Objections against candidates on a notice: the list with its clocks, one of them with what was said, and the acts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates import permissions_notices as may
from candidates.enums_review import ObjectionResult, ObjectionState
from candidates.filters_notices import ObjectionFilter
from candidates.forms.notices import CloseForm, HoldForm, InvestigateForm, ReceiveForm, ReleaseForm, TakeOverForm
from candidates.models import Candidate
from candidates.queries.notice import names_on, objections, standing_notices_of
from candidates.rules.objection import is_late
from candidates.services import objection as services
from candidates.views.notices import cycle_of, notice_or_404
from elections.filters_cycle import without_street
from elections.forms.acts import attempt
from elections.permissions_paper import can_handle_report
from elections.queries.public import reports
from huanjie.activity.queries.history import changes_of
from huanjie.shared import clock
from huanjie.shared.verdict import no, require
from huanjie.tables import Column, Empty, ListPage, render_list

COLUMNS = [
    Column("number", "受理编号", url=lambda row: row.get_absolute_url(), sort="number"),
    Column("community", "社区", "notice.community_cycle.community.name", sort="area_code"),
    Column("street", "街道", "notice.community_cycle.community.subdistrict.name", sort="area_code"),
    Column(
        "candidate", "候选人", lambda row: row.candidate.name if row.candidate else "没有指明", sort="candidate__name"
    ),
    Column("state", "状态", badge=ObjectionState, sort="state"),
    Column("received_at", "受理时间", sort="received_at"),
    Column("first_check_due_at", "初核期限", sort="first_check_due_at"),
    Column("late", "超期", lambda row: "超期" if late(row) else ""),
    Column("result", "处理结果", lambda row: row.get_result_display(), sort="result"),
    Column("document_number", "文号", sort="document_number", default=False),
    Column("is_named", "实名", sort="is_named", default=False),
    Column("closed_on", "办结日期", sort="closed_on", default=False),
]
ACTS = {
    # act: (permission, title and verb, form, what is said when done)
    "investigate": (may.can_investigate, "开始核实", InvestigateForm, "已开始核实。"),
    "hold": (may.can_hold, "暂缓候选人", HoldForm, "候选人已暂缓。"),
    "release": (may.can_release, "解除暂缓", ReleaseForm, "已解除暂缓。"),
    "close": (may.can_close, "办结", CloseForm, "已办结。"),
}


def late(row) -> bool:
    """Whether it should have been checked, or concluded, by now."""
    return is_late(
        state=row.state, first_check_due_at=row.first_check_due_at, now=clock.now(),
        election_day=row.notice.community_cycle.day, today=clock.today(),
    )  # fmt: skip


def objection_list(request):
    """The running cycle's objections."""
    require(may.can_see_objections(request.viewer))
    cycle = cycle_of(request)
    page = ListPage(
        "公示异议", without_street(COLUMNS, request.viewer), "-received_at",
        Empty("还没有公示异议", "居民在公告栏提出、或当面书面提出的，登记后列在这里。"),
    )  # fmt: skip
    return render_list(
        request, queryset=objections(request.viewer).filter(notice__community_cycle__cycle=cycle), page=page,
        filterset_class=ObjectionFilter,
        context={"cycle": cycle, "breadcrumb": [("候选人公示", reverse("candidates:notices")), ("公示异议", "")],
                 "lead": "异议应在选举日前办结；办结前，所指候选人不能列入正式名单。"},
    )  # fmt: skip


def _objection(request, pk):
    require(may.can_see_objections(request.viewer))
    return get_object_or_404(objections(request.viewer), pk=pk)


def objection_page(request, pk):
    """What was said, its clocks, what follows; opening it is on record."""
    return _page(request, _objection(request, pk))


@require_POST
def objection_act(request, pk, act):
    """One act."""
    row = _objection(request, pk)
    permitted, _, form_class, said = ACTS[act]
    require(permitted(request.viewer, row))
    form = form_class(request.POST, prefix=act)
    if form.is_valid() and attempt(form, lambda: _do(act, row, form, request.viewer)) is not None:
        messages.success(request, said)
        return redirect(row)
    return _page(request, row, {act: form}, 422)


def _do(act, row, form, by):
    data = form.cleaned_data
    common = {"objection": row, "by": by, "expected_version": form.expected_version}
    if act == "investigate":
        return services.start_investigation(investigator_name=data["investigator_name"], **common)
    if act == "hold":
        return services.hold(**common)
    if act == "release":
        return services.release(reason=data["reason"], **common)
    return services.close(
        result=data["result"],
        findings=data["findings"],
        document_number=data["document_number"],
        on=data["on"],
        **common,
    )


def _page(request, row, bound=None, status=200):
    bound = bound or {}
    opened = services.open_objection(objection=row, by=request.viewer)
    offered = [
        {"title": label, "verb": label, "is_open": name in bound, "danger": name == "hold",
         "url": reverse("candidates:objection_act", args=[row.pk, name]),
         "form": bound.get(name) or form_class(prefix=name, initial={"version": row.version, "on": clock.today()})}
        for name, (permitted, label, form_class, _) in ACTS.items()
        if permitted(request.viewer, row)
    ]  # fmt: skip
    answer = render(request, "candidates/objection_page.html", {
        "row": row, "opened": opened, "offered": offered, "is_late": late(row), "changes": changes_of(row),
        "states": ObjectionState, "results": ObjectionResult, "cycle": row.notice.community_cycle.cycle,
        "may_close": may.can_close(request.viewer, row),
        "breadcrumb": [("公示异议", reverse("candidates:objections")), (row.number, "")],
    }, status=status)  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


def objection_receive(request, pk):
    """Register what somebody said on paper or by mouth."""
    notice = notice_or_404(request, pk)
    require(may.can_receive(request.viewer, notice))
    form = ReceiveForm(request.POST or None, names=names_on(notice))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = attempt(form, lambda: services.receive(
            notice=notice, candidate=_candidate(data), text=data["text"], contact=data["contact"],
            is_named=data["is_named"], by=request.viewer,
        ))  # fmt: skip
        if row is not None:
            messages.success(request, f"已登记，受理编号 {row.number}，请告知反映人。")
            return redirect(row)
    return _form(request, form, "登记公示异议", notice, notice.get_absolute_url())


def objection_take_over(request, pk):
    """Take an objection from the public page into the way of the notice."""
    report = get_object_or_404(reports(request.viewer), pk=pk)
    require(can_handle_report(request.viewer, report))
    already = getattr(report, "candidate_objection", None)
    if already is not None:
        return redirect(already)
    notices = standing_notices_of(report.community_cycle)
    side = request.GET.get("side") or request.POST.get("side") or ""
    notice = next((each for each in notices if each.side == side), notices[0] if len(notices) == 1 else None)
    if not notices:
        require(no("本社区现在没有候选人公示。", "请在“异议举报”中按一般意见办理。"))
    if notice is None:
        return render(request, "candidates/objection_choose.html", {
            "report": report, "notices": notices, "title": "登记为公示异议", "cycle": report.community_cycle.cycle,
        })  # fmt: skip
    form = TakeOverForm(request.POST or None, names=names_on(notice))
    if request.method == "POST" and form.is_valid():
        row = attempt(form, lambda: services.take_over(
            report=report, notice=notice, candidate=_candidate(form.cleaned_data), by=request.viewer
        ))  # fmt: skip
        if row is not None:
            messages.success(request, f"已登记为公示异议，受理编号 {row.number}。答复仍在原回执中填写。")
            return redirect(row)
    return _form(request, form, "登记为公示异议", notice, report.get_absolute_url())


def _candidate(data):
    return Candidate.objects.get(pk=data["candidate"]) if data["candidate"] else None


def _form(request, form, title, notice, back):
    return render(request, "candidates/objection_form.html", {
        "form": form, "title": title, "label": "登记", "notice": notice, "back": back, "cycle": notice.community_cycle.cycle,
        "breadcrumb": [("公示异议", reverse("candidates:objections")), (title, "")],
    }, status=422 if form.is_bound else 200)  # fmt: skip
