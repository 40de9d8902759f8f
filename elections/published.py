"""Announcements that are out: who keeps them answers here, so that the schedule can say what needs a correction.

An answer is `(community_cycles) -> {pk: {number: day}}`; the number is the announcement's ("1", "6-1"), or "notice" for the
day on which the residents' meeting was called. Without an answer, a done step counts as having published its own.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

Answer = Callable[[Sequence], dict[int, dict[str, date]]]
_answers: list[Answer] = []


def register_published(answer: Answer) -> None:
    """Let a keeper of announcements answer."""
    if answer not in _answers:
        _answers.append(answer)


def published_of(community_cycles: Sequence) -> dict[int, dict[str, date]]:
    """What is out in each of these communities."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for answer in _answers:
        for pk, numbers in answer(community_cycles).items():
            found[pk].update(numbers)
    return found
