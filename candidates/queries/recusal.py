"""Who has nothing to do with whom."""

from candidates.models import Candidate, Recusal
from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment
from huanjie.shared import clock
from huanjie.shared.scope import covers


def recused_candidates(viewer):
    """Ids of the candidates whose record is hidden from this viewer; a subquery, never a query of its own."""
    return Recusal.objects.filter(user_id=viewer.user_id, lifted_at__isnull=True).values("candidate_id")


def is_recused(user_id: int | None, candidate_id: int) -> bool:
    """Whether this officer has nothing to do with this candidate."""
    return Recusal.objects.filter(user_id=user_id, candidate_id=candidate_id, lifted_at__isnull=True).exists()


def recusals(viewer):
    """All recusals inside the viewer's area, lifted ones too, but none of a candidate from whom the viewer is recused."""
    return (
        Recusal.objects.visible_to(viewer)
        .exclude(candidate_id__in=recused_candidates(viewer))
        .select_related("candidate__community_cycle__cycle", "candidate__community_cycle__community__subdistrict")
        .defer("candidate__id_number", "candidate__phone")
    )


def without_replacement(viewer, cycle):
    """Recusals in force of officers of the departments, whose unit has nobody else to sign. A candidate who left or was
    decided on waits for nobody."""
    departments = Assignment.objects.standing().filter(role=Role.REVIEWING_DEPARTMENT).values("user_id")
    return recusals(viewer).filter(
        candidate__community_cycle__cycle=cycle, candidate__state="joint_review", lifted_at__isnull=True,
        reassigned_to_id__isnull=True, user_id__in=departments,
    )  # fmt: skip


def officers(role: str, unit: str | None = None):
    """Assignments in force of active accounts with this role, of one unit when given, by account number."""
    rows = Assignment.objects.in_force(clock.today()).filter(role=role, user__is_active=True).select_related("user")
    return (rows if unit is None else rows.filter(user__unit=unit)).order_by("user_id", "pk")


def others_for(candidate: Candidate, role: str, unit: str | None, without: set[int]):
    """The accounts that could take this candidate over: same role (and unit), area covering it, not recused from it."""
    hidden = set(Recusal.objects.filter(candidate=candidate, lifted_at__isnull=True).values_list("user_id", flat=True))
    return [
        each.user
        for each in officers(role, unit)
        if covers(each.area_code, candidate.area_code) and each.user_id not in hidden | without
    ]
