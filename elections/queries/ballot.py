"""Ballots, their papers and who was elected."""

from django.db.models import Case, Count, JSONField, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from elections.enums import BallotPost, BallotState, ElectState, Side
from elections.models import (
    Ballot,
    BallotEntry,
    BallotOutcome,
    BallotSeat,
    CommunityCycle,
    ElectedPerson,
    Handover,
)
from elections.rules.tally import PaperForm, PostForm

PARTY_MARKS = ("赞成", "不赞成", "弃权")
COMMITTEE_MARKS = ("得票",)


def ballots(viewer):
    """Rounds of voting inside the viewer's area with what a list shows."""
    return Ballot.objects.visible_to(viewer).select_related(
        "community_cycle__cycle", "community_cycle__community__subdistrict", "follows"
    )


def ballots_of(community_cycle: CommunityCycle):
    """All rounds of a community, the Party's first, in order."""
    return Ballot.objects.filter(community_cycle=community_cycle).order_by("side", "round_number")


def in_list(rows):
    """Rounds with what the list shows of their result: seats, elected, whether valid, the sums."""
    latest = BallotOutcome.objects.filter(ballot=OuterRef("pk")).order_by("-declared_at", "-pk")
    seats = BallotSeat.objects.filter(ballot=OuterRef("pk")).order_by().values("ballot").annotate(n=Sum("count"))
    stands = ElectedPerson.objects.filter(ballot=OuterRef("pk")).exclude(
        state__in=(ElectState.VOID, ElectState.WITHDRAWN)
    )  # fmt: skip
    declared = Q(state=BallotState.DECLARED)
    return rows.annotate(
        seat_count=Subquery(seats.values("n")[:1]),
        elected_count=Case(
            When(declared, then=Coalesce(Subquery(stands.order_by().values("ballot").annotate(n=Count("pk")).values("n")[:1]), 0)),
            default=None,
        ),
        is_valid=Case(When(declared, then=Subquery(latest.values("is_valid")[:1])), default=None),
        counts=Case(When(declared, then=Subquery(latest.values("counts")[:1])), default=None, output_field=JSONField()),
    )  # fmt: skip


def handovers(viewer):
    """Handovers inside the viewer's area."""
    return Handover.objects.visible_to(viewer).select_related("community_cycle__community__subdistrict")


def paper_form(ballot: Ballot) -> PaperForm:
    """What the paper of this round asks for."""
    people: dict[str, list[tuple[str, str]]] = {}
    for person in ballot.people.all():
        people.setdefault(person.post, []).append((str(person.pk), person.name))
    posts = tuple(
        PostForm(seat.post, BallotPost(seat.post).label, seat.count, tuple(people.get(seat.post, ())))
        for seat in ballot.seats.all()
    )
    venues = tuple((str(venue.pk), venue.name) for venue in ballot.venues.all())
    return PaperForm(venues, posts, PARTY_MARKS if ballot.side == Side.PARTY else COMMITTEE_MARKS)


def standing_entries(ballot: Ballot) -> list[BallotEntry]:
    """The readings that count now, at most two, the first sheet first."""
    return list(ballot.entries.filter(is_superseded=False).order_by("sheet"))


def elected(community_cycle: CommunityCycle, side: str = ""):
    """Who was elected and is not void or withdrawn."""
    rows = ElectedPerson.objects.filter(community_cycle=community_cycle).exclude(
        state__in=(ElectState.VOID, ElectState.WITHDRAWN)
    )  # fmt: skip
    return rows.filter(side=side) if side else rows


def elected_people(viewer):
    """Everybody elected inside the viewer's area."""
    return ElectedPerson.objects.visible_to(viewer).select_related(
        "community_cycle__cycle", "community_cycle__community__subdistrict", "ballot"
    )


def latest_outcome(ballot: Ballot):
    """What the paper was last concluded to say; None before."""
    return ballot.outcomes.order_by("-declared_at", "-pk").first()


def pending_rounds(ballot: Ballot) -> list[dict]:
    """The rounds that the outcome of this ballot calls for and that nobody has set up yet, the first to hold first."""
    outcome = latest_outcome(ballot)
    if outcome is None or ballot.state != BallotState.DECLARED:
        return []
    answered = {number for later in ballot.next_rounds.all() for number in later.answers}
    return [each for each in outcome.next_rounds if each["number"] not in answered]


def pending_of(community_cycle: CommunityCycle, side: str) -> list[tuple[Ballot, dict]]:
    """Every round still to be held on one side, each with the ballot it follows."""
    rounds = ballots_of(community_cycle).filter(side=side).prefetch_related("next_rounds", "outcomes")
    return [(ballot, each) for ballot in rounds for each in pending_rounds(ballot)]


def is_complete(community_cycle: CommunityCycle, side: str) -> bool:
    """The side has voted, every round is declared, no other round is called for and nobody's election is open."""
    states = list(ballots_of(community_cycle).filter(side=side).values_list("state", flat=True))
    if not states or set(states) != {BallotState.DECLARED} or pending_of(community_cycle, side):
        return False
    open_states = (ElectState.AWAITING_REVIEW, ElectState.RELATIVES)
    return not ElectedPerson.objects.filter(
        community_cycle=community_cycle, side=side, state__in=open_states
    ).exists()  # fmt: skip
