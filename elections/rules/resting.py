"""Which done steps stand on another one: what becomes doubtful when it is taken back (domain brief §2.3, §2.4)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from elections.rules.intervals import Force, Relation
from elections.rules.schedule_facts import Situation
from huanjie.shared.verdict import YES, Verdict, no

BY_ORDER, BY_PERIOD = "须在它完成之后进行", "与它之间有法定间隔或期限"
LATER_BY_ORDER = "依次在后"
AFTERMATH = (
    "退回后，这些步骤仍为已完成，日期和材料不变；本步骤重新登记时，完成日期不能晚于它们，也要符合相互间的间隔。"
    "它们如也有误，请从最后一步起逐个退回。"
)
COUNTED_FROM = frozenset({Relation.NOT_BEFORE, Relation.WITHIN})


@dataclass(frozen=True)
class Resting:
    """A step that is done and stands on the one taken back, with the reason."""

    code: str
    name: str
    done_on: date
    why: str

    def __str__(self):
        return f"“{self.name}”（{self.done_on} 完成，{self.why}）"


def resting_on(s: Situation, code: str) -> tuple[Resting, ...]:
    """The done steps that wait for this one, have a period to it, or wait for one that does, in the order of the way.
    Habits (Force.USUAL) bind nothing."""
    first = {**dict.fromkeys(_by_period(s, code), BY_PERIOD), **dict.fromkeys(s.plan.followers.get(code, ()), BY_ORDER)}
    found = dict(first)
    waiting = list(first)
    while waiting:
        for after in s.plan.followers.get(waiting.pop(), ()):
            if after not in found and after != code:
                found[after] = LATER_BY_ORDER
                waiting.append(after)
    return tuple(
        Resting(step.code, step.name, s.done[step.code], found[step.code])
        for step in s.plan.steps
        if step.code in found and step.code in s.done
    )


def check_resting(found: Sequence[Resting], shown: Iterable[str]) -> Verdict:
    """A step is taken back by somebody who has seen everything that stands on it."""
    unseen = [each for each in found if each.code not in set(shown)]
    if not unseen:
        return YES
    names = "、".join(map(str, unseen))
    return no(f"后面还有 {len(unseen)} 个已完成的步骤以本步骤为前提：{names}。", f"请核对后再确认退回。{AFTERMATH}")


def _by_period(s: Situation, code: str) -> Iterator[str]:
    """Both ways: its own period has to end before the other step, or the other's begins with it."""
    for bound in s.plan.bounds.get(code, ()):
        if bound.relation == Relation.NOT_AFTER and bound.force != Force.USUAL and bound.other in s.plan.by_code:
            yield bound.other
    for other, bounds in s.plan.bounds.items():
        if any(b.other == code and b.relation in COUNTED_FROM and b.force != Force.USUAL for b in bounds):
            yield other
