"""Who may do what with candidates."""

from candidates.enums import OPEN_TO_CORRECTION, SENT_STATES, CandidateState
from elections.enums import CycleState
from huanjie.accounts.enums import SYSTEM, Role
from huanjie.shared.verdict import YES, Verdict, no

NOMINATORS = frozenset({Role.COMMUNITY_CLERK, Role.STREET_STAFF})
READERS = frozenset(
    {Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER, Role.REVIEWING_DEPARTMENT}
)
REVEALERS = frozenset({Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.DISTRICT_ORGANIZER})
LEAVABLE = (
    CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW, CandidateState.JOINT_REVIEW, CandidateState.PASSED,
    CandidateState.FORMAL,
)  # fmt: skip
SOURCE = "候选人登记含个人信息，按岗位授权查看（个人信息保护法第6条）。"


def can_see_candidates(viewer) -> Verdict:
    """The list and its pages: those who nominate, review and decide."""
    if viewer.has(READERS) or viewer.role == SYSTEM:
        return YES
    return no("您的角色不能查看候选人名单。", "人数请看“进度”和“简报”。", SOURCE)


def can_see_candidate(viewer, candidate) -> Verdict:
    """One candidate: inside the area; a reviewing department once it was asked."""
    allowed = can_see_candidates(viewer)
    if not allowed:
        return allowed
    if not viewer.sees(candidate.area_code):
        return no("此人不在您管辖的区域内。")
    if viewer.role == Role.REVIEWING_DEPARTMENT and candidate.state not in SENT_STATES:
        return no("此人还没有送联审。")
    return YES


def can_nominate(viewer, community_cycle=None) -> Verdict:
    """Register a nomination: the community and its street."""
    if not viewer.has(NOMINATORS):
        return no("只有社区填报员和街道工作人员可以登记提名。")
    if community_cycle is None:
        return YES
    if not viewer.sees(community_cycle.area_code):
        return no("这个社区不在您管辖的区域内。")
    return _running(community_cycle.cycle)


can_import = can_nominate


def can_correct(viewer, candidate) -> Verdict:
    """Correct a registration: the clerk until the street takes it up, the street until it is sent, the district until
    there is a conclusion."""
    until = {
        Role.COMMUNITY_CLERK: (CandidateState.NOMINATED,),
        Role.STREET_STAFF: (CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW),
        Role.DISTRICT_ORGANIZER: OPEN_TO_CORRECTION,
    }.get(viewer.role)
    if until is None or not viewer.sees(candidate.area_code):
        return no("您的角色不能修改候选人登记。")
    if candidate.state not in until:
        label = CandidateState(candidate.state).label
        return no(f"候选人已是“{label}”，您不能再修改登记。", "请联系上一级修改，或由街道退回后再改。")
    return _running(candidate.community_cycle.cycle)


def can_review_first(viewer, candidate) -> Verdict:
    """Take up the street's first review, send back, send on to the joint review: the street."""
    if viewer.role != Role.STREET_STAFF or not viewer.sees(candidate.area_code):
        return no("预审和送审由街道工作人员办理。")
    return _running(candidate.community_cycle.cycle)


def can_take_up(viewer, candidate) -> Verdict:
    """Begin the first review of a nomination."""
    return _in_state(can_review_first(viewer, candidate), candidate, CandidateState.NOMINATED)


def can_send(viewer, candidate) -> Verdict:
    """Send to the joint review (or back) what the street has reviewed."""
    return _in_state(can_review_first(viewer, candidate), candidate, CandidateState.PRELIMINARY_REVIEW)


def can_conclude(viewer, candidate) -> Verdict:
    """Write down the conclusion of the joint review: the district."""
    return _in_state(_district(viewer, candidate, "联审结论由区委组织部录入。"), candidate, CandidateState.JOINT_REVIEW)


def can_make_formal(viewer, candidate) -> Verdict:
    """Put on the formal list: the district."""
    return _in_state(_district(viewer, candidate, "正式候选人由区委组织部确定。"), candidate, CandidateState.PASSED)


def can_withdraw(viewer, candidate) -> Verdict:
    """Register that a person left: the clerk while only nominated, the street before the joint review, the district
    always."""
    until = {
        Role.COMMUNITY_CLERK: (CandidateState.NOMINATED,),
        Role.STREET_STAFF: (CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW),
        Role.DISTRICT_ORGANIZER: LEAVABLE,
    }.get(viewer.role)
    if until is None or not viewer.sees(candidate.area_code):
        return no("您的角色不能登记候选人退出。")
    if candidate.state not in until:
        label = CandidateState(candidate.state).label
        return no(f"候选人已是“{label}”，您不能登记退出。", "送审以后的退出请联系区委组织部办理。")
    return _running(candidate.community_cycle.cycle)


def can_reveal(viewer, candidate) -> Verdict:
    """See the whole ID number and phone, for a purpose that is put on record."""
    if viewer.has(REVEALERS) and viewer.sees(candidate.area_code):
        return YES
    return no("您的角色不能查看完整身份证号。", "如工作需要，请联系区委组织部。", SOURCE)


def _district(viewer, candidate, words: str) -> Verdict:
    if viewer.role != Role.DISTRICT_ORGANIZER or not viewer.sees(candidate.area_code):
        return no(words)
    return _running(candidate.community_cycle.cycle)


def _in_state(allowed: Verdict, candidate, state: CandidateState) -> Verdict:
    if allowed and candidate.state != state:
        return no(f"候选人当前为“{CandidateState(candidate.state).label}”，只有“{state.label}”时才能办理。")
    return allowed


def _running(cycle) -> Verdict:
    if cycle.state != CycleState.OPEN:
        return no(f"本届换届{CycleState(cycle.state).label}，不能再填报。", "如有需要，请联系区委组织部。")
    return YES
