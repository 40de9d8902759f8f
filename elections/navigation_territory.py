"""Navigation of the register of divisions and the holiday table."""

from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD, Role
from huanjie.navigation import Entry, register

register(
    Entry("区划", "elections:territory", "map", order=70,
          roles=frozenset(EVERYONE_IN_THE_FIELD | {Role.SYSTEM_ADMINISTRATOR})),
    Entry("节假日安排", "elections:calendar", "calendar-days", order=75, roles=frozenset({Role.DISTRICT_ORGANIZER})),
)  # fmt: skip
