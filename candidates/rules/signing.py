"""What a signature of a department needs (城市居民委员会组织法 2025 第18条; domain brief §3.2: 不能只写“符合/不符合”)."""

from datetime import date, timedelta

from candidates.enums_review import Answer
from huanjie.shared.verdict import YES, Verdict, no

OLDEST_DAYS = 30
"""How long before the batch was sent the records consulted may end."""


def check_answer(answer: str, document_number: str, facts: str) -> Verdict:
    """One of four, never none; a finding with its document and its facts, a doubt with what is doubted."""
    if answer not in Answer.values:
        return no("没有选择核查结果。", "请从“未发现、发现、无法核查、需进一步核实”中选择一种，没有默认值。")
    if answer == Answer.FOUND and not document_number.strip():
        return no("查实发现要有文书。", "请填写判决书、处罚决定书等文书的文号。")
    if answer in (Answer.FOUND, Answer.CHECK_FURTHER) and not facts.strip():
        return no(f"“{Answer(answer).label}”要写明事实摘要。", "请写明时间、事项和来源，供作出结论的人核对。")
    return YES


def check_as_of(as_of: date, sent_on: date, valid_days: int, today: date) -> Verdict:
    """The records consulted end on a day that has come, not long before the question, and are still in date."""
    if as_of > today:
        return no(f"核查截至日期 {as_of} 还没有到。", "请填写实际核查的日期。")
    if as_of < (earliest := sent_on - timedelta(days=OLDEST_DAYS)):
        return no(f"核查截至日期 {as_of} 过早。", f"请按 {earliest} 以后的记录核查。")
    if expires_on(as_of, valid_days) < today:
        return no(f"截至 {as_of} 的核查已过 {valid_days} 天有效期。", "请按最近的记录重新核查。")
    return YES


def expires_on(as_of: date, valid_days: int) -> date:
    """The last day an opinion counts."""
    return as_of + timedelta(days=valid_days)
