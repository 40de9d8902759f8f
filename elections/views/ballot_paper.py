"""The paper of a round: set up with what the records know, and typed in by two people."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from elections.enums import POSTS_OF, BallotState, Side
from elections.forms.acts import attempt
from elections.forms.ballot import People, PrepareForm, Venues, people_in, venues_in
from elections.permissions_ballot import can_enter_ballot, can_open_next_round, can_prepare_ballot
from elections.queries import ballot as queries
from elections.queries.ballot_start import due_now, names_for, posts_begun
from elections.queries.vote_steps import judged_vote
from elections.rules import tally
from elections.services import ballot as services
from elections.services import declaration
from elections.views.ballot import ballot_or_404, community_or_404, crumbs
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, no, require

MORE_LINES = 5


def prepare(request, pk, side):
    """Set up a first ballot: what the slate and the records know is filled in."""
    row = community_or_404(request, pk)
    if side not in Side.values:
        raise Http404
    require(can_prepare_ballot(request.viewer, row))
    side = Side(side)
    begun = posts_begun(row, side)
    due, source = due_now(row, side)
    lines = [line for line in names_for(row, side) if line["post"] not in begun]
    initial = {"held_on": clock.today(), "due_count": due}

    def save(form, people, venues):
        return services.prepare_ballot(
            community_cycle=row, side=side, held_on=form.cleaned_data["held_on"], seats=form.seats,
            due_count=form.cleaned_data["due_count"], people=people, venues=venues, by=request.viewer,
        )  # fmt: skip

    title = f"登记{side.label}投票"
    return _prepare(request, row, side, title, save, initial, lines, [{"name": "主会场"}], due_help=source,
                    judged=judged_vote(row, side=side, posts=[post for post in POSTS_OF[side] if post not in begun], on=clock.today()))  # fmt: skip


def next_round(request, pk):
    """Set up the round that a declared one calls for: kind, seats and people from its outcome."""
    ballot = ballot_or_404(request, pk)
    row, side = ballot.community_cycle, Side(ballot.side)
    require(can_open_next_round(request.viewer, ballot))
    group = declaration.next_group(ballot)
    if not group:
        require(no("这一轮之后不需要再投票。", "请刷新页面查看最新情况。"))
    initial = {"held_on": clock.today(), "due_count": ballot.due_count, "version": ballot.version}
    initial |= {f"seats-{each['post']}": each["seats"] for each in group}
    standing = declaration.standing_in(group)
    lines = [{"post": s.post, "name": s.name, "gender": s.gender, "key": s.key} for s in standing]
    venues = [{"name": venue.name, "kind": venue.kind} for venue in ballot.venues.all()]

    def save(form, people, venues):
        return declaration.open_next_round(
            ballot=ballot, held_on=form.cleaned_data["held_on"], due_count=form.cleaned_data["due_count"],
            people=people, venues=venues, by=request.viewer, expected_version=form.expected_version,
        )  # fmt: skip

    title = f"登记{side.label}第 {ballot.round_number} 轮之后的投票"
    return _prepare(request, row, side, title, save, initial, lines, venues, group=group, follows=ballot)


def _prepare(
    request, row, side, title, save, initial, lines, places, *, due_help="", group=(), follows=None, judged=None
):
    posted = _with_more_lines(request.POST) if request.method == "POST" else None
    form = PrepareForm(posted, side=side, initial=initial, due_help=due_help, fixed_seats=bool(group))
    # a posted line counts even where it is just as it was filled in
    shown = (None, None) if posted else (places, lines)
    venues = Venues(posted, prefix="venue", initial=shown[0])
    people = People(posted, prefix="person", form_kwargs={"side": side}, initial=shown[1])
    status = 200
    if posted is not None and "more" not in posted:
        if all([form.is_valid(), venues.is_valid(), people.is_valid()]):
            made = attempt(form, lambda: save(form, people_in(people), venues_in(venues)))
            if made is not None:
                messages.success(request, "已建立。请由两个人分别录入签字报告单。")
                return redirect(made)
        status = 422
    context = {
        "row": row, "cycle": row.cycle, "form": form, "venues": venues, "people": people, "side": side,
        "group": group, "follows": follows, "judged": judged, "title": title, "breadcrumb": crumbs(row, (title, "")),
        "back": follows.get_absolute_url() if follows else reverse("elections:ballots", args=[row.pk]),
    }  # fmt: skip
    return render(request, "elections/ballot_prepare.html", context, status=status)


def _with_more_lines(posted):
    """The posted data, with more empty lines of a formset where its button asked for them (`more`: its prefix)."""
    prefix = posted.get("more", "")
    name = f"{prefix}-TOTAL_FORMS"
    if prefix not in ("venue", "person") or not posted.get(name, "").isdecimal():
        return posted
    posted = posted.copy()
    posted[name] = str(min(int(posted[name]), 300) + MORE_LINES)
    return posted


SAID = {
    BallotState.PREPARED: "已保存。",
    BallotState.ENTERED: "已保存。请换一个人再录一遍。",
    BallotState.VERIFIED: "两遍录入一致，已核对。",
    BallotState.DIFFERING: "两遍录入有不一致的地方，请对照报告单核对。",
}


def enter(request, pk):
    """The paper as a form. Nobody sees the other person's numbers before both have typed theirs."""
    ballot = ballot_or_404(request, pk)
    require(can_enter_ballot(request.viewer, ballot))
    form = queries.paper_form(ballot)
    mine = next((e for e in queries.standing_entries(ballot) if e.entered_by_id == request.viewer.user_id), None)
    entry = str(mine.pk) if mine else ""
    if request.method != "POST":
        fields = tally.fields_of(form, mine.data) if mine else {}
        return _paper(request, ballot, form, fields, [], entry)
    if "more" in request.POST:
        return _paper(request, ballot, form, request.POST, [], request.POST.get("entry", ""), more=MORE_LINES)
    reading = tally.read(form, request.POST)
    flaws = reading.flaws or declaration.contradictions(ballot, reading.data)
    if not flaws:
        try:
            fresh = services.enter_reading(
                ballot=ballot, reading=reading, by=request.viewer, expected_entry=_number(request.POST.get("entry"))
            )
        except Refused as refusal:
            flaws = [tally.Flaw("", str(refusal.verdict))]
        else:
            tell = messages.warning if fresh.state == BallotState.DIFFERING else messages.success
            tell(request, SAID[BallotState(fresh.state)])
            return redirect(fresh)
    return _paper(request, ballot, form, request.POST, flaws, entry, status=422)


