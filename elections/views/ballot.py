"""Rounds of voting of a community: the list, one round with its outcome, the acts on it, the scan of its paper."""

from pathlib import PurePath

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.enums import POSTS_OF, BallotState, Side
from elections.forms.acts import attempt
from elections.forms.ballot import CorrectForm, DeclareForm, ReduceSeatsForm, RelativesForm, StartOverForm
from elections.permissions_ballot import (
    can_correct_ballot,
    can_declare_ballot,
    can_enter_ballot,
    can_note_relatives,
    can_open_next_round,
    can_prepare_ballot,
    can_reduce_seats,
    can_see_ballots,
    can_start_over,
)
from elections.queries import ballot as queries
from elections.queries.ballot_count import dual_office, people_to_relate
from elections.queries.cycle import community_cycles
from elections.queries.vote_steps import result_step
from elections.rules import tally
from elections.rules.evidence import BY_SUFFIX
from elections.services import ballot as services
from elections.services import declaration
from huanjie.activity.queries.history import changes_of
from huanjie.activity.services import act as acting
from huanjie.shared.verdict import require

SAID = {
    "start_over": "已清除两遍录入，请重新录入。",
    "declare": "结果已确认。",
    "correct": "已撤回结果，请按更正后的报告单由两人重新录入。",
    "reduce_seats": "已登记减少名额，不再选。",
    "relatives": "已保存近亲属关系。",
}


def community_or_404(request, pk):
    require(can_see_ballots(request.viewer))
    return get_object_or_404(community_cycles(request.viewer), pk=pk)


def ballot_or_404(request, pk):
    require(can_see_ballots(request.viewer))
    return get_object_or_404(queries.ballots(request.viewer), pk=pk)


def crumbs(community_cycle, *more):
    return [
        (community_cycle.cycle.name, community_cycle.cycle.get_absolute_url()),
        (community_cycle.community.name, community_cycle.get_absolute_url()),
        ("选举结果", reverse("elections:ballots", args=[community_cycle.pk])),
        *more,
    ]


def ballot_list(request, pk):
    """Both sides of one community: their rounds, who was elected, what comes next."""
    row = community_or_404(request, pk)
    context = {
        "row": row, "cycle": row.cycle, "sides": [_side(request, row, side) for side in Side],
        "title": f"{row.community.name}选举结果", "dual": dual_office(row), "breadcrumb": [*crumbs(row)[:2], ("选举结果", "")],
    }  # fmt: skip
    return render(request, "elections/ballot_list.html", context)


def _side(request, row, side) -> dict:
    rounds = list(queries.ballots_of(row).filter(side=side).prefetch_related("outcomes", "seats", "next_rounds"))
    begun = {seat.post for ballot in rounds for seat in ballot.seats.all()}
    left = [post.label for post in POSTS_OF[side] if post not in begun]
    return {
        "side": side,
        "rounds": [(ballot, _standing_outcome(ballot)) for ballot in rounds],
        "elected": queries.elected(row, side),
        "pending": queries.pending_of(row, side),
        "posts_left": (side.label if not begun else "、".join(left)) if left else "",
        "prepare": can_prepare_ballot(request.viewer, row),
        "url": reverse("elections:prepare_ballot", args=[row.pk, side.value]),
    }


def _standing_outcome(ballot):
    outcomes = list(ballot.outcomes.all())
    return outcomes[-1] if outcomes and ballot.state == BallotState.DECLARED else None


def ballot_page(request, pk):
    """One round: what the paper says, how the two readings compare, the outcome with its reasons, the next act."""
    return _page(request, ballot_or_404(request, pk))


def _acts() -> dict:
    """Act → permission, title, verb on the button, form class; in the order of the page."""
    return {
        "declare": (can_declare_ballot, "确认结果", "确认结果", DeclareForm),
        "reduce_seats": (can_reduce_seats, "减少名额，不再选", "登记减少名额", ReduceSeatsForm),
        "relatives": (can_note_relatives, "近亲属关系", "保存", RelativesForm),
        "start_over": (can_start_over, "清除录入，重新开始", "清除两遍录入", StartOverForm),
        "correct": (can_correct_ballot, "更正结果", "撤回结果，重新录入", CorrectForm),
    }


