"""What may be done to a cycle's list of steps (法定程序不变通，规定步骤不减少)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from elections.rules.procedure_template import StepTemplate
from elections.rules.schedule import schedule
from elections.rules.schedule_facts import BrokenInterval, Plan, Situation
from huanjie.shared.calendar import WorkCalendar
from huanjie.shared.verdict import YES, Verdict, no

ANY_DAY = date(2026, 6, 15)
FARTHEST = 400
"""Days from the election day beyond which a step is a slip of the pen."""


def check_drop(step) -> Verdict:
    """A step of law or Party rules stays; what is only usual may be left out of a cycle."""
    if step.is_statutory:
        return no(f"“{step.name}”是法定步骤，不能停用。", "法定程序不变通，规定步骤不减少。", step.article)
    return YES


def check_offset(steps: Sequence[StepTemplate], code: str, offset_days: int, parameters) -> Verdict:
    """Whether a step may stand so many days from the election day: no bound of law or province breaks that held, under
    any way of electing, and no step of law comes before what it waits for. Natural days."""
    if abs(offset_days) > FARTHEST:
        return no(f"距选举日 {offset_days} 天太远。", f"请填写 {-FARTHEST} 到 {FARTHEST} 之间的天数。")
    after = [replace(step, offset_days=offset_days) if step.code == code else step for step in steps]
    known = {each.key for each in _breaks(steps, parameters)}
    fresh = [each for each in _breaks(after, parameters) if each.key not in known]
    if fresh:
        return no(
            fresh[0].words.split("：")[0] + f"，改为 {offset_days:+d} 天就不符合规定。",
            _limit(after, fresh[0], code),
            fresh[0].article,
        )
    return _check_order(after, code)


def _breaks(steps: Sequence[StepTemplate], parameters) -> list[BrokenInterval]:
    """Every step needed and on its own day, so that nothing hides behind a condition or a push."""
    fixed = {step.code: ANY_DAY + timedelta(days=step.offset_days) for step in steps}
    situation = Situation(
        ANY_DAY, parameters=parameters, calendar=WorkCalendar(), plan=Plan(tuple(steps)), fixed=fixed,
        needed=frozenset(fixed),
    )  # fmt: skip
    return schedule(situation).breaks


def _limit(steps: Sequence[StepTemplate], breach: BrokenInterval, code: str) -> str:
    if breach.code != code or breach.limit is None:
        other = next(step for step in steps if step.code == breach.code)
        return f"“{other.name}”现为 {other.offset_days:+d} 天，请先调整它。"
    far = (breach.limit - ANY_DAY).days
    return f"请填写{'不大于' if breach.day > breach.limit else '不小于'} {far:+d} 的天数。"


def _check_order(steps: Sequence[StepTemplate], code: str) -> Verdict:
    by_code = {step.code: step for step in steps}
    for step in steps:
        for before in step.predecessors:
            if before not in by_code or code not in (before, step.code) or not step.is_statutory:
                continue
            if by_code[before].offset_days > step.offset_days:
                return no(
                    f"“{step.name}”要在“{by_code[before].name}”之后，日期不能倒过来。",
                    f"“{by_code[before].name}”现为 {by_code[before].offset_days:+d} 天，请相应调整。", step.article,
                )  # fmt: skip
    return YES


def check_place(steps: Sequence[StepTemplate], code: str, after: str) -> Verdict:
    """Whether a step may be put behind another one in the list: it stays behind what it waits for, and before what waits
    for it, as far as these are steps of law."""
    order = [step.code for step in steps if step.code != code]
    order.insert(order.index(after) + 1 if after else 0, code)
    place = {each: number for number, each in enumerate(order)}
    for step in steps:
        for before in step.predecessors:
            if step.is_statutory and before in place and place[before] > place[step.code]:
                name = next(each.name for each in steps if each.code == before)
                return no(f"“{step.name}”要排在“{name}”之后。", "请另选位置。", step.article)
    return YES
