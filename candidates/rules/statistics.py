"""Figures of the joint review as published statistics count them (domain brief §4.4): 送审人数, 人次, 命中人数（去重）, 命中率,
取消资格人数, 平均反馈时长, 超时单位数, 未反馈数. Rates and means stay two integers, so that they add up and can be checked."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

SMALLEST = 3
"""Below this a count of persons in one row of a table points at somebody; leaders are told 少于 3."""
TOTAL = ""


class Asked(NamedTuple):
    """One candidate asked about under one key, `times` times."""

    key: Hashable
    candidate: int
    times: int


class Cells(NamedTuple):
    """`count` live cells alike: of one department, asked on one day, answered on one day or not at all."""

    key: Hashable
    department: int
    sent_on: date
    due_on: date
    answered_on: date | None
    count: int


@dataclass
class Figures:
    """One row of the statistics."""

    candidates: set = field(default_factory=set)
    times: int = 0
    hit: set = field(default_factory=set)
    refused: set = field(default_factory=set)
    answered: int = 0
    answer_days: int = 0
    unanswered: int = 0
    late: set = field(default_factory=set)

    @property
    def people(self) -> int:
        return len(self.candidates)

    @property
    def hits(self) -> int:
        return len(self.hit)

    @property
    def refusals(self) -> int:
        return len(self.refused)

    @property
    def late_departments(self) -> int:
        return len(self.late)

    @property
    def hit_rate(self) -> tuple[int, int]:
        """Persons with at least one finding, of persons asked about."""
        return self.hits, self.people

    @property
    def mean_days(self) -> tuple[int, int]:
        """Days from sending to signing over all answered cells, and how many those are."""
        return self.answer_days, self.answered


def figures(asked: Iterable[Asked], cells: Iterable[Cells], hits: Iterable[tuple], refused: Iterable[tuple],
            on: date) -> dict[Hashable, Figures]:  # fmt: skip
    """Fold the rows to one Figures for each key. `hits` and `refused` are (key, candidate); a person counts once."""
    found: dict[Hashable, Figures] = defaultdict(Figures)
    for row in asked:
        found[row.key].candidates.add(row.candidate)
        found[row.key].times += row.times
    for row in cells:
        _count(found[row.key], row, on)
    for key, candidate in hits:
        found[key].hit.add(candidate)
    for key, candidate in refused:
        found[key].refused.add(candidate)
    return dict(found)


def _count(row: Figures, cells: Cells, on: date) -> None:
    """A department is late that signed after the due day, or has not signed and the due day is over."""
    if cells.answered_on is None:
        row.unanswered += cells.count
    else:
        row.answered += cells.count
        row.answer_days += cells.count * max(0, (cells.answered_on - cells.sent_on).days)
    if (cells.answered_on or on) > cells.due_on:
        row.late.add(cells.department)


def together(rows: Iterable[Figures]) -> Figures:
    """The sum of rows; persons and departments that are in several count once."""
    total = Figures()
    for row in rows:
        total.candidates |= row.candidates
        total.hit |= row.hit
        total.refused |= row.refused
        total.late |= row.late
        total.times += row.times
        total.answered += row.answered
        total.answer_days += row.answer_days
        total.unanswered += row.unanswered
    return total


def refused_by_code(conclusions: Iterable[tuple[int, list[str]]]) -> dict[str, int]:
    """取消资格人数 by circumstance: (candidate, codes). A person with two codes stands under both; the total does not
    count him twice."""
    people: dict[str, set[int]] = defaultdict(set)
    for candidate, codes in conclusions:
        for code in codes:
            people[code].add(candidate)
    return {code: len(people[code]) for code in sorted(people)}


def discreet(count: int, may_see_small: bool) -> int | None:
    """A count of persons for this reader: None where it is so small that it points at somebody."""
    return count if may_see_small or count == 0 or count >= SMALLEST else None


def spoken_mean(days: int, cells: int) -> str:
    """1.5 天, or — when nothing was answered."""
    return f"{days / cells:.1f} 天" if cells else "—"


def spoken_rate(part: int, whole: int) -> str:
    """2.0%（3/150）, or — when nobody was asked about."""
    return f"{part * 100 / whole:.1f}%（{part}/{whole}）" if whole else "—"