@require_POST
def ballot_act(request, pk, act):
    """Do one of the acts on the page."""
    ballot = ballot_or_404(request, pk)
    permitted, _, _, form_class = _acts()[act]
    require(permitted(request.viewer, ballot))
    form = form_class(request.POST, request.FILES or None, prefix=act, **_more(act, ballot))
    if form.is_valid():
        done = attempt(form, lambda: _do(act, ballot, form, request.viewer))
        if done is not None:
            messages.success(request, SAID[act])
            return redirect(done)
    return _page(request, ballot, {act: form}, status=422)


def _more(act, ballot) -> dict:
    return {"people": people_to_relate(ballot)} if act == "relatives" else {}


def _do(act, ballot, form, by):
    data, common = form.cleaned_data, {"ballot": ballot, "by": by, "expected_version": form.expected_version}
    if act == "declare":
        return declaration.declare_ballot(
            report_number=data["report_number"], report_file=data["report_file"], **common
        )
    if act == "reduce_seats":
        return declaration.reduce_seats(
            consent_count=data["consent_count"], document_number=data["document_number"], **common
        )
    if act == "relatives":
        return declaration.note_relatives(
            one=data["one"], other=data["other"], related=data["related"] == "yes", **common
        )
    if act == "start_over":
        return services.start_over(reason=data["reason"], **common)
    return services.correct_ballot(reason=data["reason"], document_number=data["document_number"], **common)


def _page(request, ballot, bound=None, status=200):
    entries = queries.standing_entries(ballot)
    paper = queries.paper_form(ballot)
    differing = tally.differences(paper, entries[0].data, entries[1].data) if len(entries) == 2 else []
    row = ballot.community_cycle
    pending = declaration.next_group(ballot)
    outcomes = list(ballot.outcomes.order_by("-declared_at", "-pk"))
    names = dict(people_to_relate(ballot))
    context = {
        "ballot": ballot, "cycle": row.cycle, "row": row, "entries": entries, "differing": differing,
        "outcomes": outcomes, "outcome": outcomes[0] if outcomes else None, "paper": paper, "pending": pending,
        "elected": queries.elected_people(request.viewer).filter(ballot=ballot),
        "relatives": [[names.get(key, key.lstrip("@")) for key in pair] for pair in ballot.relatives],
        "can_enter": can_enter_ballot(request.viewer, ballot),
        "can_go_on": can_open_next_round(request.viewer, ballot) if pending else None,
        "preview": declaration.preview(ballot) if ballot.state == BallotState.VERIFIED else None,
        "offered": _offered(request.viewer, ballot, bound or {}), "changes": changes_of(ballot),
        "result_step": result_step(ballot), "states": BallotState, "later": ballot.next_rounds.all(), "breadcrumb": crumbs(row, (str(ballot), "")),
    }  # fmt: skip
    return render(request, "elections/ballot_page.html", context, status=status)


def _offered(viewer, ballot, bound) -> list[dict]:
    offered = []
    for act, (permitted, title, verb, form_class) in _acts().items():
        if act not in bound and not (permitted(viewer, ballot) and declaration.calls_for(act, ballot)):
            continue
        initial = {"version": ballot.version, "report_number": ballot.report_number}
        offered.append({
            "act": act, "title": title, "verb": verb, "is_open": act in bound or act == "declare",
            "danger": act in ("start_over", "correct"),
            "form": bound.get(act) or form_class(prefix=act, initial=initial, **_more(act, ballot)),
            "url": reverse("elections:ballot_act", args=[ballot.pk, act]),
        })  # fmt: skip
    return offered


def report(request, pk):
    """The scan of the signed report, to those who see the result; noted in the log."""
    ballot = ballot_or_404(request, pk)
    suffix = PurePath(ballot.report_file.name).suffix[1:] if ballot.report_file else ""
    kind = BY_SUFFIX.get(suffix)
    if kind is None:
        raise Http404
    name = f"{ballot.community_cycle.community.name}{ballot}"
    with acting() as log:
        log.record(by=request.viewer, verb="ballot.report_opened", subject=ballot, label=name)
    answer = FileResponse(
        ballot.report_file.open("rb"), as_attachment=suffix == "docx", filename=f"{name}.{suffix}",
        content_type=kind.content_type,
    )  # fmt: skip
    answer["Cache-Control"] = "private, no-store"
    return answer
