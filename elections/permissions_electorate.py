"""Who may do what with the electorate of either side."""

from elections.enums import CycleState
from elections.permissions import can_see_roster
from elections.permissions_cycle import PLANNERS, RECORDERS, can_see_cycles
from huanjie.accounts.enums import SYSTEM
from huanjie.shared.verdict import YES, Verdict, no

ELSEWHERE = "这不在您的管辖区域内。"


def can_see_electorate(viewer) -> Verdict:
    """The numbers: everybody in the field. The people behind them: `can_see_people`."""
    return can_see_cycles(viewer)


def can_see_people(viewer) -> Verdict:
    """Names behind a number: those who read the roster."""
    return can_see_roster(viewer)


def can_record_electorate(viewer, community_cycle) -> Verdict:
    """Meetings, venues, exclusions proposed, registration, objections, the election committee: the community, its
    street, the district."""
    return _in_running_cycle(viewer, community_cycle, RECORDERS, "只有社区填报员、街道工作人员和区委组织部可以登记。")


def can_decide_rights(viewer, community_cycle) -> Verdict:
    """Suspended rights and the superior's consent are recorded by those above the community."""
    return _in_running_cycle(
        viewer, community_cycle, PLANNERS, "只有街道工作人员和区委组织部可以登记权利受限和上级的同意。"
    )


def can_settle_duplicate(viewer, duplicate) -> Verdict:
    """Freeze a double registration: somebody above both communities."""
    allowed = can_decide_rights(viewer, duplicate.community_cycle)
    if allowed and not viewer.sees(duplicate.other.area_code):
        return no("两个登记社区不在同一街道。", "请由区委组织部处理。")
    return allowed


def _in_running_cycle(viewer, community_cycle, roles, refusal: str) -> Verdict:
    if not viewer.has(roles) and viewer.role != SYSTEM:
        return no(refusal)
    if not viewer.sees(community_cycle.area_code):
        return no(ELSEWHERE)
    cycle = community_cycle.cycle
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，不能再登记。", "如有需要，请联系区委组织部。")
    return YES
