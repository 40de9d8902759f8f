"""Navigation of the roster, and the names of its acts in the log."""

from elections.permissions import ROSTER_READERS
from huanjie.accounts.enums import Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, register

register(
    Entry("党员名册", "elections:members", "users", order=40, roles=frozenset(ROSTER_READERS)),
    Entry("党组织", "elections:organizations", "network", order=41, roles=frozenset({Role.LEADER})),
)
verbs.register(
    {
        "party_member.registered": "登记党员",
        "party_member.changed": "修改党员信息",
        "party_member.left": "转出名册",
        "party_member.revealed": "查看完整身份证号",
        "party_member.looked_up": "按身份证号查询",
        "party_organization.registered": "登记党组织",
        "party_organization.changed": "修改党组织",
        "import_run.written": "写入导入数据",
    }
)
