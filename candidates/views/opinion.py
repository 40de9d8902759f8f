"""One candidate before one department: its cells, signed on one page; evidence."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from candidates.forms.review import AsOfForm, OpinionForm
from candidates.models import DepartmentOpinion, OpinionEvidence
from candidates.permissions_queue import can_see_opinion, can_see_queue
from candidates.permissions_review import can_sign_cell, not_barred
from candidates.queries.decisions import has_stated_purpose
from candidates.queries.queue import own_opinions, reviews_of
from candidates.queries.recusal import recused_candidates
from candidates.queries.signing import barred
from candidates.services.joint_review import add_evidence, sign
from candidates.views.matrix import cycle_for_review
from candidates.views.queue import opinion_url
from elections.forms.acts import attempt
from huanjie.accounts.enums import Role
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.dates import age_on
from huanjie.shared.verdict import Verdict, require


@dataclass
class Line:
    """One cell on the page: `form` is None when it cannot be signed now, and `verdict` says why."""

    opinion: DepartmentOpinion
    verdict: Verdict
    form: OpinionForm | None


def opinions(request, pk):
    """Every cell of this candidate that is the viewer's department's."""
    require(can_see_queue(request.viewer))
    cycle = cycle_for_review(request)
    review = get_object_or_404(reviews_of(request.viewer, cycle), pk=pk)
    posted = request.POST if request.method == "POST" else None
    why = barred(request.viewer.user_id, [review.candidate_id]).get(review.candidate_id)
    lines = [_line(request, cell, posted, not_barred(why)) for cell in _cells(request.viewer, review)]
    as_of = AsOfForm(posted, initial={"as_of": clock.today()})
    if posted is not None and _save(request, lines, as_of):
        return redirect(_next(request, cycle, review))
    candidate = review.candidate
    return render(
        request,
        "candidates/opinion_page.html",
        {
            "cycle": cycle, "review": review, "candidate": candidate, "lines": lines, "form": as_of,
            "age": age_on(candidate.birth_date, cycle.election_day) if candidate.birth_date else None,
            "can_sign_any": any(line.form for line in lines), "today": clock.today(),
            "problems": [(line, errors) for line in lines if line.form for errors in _errors(line.form)],
            "breadcrumb": [("我的联审", reverse("candidates:queue")), (candidate.name, "")],
        },
        status=422 if posted is not None else 200,
    )  # fmt: skip


def _cells(viewer, review):
    return (
        own_opinions(viewer)
        .filter(joint_review=review)
        .select_related("circumstance", "department", "candidate__community_cycle__cycle", "joint_review__batch")
        .prefetch_related("evidence")
        .order_by("circumstance__code")
    )


def _line(request, cell, posted, may) -> Line:
    verdict = can_sign_cell(request.viewer, cell) and may
    form = None
    if verdict:
        files = request.FILES if posted is not None else None
        form = OpinionForm(posted, files, prefix=f"o{cell.pk}", initial={"version": cell.version})
    return Line(cell, verdict, form)


def _errors(form):
    return [error for errors in form.errors.values() for error in errors] if form.is_bound else []


def _save(request, lines, as_of) -> bool:
    """Sign the answered cells together: all of them or, when one is refused, none."""
    forms = [line for line in lines if line.form]
    valid = [line.form.is_valid() for line in forms]
    if not (as_of.is_valid() and all(valid)):
        return False
    answered = [line for line in forms if line.form.cleaned_data["answer"]]
    if not answered:
        as_of.add_error(None, "还没有选择任何一项核查结果，没有签署。")
        return False
    signed = attempt(as_of, lambda: _sign_all(answered, as_of.cleaned_data["as_of"], request.viewer))
    if signed is None:
        return False
    messages.success(request, f"已签署 {lines[0].opinion.candidate.name} 的 {signed} 项意见。")
    return True


def _sign_all(lines, as_of, by) -> int:
    with act():
        for line in lines:
            data = line.form.cleaned_data
            opinion = sign(
                opinion=line.opinion, answer=data["answer"], as_of=as_of, document_number=data["document_number"].strip(),
                facts=data["facts"].strip(), by=by, expected_version=data["version"],
            )  # fmt: skip
            if data["evidence"]:
                add_evidence(opinion=opinion or line.opinion, file=data["evidence"], by=by)
    return len(lines)


def _next(request, cycle, review) -> str:
    """The next candidate that waits, when asked for; otherwise the queue."""
    if "next" not in request.POST:
        return reverse("candidates:queue")
    waiting = reviews_of(request.viewer, cycle).filter(pending__gt=0).exclude(pk=review.pk)
    following = waiting.order_by("due_on", "area_code", "candidate__name", "pk").first()
    if following is None:
        messages.info(request, "没有其他待签署的候选人了。")
        return reverse("candidates:queue")
    return opinion_url(following)


def evidence(request, pk):
    """One file of evidence, to the department that gave it and to those who conclude; noted in the log. The latter have
    said on the same day what for; a recused officer finds none."""
    row = get_object_or_404(
        OpinionEvidence.objects.visible_to(request.viewer)
        .exclude(opinion__candidate_id__in=recused_candidates(request.viewer))
        .select_related("opinion__department"),
        pk=pk,
    )
    require(can_see_opinion(request.viewer, row.opinion))
    if request.viewer.role == Role.DISTRICT_ORGANIZER:
        require(has_stated_purpose(request.viewer, row.opinion.candidate_id))
    with act() as log:
        log.record(by=request.viewer, verb="opinion.evidence_opened", subject=row, label="联审佐证材料")
    answer = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.original_name)
    answer["Cache-Control"] = "no-store"
    return answer
