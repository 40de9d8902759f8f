"""Navigation of the register of divisions and the holiday table."""

from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD, Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, register

register(
    Entry("区划", "elections:territory", "map", order=70,
          roles=frozenset(EVERYONE_IN_THE_FIELD | {Role.SYSTEM_ADMINISTRATOR})),
    Entry("节假日安排", "elections:calendar", "calendar-days", order=75, roles=frozenset({Role.DISTRICT_ORGANIZER})),
)  # fmt: skip
verbs.register(
    {
        "divisions.loaded": "导入区划代码",
        "unit.renamed": "登记更名",
        "unit.retired": "登记撤销",
        "unit.moved": "登记划转",
        "unit.merged": "登记合并",
        "unit.split": "登记分设",
        "calendar.seeded": "填写节假日安排",
        "calendar.edited": "修改节假日安排",
    }
)
