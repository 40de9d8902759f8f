from huanjie.accounts.enums import Role
from huanjie.navigation import Entry, register

register(
    Entry(
        "操作日志",
        "activity:entries",
        "scroll-text",
        order=95,
        roles=frozenset({Role.ACTIVITY_ADMINISTRATOR, Role.DISTRICT_ORGANIZER}),
    )
)
