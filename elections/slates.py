"""Who stands in a community: asked here, answered by the floor that keeps candidates (found in its module `slates`)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

FORMAL = "formal"
EVERYBODY = "nominated"
"""Everybody nominated, whatever became of the nomination."""


@dataclass(frozen=True)
class SlateLine:
    """One candidate as ballots and papers name them. `key` leads back to the candidate's record, `posts` are values of
    BallotPost."""

    key: str
    name: str
    gender: str
    birth_date: date | None
    posts: tuple[str, ...]
    state: str
    gender_label: str = ""
    education_label: str = ""
    political_status_label: str = ""


Answer = Callable[[object, str, Sequence[str] | None], Iterable[SlateLine]]
_answers: list[Answer] = []


def register_slate(answer: Answer) -> None:
    """Let a keeper of candidates answer: (community cycle, side, states or None for everybody) → lines."""
    if answer not in _answers:
        _answers.append(answer)


def slate_of(community_cycle, side: str, states: str | Sequence[str] = FORMAL) -> list[SlateLine]:
    """The candidates for posts of this side in one of these states, in the order they were registered."""
    wanted = None if states == EVERYBODY else (states,) if isinstance(states, str) else tuple(states)
    return [line for answer in _answers for line in answer(community_cycle, side, wanted)]
