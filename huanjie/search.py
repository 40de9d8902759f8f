"""One field that finds things by name or document number. Apps declare what can be found in a module named `search`."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from huanjie.shared.text import clean_text

SHOWN = 20
SHORTEST = 2
ID_NUMBER = re.compile(r"\d{15}|\d{17}[\dXx]")


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is called, where it is, and what tells it from others of the same name."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Source:
    """`find(viewer, words)` yields what this viewer may see whose name or number contains the words; it is cut at
    SHOWN, so it may be as long as it likes but must be lazy."""

    label: str
    find: Callable[..., Iterable[Hit]]


@dataclass(frozen=True)
class Found:
    """The hits of one source; `is_cut` when there were more."""

    label: str
    hits: list[Hit]
    is_cut: bool


_sources: list[Source] = []


def register(*sources: Source) -> None:
    """Add to what can be found."""
    _sources.extend(sources)


def words_of(text: str) -> str:
    """What is looked for: cleaned of spaces and odd characters, at most 60 long."""
    return clean_text(text)[:60]


def search(viewer, words: str) -> list[Found]:
    """What the viewer may see, source by source, those without a hit left out."""
    found = []
    for source in _sources:
        hits = []
        for hit in source.find(viewer, words):
            hits.append(hit)
            if len(hits) > SHOWN:
                break
        if hits:
            found.append(Found(source.label, hits[:SHOWN], len(hits) > SHOWN))
    return found
