"""What a briefing is made of: sections, points, items, and `point`, which drops what has nothing to say."""

from dataclasses import dataclass

from .facts import Sentence
from .words import ordinal


@dataclass(frozen=True)
class Item:
    """One 一是/二是 of a point: `mark` is the ordinal ("" when it stands alone), `name` the phrase it opens with."""

    mark: str
    name: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Point:
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Section:
    heading: str
    points: tuple[Point, ...]


def point(heading, *items, several=None):
    """A point from (name, sentences) pairs: empty ones fall out, and `several` = (n, heading) names it when n remain."""
    kept = [(name, tuple(filter(None, sentences))) for name, sentences in items]
    kept = [(name, sentences) for name, sentences in kept if sentences]
    if not kept:
        return None
    if several and len(kept) == several[0]:
        heading = several[1]
    marks = [f"{ordinal(number)}是" if len(kept) > 1 else "" for number in range(1, len(kept) + 1)]
    return Point(heading, tuple(Item(mark, name, found) for mark, (name, found) in zip(marks, kept, strict=True)))


def plain(heading, *sentences):
    """A point that is one run of sentences; None when none of them is said."""
    return point(heading, ("", sentences))
