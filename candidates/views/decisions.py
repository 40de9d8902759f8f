"""The conclusion of the joint review: decide, sign second, tell the person, answer, reconsider."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates import permissions_decisions as may
from candidates.enums_review import ConclusionState, Decision, ReconsiderationState
from candidates.filters_decisions import ConclusionFilter, ReconsiderationFilter
from candidates.forms.decisions import (
    AnswerForm,
    ConcludeForm,
    CoSignForm,
    DecideForm,
    FileForm,
    NotifyForm,
    ReopenForm,
)
from candidates.models import ReviewConclusion
from candidates.queries.decisions import conclusions, may_sign_for, reconsiderations, set_aside, standing_conclusion
from candidates.queries.standing import cells_of, standing
from candidates.rules.conclusion import needs_second
from candidates.rules.matrix import LOOKS, PENDING, state_of
from candidates.rules.standing import proposal
from candidates.services import conclusion as services
from candidates.services.reconsideration import decide_reconsideration, file_reconsideration
from candidates.views.candidate import candidate_or_404
from candidates.views.matrix import cycle_for_review
from elections.forms.acts import attempt
from huanjie.activity.queries.history import changes_of
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Verdict, no, require
from huanjie.tables import Column, Empty, ListPage, render_list


def conclusion_url(row) -> str:
    return reverse("candidates:conclusion", args=[row.pk])


CONCLUSION_COLUMNS = [
    Column("name", "姓名", "candidate.name", url=conclusion_url, sort="candidate__name"),
    Column("community", "社区", "candidate.community_cycle.community.name", sort="area_code"),
    Column("street", "街道", "candidate.community_cycle.community.subdistrict.name", sort="area_code"),
    Column("decision", "结论", badge=Decision, sort="decision"),
    Column("state", "状态", badge=ConclusionState, sort="state"),
    Column("decided_on", "结论日期", sort="decided_on"),
    Column("decided_by_name", "签署人", sort="decided_by_name"),
    Column("second_by_name", "会签人", sort="second_by_name"),
    Column("document_number", "文号", sort="document_number", default=False),
    Column("told_on", "送达日期", lambda row: _part(row, "notification", "told_on"), sort="notification__told_on"),
    Column("until", "可申请复议至", lambda row: _part(row, "notification", "reconsider_until"),
           sort="notification__reconsider_until"),
]  # fmt: skip
RECONSIDERATION_COLUMNS = [
    Column("name", "姓名", "candidate.name", url=lambda row: conclusion_url(row.conclusion), sort="candidate__name"),
    Column("community", "社区", "candidate.community_cycle.community.name", sort="area_code"),
    Column("street", "街道", "candidate.community_cycle.community.subdistrict.name", sort="area_code"),
    Column("state", "状态", badge=ReconsiderationState, sort="state"),
    Column("filed_on", "申请日期", sort="filed_on"),
    Column("due_on", "应答复日期", sort="due_on"),
    Column("late", "期限", lambda row: "逾期" if is_late(row) else ""),
    Column("decided_on", "决定日期", sort="decided_on"),
    Column("decided_by_name", "决定人", sort="decided_by_name"),
    Column("document_number", "文号", sort="document_number", default=False),
]


def _part(row, name: str, field: str):
    return getattr(getattr(row, name, None), field, None)


def is_late(row) -> bool:
    """Not answered though the day has passed."""
    return row.state == ReconsiderationState.OPEN and row.due_on < clock.today()


def conclusion_list(request):
    """The cycle's conclusions, newest first."""
    require(may.can_see_conclusions(request.viewer))
    cycle = cycle_for_review(request)
    page = ListPage(
        "联审结论", CONCLUSION_COLUMNS, "-decided_on",
        Empty("还没有联审结论", "在候选人页面作出结论后，会签、告知和复议都在这里办理。"),
    )  # fmt: skip
    return render_list(
        request, queryset=conclusions(request.viewer).filter(candidate__community_cycle__cycle=cycle), page=page,
        filterset_class=ConclusionFilter,
        context={"cycle": cycle, "breadcrumb": [("候选人", reverse("candidates:candidates")), ("联审结论", "")]},
    )  # fmt: skip


