"""Navigation and to-dos of the electorate, and the names of its acts in the log."""

from django.urls import reverse

from elections.community_links import CommunityLink, register_link
from elections.permissions import ROSTER_READERS
from elections.permissions_cycle import PLANNERS, RECORDERS
from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD, Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos

register(
    Entry("党员人数与会场", "elections:halls", "armchair", order=53, roles=frozenset(PLANNERS | {Role.LEADER})),
    Entry("选民名单异议", "elections:objections", "message-square-warning", order=54, roles=frozenset(ROSTER_READERS)),
)
verbs.register(
    {
        "rights.restricted": "登记党员权利受限",
        "rights.restriction_ended": "登记权利受限截止",
        "exclusion.proposed": "登记不计入应到会的情形",
        "exclusion.superior_agreed": "登记上级同意不计入",
        "exclusion.assembly_passed": "登记大会通过不计入",
        "exclusion.ended": "恢复计入应到会",
        "joint_branch.covers": "登记联合党支部覆盖",
        "joint_branch.stopped": "取消联合党支部覆盖",
        "partyassembly.planned": "登记党员大会",
        "partyassembly.arranged": "安排会场",
        "partyassembly.opened": "登记开会",
        "partyassembly.turnout": "登记到会和选票",
        "venue.saved": "登记会场",
        "voterroll.described": "登记户数和小组数",
        "registration.entered": "填写选民登记数",
        "voterroll.published": "登记公布选民名单",
        "voterroll.corrected": "登记选民名单更正公告",
        "voterobjection.received": "登记选民名单异议",
        "voterobjection.resolved": "处理选民名单异议",
        "duplicate.reported": "报告重复登记",
        "duplicate.settled": "处理重复登记",
        "proxies.added": "登记委托投票",
        "proxies.ended": "撤销委托投票",
        "representatives.added": "登记代表",
        "representatives.removed": "移出代表名单",
        "representatives.leader": "登记居民小组长",
        "electioncommittee.chosen": "登记推选选举委员会",
        "electioncommittee.chosen_again": "登记另行推选",
        "electioncommittee.office": "登记选举委员会职务",
        "electioncommittee.relative": "登记选举委员会成员近亲属",
        "committeevote.withdrawn": "登记退出选举委员会",
        "committeevote.serving": "登记递补选举委员会",
    }
)


def waiting_objections(viewer):
    """Objections past their three days, and lists that owe a correction."""
    from elections.models import VoterRoll
    from elections.queries.cycle import current_cycle
    from elections.queries.registration import overdue_objections
    from huanjie.shared import clock

    if viewer.role not in RECORDERS | PLANNERS:
        return
    cycle = current_cycle(viewer)
    if cycle is None or cycle.state != "open":
        return
    late = overdue_objections(viewer, cycle, clock.today()).count()
    yield Todo("选民名单异议逾期未处理", f"{reverse('elections:objections')}?standing=overdue", late, "late")
    owing = VoterRoll.objects.visible_to(viewer).filter(
        community_cycle__cycle=cycle, correction_due_since__isnull=False
    )
    first = owing.first()
    if first is not None:
        yield Todo("选民名单待发更正公告", first.get_absolute_url(), owing.count(), "due")


register_todos(waiting_objections)
for _link in (
    CommunityLink("党员大会", "elections:assembly", EVERYONE_IN_THE_FIELD, order=20),
    CommunityLink("选民登记", "elections:registration", EVERYONE_IN_THE_FIELD, order=25),
    CommunityLink("选举委员会", "elections:election_committee", EVERYONE_IN_THE_FIELD, order=26),
):
    register_link(_link)
