"""Who sees and changes the list of circumstances and the reviewing departments."""

from elections.enums import CycleState
from huanjie.accounts.enums import Role
from huanjie.shared.verdict import YES, Verdict, no

READERS = frozenset(
    {Role.DISTRICT_ORGANIZER, Role.STREET_STAFF, Role.STREET_LEADER, Role.COMMUNITY_CLERK, Role.REVIEWING_DEPARTMENT}
)


def can_see_circumstances(viewer) -> Verdict:
    """The list itself is no secret: those who nominate, review and decide."""
    return YES if viewer.has(READERS) else no("您的角色不参加候选人工作，不用查看不宜情形清单。")


def can_edit_circumstances(viewer, cycle) -> Verdict:
    """A new edition, a department: the organization department, while the cycle runs."""
    if viewer.role != Role.DISTRICT_ORGANIZER or not viewer.sees(cycle.area_code):
        return no("不宜情形和联审单位由区委组织部维护。")
    if cycle.state not in (CycleState.OPEN, CycleState.PREPARING):
        return no(f"本届换届{CycleState(cycle.state).label}，清单不能再改。")
    return YES
