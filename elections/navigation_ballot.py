"""Navigation of results: the list, what waits for somebody, the names of the acts in the log."""

from django.urls import reverse

from elections.community_links import CommunityLink, register_link
from elections.enums import BallotState, ElectState
from elections.permissions_cycle import PLANNERS, RECORDERS
from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD, Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos

register(Entry("选举结果", "elections:results", "vote", order=52, roles=EVERYONE_IN_THE_FIELD))
for _label, _name, _order in (
    ("选举结果", "elections:ballots", 60),
    ("工作移交", "elections:handover", 61),
    ("居务监督委员会", "elections:supervision", 62),
):
    register_link(CommunityLink(_label, _name, EVERYONE_IN_THE_FIELD, _order))
verbs.register(
    {
        "ballot.prepared": "登记投票",
        "ballot.entered": "录入报告单",
        "ballot.differing": "录入报告单（两遍不一致）",
        "ballot.verified": "两遍录入核对一致",
        "ballot.declared": "确认选举结果",
        "ballot.outcome": "生成选举结论",
        "ballot.seats_reduced": "减少名额",
        "ballot.relatives_noted": "登记近亲属关系",
        "ballot.relatives_removed": "取消近亲属关系",
        "ballot.report_opened": "打开报告单扫描件",
        "electedperson.elected": "确认当选",
        "electedperson.withdrawn": "登记不再任职",
        "electedperson.void": "登记当选无效",
        "handover.begun": "建立移交清单",
        "handover.recorded": "登记移交情况",
        "handover.completed": "移交完成",
        "handover.reopened": "撤回移交完成",
        "supervision.recorded": "登记居务监督委员会推选",
    }
)


def waiting_results(viewer):
    """Papers read once, readings that differ, write-ins to review, handovers past their day."""
    from elections.queries.ballot import ballots, elected_people, handovers
    from elections.queries.cycle import current_cycle
    from huanjie.shared import clock

    if viewer.role not in RECORDERS | PLANNERS:
        return
    cycle = current_cycle(viewer)
    if cycle is None or cycle.state != "open":
        return
    base = reverse("elections:cycle_results", args=[cycle.pk])
    mine = ballots(viewer).filter(community_cycle__cycle=cycle)
    differing = mine.filter(state=BallotState.DIFFERING).count()
    yield Todo("报告单两遍录入不一致", f"{base}?state=differing", differing, "returned")
    alone = mine.filter(state=BallotState.ENTERED).exclude(
        entries__entered_by_id=viewer.user_id, entries__is_superseded=False
    )
    yield Todo("报告单等待第二人录入", f"{base}?state=entered", alone.count(), "due")
    if viewer.role in PLANNERS:
        ready = mine.filter(state=BallotState.VERIFIED).count()
        yield Todo("选举结果等待确认", f"{base}?state=verified", ready, "due")
    late = handovers(viewer).filter(
        community_cycle__cycle=cycle, done_on__isnull=True, due_on__lt=clock.today()
    )  # fmt: skip
    url = reverse("elections:cycle_handovers", args=[cycle.pk])
    yield Todo("工作移交已逾期", f"{url}?standing=overdue", late.count(), "late")
    if viewer.role == Role.DISTRICT_ORGANIZER:
        url = reverse("elections:cycle_elected", args=[cycle.pk])
        people = elected_people(viewer).filter(community_cycle__cycle=cycle)
        for state, label in (
            (ElectState.AWAITING_REVIEW, "另选人当选待审查"),
            (ElectState.RELATIVES, "近亲属同时当选待确定"),
        ):
            yield Todo(label, f"{url}?state={state.value}", people.filter(state=state).count(), "due")


register_todos(waiting_results)
