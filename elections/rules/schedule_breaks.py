"""Broken bounds in words: what, by how much, which article, and the ways out."""

from datetime import date

from elections.rules.formal_choice import FORMAL_LIST, flaws_of
from elections.rules.intervals import Force, Interval, Relation
from elections.rules.procedure_intervals import LAW
from elections.rules.procedure_template import REPRESENTATIVES, StepTemplate
from elections.rules.schedule_facts import BrokenInterval

LISTS = (("4", "选民名单"), ("6", "居民代表名单"), ("6-1", "户代表名单"))


def broken_words(work, step: StepTemplate, bound: Interval, limit: date) -> BrokenInterval:
    """One bound that the schedule does not keep."""
    day = work.day[step.code]
    is_done = step.code in work.s.done
    gap = abs((day - limit).days)
    stands = f"{'已于' if is_done else '现计划'} {day} {'完成' if is_done else ''}".strip()
    late = bound.relation not in (Relation.NOT_BEFORE, Relation.NOTICE)
    line = f"“{step.name}”最{'迟' if late else '早'} {limit}，{stands}，{'晚' if late else '早'} {gap} 天"
    return BrokenInterval(
        step.code, bound.rule, f"{bound.why}：{line}。", bound.article, _remedy(work, step, bound, limit, gap),
        bound.force, day, limit, bound.other,
    )  # fmt: skip


def _remedy(work, step: StepTemplate, bound: Interval, limit: date, gap: int) -> str:
    if bound.relation == Relation.TERM:
        return f"请把“{step.name}”安排在 {limit} 或以前，或先登记批准延期的文号和延期截止日。"
    if bound.relation == Relation.NOTICE:
        return f"请把“{step.name}”推迟到 {limit} 或以后；遇有特殊情况临时通知的，请写明情况。"
    other = work.plan.by_code[bound.other]
    if bound.relation == Relation.NOT_BEFORE:
        return f"请把“{step.name}”推迟到 {limit} 或以后。"
    if step.code in work.s.done:
        return (
            f"请把“{other.name}”推迟 {gap} 天或以上。"
            if bound.relation == Relation.NOT_AFTER
            else "请如实登记，并报告上级。"
        )
    move = f"请把“{step.name}”提前到 {limit} 或以前"
    return f"{move}，或把“{other.name}”推迟 {gap} 天或以上。" if bound.other not in work.s.done else f"{move}。"


def broken_facts(work) -> list[BrokenInterval]:
    """What is not a distance of two steps: lists published on two days (H2), objections decided late (H4), a
    formal list that leaves no choice (H6). Art. 8, 17 and 18."""
    return [*_lists_on_two_days(work), *_late_decisions(work), *_no_choice(work)]


def _lists_on_two_days(work) -> list[BrokenInterval]:
    out = {name: work.s.published[number] for number, name in LISTS if number in work.s.published}
    voters = out.pop("选民名单", None)
    if voters is None or REPRESENTATIVES not in work.needed:
        return []
    return [
        BrokenInterval(
            REPRESENTATIVES, "H2", f"代表名单应与选民名单同时公布：选民名单 {voters} 公布，{name} {on} 公布。", f"{LAW}第17条",
            "请重新公布两份名单，申诉期从重新公布之日起算。", Force.LAW, on, voters, "RC08",
        )
        for name, on in out.items()
        if on != voters
    ]  # fmt: skip


def _late_decisions(work) -> list[BrokenInterval]:
    from elections.rules.schedule import ends_on

    s, found = work.s, []
    for received, decided in s.objections:
        limit = ends_on(received, s.parameters.get("appeal_decide_days", 3), s.parameters, s.calendar)
        on = decided or s.as_of
        if on is not None and on > limit:
            stands = f"{decided} 作出" if decided else "尚未作出"
            found.append(
                BrokenInterval(
                    "RC09", "H4", f"{received} 收到的申诉应在 {limit} 前作出处理决定并公布，{stands}。", f"{LAW}第17条",
                    "请立即作出处理决定并公布结果。", Force.LAW, on, limit, f"RC09:{received}",
                )
            )  # fmt: skip
    return found


def _no_choice(work) -> list[BrokenInterval]:
    """Judged once the formal list is out, or is to be recorded as out."""
    s = work.s
    if FORMAL_LIST not in s.done:
        return []
    return [
        BrokenInterval(
            FORMAL_LIST, "H6", each.verdict.reason, each.verdict.article, each.verdict.remedy, each.force,
            s.done[FORMAL_LIST], None, each.about,
        )
        for each in flaws_of(s.formal, s.seats, s.parameters)
    ]  # fmt: skip
