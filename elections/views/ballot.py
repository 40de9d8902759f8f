"""Rounds of voting of a community: the list, setting one up, typing the paper, the acts that follow."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.enums import POSTS_OF, BallotState, Side
from elections.forms.acts import attempt
from elections.forms.ballot import (
    CorrectForm,
    DeclareForm,
    NextRoundForm,
    People,
    PrepareForm,
    ReduceSeatsForm,
    StartOverForm,
    Venues,
    people_in,
    venues_in,
)
from elections.permissions_ballot import (
    can_correct_ballot,
    can_declare_ballot,
    can_enter_ballot,
    can_open_next_round,
    can_prepare_ballot,
    can_reduce_seats,
    can_see_ballots,
    can_start_over,
)
from elections.queries import ballot as queries
from elections.queries.ballot_start import due_now, names_for, seats_before
from elections.queries.cycle import community_cycles
from elections.rules import tally
from elections.services import ballot as services
from elections.services import declaration
from huanjie.activity.queries.history import changes_of
from huanjie.shared import clock
from huanjie.shared.verdict import require

SAID = {
    "start_over": "已清除两遍录入，请重新录入。",
    "declare": "结果已确认。",
    "correct": "已撤回结果，请按更正后的报告单由两人重新录入。",
    "next_round": "已建立下一轮投票。",
    "reduce_seats": "已登记减少名额，不再选。",
}


def _community(request, pk):
    require(can_see_ballots(request.viewer))
    return get_object_or_404(community_cycles(request.viewer), pk=pk)


def _ballot(request, pk):
    require(can_see_ballots(request.viewer))
    return get_object_or_404(queries.ballots(request.viewer), pk=pk)


def _crumbs(community_cycle, *more):
    return [
        (community_cycle.cycle.name, community_cycle.cycle.get_absolute_url()),
        (community_cycle.community.name, community_cycle.get_absolute_url()),
        ("选举结果", reverse("elections:ballots", args=[community_cycle.pk])),
        *more,
    ]


def ballot_list(request, pk):
    """Both sides of one community: their rounds, who was elected, what comes next."""
    row = _community(request, pk)
    rounds = list(queries.ballots_of(row).prefetch_related("outcomes", "elected"))
    sides = [
        {
            "side": side,
            "rounds": [each for each in rounds if each.side == side],
            "elected": queries.elected(row, side),
            "prepare": can_prepare_ballot(request.viewer, row),
            "url": reverse("elections:prepare_ballot", args=[row.pk, side.value]),
        }
        for side in Side
    ]
    context = {
        "row": row, "cycle": row.cycle, "sides": sides, "title": f"{row.community.name}选举结果",
        "dual": queries.dual_office(row), "breadcrumb": _crumbs(row)[:2] + [("选举结果", "")],
    }  # fmt: skip
    return render(request, "elections/ballot_list.html", context)


def prepare(request, pk, side):
    """Set up the first round: what the slate and the records know is filled in."""
    row = _community(request, pk)
    if side not in Side.values:
        raise Http404
    require(can_prepare_ballot(request.viewer, row))
    side = Side(side)
    due, source = due_now(row, side)
    posted = request.POST or None
    initial = {"held_on": clock.today(), "due_count": due, **seats_before(row, side)}
    form = PrepareForm(posted, side=side, initial=initial, due_help=source)
    venues = Venues(posted, prefix="venue", initial=[{"name": "主会场"}])
    people = People(posted, prefix="person", form_kwargs={"side": side}, initial=names_for(row, side))
    if request.method == "POST" and form.is_valid() and venues.is_valid() and people.is_valid():
        made = attempt(
            form,
            lambda: services.prepare_ballot(
                community_cycle=row, side=side, held_on=form.cleaned_data["held_on"], seats=form.seats,
                due_count=form.cleaned_data["due_count"], people=people_in(people), venues=venues_in(venues),
                by=request.viewer,
            ),
        )  # fmt: skip
        if made is not None:
            messages.success(request, "已建立。请由两个人分别录入签字报告单。")
            return redirect(made)
    context = {
        "row": row, "cycle": row.cycle, "form": form, "venues": venues, "people": people, "side": side,
        "title": f"登记{side.label}投票", "breadcrumb": _crumbs(row, (f"登记{side.label}投票", "")),
    }  # fmt: skip
    return render(request, "elections/ballot_prepare.html", context, status=422 if posted else 200)


def ballot_page(request, pk):
    """One round: what the paper says, how the two readings compare, the outcome with its reasons, the next act."""
    return _page(request, _ballot(request, pk))


def enter(request, pk):
    """The paper as a form. Nobody sees the other person's numbers before both have typed theirs."""
    ballot = _ballot(request, pk)
    require(can_enter_ballot(request.viewer, ballot))
    form = queries.paper_form(ballot)
    mine = next((e for e in queries.standing_entries(ballot) if e.entered_by_id == request.viewer.user_id), None)
    if request.method != "POST":
        fields = tally.fields_of(form, mine.data) if mine else {}
        return _paper(request, ballot, form, fields, [])
    reading = tally.read(form, request.POST)
    flaws = [*reading.flaws, *([] if reading.flaws else declaration.contradictions(ballot, reading.data))]
    if flaws:
        return _paper(request, ballot, form, request.POST, flaws, status=422)
    version = request.POST.get("version", "")
    fresh = services.enter_reading(
        ballot=ballot,
        reading=reading,
        by=request.viewer,
        expected_version=int(version) if version.isdecimal() else None,
    )
    said = {
        BallotState.ENTERED: "已保存。请换一个人再录一遍。",
        BallotState.VERIFIED: "两遍录入一致，已核对。",
        BallotState.DIFFERING: "两遍录入有不一致的地方，请对照报告单核对。",
    }
    (messages.warning if fresh.state == BallotState.DIFFERING else messages.success)(
        request, said[BallotState(fresh.state)]
    )
    return redirect(ballot)


