"""Who opens, sends and signs a joint review."""

from candidates.enums import CandidateState
from candidates.enums_review import BatchState, ReviewRound
from candidates.queries.signing import OWN_WORK, RECUSED, barred
from elections.enums import CycleState
from huanjie.accounts.enums import Role
from huanjie.shared.verdict import YES, Verdict, no

STATES_OF_ROUND = {
    ReviewRound.FIRST: (CandidateState.JOINT_REVIEW,),
    ReviewRound.SECOND: (CandidateState.PASSED, CandidateState.FORMAL),
    ReviewRound.RECONSIDERATION: (CandidateState.JOINT_REVIEW,),
}
"""In what state somebody may be asked about, by round."""
BARRED = {
    RECUSED: ("您对此人应当回避，不能签署。", "请由本单位其他经办人办理。"),
    OWN_WORK: ("您经办过此人的提名或预审，不能再代表单位签署。", "请由本单位其他经办人办理。"),
}


def can_open_batch(viewer, cycle) -> Verdict:
    """Put a batch together: the organization department."""
    if viewer.role != Role.DISTRICT_ORGANIZER or not viewer.sees(cycle.area_code):
        return no("联审批次由区委组织部建立。")
    return _running(cycle)


def can_send_batch(viewer, batch) -> Verdict:
    """Send it, ask expired opinions again, close it: the organization department, until it is closed."""
    if viewer.role != Role.DISTRICT_ORGANIZER or not viewer.sees(batch.area_code):
        return no("联审批次由区委组织部办理。")
    if batch.state == BatchState.CLOSED:
        return no("这个批次已经办结。", "需要再核查的，请建立新的批次。")
    return _running(batch.cycle)


def can_sign(viewer, opinion) -> Verdict:
    """Sign one cell: an officer of its own department, in a batch that was sent, before a conclusion; never who is
    recused, nor who nominated or first reviewed the person."""
    allowed = can_sign_cell(viewer, opinion)
    if not allowed:
        return allowed
    return not_barred(barred(viewer.user_id, [opinion.candidate_id]).get(opinion.candidate_id))


def not_barred(why: str | None) -> Verdict:
    """The refusal in words."""
    return YES if why is None else no(*BARRED[why])


def can_sign_cell(viewer, opinion) -> Verdict:
    """The same without asking who the person has to do with."""
    if viewer.role != Role.REVIEWING_DEPARTMENT or viewer.user_id is None:
        return no("联审意见由联审单位的经办人签署。")
    if not viewer.unit or viewer.unit != opinion.department.name or not viewer.sees(opinion.area_code):
        return no(f"这是“{opinion.department.name}”核查的项，只能由该单位签署。")
    if opinion.voided_at is not None:
        return no("这一项已经失效，需要按新的内容核查。", "请刷新页面查看。")
    return _still_open(opinion)


def _still_open(opinion) -> Verdict:
    review = opinion.joint_review
    if review.batch.state != BatchState.SENT:
        return no(f"批次“{review.batch}”{review.batch.get_state_display()}，现在不能签署。")
    if review.closed_at is not None or opinion.candidate.state not in STATES_OF_ROUND[ReviewRound(review.batch.round)]:
        return no("此人的联审已经结束，不能再签署或更改。", "如有新的情况，请以书面函告区委组织部。")
    return _running(opinion.candidate.community_cycle.cycle)


def _running(cycle) -> Verdict:
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，不能再办理。", "如有需要，请联系区委组织部。")
    return YES
