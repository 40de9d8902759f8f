"""Gates that other floors keep: declared here, answered by whoever has the records (found in its module `gates`).

An answer is `(community_cycles) -> {pk: Verdict}`, so that one question answers many communities. Nobody answers, or an
answer leaves a community out: the gate stays shut, because silence never approves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from huanjie.shared.verdict import YES, Verdict, no


@dataclass(frozen=True)
class Gate:
    """A gate in the way of a step. `of_previous_term`: it asks of a committee that was there before, so it stands open
    for a community that elects its first one."""

    code: str
    label: str
    article: str
    of_previous_term: bool = False


Answer = Callable[[Sequence], dict[int, Verdict]]
_gates: dict[str, Gate] = {}
_answers: dict[str, Answer] = {}


def declare(*gates: Gate) -> None:
    """Make gates known that steps may name."""
    _gates.update({gate.code: gate for gate in gates})


def register_answer(code: str, answer: Answer) -> None:
    """Let the keeper of the records answer for a gate."""
    _answers[code] = answer


def gate_of(code: str) -> Gate:
    """A declared gate; KeyError for a code nobody declared."""
    return _gates[code]


def verdicts(code: str, community_cycles: Sequence) -> dict[int, Verdict]:
    """Each community's verdict on one gate, by primary key."""
    gate, answer = _gates[code], _answers.get(code)
    unanswered = no(f"{gate.label}没有结论，不能视为通过。", "请联系系统管理员，确认相应模块已启用。", gate.article)
    found = answer(community_cycles) if answer and community_cycles else {}
    free = {member.pk: YES for member in community_cycles if gate.of_previous_term and member.is_first_term}
    return {member.pk: found.get(member.pk, unanswered) for member in community_cycles} | free


declare(
    Gate("audit", "审计关", "城市居民委员会组织法第38条", of_previous_term=True),
    Gate("review", "资格关", "城市居民委员会组织法第18条"),
)
