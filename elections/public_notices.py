"""Notices of candidates on the public board: asked here, answered by the floor that keeps candidates (found in its module
`public_notices`). What comes back is fit for everybody: names and posts, nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NoticeLine:
    """One candidate as the board names them: `posts` in words."""

    name: str
    posts: str


@dataclass(frozen=True)
class PublicNotice:
    """A notice as it hangs. `key` is its address; `corrects` and `corrected_by` are the keys of its neighbours, ""
    when there are none."""

    key: str
    title: str
    starts_on: date
    ends_on: date
    lines: tuple[NoticeLine, ...]
    digest: str
    is_running: bool
    days_left: int = 0
    correction: str = ""
    corrects: str = ""
    corrected_by: str = ""


Answer = Callable[[object], Iterable[PublicNotice]]
_answers: list[Answer] = []


def register_notices(answer: Answer) -> None:
    """Let a keeper of candidates answer: community cycle → its notices, newest first."""
    if answer not in _answers:
        _answers.append(answer)


def notices_of(community_cycle) -> list[PublicNotice]:
    """What hangs on a community's board about candidates."""
    return [notice for answer in _answers for notice in answer(community_cycle)]


def notice_of(community_cycle, key: str) -> PublicNotice | None:
    """One of them; None for everything else."""
    return next((notice for notice in notices_of(community_cycle) if notice.key == key), None)
