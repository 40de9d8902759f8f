"""Who concludes, signs second, tells the person, decides a reconsideration, stays away, and reads reasons.

Everything about a conclusion is the organization department's. Whether this organizer may sign for this very person
(recusal, own acts, own signature) needs the records: queries/decisions.py.
"""

from candidates.enums import SENT_STATES, CandidateState
from candidates.enums_review import ConclusionState, Decision, ReconsiderationState
from candidates.permissions import can_conclude, can_see_candidate
from elections.enums import CycleState
from huanjie.accounts.enums import Role
from huanjie.shared.verdict import YES, Verdict, no

__all__ = [
    "can_co_sign", "can_conclude", "can_decide_reconsideration", "can_declare_recusal", "can_file_reconsideration",
    "can_lift_recusal", "can_notify", "can_open_reasons", "can_record_answer", "can_reopen", "can_see_conclusions",
    "can_see_recusals",
]  # fmt: skip

RECUSERS = frozenset({Role.REVIEWING_DEPARTMENT, Role.DISTRICT_ORGANIZER, Role.STREET_STAFF, Role.STREET_LEADER})
NEED = "核查情况只供作出结论的人按需知悉（个人信息保护法第6条、第28条）。"
RECONSIDERATION = "本届规则“申请复议期限”"


def can_see_conclusions(viewer) -> Verdict:
    """Conclusions, notifications and reconsiderations: the organization department."""
    if viewer.role == Role.DISTRICT_ORGANIZER:
        return YES
    return no("联审结论、告知和复议由区委组织部办理。", "通过或不通过请看候选人名单。", NEED)


def can_co_sign(viewer, conclusion) -> Verdict:
    """The second signature: another organizer, while it is waited for and the person is still under review."""
    allowed = _decides(viewer, conclusion, "会签由区委组织部办理。")
    if allowed and conclusion.state != ConclusionState.AWAITING_SECOND:
        return no(f"这份结论{ConclusionState(conclusion.state).label}，不需要会签。", "请刷新页面查看。")
    if allowed and conclusion.candidate.state != CandidateState.JOINT_REVIEW:
        return no("候选人已不在资格联审中，不能会签。")
    if allowed and viewer.user_id == conclusion.decided_by_id:
        return no("结论由您签署，会签须由另一人办理。", "请联系区委组织部其他工作人员。")
    return allowed


def can_notify(viewer, conclusion) -> Verdict:
    """Note that the person was told in writing, once, of a conclusion in force."""
    allowed = _in_force(_decides(viewer, conclusion, "书面告知由区委组织部办理。"), conclusion)
    if allowed and _notification(conclusion) is not None:
        return no("已经登记过送达。")
    return allowed


def can_record_answer(viewer, conclusion) -> Verdict:
    """Write down what the person answered, once, after they were told."""
    allowed = _told(_decides(viewer, conclusion, "本人申辩由区委组织部登记。"), conclusion)
    if allowed and _notification(conclusion).answered_on is not None:
        return no("已经登记过本人申辩。", "补充的材料请在申请复议时一并登记。")
    return allowed


def can_file_reconsideration(viewer, conclusion) -> Verdict:
    """Register that the person asks for reconsideration: of a refusal, after they were told, once."""
    allowed = _told(_decides(viewer, conclusion, "复议申请由区委组织部登记。"), conclusion)
    if allowed and conclusion.decision != Decision.NOT_PASSED:
        return no("只有“不通过”的结论可以申请复议。")
    if allowed and _reconsideration(conclusion) is not None:
        return no("这份结论已经申请过复议，一份结论只复议一次。", "", RECONSIDERATION)
    return allowed


