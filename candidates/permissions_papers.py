"""Who may print what of a candidate, and who reads the statistics of the joint review."""

from candidates.enums import SENT_STATES, CandidateState
from candidates.permissions import can_see_candidate
from huanjie.accounts.enums import STREET, Role
from huanjie.shared.verdict import YES, Verdict, no

PAPER_KINDS = ("registration", "review", "notification")
LABELS = {"registration": "候选人登记表", "review": "候选人资格联审表", "notification": "结论告知书"}
NEEDS_PURPOSE = frozenset({"review", "notification"})
"""They hold reasons, so they are opened for a purpose that stands in the log."""
PRINTERS = {
    "registration": STREET | {Role.DISTRICT_ORGANIZER},
    "review": frozenset({Role.DISTRICT_ORGANIZER}),
    "notification": frozenset({Role.DISTRICT_ORGANIZER}),
}
STATISTICS_READERS = frozenset({Role.DISTRICT_ORGANIZER, Role.LEADER})
SOURCE = "候选人的核查情况只供资格联审工作使用（个人信息保护法第6条、第28条）。"


def can_print_kind(viewer, kind: str) -> Verdict:
    """Whether papers of this kind are this role's business at all."""
    if viewer.has(PRINTERS[kind]):
        return YES
    return no(f"您的角色不能打印{LABELS[kind]}。", "如工作需要，请联系区委组织部。", SOURCE)


def can_print_any(viewer) -> Verdict:
    """The page of papers."""
    if any(viewer.has(roles) for roles in PRINTERS.values()):
        return YES
    return no("您的角色不能打印候选人表格。", "如工作需要，请联系区委组织部。", SOURCE)


def can_print(viewer, kind: str, candidate) -> Verdict:
    """One paper of one candidate."""
    allowed = can_print_kind(viewer, kind)
    if not allowed:
        return allowed
    if not (seen := can_see_candidate(viewer, candidate)):
        return seen
    if kind == "review" and candidate.state not in SENT_STATES and not candidate.review_sent_on:
        return no("此人还没有送联审，没有联审表。", "街道预审后送联审。")
    if kind == "notification" and not candidate.concluded_on:
        return no(f"候选人当前为“{CandidateState(candidate.state).label}”，还没有联审结论，没有告知书。")
    return YES


def can_see_statistics(viewer) -> Verdict:
    """Figures of the joint review: the district organizer; leaders the totals."""
    if viewer.has(STATISTICS_READERS):
        return YES
    return no("联审统计由区委组织部和领导查看。", "本辖区候选人情况请看“候选人”。", SOURCE)


def can_see_breakdown(viewer) -> Verdict:
    """Which circumstance, which department and which street: the organizer, who needs it to chase and to explain."""
    if viewer.role == Role.DISTRICT_ORGANIZER:
        return YES
    return no("按情形、单位的分布由区委组织部掌握。", article=SOURCE)