def reconsideration_list(request):
    """The cycle's reconsiderations, what is due first."""
    require(may.can_see_conclusions(request.viewer))
    cycle = cycle_for_review(request)
    page = ListPage(
        "复议", RECONSIDERATION_COLUMNS, "due_on",
        Empty("还没有复议", "不通过的结论送达本人后，本人在期限内可以申请复议，在结论页面登记。"),
    )  # fmt: skip
    return render_list(
        request, queryset=reconsiderations(request.viewer).filter(candidate__community_cycle__cycle=cycle), page=page,
        filterset_class=ReconsiderationFilter,
        context={"cycle": cycle, "breadcrumb": [("联审结论", reverse("candidates:conclusions")), ("复议", "")]},
    )  # fmt: skip


def conclude(request, pk):
    """What the cells say, what the system proposes, and the decision of a person."""
    row = candidate_or_404(request, pk)
    require(may.can_conclude(request.viewer, row))
    verdict = may_sign_for(request.viewer, row)
    today = clock.today()
    found = standing(row, today)
    form = ConcludeForm(
        request.POST or None, only_refusal=bool(found.statutory_hits),
        initial={"version": row.version, "on": today},
    )  # fmt: skip
    if request.method == "POST":
        require(verdict)
        made = attempt(form, lambda: _conclude(row, form, request.viewer)) if form.is_valid() else None
        if made is not None:
            messages.success(request, SAID_OF[made.state])
            return redirect(conclusion_url(made))
    return render(
        request,
        "candidates/conclude.html",
        {
            "row": row, "form": form, "verdict": verdict, "standing": found, "proposal": proposal(found),
            "lines": _lines(row, today), "answered": found.cells - len(found.pending),
            "second": needs_second(found), "waiting": standing_conclusion(row),
            "set_aside": found.digest in set_aside(row), "cycle": row.community_cycle.cycle,
            "breadcrumb": [("候选人", reverse("candidates:candidates")), (row.name, row.get_absolute_url()), ("作出联审结论", "")],
        },
        status=422 if form.is_bound else 200,
    )  # fmt: skip


SAID_OF = {
    ConclusionState.AWAITING_SECOND: "已签署，等待第二人会签。会签前候选人仍在资格联审中。",
    ConclusionState.IN_FORCE: "联审结论已生效。不通过的，请书面告知本人。",
}


def _conclude(row, form, by):
    data = form.cleaned_data
    return services.conclude(
        candidate=row, decision=data["decision"], reason=data["reason"], document_number=data["document_number"],
        on=data["on"], by=by, expected_version=form.expected_version,
    )  # fmt: skip


def _lines(row, today):
    """(circumstance, department, look) of every cell that is not simply clear; why stays closed."""
    lines = []
    for cell in cells_of(row):
        state = state_of(cell.answer, cell.expires_on, today)
        if state != "clear":
            expired = state == PENDING and cell.answer
            lines.append((cell.circumstance, cell.department, state, "已过期" if expired else LOOKS[state][1]))
    return sorted(lines, key=lambda line: (line[2] == PENDING, line[0].code))


def conclusion_of(request, pk):
    """From a candidate to the newest conclusion."""
    require(may.can_see_conclusions(request.viewer))
    row = candidate_or_404(request, pk)
    found = conclusions(request.viewer).filter(candidate=row).order_by("-pk").first()
    if found is None:
        messages.info(request, f"“{row.name}”还没有联审结论。")
        return redirect(row)
    return redirect(conclusion_url(found))


def conclusion_or_404(request, pk) -> ReviewConclusion:
    require(may.can_see_conclusions(request.viewer))
    return get_object_or_404(conclusions(request.viewer), pk=pk)


def conclusion_page(request, pk):
    """Who decided what, how the person was told, and what can be done now. Reasons stay closed."""
    return _page(request, conclusion_or_404(request, pk))


@require_POST
def conclusion_act(request, pk, act):
    """Do one act on a conclusion."""
    row = conclusion_or_404(request, pk)
    permitted, _, form_class, said = ACTS[act]
    require(permitted(request.viewer, row))
    form = form_class(request.POST, prefix=act)
    if form.is_valid() and attempt(form, lambda: DO[act](row, form, request.viewer)) is not None:
        messages.success(request, said)
        return redirect(conclusion_url(row))
    return _page(request, row, {act: form}, status=422)


def _co_sign(row, form, by):
    data = form.cleaned_data
    return services.co_sign(
        conclusion=row, agreed=data["agreed"], note=data["note"], by=by, expected_version=form.expected_version
    )


