"""What of this app the search field finds: communities, people on the roster, steps by the number of their evidence."""

from django.db.models import Q
from django.urls import reverse

from elections.models import CommunityCycle, PartyMember, PartyOrganization, StepRecord
from elections.permissions import can_see_organizations, can_see_roster
from elections.permissions_cycle import can_see_cycles
from elections.queries.cycle import current_cycle
from huanjie.search import SHOWN, Hit, Source, register


def communities(viewer, words):
    """Communities in the running cycle, by name, street or code."""
    cycle = current_cycle(viewer) if can_see_cycles(viewer) else None
    if cycle is None:
        return
    named = Q(community__name__icontains=words) | Q(community__subdistrict__name__icontains=words)
    rows = CommunityCycle.objects.visible_to(viewer).filter(named | Q(area_code__startswith=words), cycle=cycle)
    for row in rows.select_related("community__subdistrict").order_by("area_code")[: SHOWN + 1]:
        yield Hit(row.community.name, row.get_absolute_url(), row.community.subdistrict.name)


def organizations(viewer, words):
    """Party organizations by name."""
    if not can_see_organizations(viewer):
        return
    rows = PartyOrganization.objects.visible_to(viewer).filter(name__icontains=words)
    for row in rows.select_related("community__subdistrict")[: SHOWN + 1]:
        yield Hit(row.name, reverse("elections:organization", args=[row.pk]), _place(row.community))


def _place(community) -> str:
    """Communities of one name are told apart by their street."""
    return f"{community.subdistrict.name}{community.name}"


def members(viewer, words):
    """People on the roster by name; those who left too, said so."""
    if not can_see_roster(viewer):
        return
    rows = PartyMember.objects.visible_to(viewer).filter(name__icontains=words)
    rows = (
        rows.select_related("organization").defer("id_number", "phone").order_by("left_on", "area_code", "name", "pk")
    )
    for row in rows[: SHOWN + 1]:
        yield Hit(row.name, row.get_absolute_url(), row.organization.name + ("，已转出" if row.left_on else ""))


def evidence(viewer, words):
    """Steps by the name or number of what they left behind."""
    if not can_see_cycles(viewer):
        return
    rows = StepRecord.objects.visible_to(viewer).filter(evidence__icontains=words)
    rows = rows.select_related("step", "community_cycle__community__subdistrict").order_by("-done_on", "pk")
    for row in rows[: SHOWN + 1]:
        place = f"{_place(row.community_cycle.community)} · {row.step.name}"
        yield Hit(row.evidence, row.get_absolute_url(), place)


register(
    Source("社区", communities),
    Source("党组织", organizations),
    Source("党员", members),
    Source("步骤材料和文号", evidence),
)
