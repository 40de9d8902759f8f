"""Facts of papers about results: every declared round of a side with the figures it was declared with, who was elected
by them, and what is still open."""

from collections.abc import Iterable, Mapping

from elections.enums import POSTS_OF, BallotPost, BallotState, ElectionMode, ElectState, RoundKind, Side
from elections.models import Ballot, CommunityCycle, ElectedPerson
from elections.queries.ballot import pending_of
from elections.rules import paper_rounds
from elections.rules.paper_rounds import DeclaredRound
from huanjie.shared.strokes import by_surname

LEADERS = (BallotPost.PARTY_SECRETARY, BallotPost.PARTY_DEPUTY_SECRETARY)
UNSETTLED = (ElectState.AWAITING_REVIEW, ElectState.RELATIVES)
GONE = (ElectState.VOID, ElectState.WITHDRAWN)
DUE = {ElectionMode.HOUSEHOLDS: "户代表", ElectionMode.REPRESENTATIVES: "居民代表"}
SHORT = {
    BallotPost.PARTY_SECRETARY: "书记", BallotPost.PARTY_DEPUTY_SECRETARY: "副书记", BallotPost.PARTY_MEMBER: "委员",
}  # fmt: skip


def declared(community_cycle: CommunityCycle, side: Side) -> list[Ballot]:
    """Every declared round of a side, in order, with its seats and outcomes."""
    rows = Ballot.objects.filter(community_cycle=community_cycle, side=side, state=BallotState.DECLARED)
    return list(rows.order_by("round_number").prefetch_related("seats", "outcomes"))


def with_posts(ballots: Iterable[Ballot], posts: Iterable[str]) -> list[Ballot]:
    """Of these rounds those that voted on one of the posts."""
    wanted = set(posts)
    return [ballot for ballot in ballots if wanted & {seat.post for seat in ballot.seats.all()}]


def rounds_of(ballots: Iterable[Ballot], due: str) -> list[DeclaredRound]:
    """The rounds as papers state them: the sums of the latest conclusion drawn from each."""
    found = []
    for ballot in ballots:
        outcome = max(ballot.outcomes.all(), key=lambda each: (each.declared_at, each.pk), default=None)
        if outcome is not None:
            kind = RoundKind(ballot.kind).label
            is_party = ballot.side == Side.PARTY
            found.append(DeclaredRound(kind, ballot.held_on, due, outcome.counts, outcome.is_valid, is_party))
    return found


def first_seats(ballots: Iterable[Ballot], posts: Iterable[str]) -> dict[str, int]:
    """The seats of the first ballots: every later round fills what these left open."""
    wanted = set(posts)
    return {
        seat.post: seat.count
        for ballot in ballots
        if ballot.kind == RoundKind.FIRST_BALLOT
        for seat in ballot.seats.all()
        if seat.post in wanted
    }


def _people(community_cycle, side: Side) -> list[ElectedPerson]:
    """Everybody who holds a seat by the votes or may yet, in the order of posts and of strokes."""
    rows = ElectedPerson.objects.filter(community_cycle=community_cycle, side=side).exclude(state__in=GONE)
    order = list(POSTS_OF[side])
    return sorted(
        by_surname(rows.select_related("ballot"), lambda row: row.name), key=lambda row: order.index(row.post)
    )


def _settled(people: Iterable[ElectedPerson]) -> list[ElectedPerson]:
    return [person for person in people if person.state not in UNSETTLED]


def _open(ballots, rounds, people, posts) -> dict[str, int | None]:
    """What of the seats is vacant, and for how many people elected by votes something is still to be decided."""
    unsettled = len(people) - len(_settled(people))
    vacant = paper_rounds.seats_open(rounds, first_seats(ballots, posts), len(people))
    return {"shortfall": vacant or None, "unsettled": unsettled or None}


# --- the Party ---------------------------------------------------------------------------------------------------------


def party_results(community_cycle, known: Mapping) -> dict:
    """The assembly's rounds: those for members of the committee; where none is set up, those for the secretary."""
    ballots = declared(community_cycle, Side.PARTY)
    here = with_posts(ballots, [BallotPost.PARTY_MEMBER]) or ballots
    rounds = rounds_of(here, "应到会有选举权的党员")
    if not rounds:
        return {}
    posts = {seat.post for ballot in here for seat in ballot.seats.all()}
    people = [person for person in _people(community_cycle, Side.PARTY) if person.post in posts]
    members = [person.name for person in _settled(people) if person.post == BallotPost.PARTY_MEMBER]
    left = _open(here, rounds, people, posts)
    return {
        "party_held_on": here[0].held_on,
        "party_attended_count": rounds[0].counts["attended"],
        "party_figures_words": paper_rounds.figures(rounds),
        "party_rounds": paper_rounds.sections(rounds),
        "party_elected_names": members or None,
        "party_elected_words": _posts_in_words(_settled(people)) or None,
        "party_shortfall": left["shortfall"],
        "party_unsettled": left["unsettled"],
    }


def _posts_in_words(people: Iterable[ElectedPerson]) -> str:
    """书记：甲。委员：乙、丙。"""
    groups: dict[str, list[str]] = {}
    for person in people:
        groups.setdefault(person.post, []).append(person.name)
    ordered = [post for post in SHORT if post in groups]
    return "".join(f"{SHORT[post]}：{'、'.join(groups[post])}。" for post in ordered)


