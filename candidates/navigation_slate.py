"""Navigation of the slates."""

from candidates.permissions_slate import READERS
from elections.community_links import CommunityLink, register_link
from huanjie.navigation import Entry, register

register(Entry("班子方案", "candidates:slates", "list-checks", order=32, roles=READERS))
register_link(CommunityLink("班子方案", "candidates:slate", READERS, order=25))
