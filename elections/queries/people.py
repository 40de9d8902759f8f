"""The roster: who is on it, for whom."""

from django.db.models import Count, Q

from elections.models import Community, PartyMember, PartyOrganization
from elections.rules.places import PlaceIndex
from huanjie.shared.crypto import lookup_hash
from huanjie.shared.scope import full_code


def place_index(prefix: str) -> PlaceIndex:
    """The communities now in force inside an area, as the file rules look them up."""
    rows = Community.objects.current().in_area(prefix).values_list(
        "code", "name", "subdistrict__code", "subdistrict__name"
    )  # fmt: skip
    return PlaceIndex(rows)


def members(viewer):
    """The lines of the roster inside the viewer's area, with what a list shows."""
    return PartyMember.objects.visible_to(viewer).select_related("organization", "community__subdistrict")


def members_with_id_number(viewer, id_number: str):
    """Lines of the roster with this ID number: found by its keyed hash, never by the number."""
    digest = lookup_hash(id_number)
    return members(viewer).filter(id_number_hash=digest) if digest else members(viewer).none()


def is_on_another_roster(id_number: str, *, except_pk: int | None = None) -> bool:
    """Whether somebody with this ID number is on any roster now, wherever that is."""
    same = PartyMember.objects.filter(id_number_hash=lookup_hash(id_number), left_on__isnull=True)
    return same.exclude(pk=except_pk).exists()


def organizations(viewer):
    """Party organizations inside the viewer's area with the number of members now on their roster."""
    here = Q(members__left_on__isnull=True)
    return (
        PartyOrganization.objects.visible_to(viewer)
        .select_related("community__subdistrict", "parent")
        .annotate(
            member_count=Count("members", filter=here),
            probationary_count=Count("members", filter=here & Q(members__is_probationary=True)),
        )
    )


def organizations_to_choose(viewer):
    """Organizations inside the viewer's area as a form offers them."""
    return PartyOrganization.objects.visible_to(viewer).select_related("community").order_by("area_code", "name")


def communities(viewer):
    """Communities in force inside the viewer's area, with their street."""
    return Community.objects.current().visible_to(viewer).select_related("subdistrict")


def places_to_choose(viewer) -> list[tuple[str, str]]:
    """Prefix and label of every street and community inside the viewer's area, as a filter offers them."""
    choices, street = [], ""
    for community in communities(viewer).order_by("code"):
        if community.subdistrict.code != street:
            street = community.subdistrict.code
            choices.append((street[:9], community.subdistrict.name))
        choices.append((full_code(community.code), f"　{community.name}"))
    return choices
