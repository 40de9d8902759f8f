"""What anybody may read without signing in: papers that were issued for the public, nothing else."""

from dataclasses import dataclass

from django.db.models import Count, Q

from elections.enums import CycleState, Inclusion
from elections.enums_paper import OUT, PaperState
from elections.models import CommunityCycle, ElectionCycle, Paper, PublicReport


def open_cycles():
    """Cycles that are running or just ended, one a district."""
    return ElectionCycle.objects.filter(state__in=(CycleState.OPEN, CycleState.CLOSED)).select_related("district")


def district_cycle(code: str) -> ElectionCycle | None:
    """The newest cycle of a district (six digits)."""
    return open_cycles().filter(area_code=code).order_by("-starts_on").first()


def communities_of(cycle: ElectionCycle):
    """The communities of a cycle with the number of papers on their boards."""
    out = Q(papers__is_public=True, papers__state__in=OUT)
    return (
        CommunityCycle.objects.filter(cycle=cycle)
        .exclude(inclusion=Inclusion.NOT_DUE)
        .select_related("community__subdistrict")
        .annotate(papers_count=Count("papers", filter=out))
        .order_by("area_code")
    )


def community_by_code(code: str) -> CommunityCycle | None:
    """The community's newest cycle that the public may see."""
    return (
        CommunityCycle.objects.filter(area_code=code, cycle__state__in=(CycleState.OPEN, CycleState.CLOSED))
        .select_related("cycle__district", "community__subdistrict")
        .order_by("-cycle__starts_on")
        .first()
    )


def board_of(community_cycle: CommunityCycle) -> list[Paper]:
    """The notice board: newest first; a corrected paper stays, marked as such."""
    return list(
        Paper.objects.filter(community_cycle=community_cycle)
        .for_the_public()
        .defer("data", "given")
        .order_by("-issued_on", "-pk")
    )


def public_paper(pk: int) -> Paper | None:
    """An issued paper for the public; None for everything else."""
    return (
        Paper.objects.for_the_public()
        .filter(pk=pk, community_cycle__cycle__state__in=(CycleState.OPEN, CycleState.CLOSED))
        .select_related("community_cycle__cycle__district", "community_cycle__community__subdistrict", "corrects")
        .first()
    )


def replaced_by(paper: Paper) -> Paper | None:
    """The paper that corrects this one."""
    return paper.corrections.filter(state__in=OUT).first() if paper.state == PaperState.CORRECTED else None


def reports(viewer):
    """Objections and reports inside the viewer's area."""
    return PublicReport.objects.visible_to(viewer).select_related(
        "community_cycle__cycle", "community_cycle__community__subdistrict", "paper", "objection"
    )


@dataclass(frozen=True)
class Clocks:
    """How many reports wait and how many are late."""

    waiting: int
    late: int


def clocks(viewer, now) -> Clocks:
    mine = PublicReport.objects.visible_to(viewer)
    return Clocks(mine.waiting().count(), mine.late(now).count())
