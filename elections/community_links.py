"""What hangs on a community's page: every wing of the app declares its own page here, by the name of its address."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class CommunityLink:
    """A page of one community. `url_name` takes the primary key of the community's cycle; empty `roles` means everybody
    in the field; links stand in the order of `order`."""

    label: str
    url_name: str
    roles: frozenset[str] = frozenset()
    order: int = 50


_links: list[CommunityLink] = []


def register_link(link: CommunityLink) -> None:
    """Add a page; the same one twice is one."""
    if link not in _links:
        _links.append(link)


def links_for(viewer, community_cycle) -> list[tuple[str, str]]:
    """Label and address of the pages this viewer may open for the community."""
    mine = [link for link in _links if not link.roles or viewer.has(link.roles)]
    ordered = sorted(mine, key=lambda link: link.order)
    return [(link.label, reverse(link.url_name, args=[community_cycle.pk])) for link in ordered]
