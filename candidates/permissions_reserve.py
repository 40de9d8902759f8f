"""Who may do what with the reserve pool and the plan of posts: the offices, each in its own area."""

from candidates.permissions import can_nominate
from elections.enums import CycleState
from huanjie.accounts.enums import OFFICES, Role
from huanjie.shared.verdict import YES, Verdict, no

READERS = OFFICES
WRITERS = frozenset({Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.DISTRICT_ORGANIZER})
SOURCE = "后备人选登记含个人信息，按岗位授权查看（个人信息保护法第6条）。"


def can_see_reserve(viewer) -> Verdict:
    """The pool and its figures."""
    return YES if viewer.has(READERS) else no("您的角色不能查看后备人选。", "", SOURCE)


def can_enter_reserve(viewer, community_cycle=None) -> Verdict:
    """Put somebody into the pool of a community."""
    if not viewer.has(WRITERS):
        return no("只有社区填报员、街道工作人员和区委组织部可以登记后备人选。")
    if community_cycle is None:
        return YES
    return _here(viewer, community_cycle.area_code, community_cycle.cycle)


def can_change_reserve(viewer, person) -> Verdict:
    """Correct, note a measure or the willingness, register that somebody left: while he is in the pool."""
    if not viewer.has(WRITERS):
        return no("您的角色不能修改后备人选登记。")
    allowed = _here(viewer, person.area_code, person.community_cycle.cycle)
    if allowed and person.left_on is not None:
        return no("此人已经出库，不能再修改。", "如需重新入库，请重新登记。")
    return allowed


def can_nominate_from_pool(viewer, person) -> Verdict:
    """Make a nomination of it: who may nominate, once."""
    allowed = can_nominate(viewer, person.community_cycle)
    if not allowed:
        return allowed
    if person.left_on is not None:
        return no("此人已经出库，不能从后备库提名。", "如需提名，请在候选人中登记。")
    if person.candidate_id is not None:
        return no("此人已经从后备库提名。", "请在候选人页面办理。")
    return YES


def can_plan_posts(viewer, community_cycle) -> Verdict:
    """Fill in the seats of each post and how many fall vacant."""
    if not viewer.has(WRITERS):
        return no("您的角色不能填写职数。")
    return _here(viewer, community_cycle.area_code, community_cycle.cycle)


def can_reveal_reserve(viewer, person) -> Verdict:
    """See the whole ID number and phone, for a purpose that is put on record."""
    if viewer.has(WRITERS) and viewer.sees(person.area_code):
        return YES
    return no("您的角色不能查看完整身份证号。", "如工作需要，请联系区委组织部。", SOURCE)


def _here(viewer, area_code: str, cycle) -> Verdict:
    if not viewer.sees(area_code):
        return no("这个社区不在您管辖的区域内。")
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，不能再填报。", "如有需要，请联系区委组织部。")
    return YES