def _paper(request, ballot, form, fields, flaws, status=200):
    wrong = {flaw.name for flaw in flaws}
    row = ballot.community_cycle
    context = {
        "ballot": ballot, "cycle": row.cycle, "title": "录入报告单", "flaws": flaws,
        "venues": [_venue(form, key, name, fields, wrong) for key, name in form.venues],
        "marks": form.marks, "genders": tally.GENDERS,
        "breadcrumb": _crumbs(row, (str(ballot), ballot.get_absolute_url()), ("录入报告单", "")),
    }  # fmt: skip
    return render(request, "elections/ballot_enter.html", context, status=status)


def _field(name: str, fields, wrong) -> dict:
    return {"name": name, "value": fields.get(name, ""), "is_wrong": name in wrong}


def _venue(form, key: str, name: str, fields, wrong) -> dict:
    posts = []
    for post in form.posts:
        start = f"{key}-{post.key}"
        counts = [(label, _field(f"{start}-{count}", fields, wrong)) for count, label in tally.BALLOT_COUNTS.items()]
        people = [
            (person, [_field(f"{start}-{pk}-{place}", fields, wrong) for place in range(len(form.marks))])
            for pk, person in post.people
        ]
        write_ins = [
            {part: _field(f"{start}-w{line}-{part}", fields, wrong) for part in ("name", "gender", "votes")}
            for line in range(tally.WRITE_IN_LINES)
        ]
        posts.append({"post": post, "counts": counts, "people": people, "write_ins": write_ins})
    return {"name": name, "attended": _field(f"{key}-attended", fields, wrong), "posts": posts}


def _acts(ballot) -> dict:
    """Act → permission, title, verb on the button, form class."""
    return {
        "declare": (can_declare_ballot, "确认结果", "确认结果", DeclareForm),
        "next_round": (can_open_next_round, "再投一轮", "建立下一轮投票", NextRoundForm),
        "reduce_seats": (can_reduce_seats, "减少名额，不再选", "登记减少名额", ReduceSeatsForm),
        "start_over": (can_start_over, "清除录入，重新开始", "清除两遍录入", StartOverForm),
        "correct": (can_correct_ballot, "更正结果", "撤回结果，重新录入", CorrectForm),
    }


@require_POST
def ballot_act(request, pk, act):
    """Do one of the acts on the page."""
    ballot = _ballot(request, pk)
    permitted, _, _, form_class = _acts(ballot)[act]
    require(permitted(request.viewer, ballot))
    form = form_class(request.POST, request.FILES or None, prefix=act)
    if form.is_valid():
        done = attempt(form, lambda: _do(act, ballot, form, request.viewer))
        if done is not None:
            messages.success(request, SAID[act])
            return redirect(done)
    return _page(request, ballot, {act: form}, status=422)


def _do(act, ballot, form, by):
    data, common = form.cleaned_data, {"ballot": ballot, "by": by, "expected_version": form.expected_version}
    if act == "declare":
        return declaration.declare_ballot(
            report_number=data["report_number"], report_file=data["report_file"], **common
        )
    if act == "next_round":
        return declaration.open_next_round(held_on=data["held_on"], due_count=data["due_count"], **common)
    if act == "reduce_seats":
        return declaration.reduce_seats(
            consent_count=data["consent_count"], document_number=data["document_number"], **common
        )
    if act == "start_over":
        return services.start_over(reason=data["reason"], **common)
    return services.correct_ballot(reason=data["reason"], document_number=data["document_number"], **common)


def _page(request, ballot, bound=None, status=200):
    bound = bound or {}
    entries = queries.standing_entries(ballot)
    paper = queries.paper_form(ballot)
    differing = tally.differences(paper, entries[0].data, entries[1].data) if len(entries) == 2 else []
    outcome = queries.latest_outcome(ballot)
    row = ballot.community_cycle
    context = {
        "ballot": ballot, "cycle": row.cycle, "row": row, "entries": entries, "differing": differing,
        "outcomes": ballot.outcomes.order_by("-declared_at", "-pk"), "outcome": outcome, "paper": paper,
        "elected": queries.elected_people(request.viewer).filter(ballot=ballot),
        "can_enter": can_enter_ballot(request.viewer, ballot),
        "preview": declaration.preview(ballot) if ballot.state == BallotState.VERIFIED else None,
        "offered": _offered(request.viewer, ballot, outcome, bound), "changes": changes_of(ballot),
        "states": BallotState, "posts": POSTS_OF[Side(ballot.side)], "title": f"{row.community.name}{ballot}",
        "breadcrumb": _crumbs(row, (str(ballot), "")),
    }  # fmt: skip
    return render(request, "elections/ballot_page.html", context, status=status)


def _offered(viewer, ballot, outcome, bound) -> list[dict]:
    offered = []
    for act, (permitted, title, verb, form_class) in _acts(ballot).items():
        if not permitted(viewer, ballot) or not declaration.calls_for(act, ballot, outcome):
            continue
        initial = {"version": ballot.version, "held_on": clock.today(), "due_count": ballot.due_count}
        offered.append({
            "act": act, "title": title, "verb": verb, "is_open": act in bound or act == "declare",
            "danger": act in ("start_over", "correct"),
            "form": bound.get(act) or form_class(prefix=act, initial=initial),
            "url": reverse("elections:ballot_act", args=[ballot.pk, act]),
        })  # fmt: skip
    return offered
