"""One candidate's page with the acts of the review on it; sending many at once; showing the ID number."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates import permissions, services
from candidates.acts import acts_for
from candidates.enums import CandidateState
from candidates.forms.candidate import (
    BackForm,
    DateForm,
    RevealForm,
    SendManyForm,
    WithdrawForm,
)
from candidates.models import Candidate
from candidates.permissions_background import can_see_background
from candidates.queries.candidate import audits_in_the_way, candidates
from candidates.queries.eligibility import eligibility_of
from candidates.queries.standing import standing
from candidates.queries.timeline import timeline_of
from candidates.rules.nomination import cautions
from candidates.rules.standing import proposal
from candidates.services.background import check_proofs
from candidates.services.review import check_sending
from candidates.views.candidate import candidate_or_404
from elections.forms.acts import attempt
from huanjie.accounts.enums import Role
from huanjie.shared import clock
from huanjie.shared.dates import age_on
from huanjie.shared.verdict import Refused, require
from huanjie.tables import selected

ACTS = {
    # act: (permission, title and verb, form, what is said when done)
    "take_up": (permissions.can_take_up, "开始街道预审", DateForm, "已开始街道预审。"),
    "send": (permissions.can_send, "送资格联审", DateForm, "已送资格联审。"),
    "return": (permissions.can_send, "退回修改", BackForm, "已退回修改。"),
    "formal": (permissions.can_make_formal, "确定为正式候选人", DateForm, "已确定为正式候选人。"),
    "withdraw": (permissions.can_withdraw, "登记退出", WithdrawForm, "已登记退出。"),
}
NEXT = {
    CandidateState.NOMINATED: ("take_up", "街道预审", "请街道工作人员对照提名材料进行预审。"),
    CandidateState.PRELIMINARY_REVIEW: ("send", "送区级资格联审", "预审无误的送联审；材料需要修改的退回社区。"),
    CandidateState.JOINT_REVIEW: (
        "",
        "等待联审结论",
        "联审单位反馈后，由区委组织部作出结论；未反馈不等于通过。",
    ),
    CandidateState.PASSED: ("formal", "确定为正式候选人", "联审已通过，等待确定为正式候选人。"),
    CandidateState.NOT_PASSED: (
        "",
        "联审不通过",
        "不能列为候选人，请另行提名合适人选。结论由区委组织部书面告知本人，本人可在告知书写明的期限内申请复议。",
    ),
    CandidateState.FORMAL: ("", "已是正式候选人", "等待选举。"),
    CandidateState.WITHDRAWN: ("", "已退出", "本次提名已经结束。"),
}


def candidate_page(request, pk):
    """Facts, what comes next, what happened."""
    return _page(request, candidate_or_404(request, pk))


@require_POST
def candidate_act(request, pk, act):
    """Do one act of the review."""
    row = candidate_or_404(request, pk)
    permitted, _, form_class, said = ACTS[act]
    require(permitted(request.viewer, row))
    form = form_class(request.POST, prefix=act)
    if form.is_valid() and attempt(form, lambda: _do(act, row, form, request.viewer)) is not None:
        messages.success(request, said)
        return redirect(row)
    return _page(request, row, {act: form}, status=422)


def _do(act, row, form, by):
    data = form.cleaned_data
    common = {"candidate": row, "by": by, "expected_version": form.expected_version}
    if act == "take_up":
        return services.start_preliminary_review(on=data["on"], **common)
    if act == "send":
        return services.send_to_joint_review(on=data["on"], **common)
    if act == "return":
        return services.return_to_nomination(reason=data["reason"], **common)
    if act == "formal":
        return services.make_formal(on=data["on"], **common)
    return services.withdraw(on=data["on"], reason=data["reason"], **common)


@require_POST
def reveal(request, pk):
    """The whole ID number, once, on a page that nobody keeps."""
    row = candidate_or_404(request, pk)
    require(permissions.can_reveal(request.viewer, row))
    form = RevealForm(request.POST, prefix="reveal")
    identity = None
    if form.is_valid():
        identity = attempt(
            form,
            lambda: services.reveal_identity(candidate=row, purpose=form.cleaned_data["purpose"], by=request.viewer),
        )
    answer = _page(request, row, {"reveal": form}, 200 if identity else 422, identity)
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request, row, bound=None, status=200, identity=None):
    bound = bound or {}
    act, title, words = NEXT[CandidateState(row.state)]
    verdict = ACTS[act][0](request.viewer, row) if act else None
    offered = [
        {
            "act": name, "title": label, "verb": label, "is_open": name in bound or (name == act and not identity),
            "form": bound.get(name) or form_class(prefix=name, initial=_initial(name, row)),
            "url": reverse("candidates:act", args=[row.pk, name]), "danger": name == "withdraw",
        }
        for name, (permitted, label, form_class, _) in ACTS.items()
        if permitted(request.viewer, row)
    ]  # fmt: skip
    cycle = row.community_cycle.cycle
    return render(
        request,
        "candidates/candidate_page.html",
        {
            "row": row,
            "cycle": cycle,
            "age": age_on(row.birth_date, cycle.election_day) if row.birth_date else None,
            "next_title": title,
            "next_words": words,
            "next_verdict": verdict,
            "offered": offered,
            "cautions": cautions(row.posts, row.nomination),
            "audits_waiting": audits_in_the_way(row) if row.state in ("passed", "joint_review") else 0,
            "proposal": _proposal(request.viewer, row),
            "eligibility": eligibility_of(row) if can_see_background(request.viewer, row) else None,
            "events": timeline_of(row, request.viewer),
            "links": acts_for(request.viewer, row),
            "can_correct": permissions.can_correct(request.viewer, row),
            "can_reveal": permissions.can_reveal(request.viewer, row),
            "reveal_form": bound.get("reveal") or RevealForm(prefix="reveal"),
            "identity": identity,
            "breadcrumb": [("候选人", reverse("candidates:candidates")), (row.name, "")],
        },
        status=status,
    )


def _proposal(viewer, row) -> str:
    """What the opinions say together, for those who conclude."""
    if viewer.role != Role.DISTRICT_ORGANIZER or row.state != CandidateState.JOINT_REVIEW:
        return ""
    return proposal(standing(row, clock.today()))


def _initial(act, row) -> dict:
    return {"version": row.version, "on": clock.today()}


@require_POST
def send_many(request):
    """Say which of the ticked candidates can be sent, and send them when confirmed."""
    require(permissions.can_see_candidates(request.viewer))
    rows = list(selected(request, candidates(request.viewer)).order_by("area_code", "name"))
    back = reverse("candidates:candidates")
    if not rows:
        messages.error(request, "请先勾选要送审的候选人。")
        return redirect(back)
    today = clock.today()
    ready, left_out, proofs = [], [], check_proofs(rows)
    for row in rows:
        verdict = permissions.can_send(request.viewer, row) and check_sending(row, today, today) and proofs[row.pk]
        (ready if verdict else left_out).append((row, verdict))
    confirmed = "confirmed" in request.POST
    form = SendManyForm(request.POST if confirmed else None, initial={"on": today})
    valid = confirmed and form.is_valid()
    if valid and not left_out:
        versions = {row.pk: int(request.POST.get(f"version-{row.pk}") or 0) for row, _ in ready}
        sent = attempt(form, lambda: _send(ready, form, request.viewer, versions))
        if sent is not None:
            messages.success(request, f"已将 {len(sent)} 名候选人送资格联审。")
            return redirect(back)
    if confirmed and left_out:
        form.add_error(None, "名单有变化，请核对后重新确认。")
    return render(
        request,
        "candidates/candidate_send_many.html",
        {"ready": [row for row, _ in ready], "left_out": left_out, "form": form, "back": back,
         "cycle": rows[0].community_cycle.cycle, "breadcrumb": [("候选人", back), ("送资格联审", "")]},
        status=422 if confirmed else 200,
    )  # fmt: skip


def _send(ready, form, by, versions):
    if not ready:
        raise Refused("所选候选人都不能送审。")
    return services.send_many_to_joint_review(
        candidates=Candidate.objects.filter(pk__in=[row.pk for row, _ in ready]), on=form.cleaned_data["on"], by=by,
        expected_versions=versions,
    )  # fmt: skip
