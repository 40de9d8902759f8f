"""How a candidate was nominated and what he declared: one page, its acts, its removals."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates.enums import Nomination
from candidates.forms.background import DisciplineForm, NominatorsForm, ProofForm, RelativeForm
from candidates.models import NominationProof
from candidates.permissions_background import can_change_background, can_see_background, can_see_nominators
from candidates.queries.background import FIGURES, nominators_of
from candidates.queries.eligibility import eligibility_of
from candidates.rules.discipline import period_of, words_of
from candidates.services import background as services
from candidates.views.candidate import candidate_or_404
from elections.forms.acts import attempt
from huanjie.shared import clock
from huanjie.shared.verdict import require

ACTS = {
    # act: (title and verb, form, what is said when done)
    "proof": ("填写提名依据", ProofForm, "已保存提名依据。"),
    "nominators": ("登记联名选民", NominatorsForm, "已登记联名选民。"),
    "relative": ("登记近亲属", RelativeForm, "已登记近亲属。"),
    "discipline": ("登记处分", DisciplineForm, "已登记处分，影响期已计算。"),
}
WITH_VOTERS = (Nomination.JOINT, Nomination.SELF)
REMOVALS = {
    # what: (relation of the candidate, service, argument, what is said)
    "nominator": ("nominators", services.remove_nominator, "nominator", "已删除联名选民。"),
    "relative": ("relatives", services.remove_relative, "relative", "已删除近亲属。"),
    "discipline": ("disciplines", services.remove_discipline, "discipline", "已删除处分记录。"),
}


def background(request, pk):
    """The proof of the nomination, relatives, disciplines, and what follows from them."""
    return _page(request, _candidate(request, pk))


@require_POST
def background_act(request, pk, act):
    """Write one of them down."""
    row = _candidate(request, pk)
    require(can_change_background(request.viewer, row))
    form = _form(act, row, request.POST)
    done = attempt(form, lambda: _do(act, row, form, request.viewer)) if form.is_valid() else None
    if done is None:
        return _page(request, row, {act: form}, status=422)
    messages.success(request, ACTS[act][2])
    return redirect("candidates:background", row.pk)


@require_POST
def background_remove(request, pk, what, item):
    """Take one line away."""
    row = _candidate(request, pk)
    require(can_change_background(request.viewer, row))
    relation, service, argument, said = REMOVALS[what]
    service(**{argument: get_object_or_404(getattr(row, relation), pk=item)}, by=request.viewer)
    messages.success(request, said)
    return redirect("candidates:background", row.pk)


def _candidate(request, pk):
    row = candidate_or_404(request, pk)
    require(can_see_background(request.viewer, row))
    return row


def _form(act, row, data=None):
    form_class = ACTS[act][1]
    if act != "proof":
        return form_class(data, prefix=act)
    proof = NominationProof.objects.filter(candidate=row).first()
    shown = {name: getattr(proof, name) for name in FIGURES} if proof else {}
    initial = shown | {"version": proof.version if proof else 0}
    return form_class(data, prefix=act, nomination=row.nomination, initial=initial)


def _do(act, row, form, by):
    data = form.cleaned_data
    if act == "proof":
        return services.set_proof(candidate=row, by=by, expected_version=form.expected_version, **form.figures())
    if act == "nominators":
        return services.add_nominators(candidate=row, voters=data["lines"], by=by)
    data = {name: value for name, value in data.items() if name != "version"}
    write = services.add_relative if act == "relative" else services.add_discipline
    return write(candidate=row, by=by, **data)


def _page(request, row, bound=None, status=200):
    bound, may_change = bound or {}, can_change_background(request.viewer, row)
    proof, today = NominationProof.objects.filter(candidate=row).first(), clock.today()
    offered = [
        {"title": title, "verb": title, "is_open": act in bound, "danger": False,
         "form": bound.get(act) or _form(act, row), "url": reverse("candidates:background_act", args=[row.pk, act])}
        for act, (title, _, _) in ACTS.items()
        if may_change and (act != "nominators" or row.nomination in WITH_VOTERS)
    ]  # fmt: skip
    periods = [
        (each, words_of(period_of(each.measure, each.effective_on, each.rights_restored_on), today))
        for each in row.disciplines.all()
    ]
    return render(
        request,
        "candidates/background_page.html",
        {
            "row": row, "proof": proof, "verdict": services.check_proof(row), "offered": offered,
            "may_change": may_change, "with_voters": row.nomination in WITH_VOTERS,
            "meeting": row.nomination == Nomination.TWO_RECOMMENDATIONS,
            "nominators": nominators_of(row) if can_see_nominators(request.viewer, row) else None,
            "relatives": row.relatives.all(), "disciplines": periods, "eligibility": eligibility_of(row),
            "title": f"{row.name}的提名依据和申报情况",
            "breadcrumb": [
                ("候选人", reverse("candidates:candidates")), (row.name, row.get_absolute_url()), ("提名依据和申报情况", ""),
            ],
        },
        status=status,
    )  # fmt: skip
