"""Navigation of the list of circumstances."""

from huanjie.accounts.enums import Role
from huanjie.navigation import Entry, register

register(
    Entry("不宜情形", "candidates:circumstances", "list-checks", order=52, roles=frozenset({Role.DISTRICT_ORGANIZER}))
)
