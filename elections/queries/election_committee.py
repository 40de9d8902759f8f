"""The residents' election committee, its order, and who has to leave it."""

from elections.enums import Side
from elections.enums_electorate import Standing
from elections.models import CommitteeVote, CommunityCycle, ElectionCommittee
from elections.rules.election_committee import Conflict, Member, conflicts
from elections.slates import EVERYBODY, slate_of


def committee_of(community_cycle: CommunityCycle) -> ElectionCommittee | None:
    """The committee of a community, once a meeting chose it."""
    return ElectionCommittee.objects.filter(community_cycle=community_cycle).first()


def people_of(committee: ElectionCommittee):
    """Everybody voted on, in the order of each vote, with their near relatives."""
    return CommitteeVote.objects.filter(committee=committee).select_related("meeting").prefetch_related("relatives")


def serving(committee: ElectionCommittee):
    """Members now."""
    return people_of(committee).filter(state=Standing.SERVING)


def reserve(committee: ElectionCommittee) -> list[CommitteeVote]:
    """Who is called in next: the newest vote's order."""
    rows = people_of(committee).filter(state=Standing.RESERVE).order_by("-meeting__number", "rank")
    return list(rows)


def nominees(community_cycle: CommunityCycle) -> set[str]:
    """Everybody nominated for the residents' committee, whatever became of the nomination."""
    return {line.name for line in slate_of(community_cycle, Side.RESIDENTS_COMMITTEE, states=EVERYBODY)}


def as_member(row: CommitteeVote) -> Member:
    """A row as the rules read it (relatives prefetched)."""
    return Member(row.pk, row.name, tuple((each.name, each.relation) for each in row.relatives.all()))


def conflicts_in(committee: ElectionCommittee, names: set[str] | None = None) -> list[Conflict]:
    """Members who have to leave now (art. 15)."""
    names = nominees(committee.community_cycle) if names is None else names
    return conflicts([as_member(row) for row in serving(committee)], names)
