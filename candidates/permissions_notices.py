"""Who may publish notices of candidates, look into objections, and put the formal list together."""

from candidates.enums_review import NoticeState, ObjectionState
from candidates.rules.objection import OPEN
from elections.enums import CycleState
from huanjie.accounts.enums import Role
from huanjie.shared.verdict import YES, Verdict, no

PUBLISHERS = frozenset({Role.STREET_STAFF, Role.DISTRICT_ORGANIZER})
NOTICE_READERS = PUBLISHERS | {Role.COMMUNITY_CLERK, Role.STREET_LEADER}
LIST_READERS = PUBLISHERS | {Role.STREET_LEADER}
ELSEWHERE = "这不在您管辖的区域内。"


def can_see_notices(viewer) -> Verdict:
    """Notices of candidates, running and past: the offices."""
    if viewer.has(NOTICE_READERS):
        return YES
    return no("您的角色不办理候选人公示。", "公示内容请看公告栏。")


def can_publish(viewer, community_cycle) -> Verdict:
    """Publish a notice of candidates: the street and the district."""
    if not viewer.has(PUBLISHERS):
        return no("候选人公示由街道和区委组织部发布。", "请联系街道。")
    if not viewer.sees(community_cycle.area_code):
        return no(ELSEWHERE)
    return _running(community_cycle.cycle)


def can_end(viewer, notice) -> Verdict:
    """Note that a notice's days are over."""
    allowed = can_publish(viewer, notice.community_cycle)
    if allowed and notice.state != NoticeState.PUBLISHED:
        return no("这份公示不在公示中。", "请刷新页面查看。")
    return allowed


def can_correct_notice(viewer, notice) -> Verdict:
    """Replace a notice by a corrected one."""
    allowed = can_publish(viewer, notice.community_cycle)
    if allowed and notice.state == NoticeState.CORRECTED:
        return no("这份公示已经更正过。", "请更正最新的一份。")
    return allowed


def can_see_objections(viewer) -> Verdict:
    """What people said about candidates: the street and the district; never the community itself, which it may concern."""
    if viewer.has(PUBLISHERS):
        return YES
    return no("公示异议由街道和区委组织部受理，您的角色不能查看。")


def can_receive(viewer, notice) -> Verdict:
    """Register an objection."""
    allowed = _objections_of(viewer, notice)
    if allowed and notice.state == NoticeState.CORRECTED:
        return no("这份公示已经更正。", "请在更正后的公示中登记异议。")
    return allowed


def can_investigate(viewer, objection) -> Verdict:
    """Do the first check and look into it."""
    allowed = _objections_of(viewer, objection)
    if allowed and objection.state != ObjectionState.RECEIVED:
        return no("这件异议已经在核实或已办结。", "请刷新页面查看。")
    return allowed


def can_hold(viewer, objection) -> Verdict:
    """Put the candidate on hold while it is open: the district decides."""
    allowed = _decides(viewer, objection)
    if allowed and (objection.candidate is None or objection.candidate.held_on is not None):
        return no("没有指明候选人，或候选人已经暂缓。")
    return allowed


def can_release(viewer, objection) -> Verdict:
    """Lift the hold before it is concluded: the district decides."""
    allowed = _decides(viewer, objection)
    if allowed and (objection.candidate is None or objection.candidate.held_on is None):
        return no("候选人没有暂缓。")
    return allowed


def can_close(viewer, objection) -> Verdict:
    """Conclude it: the district's organization department."""
    return _decides(viewer, objection)


def can_see_formal_lists(viewer) -> Verdict:
    """What stands in the way of the formal list, by name: the street and the district."""
    if viewer.has(LIST_READERS):
        return YES
    return no("正式候选人名单由区委组织部确定，您的角色不能查看办理情况。", "名单公布后请看公告栏。")


def can_make_list(viewer, community_cycle) -> Verdict:
    """Decide on the formal list: the district's organization department."""
    if viewer.role != Role.DISTRICT_ORGANIZER or not viewer.sees(community_cycle.area_code):
        return no("正式候选人由区委组织部确定。")
    return _running(community_cycle.cycle)


def _decides(viewer, objection) -> Verdict:
    allowed = _objections_of(viewer, objection)
    if allowed and viewer.role != Role.DISTRICT_ORGANIZER:
        return no("暂缓、解除和办结由区委组织部决定。", "请把核实情况报区委组织部。")
    if allowed and objection.state not in OPEN:
        return no("这件异议已经办结。")
    return allowed


def _objections_of(viewer, thing) -> Verdict:
    allowed = can_see_objections(viewer)
    if not allowed:
        return allowed
    if not viewer.sees(thing.area_code):
        return no(ELSEWHERE)
    notice = getattr(thing, "notice", thing)
    return _running(notice.community_cycle.cycle)


def _running(cycle) -> Verdict:
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，不能再办理。", "如有需要，请联系区委组织部。")
    return YES
