"""How many may vote on the residents' side, and what is open about their list."""

from datetime import date

from django.db.models import Q, Sum

from elections.enums import ElectionMode
from elections.enums_electorate import ObjectionState, RepresentativeKind
from elections.models import (
    CommunityCycle,
    DuplicateVoter,
    ElectionCycle,
    RegistrationSum,
    Representative,
    VoterObjection,
    VoterRoll,
)


def roll_of(community_cycle: CommunityCycle) -> VoterRoll | None:
    """The community's list as published, or what is known of it before."""
    return VoterRoll.objects.filter(community_cycle=community_cycle).first()


def sums_of(community_cycle: CommunityCycle):
    """Registered day by day, newest first; what was typed anew comes with it."""
    return RegistrationSum.objects.filter(community_cycle=community_cycle)


def latest_sum(community_cycle: CommunityCycle) -> RegistrationSum | None:
    """The newest standing number."""
    return sums_of(community_cycle).filter(is_superseded=False).first()


def registered_voters(community_cycle: CommunityCycle) -> int | None:
    """Registered voters as of now: the published number with every change decided since; before publication the
    newest sum. None while nothing is registered. Every threshold reads this."""
    roll = roll_of(community_cycle)
    if roll is not None and roll.published_on:
        return roll.published_count + changes_since_publication(community_cycle)
    newest = latest_sum(community_cycle)
    return newest.total if newest else None


def changes_since_publication(community_cycle: CommunityCycle) -> int:
    """What objections and double registrations have moved since the list was published (domain brief §12.16)."""
    moved = VoterObjection.objects.filter(community_cycle=community_cycle, state=ObjectionState.DECIDED).aggregate(
        n=Sum("change")
    )["n"]
    frozen = DuplicateVoter.objects.filter(frozen_in=community_cycle, changes_list=True).count()
    return (moved or 0) - frozen


def representatives_of(community_cycle: CommunityCycle):
    """Household and residents' representatives now in place."""
    return Representative.objects.filter(community_cycle=community_cycle, left_on__isnull=True)


def kind_for(mode: str) -> RepresentativeKind | None:
    """Whose list is published together with the voters' (art. 17); None where every voter votes."""
    return {
        ElectionMode.HOUSEHOLDS: RepresentativeKind.HOUSEHOLD,
        ElectionMode.REPRESENTATIVES: RepresentativeKind.RESIDENT,
    }.get(ElectionMode(mode))


def representatives(community_cycle: CommunityCycle) -> int | None:
    """How many vote for the others in this community's way of electing; None when nobody does or none are recorded."""
    kind = kind_for(community_cycle.election_mode)
    return representatives_of(community_cycle).filter(kind=kind).count() or None if kind else None


def objections(viewer):
    """Objections inside the viewer's area with their community."""
    return (
        VoterObjection.objects.visible_to(viewer)
        .select_related("community_cycle__cycle", "community_cycle__community__subdistrict", "report")
        .defer("report__text", "report__contact", "report__check_note", "report__answer")
    )


def overdue_objections(viewer, cycle: ElectionCycle, on: date):
    """Not decided in time (art. 17: three days)."""
    return objections(viewer).filter(
        community_cycle__cycle=cycle, state=ObjectionState.RECEIVED, decide_by__lt=on
    )  # fmt: skip


def objections_of(community_cycle: CommunityCycle):
    """Of one community, those waiting first."""
    return VoterObjection.objects.filter(community_cycle=community_cycle).order_by("state", "decide_by", "pk")


def duplicates_of(community_cycle: CommunityCycle):
    """Double registrations this community reported or is named in."""
    return DuplicateVoter.objects.filter(Q(community_cycle=community_cycle) | Q(other=community_cycle)).select_related(
        "community_cycle__community", "community_cycle__cycle", "other__community", "frozen_in__community"
    )


def duplicates(viewer):
    """Double registrations with a foot inside the viewer's area."""
    both = DuplicateVoter.objects.select_related(
        "community_cycle__community", "community_cycle__cycle", "other__community", "frozen_in__community"
    )
    if not viewer.area:
        return both
    end = viewer.area + ":"
    return both.filter(
        Q(area_code__gte=viewer.area, area_code__lt=end)
        | Q(other__area_code__gte=viewer.area, other__area_code__lt=end)
    )
