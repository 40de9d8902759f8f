"""Audits as a viewer may see them."""

from audits.enums import AuditState
from audits.models import Audit
from elections.models import CommunityCycle


def audits(viewer):
    """Audits inside the viewer's area."""
    return Audit.objects.visible_to(viewer).select_related(
        "community_cycle__cycle", "community_cycle__community__subdistrict"
    )


def audits_of(cycle, viewer):
    """Those of one cycle."""
    return audits(viewer).filter(community_cycle__cycle=cycle)


def unpublished_in(community_cycle_id: int):
    """Audits of one community whose result the residents have not seen yet."""
    return Audit.objects.filter(community_cycle_id=community_cycle_id).exclude(state=AuditState.PUBLISHED)


def communities_to_audit(viewer, cycle):
    """The cycle's communities inside the viewer's area."""
    return (
        CommunityCycle.objects.visible_to(viewer)
        .filter(cycle=cycle)
        .select_related("community__subdistrict", "cycle")
        .order_by("area_code")
    )
