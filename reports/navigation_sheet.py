"""Navigation and to-dos of those who fill in the day sheet and the weekly report."""

from django.urls import reverse

from elections.enums import CycleState
from elections.queries.cycle import current_cycle
from huanjie.accounts.enums import STREET, Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos
from huanjie.shared import clock
from reports.enums import FILED, ReportState
from reports.models import DailyReport, WeeklyReport
from reports.queries.weekly_report import due_moment, this_monday

FILLERS = frozenset({Role.COMMUNITY_CLERK, *STREET})

verbs.register(
    {
        "report_day.opened": "开启报送日",
        "daily_report.saved": "保存日报",
        "daily_report.marked_nil": "标记今日无变化",
        "daily_report.submitted": "提交日报",
        "daily_report.returned": "退回日报",
        "daily_report.approved": "通过日报",
        "report_form.changed": "调整填报项目",
        "weekly_report.started": "起草周报",
        "weekly_report.saved": "保存周报",
    }
)
register(
    Entry("日报填报", "reports:sheet", "square-pen", 10, FILLERS, phone=True),
    Entry("周报", "reports:weekly_list", "calendar-range", 15, frozenset({*STREET, Role.DISTRICT_ORGANIZER})),
    Entry("周报", "reports:weekly_list", "calendar-range", 55, frozenset({Role.LEADER})),
    Entry("填报项目", "reports:report_form", "list-plus", 65, frozenset({Role.DISTRICT_ORGANIZER})),
)


def sheet_todos(viewer):
    """What came back, what is late, what is due today."""
    if not viewer.has(FILLERS):
        return
    rows, today, now = (
        DailyReport.objects.visible_to(viewer).filter(cycle__state=CycleState.OPEN),
        clock.today(),
        clock.now(),
    )
    address = reverse("reports:sheet")
    yield from _by_day(rows.filter(state=ReportState.RETURNED), "退回的日报", address, "returned")
    unfiled = rows.filter(state__in=(ReportState.DUE, ReportState.DRAFT))
    yield from _by_day(unfiled.filter(due_at__lt=now), "逾期未报", address, "late")
    yield Todo("今日待填", f"{address}?on={today}", unfiled.filter(on=today, due_at__gte=now).count(), "due")


def _by_day(rows, label: str, address: str, tone: str):
    """One line for all of it, at its oldest day: mending that one carries on into the days after."""
    days = list(rows.order_by("on").values_list("on", flat=True))
    if days:
        yield Todo(label, f"{address}?on={days[0]}", len(days), tone)


def weekly_todos(viewer):
    """The week to write, the ones sent back; for the district the ones to read."""
    address = reverse("reports:weekly_list")
    rows = WeeklyReport.objects.visible_to(viewer).filter(cycle__state=CycleState.OPEN)
    if viewer.has({Role.DISTRICT_ORGANIZER}):
        yield Todo("待审周报", address, rows.filter(state=ReportState.SUBMITTED).count(), "due")
    if not viewer.has(STREET) or (cycle := current_cycle(viewer)) is None or cycle.state != CycleState.OPEN:
        return
    monday = this_monday()
    returned = rows.filter(state=ReportState.RETURNED).order_by("week_starts_on")
    count = returned.count()
    if count:
        yield Todo("退回的周报", returned[0].get_absolute_url(), count, "returned")
    if not rows.filter(week_starts_on=monday, state__in=(*FILED, ReportState.RETURNED)).exists():
        late = clock.now() > due_moment(cycle, monday)
        yield Todo("周报待提交", address, 1, "late" if late else "due")


register_todos(sheet_todos)
register_todos(weekly_todos)
