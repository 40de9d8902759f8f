"""Navigation and to-dos of the district, the leaders and everybody who reads figures."""

from django.db.models import Sum
from django.urls import reverse

from huanjie.accounts.enums import STREET, Role
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_start, register_todos
from huanjie.shared import clock
from reports.enums import ReportState
from reports.models import AreaSummary, DailyReport
from reports.permissions import FIGURE_READERS

DISTRICT = frozenset({Role.DISTRICT_ORGANIZER})
LEADERS = frozenset({Role.LEADER})

verbs.register(
    {
        "briefing.read": "阅读简报",
        "briefing.downloaded": "下载简报",
        "briefing.compiled": "编制简报",
        "briefing.ready": "简报编成",
    }
)
register_start(Role.LEADER, "reports:leader")
register(
    Entry("一页通", "reports:leader", "gauge", 5, LEADERS | DISTRICT, phone=True),
    Entry("区级日报", "reports:district_day", "calendar-check", 10, DISTRICT | LEADERS, phone=True),
    Entry("简报", "reports:briefings", "newspaper", 25, LEADERS | DISTRICT, phone=True),
    Entry("本街道简报", "reports:briefings", "newspaper", 55, STREET),
    Entry("进度数据", "reports:figures", "chart-column", 28, LEADERS | DISTRICT),
    Entry(
        "进度数据", "reports:figures", "chart-column", 28, frozenset(FIGURE_READERS - LEADERS - DISTRICT), phone=True
    ),
)


def district_todos(viewer):
    """Reports to decide on, numbers that differ from the records, and what was not filed."""
    if not viewer.has(DISTRICT):
        return
    today = clock.today()
    rows = DailyReport.objects.visible_to(viewer)
    day = reverse("reports:district_day")
    waiting = rows.filter(on=today, state=ReportState.SUBMITTED).count()
    yield Todo("待审日报", f"{day}?on={today}&tab=communities&face=submitted", waiting, "due")
    late = rows.filter(on=today, due_at__lt=clock.now(), state__in=(ReportState.DUE, ReportState.DRAFT)).count()
    yield Todo("今日未报社区", f"{day}?on={today}&tab=communities&face=missing", late, "late")
    summary = AreaSummary.objects.filter(area_code=viewer.area, on=today).aggregate(n=Sum("discrepancy_count"))
    yield Todo("数账不符", f"{reverse('reports:discrepancies')}?on={today}", summary["n"] or 0, "info")


register_todos(district_todos)