def can_decide_reconsideration(viewer, reconsideration) -> Verdict:
    """Decide it: an organizer who signed neither half of the conclusion."""
    conclusion = reconsideration.conclusion
    allowed = _decides(viewer, conclusion, "复议由区委组织部决定。")
    if allowed and reconsideration.state != ReconsiderationState.OPEN:
        return no("这件复议已经办结。", "请刷新页面查看。")
    if allowed and viewer.user_id in (conclusion.decided_by_id, conclusion.second_by_id):
        return no("您签署过原结论，不能决定复议。", "请由没有签署过原结论的工作人员办理。", RECONSIDERATION)
    return allowed


def can_reopen(viewer, candidate) -> Verdict:
    """Take somebody who passed back into the joint review because the cells have changed since."""
    allowed = _district(viewer, candidate, "重新联审由区委组织部决定。")
    if allowed and candidate.state != CandidateState.PASSED:
        return no("只有“联审通过”、还没有列入正式名单的候选人可以重新联审。", "正式候选人有问题的，请登记退出。")
    return allowed


def can_declare_recusal(viewer, candidate) -> Verdict:
    """Say that one has to stay away: whoever reviews or decides."""
    if not viewer.has(RECUSERS) or viewer.user_id is None:
        return no("您的角色不参加审查，不需要登记回避。")
    seen = can_see_candidate(viewer, candidate)
    return _running(candidate.community_cycle.cycle) if seen else seen


def can_see_recusals(viewer) -> Verdict:
    """Who stays away from whom: the organization department."""
    if viewer.role == Role.DISTRICT_ORGANIZER:
        return YES
    return no("回避情况由区委组织部掌握。", "您本人申请的回避已即时生效。", NEED)


def can_lift_recusal(viewer, recusal, declared_too: bool = False) -> Verdict:
    """Lift what the comparison of names suggested, or (`declared_too`) name a replacement: an organizer, never for
    oneself."""
    allowed = _district(viewer, recusal.candidate, "回避由区委组织部处理。")
    if allowed and recusal.lifted_at is not None:
        return no("这项回避已经撤销。", "请刷新页面查看。")
    if allowed and viewer.user_id == recusal.user_id:
        return no("这是您本人的回避，不能自己处理。", "请由其他工作人员办理。")
    if allowed and not (recusal.is_inferred or declared_too):
        return no("本人申请的回避不能撤销。", "只有系统比对提示的回避，核实为同名的，可以撤销。")
    return allowed


def can_open_reasons(viewer, candidate) -> Verdict:
    """Findings, facts and reasons, for a purpose that is put on record: the organization department."""
    if viewer.role != Role.DISTRICT_ORGANIZER or not viewer.sees(candidate.area_code):
        return no("核查情况和理由由区委组织部按需查看。", "街道和社区只需知道通过或不通过，以及下一步怎么办。", NEED)
    if candidate.state not in SENT_STATES and candidate.review_sent_on is None:
        return no("此人还没有送联审，没有核查情况。")
    return YES


def _decides(viewer, conclusion, words: str) -> Verdict:
    return _district(viewer, conclusion.candidate, words)


def _district(viewer, candidate, words: str) -> Verdict:
    if viewer.role != Role.DISTRICT_ORGANIZER or not viewer.sees(candidate.area_code):
        return no(words, "", NEED)
    return _running(candidate.community_cycle.cycle)


def _in_force(allowed: Verdict, conclusion) -> Verdict:
    if allowed and conclusion.state != ConclusionState.IN_FORCE:
        return no(f"这份结论{ConclusionState(conclusion.state).label}，不能办理。")
    return allowed


def _told(allowed: Verdict, conclusion) -> Verdict:
    allowed = _in_force(allowed, conclusion)
    if allowed and _notification(conclusion) is None:
        return no("还没有登记书面告知。", "请先把告知书送达本人并登记。")
    return allowed


def _notification(conclusion):
    return getattr(conclusion, "notification", None)


def _reconsideration(conclusion):
    return getattr(conclusion, "reconsideration", None)


def _running(cycle) -> Verdict:
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，不能再办理。", "如有需要，请联系区委组织部。")
    return YES
