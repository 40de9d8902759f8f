"""Cycles and the communities in them, as a viewer may see them."""

from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.db.models.functions import Coalesce

from elections.enums import CycleState, Inclusion, StepState
from elections.models import Community, CommunityCycle, District, ElectionCycle, StepRecord
from elections.rules.procedure_intervals import ASSEMBLY, VOTE


def cycles(viewer):
    """Cycles of the viewer's district, or of the districts inside the viewer's area."""
    return ElectionCycle.objects.visible_to(viewer).select_related("district")


def current_cycle(viewer) -> ElectionCycle | None:
    """The running cycle of the viewer's area; the latest one when none is running."""
    return cycles(viewer).open().order_by("-starts_on").first() or cycles(viewer).order_by("-starts_on").first()


def current_name(viewer) -> str:
    """The name of the viewer's district's cycle for the top of the page; '' above the district, where there are many."""
    if len(viewer.area) < 6:
        return ""
    rows = ElectionCycle.objects.filter(area_code=viewer.area[:6]).order_by("-starts_on").values_list("state", "name")
    names = list(rows)
    running = [name for state, name in names if state == CycleState.OPEN]
    return (running or [name for _, name in names] or [""])[0]


def district_of(viewer) -> District | None:
    """The district an organizer works for."""
    return District.objects.current().in_area(viewer.area[:6]).first() if len(viewer.area) >= 6 else None


def communities_to_join(district: District):
    """What a new cycle would take in, street by street."""
    return Community.objects.current().in_area(district.prefix).select_related("subdistrict").order_by("code")


def communities_in(cycle: ElectionCycle, viewer, on: date):
    """The cycle's communities inside the viewer's area, with how many of their steps are needed, done and late."""
    needed = Q(step_records__is_needed=True)
    done = needed & Q(step_records__state=StepState.DONE)
    waiting = needed & ~Q(step_records__state=StepState.DONE)
    return (
        CommunityCycle.objects.visible_to(viewer)
        .filter(cycle=cycle)
        .select_related("community__subdistrict", "cycle")
        .annotate(
            needed_count=Count("step_records", filter=needed),
            done_count=Count("step_records", filter=done),
            late_count=Count("step_records", filter=waiting & Q(step_records__planned_on__lt=on)),
            late_since=Min("step_records__planned_on", filter=waiting & Q(step_records__planned_on__lt=on)),
        )
    )


def past_their_term(communities, on: date):
    """Of these communities, those whose term, or its approved extension, has ended and that have not voted on both sides:
    postponed ones among them, which no rate counts (domain brief §12.20)."""
    votes = StepRecord.objects.filter(community_cycle=OuterRef("pk"), code__in=(ASSEMBLY, VOTE), is_needed=True)
    ended = Coalesce("extended_to", "term_ends_on", "cycle__term_ends_on")
    found = communities.exclude(inclusion=Inclusion.NOT_DUE).annotate(last_day=ended)
    return found.filter(Exists(votes.exclude(state=StepState.DONE)), last_day__lt=on)


def community_cycles(viewer):
    """Any cycle's communities inside the viewer's area."""
    return CommunityCycle.objects.visible_to(viewer).select_related("community__subdistrict__district", "cycle")


def streets_in(cycle: ElectionCycle, viewer) -> list[tuple[str, str]]:
    """Prefix and name of the streets with communities in the cycle that the viewer sees."""
    rows = (
        CommunityCycle.objects.visible_to(viewer)
        .filter(cycle=cycle)
        .order_by("community__subdistrict__code")
        .values_list("community__subdistrict__code", "community__subdistrict__name")
        .distinct()
    )
    return [(code[:9], name) for code, name in rows]
