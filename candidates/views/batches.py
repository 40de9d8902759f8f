"""Batches of the joint review: list, opening one from ticked candidates, page with the progress, acts."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates.enums import CandidateState
from candidates.enums_review import BatchState, ReviewRound
from candidates.forms.review import BatchForm, CloseBatchForm, SendBatchForm
from candidates.models import Candidate, Circumstance, ReviewBatch, ReviewDepartment
from candidates.permissions_queue import can_see_batches
from candidates.permissions_review import can_open_batch, can_send_batch
from candidates.queries.batch import all_reconsidered, batches, progress_of, units_with_officers
from candidates.queries.candidate import candidates
from candidates.services.circumstances import ensure_review_setup
from candidates.services.joint_review import close_batch, open_batch, renew_expired, send_batch
from candidates.views.matrix import cycle_for_review
from elections.forms.acts import attempt
from huanjie.shared import clock
from huanjie.shared.verdict import require
from huanjie.tables import Column, Empty, ListPage, render_list, selected

DAYS_TO_ANSWER = 5
SECOND_STATES = (CandidateState.PASSED, CandidateState.FORMAL)

COLUMNS = [
    Column("number", "批次", lambda row: f"第{row.number}批", url=lambda row: row.get_absolute_url(), sort="number"),
    Column("name", "名称", sort="name"),
    Column("round", "轮次", "get_round_display", sort="round"),
    Column("state", "状态", badge=BatchState, sort="state"),
    Column("people", "候选人", sort="people", numeric=True, unit="人"),
    Column("answered", "已反馈", sort="answered", numeric=True, unit="项"),
    Column("asked", "应反馈", sort="asked", numeric=True, unit="项"),
    Column("as_of", "审查基准日", sort="as_of"),
    Column("sent_on", "送出日期", sort="sent_on"),
    Column("due_on", "要求反馈", sort="due_on"),
    Column("made_by_name", "建立人", default=False),
]


def batch_list(request):
    """The cycle's batches, newest first."""
    require(can_see_batches(request.viewer))
    cycle = cycle_for_review(request)
    page = ListPage(
        "联审批次", COLUMNS, "-number",
        Empty("还没有联审批次", "在候选人列表中勾选已送联审的人员，建立批次后送各单位核查。",
              f"{reverse('candidates:candidates')}?state=joint_review", "选择候选人"),
    )  # fmt: skip
    return render_list(
        request, queryset=batches(request.viewer, cycle), page=page, template="candidates/batch_list.html",
        context={"cycle": cycle, "breadcrumb": [(cycle.name, ""), ("联审批次", "")]},
    )  # fmt: skip


