"""Who may do what with a cycle, its communities and their steps."""

from elections.enums import CycleState, StepState
from huanjie.accounts.enums import EVERYONE_IN_THE_FIELD, Role
from huanjie.shared.verdict import YES, Verdict, no

RECORDERS = frozenset({Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.DISTRICT_ORGANIZER})
PLANNERS = frozenset({Role.STREET_STAFF, Role.DISTRICT_ORGANIZER})
ELSEWHERE = "这不在您的管辖区域内。"


def can_see_cycles(viewer) -> Verdict:
    """Everybody who works in the field; the three administrators look after accounts and logs, not after elections."""
    return YES if viewer.has(EVERYONE_IN_THE_FIELD) else no("系统、安全、日志管理员不查看换届业务数据。")


def can_open_cycle(viewer) -> Verdict:
    """Open a cycle: the district's organization department."""
    if viewer.has({Role.DISTRICT_ORGANIZER}) and len(viewer.area) == 6:
        return YES
    return no("只有区委组织部可以开启换届。")


def can_manage_cycle(viewer, cycle) -> Verdict:
    """Close a cycle, or open an ended one again."""
    if viewer.has({Role.DISTRICT_ORGANIZER}) and viewer.sees(cycle.area_code):
        return YES
    return no("只有区委组织部可以调整本届换届。")


def can_edit_cycle(viewer, cycle) -> Verdict:
    """Change the parameters of a cycle that has not ended."""
    allowed = can_manage_cycle(viewer, cycle)
    if allowed and cycle.state == CycleState.CLOSED:
        return no("本届换届已经结束，不能再修改。", "如确需修改，请先重新开启。")
    return allowed


def can_set_inclusion(viewer, community_cycle) -> Verdict:
    """Count a community in or out: the district."""
    if not viewer.has({Role.DISTRICT_ORGANIZER}) or not viewer.sees(community_cycle.area_code):
        return no("只有区委组织部可以调整应换届口径。", "请把批准文件报区委组织部。")
    return _running(community_cycle.cycle)


def can_describe_community(viewer, community_cycle) -> Verdict:
    """Name the difficulty and the way of electing: the street and the district."""
    if not viewer.has(PLANNERS) or not viewer.sees(community_cycle.area_code):
        return no("只有街道工作人员和区委组织部可以修改。")
    return _running(community_cycle.cycle)


def can_record_steps(viewer, area: str = "") -> Verdict:
    """Record steps at all, in an area if one is given."""
    if not viewer.has(RECORDERS):
        return no("您的角色只能查看，不能登记步骤。", "请由社区填报员或街道工作人员登记。")
    if area and not viewer.sees(area):
        return no(ELSEWHERE)
    return YES


def can_record_step(viewer, record) -> Verdict:
    """Begin a step or record it as done."""
    allowed = can_record_steps(viewer, record.area_code)
    if not allowed:
        return allowed
    if not record.is_needed:
        return no("本社区不适用这个步骤。", "如确需进行，请先改为适用。")
    if record.state == StepState.DONE:
        return no("这个步骤已经完成。", "如登记有误，请由街道退回后重新登记。")
    return _running(record.community_cycle.cycle)


def can_reopen_step(viewer, record) -> Verdict:
    """Take back what was recorded as done: the street and the district, not the clerk who recorded it."""
    if not viewer.has(PLANNERS) or not viewer.sees(record.area_code):
        return no("只有街道工作人员和区委组织部可以退回已完成的步骤。")
    if record.state != StepState.DONE:
        return no("这个步骤还没有完成。")
    return _running(record.community_cycle.cycle)


def can_grant_exception(viewer, record) -> Verdict:
    """Allow a step what a local rule forbids: the district; what the law itself forbids, nobody."""
    if not viewer.has({Role.DISTRICT_ORGANIZER}) or not viewer.sees(record.area_code):
        return no("只有区委组织部可以登记批准的例外。", "请把批准文件报区委组织部。")
    if record.state == StepState.DONE:
        return no("步骤已经完成，不需要批准例外。")
    return _running(record.community_cycle.cycle)


def can_replan_step(viewer, record) -> Verdict:
    """Give a step another planned day."""
    if not viewer.has(PLANNERS) or not viewer.sees(record.area_code):
        return no("只有街道工作人员和区委组织部可以调整计划日期。")
    if record.state == StepState.DONE:
        return no("步骤已经完成，不能再调整计划日期。")
    return _running(record.community_cycle.cycle)


def can_set_needed(viewer, record) -> Verdict:
    """Say whether a step that only some communities go through applies here."""
    if not viewer.has(PLANNERS) or not viewer.sees(record.area_code):
        return no("只有街道工作人员和区委组织部可以修改。")
    if not record.step.condition:
        return no("每个社区都要做这个步骤。")
    if record.state != StepState.NOT_STARTED:
        return no("步骤已经开始，不能再改。")
    return _running(record.community_cycle.cycle)


def _running(cycle) -> Verdict:
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，不能再填报。", "如有需要，请联系区委组织部。")
    return YES
