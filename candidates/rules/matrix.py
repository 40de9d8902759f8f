"""The matrix of a joint review: the circumstances one department was asked about, folded into one state.

Nothing written is never clear (domain brief §3.2: “未反馈”不得等同“未发现”): one open cell keeps the fold open."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from candidates.enums_review import Answer

PENDING = "pending"
WORST_FIRST = (Answer.FOUND.value, Answer.CHECK_FURTHER.value, Answer.CANNOT_CHECK.value, PENDING, Answer.CLEAR.value)
LOOKS = {
    "found": ("×", "发现"),
    "check_further": ("▲", "需进一步核实"),
    "cannot_check": ("◇", "无法核查"),
    "pending": ("○", "待反馈"),
    "clear": ("✓", "未发现"),
}
"""Shape and word of each state, for the page, its legend and its export."""


@dataclass(frozen=True)
class Fold:
    """One department's answers about one candidate: the worst of them, and how many there are of each."""

    state: str
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def answered(self) -> int:
        return self.total - dict(self.counts).get(PENDING, 0)

    @property
    def words(self) -> str:
        """发现 1、未发现 3."""
        return "、".join(f"{LOOKS[state][1]} {count}" for state, count in self.counts)

    @property
    def shape(self) -> str:
        return LOOKS[self.state][0]


def state_of(answer: str, expires_on: date | None, on: date) -> str:
    """What one cell says on a day: an answer out of date has to be given again."""
    return PENDING if not answer or (expires_on is not None and expires_on < on) else answer


def fold(states: Iterable[str]) -> Fold | None:
    """Fold the states of the cells of one department, worst first; None when it was asked nothing."""
    counted = Counter(states)
    ordered = tuple((state, counted[state]) for state in WORST_FIRST if counted[state])
    return Fold(ordered[0][0], ordered) if ordered else None
