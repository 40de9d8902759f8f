"""Navigation and to-dos of the cycle."""

from django.urls import reverse

from elections.enums import Inclusion
from elections.permissions_cycle import PLANNERS, RECORDERS
from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD, Role
from huanjie.navigation import Entry, Todo, register, register_todos
from huanjie.shared import clock

register(
    Entry("进度", "elections:board", "layout-grid", order=20, roles=EVERYONE_IN_THE_FIELD, phone=True),
    Entry(
        "换届", "elections:cycle_now", "calendar-range", order=50,
        roles=frozenset({Role.DISTRICT_ORGANIZER, Role.STREET_STAFF, Role.STREET_LEADER, Role.LEADER}),
    ),
)  # fmt: skip


@register_todos
def waiting_steps(viewer):
    """Steps late and steps due today in the viewer's area, for those who record them."""
    from elections.models import StepRecord
    from elections.queries.cycle import current_cycle

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
    due = mine.needed().filter(planned_on=today).exclude(state="done").count()
    yield Todo("今天到期的步骤", f"{board}?side=all", due, "due")
