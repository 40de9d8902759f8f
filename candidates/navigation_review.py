"""Navigation, to-dos and log words of the joint review."""

from django.db.models import F
from django.urls import reverse

from huanjie.accounts.enums import Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos

register(
    Entry("我的联审", "candidates:queue", "stamp", order=20, roles=frozenset({Role.REVIEWING_DEPARTMENT}), phone=True),
    Entry("联审批次", "candidates:batches", "folder-check", order=31, roles=frozenset({Role.DISTRICT_ORGANIZER})),
    Entry("联审总表", "candidates:matrix", "grid-3x3", order=32, roles=frozenset({Role.DISTRICT_ORGANIZER})),
)
verbs.register(
    {
        "review_sheet.exported": "下载联审回执表",
        "review_sheet.imported": "由回执表签署联审意见",
        "opinion.evidence_opened": "查看联审佐证材料",
    }
)


def waiting_opinions(viewer):
    """Cells that a department's officer still has to sign, the late ones apart."""
    from candidates.queries.queue import open_opinions
    from elections.queries.cycle import current_cycle
    from huanjie.shared import clock

    if viewer.role != Role.REVIEWING_DEPARTMENT:
        return
    cycle = current_cycle(viewer)
    if cycle is None or cycle.state != "open":
        return
    mine = open_opinions(viewer).filter(joint_review__batch__cycle=cycle)
    late = mine.filter(joint_review__batch__due_on__lt=clock.today()).count()
    url = reverse("candidates:queue")
    yield Todo("逾期未签署的联审项", f"{url}?standing=late", late, tone="late")
    yield Todo("待签署的联审项", url, mine.count() - late)


def late_departments(viewer):
    """Batches of the organization department whose due date has passed with cells still open."""
    from candidates.enums_review import BatchState
    from candidates.queries.batch import batches
    from elections.queries.cycle import current_cycle
    from huanjie.shared import clock

    if viewer.role != Role.DISTRICT_ORGANIZER:
        return
    cycle = current_cycle(viewer)
    if cycle is None or cycle.state != "open":
        return
    late = batches(viewer, cycle).filter(state=BatchState.SENT, due_on__lt=clock.today(), answered__lt=F("asked"))
    yield Todo("逾期未反馈完的联审批次", reverse("candidates:batches"), late.count(), tone="late")


register_todos(waiting_opinions)
register_todos(late_departments)
