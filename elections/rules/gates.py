"""May a step be recorded on this day? Order, legal days and gates (domain brief §2.4; 城市居民委员会组织法 2025; 基层组织选举
工作条例 2020).

What would make the election unlawful is refused, with the article and the way out. What has happened too late cannot be
undone by refusing to write it down: a period that ran over is recorded and remarked on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from elections.rules.formal_choice import FORMAL_LIST, unknown_of
from elections.rules.intervals import Force, Relation
from elections.rules.procedure_template import is_needed_at_first
from elections.rules.schedule import schedule
from elections.rules.schedule_facts import BrokenInterval, Situation
from huanjie.shared.verdict import YES, Verdict, no

AUDIT = "audit"


@dataclass(frozen=True)
class Refusal:
    """Why a step may not be recorded: `rule` names the bound (H1 …), the missing step ("order:RC06") or the gate
    ("gate:audit"); only what is not law itself (`force` LOCAL) a superior may grant an exception from."""

    rule: str
    verdict: Verdict
    force: Force = Force.LAW

    @property
    def may_be_excepted(self) -> bool:
        return self.force == Force.LOCAL


@dataclass(frozen=True)
class Judgement:
    """`refusals` stand in the way; `remarks` are said and stand in nobody's way."""

    refusals: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.refusals


def judge(
    situation: Situation, code: str, on: date, gates: Mapping[str, Verdict], excepted: frozenset[str] = frozenset()
) -> Judgement:
    """Whether step `code` may be recorded as done on `on`. `gates` are the verdicts of the gates the floors above keep;
    `excepted` the rules a superior has granted an exception from."""
    order, customs = _order(situation, code, on)
    broken, late = _bounds(situation, code, on)
    unknown = _unknown(situation, code)
    found = [*order, *_followers(situation, code, on), *broken, *unknown, *_gates(situation, code, gates)]
    kept = [each for each in found if not (each.may_be_excepted and each.rule in excepted)]
    return Judgement(tuple(kept), (*customs, *late))


def judge_start(situation: Situation, code: str, on: date, gates: Mapping[str, Verdict]) -> Judgement:
    """Whether it may be recorded as begun: what comes before must be done; days bind only what is finished. A gate may
    still open while the step is under way."""
    order, customs = _order(situation, code, on)
    return Judgement(tuple(order), tuple(customs))


def _order(s: Situation, code: str, on: date) -> tuple[list[Refusal], list[str]]:
    """What the step waits for: by law or Party rules it must be done, and not later; by custom it is only remarked on."""
    refusals, customs = [], []
    for before in s.plan.waits_for.get(code, ()):
        step = s.plan.by_code[before]
        if not _applies(s, before):
            continue
        done = s.done.get(before)
        if done is not None and done <= on:
            continue
        if not step.is_statutory:
            customs.append(f"“{step.name}”还没有登记完成，一般应先完成。")
            continue
        if done is None:
            verdict = no(f"“{step.name}”还没有完成。", f"请先登记完成“{step.name}”。", step.article)
        else:
            verdict = no(f"“{step.name}”{done} 才完成，本步骤不能早于它。", "请核对两个步骤的完成日期。", step.article)
        refusals.append(Refusal(f"order:{before}", verdict))
    return refusals, customs


def _followers(s: Situation, code: str, on: date) -> list[Refusal]:
    """A statutory step recorded anew is not later than those that waited for it and are done."""
    step = s.plan.by_code[code]
    if not step.is_statutory:
        return []
    early = [s.plan.by_code[after] for after in s.plan.followers.get(code, ()) if s.done.get(after, on) < on]
    return [
        Refusal(
            f"order:{each.code}",
            no(
                f"“{each.name}”已于 {s.done[each.code]} 完成，本步骤不能晚于它。",
                f"请核对完成日期；“{each.name}”有误的，请先退回它。", each.article,
            ),
        )
        for each in early
    ]  # fmt: skip


def _applies(s: Situation, code: str) -> bool:
    if s.needed is not None:
        return code in s.needed
    return is_needed_at_first(s.plan.by_code[code], s.mode, s.organization_kind, s.is_first_term)


def _bounds(s: Situation, code: str, on: date) -> tuple[list[Refusal], list[str]]:
    """Bounds of this step, and of steps done before that this day would break."""
    before = {each.key for each in schedule(s).broken}
    after = schedule(replace(s, done={**s.done, code: on})).broken
    refusals, remarks = [], []
    for each in after:
        mine = each.code == code and each.day == on
        others = each.other == code and each.code in s.done and each.key not in before
        if not (mine or others):
            continue
        if each.force in (Force.LAW, Force.LOCAL) and not _is_past_mending(s, each):
            refusals.append(Refusal(each.rule, no(each.words, each.remedy, each.article), each.force))
        else:
            remarks.append(f"{each.words}{each.remedy}")
    return refusals, remarks


def _is_past_mending(s: Situation, broken: BrokenInterval) -> bool:
    """A period counted from something that is done has run over: the day is a fact and is written down as it was."""
    bounds = s.plan.bounds.get(broken.code, ())
    runs = any(
        each.relation == Relation.WITHIN and each.rule == broken.rule and each.other == broken.other for each in bounds
    )
    return runs and broken.other in s.done


def _unknown(s: Situation, code: str) -> list[Refusal]:
    """The formal list is not published before somebody can say that it leaves a choice (H6)."""
    if code != FORMAL_LIST:
        return []
    return [Refusal("H6", each.verdict, each.force) for each in unknown_of(s.formal, s.seats, s.parameters)]


def _gates(s: Situation, code: str, gates: Mapping[str, Verdict]) -> list[Refusal]:
    found = []
    for gate in s.plan.by_code[code].gates:
        if gate == AUDIT and code == FORMAL_LIST and s.parameters.get("audit_before_stage") != "formal_candidates":
            continue  # the cycle asks for it before the vote only, which is the law's own line (art. 38)
        verdict = gates.get(gate)
        if verdict is None or not verdict.ok:
            local = gate == AUDIT and code == FORMAL_LIST
            why = no("关口没有结论，不能视为通过。", "请先登记相应的结论。") if verdict is None else verdict
            found.append(Refusal(f"gate:{gate}", why, Force.LOCAL if local else Force.LAW))
    return found


def in_words(judgement: Judgement) -> Verdict:
    """All that stands in the way as one refusal."""
    found = [each.verdict for each in judgement.refusals]
    if not found:
        return YES
    articles = "、".join(dict.fromkeys(each.article for each in found if each.article))
    return no(
        "".join(each.reason for each in found), "".join(dict.fromkeys(each.remedy for each in found)), articles
    )  # fmt: skip