@require_POST
def batch_open(request):
    """Ticked candidates become a batch: departments, circumstances and days are chosen here and then stand."""
    require(can_see_batches(request.viewer))
    cycle = cycle_for_review(request)
    require(can_open_batch(request.viewer, cycle))
    back = reverse("candidates:candidates")
    rows = list(
        selected(request, candidates(request.viewer).filter(community_cycle__cycle=cycle)).order_by("area_code")
    )
    round_, ready, left_out = _sorted_by_round(rows)
    if not ready:
        words = "所选候选人都不在“资格联审”状态，也不是已通过后需要二次联审的人员。" if rows else "请先勾选候选人。"
        messages.error(request, words)
        return redirect(back)
    ensure_review_setup(cycle, by=request.viewer)
    departments, circumstances = _duties(cycle)
    form = _form(request, cycle, round_, departments, circumstances)
    if form.is_bound and form.is_valid():
        batch = attempt(form, lambda: _open(form, cycle, ready, round_, request.viewer))
        if batch is not None:
            messages.success(request, f"已建立“{batch}”，请核对后送出。")
            return redirect(batch)
    return render(
        request,
        "candidates/batch_form.html",
        {
            "cycle": cycle, "form": form, "ready": ready, "left_out": left_out, "round": ReviewRound(round_),
            "grid": _grid(form, departments, circumstances), "circumstances": circumstances, "back": back,
            "breadcrumb": [("联审批次", reverse("candidates:batches")), ("建立联审批次", "")],
        },
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def _sorted_by_round(rows):
    """First review for those in joint review (anew for those whose reconsideration was granted, when only they are
    ticked); when there is none of them, a second one for those who passed."""
    first = [row for row in rows if row.state == CandidateState.JOINT_REVIEW]
    second = [row for row in rows if row.state in SECOND_STATES]
    again = all_reconsidered(first)
    round_, ready = (ReviewRound.FIRST, first) if first else (ReviewRound.SECOND, second)
    round_ = ReviewRound.RECONSIDERATION if again else round_
    return round_, ready, [row for row in rows if row not in ready]


def _duties(cycle):
    departments = list(ReviewDepartment.objects.filter(cycle=cycle, is_active=True))
    circumstances = list(Circumstance.objects.filter(cycle=cycle, is_active=True, replaced_on__isnull=True))
    return departments, circumstances


def _form(request, cycle, round_, departments, circumstances) -> BatchForm:
    today = clock.today()
    last = ReviewBatch.objects.filter(cycle=cycle).order_by("-number").values_list("number", flat=True).first()
    initial = {
        "name": f"第{(last or 0) + 1}批{ReviewRound(round_).label}", "as_of": today,
        "due_on": today + timedelta(days=DAYS_TO_ANSWER),
        "duty": [f"{code}:{each.code}" for each in circumstances for code in each.departments],
    }  # fmt: skip
    bound = request.POST if "confirmed" in request.POST else None
    return BatchForm(bound, departments=departments, circumstances=circumstances, initial=initial)


def _grid(form, departments, circumstances):
    """(department, has it an account, [(value, label, ticked)]) for the table of checkboxes."""
    ticked = set(form.data.getlist("duty") if form.is_bound else form.initial["duty"])
    staffed = units_with_officers()
    for department in departments:
        cells = []
        for each in circumstances:
            value = f"{department.code}:{each.code}"
            cells.append((value, f"{department.short_name} 核查 {each.code} {each.title}", value in ticked))
        yield department, department.name in staffed, cells


def _open(form, cycle, ready, round_, by):
    data = form.cleaned_data
    return open_batch(
        cycle=cycle, candidates=Candidate.objects.filter(pk__in=[row.pk for row in ready]), name=data["name"].strip(),
        departments=form.duties, as_of=data["as_of"], due_on=data["due_on"], round=round_, by=by,
    )  # fmt: skip


def batch_or_404(request, pk):
    """A batch inside the viewer's area, for those who see batches."""
    require(can_see_batches(request.viewer))
    return get_object_or_404(ReviewBatch.objects.visible_to(request.viewer).select_related("cycle"), pk=pk)


def batch_page(request, pk):
    """How far each department is, and what can be done now."""
    return _page(request, batch_or_404(request, pk))


@require_POST
def batch_act(request, pk, act):
    """Send the batch, close it, or ask expired opinions again."""
    batch = batch_or_404(request, pk)
    require(can_send_batch(request.viewer, batch))
    form = (SendBatchForm if act == "send" else CloseBatchForm)(request.POST, prefix=act)
    done = attempt(form, lambda: _do(act, batch, form, request.viewer)) if form.is_valid() else None
    if done is not None:
        messages.success(request, _said(act, done))
        return redirect(batch)
    return _page(request, batch, {act: form}, status=422)


def _said(act, done) -> str:
    if act == "renew":
        return f"已请有关单位重新核查 {done} 项。" if done else "没有到期或内容有变化的意见，不用重新核查。"
    return "已送出，各单位可在“我的联审”中办理。" if act == "send" else "批次已办结。"


def _do(act, batch, form, by):
    if act == "send":
        return send_batch(batch=batch, on=form.cleaned_data["on"], by=by, expected_version=form.expected_version)
    if act == "close":
        return close_batch(batch=batch, by=by, expected_version=form.expected_version)
    return renew_expired(batch=batch, by=by)


ACTS = {
    BatchState.DRAFT: (("send", "送出", SendBatchForm),),
    BatchState.SENT: (("renew", "到期意见重新核查", CloseBatchForm), ("close", "办结批次", CloseBatchForm)),
    BatchState.CLOSED: (),
}


def _page(request, batch, bound=None, status=200):
    bound, today = bound or {}, clock.today()
    progress = progress_of(batch, today)
    people = candidates(request.viewer).filter(joint_reviews__batch=batch).order_by("area_code", "name")
    verdict = can_send_batch(request.viewer, batch)
    offered = [
        {"act": name, "title": label, "verb": label, "is_open": name in bound or name == "send", "danger": False,
         "form": bound.get(name) or form_class(prefix=name, initial={"version": batch.version, "on": today}),
         "url": reverse("candidates:batch_act", args=[batch.pk, name])}
        for name, label, form_class in ACTS[BatchState(batch.state)]
        if verdict
    ]  # fmt: skip
    people = list(people)
    return render(
        request,
        "candidates/batch_page.html",
        {
            "cycle": batch.cycle, "batch": batch, "progress": progress, "offered": offered, "today": today,
            "people": people, "second": [row for row in people if row.state in SECOND_STATES], "verdict": verdict,
            "answered": sum(each.answered for each in progress), "asked": sum(each.asked for each in progress),
            "late": sum(each.is_late for each in progress),
            "breadcrumb": [("联审批次", reverse("candidates:batches")), (batch.name, "")],
        },
        status=status,
    )  # fmt: skip
