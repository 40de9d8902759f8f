"""Objections against candidates on a notice: what closing one needs and does (domain brief §4.4)."""

from datetime import date, datetime

from candidates.enums_review import ObjectionResult, ObjectionState
from elections.rules.public_report import check_due
from huanjie.shared.verdict import YES, Verdict, no

OPEN = (ObjectionState.RECEIVED, ObjectionState.INVESTIGATING)
FIRST_CHECK = "登记即编号，48 小时内初核"
TRUE = (ObjectionResult.CONFIRMED_NO_EFFECT, ObjectionResult.DISQUALIFIED)
HOLD_MARK = "公示异议"


def first_check_due(received_at: datetime) -> datetime:
    """48 hours from receipt."""
    return check_due(received_at)


def hold_reason(number: str) -> str:
    """Why a candidate is held: the number only, never what was said."""
    return f"{HOLD_MARK} {number} 核实中"


def is_held_by_objection(reason: str) -> bool:
    """Whether a hold came from an objection, and so ends with it."""
    return reason.startswith(HOLD_MARK)


def check_closing(
    *, state: str, result: str, findings: str, document_number: str, has_candidate: bool, on: date, received_on: date,
    today: date,
) -> Verdict:  # fmt: skip
    """Nothing is closed without findings; what was found true needs a document; a person is only struck out after an
    investigation, and only one who is named."""
    if result not in ObjectionResult.values:
        return no("没有选择处理结果。", "请明确选择一项，系统不代为选择。")
    if not findings.strip():
        return no("办结要写明核实情况。", "请填写核实经过和依据。")
    if result in TRUE and not document_number.strip():
        return no("查实的要有依据。", "请填写认定文书的文号。")
    if result == ObjectionResult.DISQUALIFIED:
        if not has_candidate:
            return no("这件异议没有指明候选人，不能据此取消资格。", "请先核实所指的人，另行登记针对本人的异议。")
        if state != ObjectionState.INVESTIGATING:
            return no("没有经过核实，不能取消候选人资格。", "请先开始核实。")
    if on > today:
        return no(f"日期 {on} 还没有到。", "请填写实际日期。")
    if on < received_on:
        return no(f"办结日期 {on} 早于受理日期 {received_on}。", "请核对日期。")
    return YES


def is_late(*, state: str, first_check_due_at: datetime, now: datetime, election_day: date, today: date) -> bool:
    """The first check is overdue, or the election day is here and it is not concluded."""
    if state not in OPEN:
        return False
    return (state == ObjectionState.RECEIVED and first_check_due_at < now) or today >= election_day
