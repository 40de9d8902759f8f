"""How a state looks: shape, tone and, when nobody gives one, a word. By value, never by label."""

from enum import Enum
from typing import Any, NamedTuple


class Face(NamedTuple):
    """`shape` is read in black and white; `tone` names the colours in components.css; `word` is the last resort."""

    shape: str
    tone: str
    word: str


DONE = Face("✓", "done", "已完成")
RUNNING = Face("●", "running", "进行中")
IDLE = Face("○", "idle", "未开始")
SOON = Face("▲", "soon", "临期")
LATE = Face("■", "late", "逾期")
BLOCKED = Face("◆", "blocked", "受阻")
RETURNED = Face("↩", "returned", "退回")
NIL = Face("–", "nil", "零报告")
PLAIN = Face("", "plain", "")

BY_VALUE = {
    # what a page says of a step or a task
    "done": DONE,
    "in_progress": RUNNING,
    "under_way": RUNNING,
    "not_started": IDLE,
    "due_soon": SOON,
    "soon": SOON,
    "overdue": LATE,
    "late": LATE,
    "blocked": BLOCKED,
    "difficult": SOON,
    "returned": RETURNED,
    "nil": NIL,
    "missing": LATE,
    # reports
    "due": IDLE,
    "draft": RUNNING,
    "submitted": Face("✓", "running", "已提交"),
    "approved": DONE,
    "compiling": RUNNING,
    "ready": DONE,
    # file jobs
    "queued": IDLE,
    "running": RUNNING,
    "succeeded": DONE,
    "failed": Face("■", "late", "未完成"),
    "cancelled": Face("–", "idle", "已取消"),
    # candidates
    "nominated": IDLE,
    "preliminary_review": RUNNING,
    "joint_review": RUNNING,
    "passed": DONE,
    "not_passed": Face("×", "late", "不通过"),
    "formal": DONE,
    "withdrawn": Face("–", "idle", "已退出"),
    # audits
    "planned": IDLE,
    "reported": Face("●", "running", "已出报告"),
    "published": DONE,
    # results of votes
    "prepared": IDLE,
    "entered": Face("●", "running", "待核对"),
    "differing": Face("■", "late", "两遍不一致"),
    "verified": Face("●", "soon", "已核对"),
    "declared": DONE,
    "elected": DONE,
    "awaiting_review": SOON,
    "relatives": SOON,
    "void": Face("×", "late", "当选无效"),
    # cycles, inclusion, registers
    "preparing": IDLE,
    "open": RUNNING,
    "closed": DONE,
    "postponed": SOON,
    "not_due": NIL,
    "pending": IDLE,
    "resolved": DONE,
    "rectified": DONE,
    # papers, reports of the public
    "issued": DONE,
    "corrected": RETURNED,
    "registered": IDLE,
    "checked": RUNNING,
    "answered": DONE,
    # notices of candidates and objections
    "ended": DONE,
    "received": IDLE,
    "investigating": RUNNING,
    # opinions in the joint review
    "sent": RUNNING,
    "clear": DONE,
    "found": Face("×", "late", "发现"),
    "cannot_check": Face("◇", "blocked", "无法核查"),
    "check_further": Face("▲", "soon", "需进一步核实"),
    "voided": RETURNED,
    "expired": SOON,
    "recused": NIL,
    # conclusions and reconsiderations
    "awaiting_second": SOON,
    "in_force": DONE,
    "declined": RETURNED,
    "superseded": NIL,
    "granted": RETURNED,
    "rejected": Face("–", "idle", "维持"),
}


def face_of(value: Any) -> Face:
    """The face of an enum member or a bare value; unknown ones get a badge without shape rather than a wrong one."""
    return BY_VALUE.get(str(value.value if isinstance(value, Enum) else value), PLAIN)


def word_of(value: Any, label: str = "") -> str:
    """The word beside the shape: the one given, the enum's own, or the face's."""
    return label or getattr(value, "label", "") or face_of(value).word or str(value)
