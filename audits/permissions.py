"""Who may do what with audits."""

from audits.enums import AuditState
from elections.enums import CycleState
from huanjie.accounts.enums import SYSTEM, Role
from huanjie.shared.verdict import YES, Verdict, no

WRITERS = frozenset({Role.AUDITOR, Role.STREET_STAFF, Role.DISTRICT_ORGANIZER})
READERS = WRITERS | {Role.STREET_LEADER, Role.LEADER, Role.COMMUNITY_CLERK}


def can_see_audits(viewer) -> Verdict:
    """Audits are made to be published: everybody who works on the election sees them, inside the area."""
    if viewer.has(READERS) or viewer.role == SYSTEM:
        return YES
    return no("您的角色不能查看审计。")


def can_plan(viewer, community_cycle=None) -> Verdict:
    """Plan an audit: auditors, the street, the district."""
    if not viewer.has(WRITERS):
        return no("只有审计人员、街道工作人员和区委组织部可以登记审计。")
    if community_cycle is None:
        return YES
    if not viewer.sees(community_cycle.area_code):
        return no("这个社区不在您管辖的区域内。")
    return _running(community_cycle.cycle)


can_import = can_plan


def can_write(viewer, audit) -> Verdict:
    """Carry an audit on."""
    return can_plan(viewer, audit.community_cycle)


def can_start(viewer, audit) -> Verdict:
    return _in_state(viewer, audit, AuditState.PLANNED)


def can_report(viewer, audit) -> Verdict:
    return _in_state(viewer, audit, AuditState.UNDER_WAY)


def can_publish(viewer, audit) -> Verdict:
    """Publish the result, or send the report back."""
    return _in_state(viewer, audit, AuditState.REPORTED)


def can_correct(viewer, audit) -> Verdict:
    """Correct what was written until it is published."""
    allowed = can_write(viewer, audit)
    if allowed and audit.state == AuditState.PUBLISHED:
        return no("审计结果已经公布，不能再修改。", "如有错误，请发更正公告并联系区委组织部。")
    return allowed


def _in_state(viewer, audit, state: AuditState) -> Verdict:
    allowed = can_write(viewer, audit)
    if allowed and audit.state != state:
        return no(f"审计当前为“{AuditState(audit.state).label}”，只有“{state.label}”时才能办理。")
    return allowed


def _running(cycle) -> Verdict:
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，不能再填报。", "如有需要，请联系区委组织部。")
    return YES