def leader_results(community_cycle, known: Mapping) -> dict:
    """Secretary and deputies: elected by the new committee, or by the assembly where there is no committee."""
    ballots = declared(community_cycle, Side.PARTY)
    here = with_posts(ballots, LEADERS)
    by_assembly = not with_posts(ballots, [BallotPost.PARTY_MEMBER])
    rounds = rounds_of(here, "应到会有选举权的党员" if by_assembly else "应到会委员")
    if not rounds:
        return {}
    people = [person for person in _settled(_people(community_cycle, Side.PARTY)) if person.post in LEADERS]
    names = {post: "、".join(person.name for person in people if person.post == post) or None for post in LEADERS}
    return {
        "leaders_held_on": here[0].held_on,
        "leaders_meeting": "召开党员大会" if by_assembly else "新一届委员会召开第一次全体会议",
        "leader_rounds": paper_rounds.sections(rounds),
        "leaders_elected_words": _posts_in_words(people) or None,
        "secretary_elected": names[BallotPost.PARTY_SECRETARY],
        "deputies_elected": names[BallotPost.PARTY_DEPUTY_SECRETARY],
    }


def party_duties(community_cycle, known: Mapping) -> dict:
    """The new committee with the posts its members were elected to; what each looks after is written by hand."""
    posts: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for person in _settled(_people(community_cycle, Side.PARTY)):
        posts.setdefault(person.key, []).append(person.post)
        names[person.key] = person.name
    rows = [
        [names[key], "、".join(SHORT[post] for post in SHORT if post in posts[key])]
        for key in by_surname(names, names.get)
    ]
    return {"party_duties_table": _to_write([["姓名", 30], ["党内职务", 40], ["分工", 0]], rows)}


def _to_write(columns: list, rows: list[list[str]]) -> dict | None:
    """A numbered table whose last columns are left for writing."""
    if not rows:
        return None
    width = len(columns)
    filled = [[str(n), *row, *[""] * (width - len(row))] for n, row in enumerate(rows, start=1)]
    return {"columns": [["序号", 14], *columns], "rows": filled, "by_hand": True}


# --- the residents' committee ------------------------------------------------------------------------------------------


def committee_results(community_cycle, known: Mapping) -> dict:
    ballots = declared(community_cycle, Side.RESIDENTS_COMMITTEE)
    rounds = rounds_of(ballots, DUE.get(ballots[0].mode, "登记选民") if ballots else "")
    if not rounds:
        return {}
    people = _people(community_cycle, Side.RESIDENTS_COMMITTEE)
    settled = _settled(people)
    posts = POSTS_OF[Side.RESIDENTS_COMMITTEE]
    left = _open(ballots, rounds, people, posts)
    duties = [[person.name, person.get_post_display()] for person in settled]
    return {
        "committee_held_on": ballots[0].held_on,
        "committee_figures_words": paper_rounds.figures(rounds),
        "committee_rounds": paper_rounds.sections(rounds),
        "committee_elected_table": _elected_table(settled, len(rounds) > 1),
        "committee_seats_voted": sum(first_seats(ballots, posts).values()),
        "committee_shortfall": left["shortfall"],
        "committee_unsettled": left["unsettled"],
        "committee_sealing_table": paper_rounds.sealing_table(rounds),
        "committee_duties_table": _to_write(
            [["姓名", 26], ["职务", 32], ["分工", 0], ["兼任下属委员会职务", 44]], duties
        ),
    }  # fmt: skip


def _elected_table(people: list[ElectedPerson], name_rounds: bool) -> dict | None:
    if not people:
        return None
    columns = [["姓名", 36], ["性别", 20], ["职务", 0], *([["当选轮次", 32]] if name_rounds else []), ["得票", 24]]
    rows = [
        [
            each.name, each.get_gender_display() or "—", each.get_post_display(),
            *([each.ballot.get_kind_display()] if name_rounds else []), str(each.votes),
        ]
        for each in people
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def supplementary(community_cycle, known: Mapping) -> dict:
    """The seats a supplementary ballot is to fill and the round that left them open: still to be held, or the last one
    that was (csjwh-2026 art. 19)."""
    waiting = [
        (ballot, each)
        for ballot, each in pending_of(community_cycle, Side.RESIDENTS_COMMITTEE)
        if each["kind"] == RoundKind.SUPPLEMENTARY_BALLOT
    ]
    if waiting:
        after = waiting[0][0]
        seats = sum(each["seats"] for ballot, each in waiting if ballot.pk == after.pk)
        return {"supplementary_after": after.held_on, "supplementary_seats": seats}
    held = Ballot.objects.filter(
        community_cycle=community_cycle, side=Side.RESIDENTS_COMMITTEE, kind=RoundKind.SUPPLEMENTARY_BALLOT
    ).order_by("-round_number")
    last = held.select_related("follows").prefetch_related("seats").first()
    if last is None:
        return {}
    return {"supplementary_after": last.follows.held_on, "supplementary_seats": sum(s.count for s in last.seats.all())}


SOURCES = (
    (frozenset({"party_held_on", "party_attended_count", "party_figures_words", "party_rounds", "party_elected_names",
                "party_elected_words", "party_shortfall", "party_unsettled"}), party_results),
    (frozenset({"leaders_held_on", "leaders_meeting", "leader_rounds", "leaders_elected_words", "secretary_elected",
                "deputies_elected"}), leader_results),
    (frozenset({"party_duties_table"}), party_duties),
    (frozenset({"committee_held_on", "committee_figures_words", "committee_rounds", "committee_elected_table",
                "committee_seats_voted", "committee_shortfall", "committee_unsettled",
                "committee_sealing_table", "committee_duties_table"}), committee_results),
    (frozenset({"supplementary_after", "supplementary_seats"}), supplementary),
)  # fmt: skip
