"""What a conclusion of the joint review needs, and the clock of reconsideration (城市居民委员会组织法 2025 第18条; 基层组织选举工作条例
2020 第5条; domain brief §3.2, §7). The standing only proposes; silence approves nobody and refuses nobody."""

from collections.abc import Collection
from datetime import date

from candidates.enums_review import Answer, Decision
from candidates.rules.standing import Standing
from huanjie.shared.calendar import WorkCalendar
from huanjie.shared.verdict import YES, Verdict, no

ARTICLE = "城市居民委员会组织法第18条；中国共产党基层组织选举工作条例第5条"
CLOCK = "本届规则“申请复议期限”"
REASON_AT_LEAST = 10


def check_conclusion(
    standing: Standing, decision: str, reason: str, document_number: str, settled: Collection[str] = ()
) -> Verdict:
    """Whether this decision can be written down on these cells. A statutory hit can only be refused; a policy hit or an
    uncertain item needs a reason; passing needs every cell; a refusal needs a document and something that was found.
    `settled` are the digests of conclusions a reconsideration set aside: the same cells cannot be concluded on twice."""
    if decision not in Decision.values:
        return no("没有填写联审结论。", "请明确选择“通过”或“不通过”。")
    if not standing.cells:
        return no("没有联审单位的核查意见。", "请先送联审单位核查，没有意见不等于未发现。", ARTICLE)
    if standing.digest in settled:
        return no("复议成立后还没有新的核查意见。", "请先建立复议重审批次，由联审单位重新核查。", ARTICLE)
    check = _check_pass if decision == Decision.PASSED else _check_refusal
    verdict = check(standing, document_number)
    if verdict and needs_second(standing) and len(reason.strip()) < REASON_AT_LEAST:
        return no("这项结论须说明理由。", f"请写清楚理由（不少于 {REASON_AT_LEAST} 个字），并由第二人会签。", ARTICLE)
    return verdict


def _check_pass(standing: Standing, document_number: str) -> Verdict:
    if standing.statutory_hits:
        codes = "、".join(standing.statutory_hits)
        return no(f"{codes} 经核查发现，属不得列为候选人的情形，不能通过。", "结论只能是不通过。", ARTICLE)
    if not standing.is_complete:
        open_cells = len(standing.pending) + len(standing.unfinished) + len(standing.spoiled)
        return no(
            f"还有 {open_cells} 项没有有效的核查意见，不能通过。", "未反馈不等于未发现，请先催办或重新核查。", ARTICLE
        )
    return YES


def _check_refusal(standing: Standing, document_number: str) -> Verdict:
    if not document_number.strip():
        return no("联审不通过要有依据。", "请填写联审结论的文号。", ARTICLE)
    if not grounds_of(standing):
        return no("没有查实或无法核查的情形，不能作出不通过的结论。", "未反馈的请先催办。", ARTICLE)
    if any(cell.answer == Answer.FOUND for cell in standing.spoiled):
        return no("查实的意见已过期，或审查内容有变化。", "请先由该单位重新核查，再作结论。", ARTICLE)
    if not standing.statutory_hits and not standing.is_complete:
        return no("还有核查意见没有反馈齐。", "没有法律规定的情形的，须核查完毕再作结论。", ARTICLE)
    return YES


def needs_second(standing: Standing) -> bool:
    """A second signature is needed where a person weighs. What the law forbids is not weighed."""
    return standing.needs_second_signature and not standing.statutory_hits


def grounds_of(standing: Standing) -> list[str]:
    """The circumstances a conclusion names, or weighed."""
    return sorted({*standing.statutory_hits, *standing.other_hits, *standing.uncertain})


def check_signer(*, has_own_act: bool, is_recused: bool, has_signed_cell: bool) -> Verdict:
    """Nobody concludes on what they had a hand in themselves (三员分立, 不得自审自批; domain brief §11.1)."""
    if is_recused:
        return no("您对此人应当回避，不能办理。", "请由其他工作人员办理。")
    if has_own_act:
        return no("您经办过此人的提名或预审，不能作出结论。", "请由其他工作人员办理。")
    if has_signed_cell:
        return no("您签署过此人的核查意见，不能作出结论。", "请由其他工作人员办理。")
    return YES


def after_working_days(day: date, count: int, calendar: WorkCalendar) -> date:
    """The last day of a period of so many working days that begins on the day after."""
    for _ in range(count):
        day = calendar.next_working_day(day)
    return day


def check_filing(filed_on: date, told_on: date, until: date, today: date) -> Verdict:
    """Within the clock that began when the person was told."""
    if filed_on > today:
        return no(f"申请日期 {filed_on} 还没有到。", "请填写收到申请的日期。")
    if filed_on < told_on:
        return no(f"申请日期 {filed_on} 早于送达日期 {told_on}。", "请核对日期。")
    if filed_on > until:
        return no(
            f"申请复议的期限到 {until} 为止，{filed_on} 已经逾期。",
            "不再作为复议受理；本人仍可以书面向区委组织部反映，有新证据的由组织部研究。", CLOCK,
        )  # fmt: skip
    return YES
