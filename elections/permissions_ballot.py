"""Who may do what with the results of an election."""

from elections.enums import BallotState, CycleState, ElectState
from elections.permissions_cycle import PLANNERS, RECORDERS, can_see_cycles
from huanjie.accounts.enums import Role
from huanjie.shared.verdict import YES, Verdict, no

TWO_PEOPLE = "报告单要由两个人各录一遍，互相核对。"


def can_see_ballots(viewer) -> Verdict:
    """Results are announced on the spot (csjwh-2026 art. 19): everybody in the field, inside the area."""
    return can_see_cycles(viewer)


def can_prepare_ballot(viewer, community_cycle) -> Verdict:
    """Set up what the paper report asks: the community, its street, the district."""
    if not viewer.has(RECORDERS) or not viewer.sees(community_cycle.area_code):
        return no("只有社区填报员、街道工作人员和区委组织部可以登记投票。")
    return _running(community_cycle.cycle)


def can_enter_ballot(viewer, ballot) -> Verdict:
    """Type the paper in, as one of two people."""
    allowed = can_prepare_ballot(viewer, ballot.community_cycle)
    if not allowed:
        return allowed
    if ballot.state == BallotState.DECLARED:
        return no("结果已经确认，不能再录入。", "报告单有误的，请先按更正单办理更正。")
    return YES


def can_start_over(viewer, ballot) -> Verdict:
    """Throw both readings away before anything was declared: the street and the district."""
    allowed = _planner(viewer, ballot)
    if allowed and ballot.state not in (BallotState.ENTERED, BallotState.DIFFERING, BallotState.VERIFIED):
        return no("没有可以清除的录入。")
    return allowed


def can_declare_ballot(viewer, ballot) -> Verdict:
    """Confirm the result: the street and the district, once both readings agree."""
    allowed = _planner(viewer, ballot)
    if allowed and ballot.state != BallotState.VERIFIED:
        return no("两遍录入还没有核对一致，不能确认结果。", TWO_PEOPLE)
    return allowed


def can_correct_ballot(viewer, ballot) -> Verdict:
    """Take back a declared result under the number of a correction document."""
    allowed = _planner(viewer, ballot)
    if allowed and ballot.state != BallotState.DECLARED:
        return no("结果还没有确认，不需要更正。", "录入有误的，可以直接重录。")
    return allowed


def can_open_next_round(viewer, ballot) -> Verdict:
    """Set up the round that a declared one calls for."""
    allowed = _planner(viewer, ballot)
    if allowed and ballot.state != BallotState.DECLARED:
        return no("这一轮的结果还没有确认。", "确认之后才知道是否需要再投一轮。")
    return allowed


can_reduce_seats = can_open_next_round


def can_note_relatives(viewer, ballot) -> Verdict:
    """Note who are near relatives: the street and the district, before the result is declared."""
    allowed = _planner(viewer, ballot)
    if allowed and ballot.state == BallotState.DECLARED:
        return no("结果已经确认，不能再改近亲属关系。", "如有遗漏，请按更正单更正结果，或在当选人页面登记回避。")
    return allowed


def can_settle_elected(viewer, person) -> Verdict:
    """Conclude on somebody elected: a write-in under review, near relatives, a void election."""
    if not viewer.has({Role.DISTRICT_ORGANIZER}) or not viewer.sees(person.area_code):
        return no("只有区委组织部可以登记审查结论。")
    if person.state in (ElectState.WITHDRAWN, ElectState.VOID):
        return no("已经有结论，不能再改。", "如有错误，请按更正单更正选举结果。")
    return _running(person.community_cycle.cycle)


def can_record_handover(viewer, community_cycle) -> Verdict:
    """Tick off the handover: the community under its street's eyes, the street, the district."""
    return can_prepare_ballot(viewer, community_cycle)


def can_reopen_handover(viewer, community_cycle) -> Verdict:
    """Take the completion of a handover back: the street that watched it, and the district."""
    if not viewer.has(PLANNERS) or not viewer.sees(community_cycle.area_code):
        return no("只有街道工作人员和区委组织部可以撤回移交完成登记。")
    return _running(community_cycle.cycle)


def can_record_supervision(viewer, community_cycle) -> Verdict:
    """Record the choice of the supervision committee."""
    return can_prepare_ballot(viewer, community_cycle)


def _planner(viewer, ballot) -> Verdict:
    if not viewer.has(PLANNERS) or not viewer.sees(ballot.area_code):
        return no("只有街道工作人员和区委组织部可以办理。")
    return _running(ballot.community_cycle.cycle)


def _running(cycle) -> Verdict:
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，不能再登记。", "如有需要，请联系区委组织部。")
    return YES
