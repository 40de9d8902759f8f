"""Who stands in a community: asked here, answered by the floor that keeps candidates (found in its module `slates`)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from elections.enums import POSTS_OF, Side
from elections.rules.formal_choice import PEOPLE, WOMEN

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


Counts = dict[int, dict[str, int]]
CountAnswer = Callable[[Sequence], Counts]
_counts: list[CountAnswer] = []
_seats: list[CountAnswer] = []


def register_counts(answer: CountAnswer) -> None:
    """Let a keeper of candidates count: (community cycles) → {pk: {post: formal candidates}} for many communities at once.
    Beside the posts of the residents' committee it says how many different people they are (`PEOPLE`) and, where the
    gender of all of them is known, how many women (`WOMEN`). A community left out is one nobody knows of."""
    if answer not in _counts:
        _counts.append(answer)


def register_seats(answer: CountAnswer) -> None:
    """Let the keeper of the plan of seats answer: (community cycles) → {pk: {post: seats}}."""
    if answer not in _seats:
        _seats.append(answer)


def counts_of(community_cycles: Sequence, side: str) -> Counts:
    """The formal candidates of each community for the posts of one side; a community nobody knows of is missing."""
    return _asked(_counts, community_cycles, side)


def seats_of(community_cycles: Sequence, side: str) -> Counts:
    """The seats of each community for the posts of one side; a community nobody knows of is missing."""
    return _asked(_seats, community_cycles, side)


def _asked(answers: list[CountAnswer], community_cycles: Sequence, side: str) -> Counts:
    wanted = {*POSTS_OF[Side(side)], *((PEOPLE, WOMEN) if side == Side.RESIDENTS_COMMITTEE else ())}
    found: Counts = {}
    for answer in answers if community_cycles else ():
        for pk, numbers in answer(community_cycles).items():
            found.setdefault(pk, {}).update({key: number for key, number in numbers.items() if key in wanted})
    return found
