"""Ballots, their papers and who was elected."""

from elections.enums import BallotPost, BallotState, ElectState, Side
from elections.models import Ballot, BallotEntry, CommunityCycle, ElectedPerson
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


def waiting_to_be_compared(viewer, cycle):
    """Rounds whose paper one person has typed and nobody has checked, and those whose two readings differ."""
    return ballots(viewer).filter(
        community_cycle__cycle=cycle, state__in=(BallotState.ENTERED, BallotState.DIFFERING)
    )  # fmt: skip


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