def _notify(row, form, by):
    data = form.cleaned_data
    return services.notify_person(
        conclusion=row, number=data["number"], told_on=data["told_on"], method=data["method"], by=by
    )


def _answer(row, form, by):
    data = form.cleaned_data
    return services.record_answer(conclusion=row, answer=data["answer"], answered_on=data["answered_on"], by=by)


def _file(row, form, by):
    data = form.cleaned_data
    return file_reconsideration(conclusion=row, grounds=data["grounds"], filed_on=data["filed_on"], by=by)


def _decide(row, form, by):
    data = form.cleaned_data
    return decide_reconsideration(
        reconsideration=row.reconsideration, granted=data["granted"], document_number=data["document_number"],
        answer=data["answer"], on=data["on"], by=by, expected_version=form.expected_version,
    )  # fmt: skip


def _reopen(row, form, by):
    return services.reopen(candidate=row.candidate, reason=form.cleaned_data["reason"], by=by)


def _may_decide(viewer, row) -> Verdict:
    found = getattr(row, "reconsideration", None)
    return may.can_decide_reconsideration(viewer, found) if found else no("本人没有申请复议。")


def _may_reopen(viewer, row) -> Verdict:
    if row.state != ConclusionState.IN_FORCE:
        return no("这份结论没有生效。")
    return may.can_reopen(viewer, row.candidate)


ACTS = {
    # act: (permission, title and verb, form, what is said when done)
    "sign": (may.can_co_sign, "会签", CoSignForm, "已登记会签意见。"),
    "tell": (may.can_notify, "登记书面告知", NotifyForm, "已登记送达，申请复议的期限自次日起算。"),
    "answer": (may.can_record_answer, "登记本人申辩", AnswerForm, "已登记本人申辩。"),
    "file": (may.can_file_reconsideration, "登记复议申请", FileForm, "已登记复议申请，请在答复期限内决定。"),
    "decide": (_may_decide, "作出复议决定", DecideForm, "已登记复议决定。"),
    "reopen": (_may_reopen, "重新联审", ReopenForm, "已退回资格联审，原结论不再有效。"),
}
DO = {"sign": _co_sign, "tell": _notify, "answer": _answer, "file": _file, "decide": _decide, "reopen": _reopen}
SIGNATURES = ("sign", "decide", "reopen")
"""Acts of one's own judgement: nobody does them about a person they had a hand in."""


def _page(request, row, bound=None, status=200):
    bound, viewer = bound or {}, request.viewer
    unbiased = may_sign_for(viewer, row.candidate)
    verdicts = {name: permitted(viewer, row) for name, (permitted, *_) in ACTS.items()}
    offered = [
        {
            "act": name, "title": label, "verb": label, "is_open": name in bound or name in ("sign", "tell", "decide"),
            "form": bound.get(name) or form_class(prefix=name, initial=_initial(name, row)), "danger": False,
            "url": reverse("candidates:conclusion_act", args=[row.pk, name]),
        }
        for name, (_, label, form_class, _) in ACTS.items()
        if verdicts[name] and (unbiased or name not in SIGNATURES)
    ]  # fmt: skip
    return render(
        request,
        "candidates/conclusion_page.html",
        {
            "row": row, "candidate": row.candidate, "offered": offered, "told": getattr(row, "notification", None),
            "reconsideration": getattr(row, "reconsideration", None), "in_the_way": _in_the_way(row, verdicts, unbiased),
            "cycle": row.candidate.community_cycle.cycle, "changes": changes_of(row), "states": ConclusionState,
            "today": clock.today(),
            "breadcrumb": [("联审结论", reverse("candidates:conclusions")), (row.candidate.name, "")],
        },
        status=status,
    )  # fmt: skip


def _in_the_way(row, verdicts, unbiased) -> Verdict:
    """Why this viewer cannot do what the conclusion is waiting for."""
    wanted = "sign" if row.state == ConclusionState.AWAITING_SECOND else "decide"
    waits = wanted == "sign" or _part(row, "reconsideration", "state") == ReconsiderationState.OPEN
    if not waits:
        return YES
    return verdicts[wanted] if not verdicts[wanted] else unbiased


def _initial(act: str, row) -> dict:
    today = clock.today()
    thing = row.reconsideration if act == "decide" else row
    return {"version": thing.version, "on": today, "told_on": today, "answered_on": today, "filed_on": today}
