"""Navigation and to-dos of the cycle."""

from django.urls import reverse

from elections.enums import Inclusion
from elections.permissions_cycle import PLANNERS, RECORDERS
from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD, Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos
from huanjie.shared import clock

register(
    Entry("进度", "elections:board", "layout-grid", order=20, roles=EVERYONE_IN_THE_FIELD, phone=True),
    Entry(
        "换届", "elections:cycle_now", "calendar-range", order=50,
        roles=frozenset({Role.DISTRICT_ORGANIZER, Role.STREET_STAFF, Role.STREET_LEADER, Role.LEADER}),
    ),
)  # fmt: skip
verbs.register(
    {
        "cycle.opened": "开启换届",
        "cycle.updated": "修改换届参数",
        "community_cycle.inclusion": "调整应换届口径",
        "community_cycle.difficult": "调整难点社区",
        "community_cycle.election_mode": "调整选举方式",
        "steprecord.replanned": "调整计划日期",
        "steprecord.needed": "步骤改为适用",
        "steprecord.not_needed": "步骤改为不适用",
        "steprecord.evidence_opened": "打开步骤材料",
        "steprecord.exception_granted": "登记批准的例外",
        "step.done_in_many": "批量登记步骤完成",
    }
)


def waiting_steps(viewer):
    """Steps late and steps due today in the viewer's area, for those who record them."""
    from elections.models import CommunityCycle, StepRecord
    from elections.queries.cycle import current_cycle, past_their_term

    if viewer.role not in RECORDERS | PLANNERS:
        return
    cycle = current_cycle(viewer)
    if cycle is None or cycle.state != "open":
        return
    today = clock.today()
    mine = StepRecord.objects.visible_to(viewer).filter(
        community_cycle__cycle=cycle, community_cycle__inclusion=Inclusion.DUE
    )
    board = reverse("elections:cycle_board", args=[cycle.pk])
    yield Todo("逾期未完成的步骤", f"{board}?side=all&late=on", mine.overdue(today).count(), "late")
    over = past_their_term(CommunityCycle.objects.visible_to(viewer).filter(cycle=cycle), today).count()
    if over:
        communities = reverse("elections:cycle_communities", args=[cycle.pk])
        yield Todo("超期未换届的社区", f"{communities}?overterm=yes", over, "late")
    due = mine.needed().filter(planned_on=today).exclude(state="done").count()
    yield Todo("今天到期的步骤", f"{board}?side=all", due, "due")


register_todos(waiting_steps)