def _number(text) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _paper(request, ballot, form, fields, flaws, entry, status=200, more=0):
    wrong = {flaw.name for flaw in flaws}
    row = ballot.community_cycle
    context = {
        "ballot": ballot, "cycle": row.cycle, "title": "录入报告单", "flaws": flaws, "entry": entry,
        "venues": [_venue(form, key, name, fields, wrong, more) for key, name in form.venues],
        "marks": form.marks, "genders": tally.GENDERS, "optional": tally.OPTIONAL_COUNTS,
        "breadcrumb": crumbs(row, (str(ballot), ballot.get_absolute_url()), ("录入报告单", "")),
    }  # fmt: skip
    return render(request, "elections/ballot_enter.html", context, status=status)


def _field(name: str, fields, wrong) -> dict:
    return {"name": name, "value": fields.get(name, ""), "is_wrong": name in wrong}


def _venue(form, key: str, name: str, fields, wrong, more: int) -> dict:
    posts = []
    for post in form.posts:
        start = f"{key}-{post.key}"
        counts = [
            (label, _field(f"{start}-{count}", fields, wrong), count in tally.OPTIONAL_COUNTS)
            for count, label in tally.ALL_COUNTS.items()
        ]
        people = [
            (person, [(mark, _field(f"{start}-{pk}-{place}", fields, wrong)) for place, mark in enumerate(form.marks)])
            for pk, person in post.people
        ]
        write_ins = [
            {part: _field(f"{start}-w{line}-{part}", fields, wrong) for part in ("name", "gender", "votes")}
            for line in range(tally.write_in_lines(fields, start, more))
        ]
        posts.append({"post": post, "counts": counts, "people": people, "write_ins": write_ins})
    return {"name": name, "attended": _field(f"{key}-attended", fields, wrong), "posts": posts}
