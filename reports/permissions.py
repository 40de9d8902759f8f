"""Who may do what with reports and briefings."""

from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD, SYSTEM, Role
from huanjie.shared.verdict import YES, Verdict, no
from reports.enums import EDITABLE, FILED, ReportState

SHEET_READERS = frozenset({Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER})
FIGURE_READERS = EVERYONE_IN_THE_FIELD - {Role.REVIEWING_DEPARTMENT}
BRIEFING_READERS = frozenset({Role.LEADER, Role.DISTRICT_ORGANIZER, Role.STREET_LEADER, Role.STREET_STAFF})


def can_see_sheet(viewer) -> Verdict:
    """The day sheet with its drafts: those who fill it in and those who decide on it."""
    return YES if viewer.has(SHEET_READERS) else no("您的角色不填报日报。", "数据请看“进度”。")


def can_see_figures(viewer) -> Verdict:
    """Figures and their lists."""
    return YES if viewer.has(FIGURE_READERS) else no("您的角色不能查看统计数据。")


def can_edit_report(viewer, report) -> Verdict:
    """Fill in a community's report: its clerk or its street, while it is not filed."""
    if not viewer.sees(report.area_code) or not viewer.has({Role.COMMUNITY_CLERK, Role.STREET_STAFF}):
        return no("只有本社区填报员和所在街道工作人员可以填写。")
    if report.state not in EDITABLE:
        return no(f"该社区日报{ReportState(report.state).label}，不能再改。", "如需更正，请联系区委组织部退回。")
    return YES


def can_submit_street(viewer, subdistrict: str) -> Verdict:
    """Submit a street's day: its staff or its leader."""
    if viewer.has({Role.STREET_STAFF, Role.STREET_LEADER}) and viewer.sees(subdistrict):
        return YES
    return no("只有本街道工作人员或负责人可以提交。")


def can_decide(viewer, area: str) -> Verdict:
    """Return or approve reports: the district organization department."""
    if viewer.has({Role.DISTRICT_ORGANIZER}) and viewer.sees(area):
        return YES
    return no("只有区委组织部可以退回或通过日报。")


def can_decide_report(viewer, report, to: ReportState) -> Verdict:
    """Decide on one report in its present state."""
    allowed = can_decide(viewer, report.area_code)
    if not allowed:
        return allowed
    if report.state not in FILED or (to == ReportState.APPROVED and report.state == ReportState.APPROVED):
        return no(f"该日报当前为“{ReportState(report.state).label}”。", "只能对已提交的日报操作。")
    return YES


def can_edit_form(viewer, cycle) -> Verdict:
    """Choose the figures of the day sheet."""
    return can_decide(viewer, cycle.area_code)


def can_compile(viewer, cycle) -> Verdict:
    """Compile a briefing: the district organization department; at the cut-off the system."""
    if viewer.role == SYSTEM or (viewer.has({Role.DISTRICT_ORGANIZER}) and viewer.sees(cycle.area_code)):
        return YES
    return no("只有区委组织部可以编制简报。")


def can_see_briefings(viewer) -> Verdict:
    """Read issued briefings."""
    return YES if viewer.has(BRIEFING_READERS) else no("您的角色不能查看简报。")


def can_edit_weekly(viewer, report) -> Verdict:
    """Write a street's weekly report."""
    if not viewer.has({Role.STREET_STAFF, Role.STREET_LEADER}) or not viewer.sees(report.area_code):
        return no("只有本街道工作人员或负责人可以填写周报。")
    if report.state not in EDITABLE:
        return no(f"本周周报{ReportState(report.state).label}，不能再改。", "如需更正，请联系区委组织部退回。")
    return YES
