"""Halls for a Party meeting too large for one (domain brief §12.1; the source report's lack of room, S10).

All halls meet at the same time; ballots are issued and returned in each and counted together. 500 members make a
congress possible, with approval, and never automatic (2020 rules art. 4).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from huanjie.shared.verdict import YES, Verdict, no

ARTICLE = "《中国共产党基层组织选举工作条例》第四条"


@dataclass(frozen=True)
class Group:
    """A branch and how many of it need a seat."""

    key: int
    heads: int


@dataclass(frozen=True)
class Hall:
    key: int
    capacity: int


@dataclass
class Seating:
    """One hall of the plan: who sits there, branch by branch."""

    hall: Hall
    is_main: bool = False
    shares: dict[int, int] = field(default_factory=dict)

    @property
    def heads(self) -> int:
        return sum(self.shares.values())

    @property
    def room(self) -> int:
        return self.hall.capacity - self.heads


@dataclass(frozen=True)
class Plan:
    """The halls in use, the main one first; `missing` seats where capacity is short; `split` are the branches that had
    to be divided among halls."""

    seatings: tuple[Seating, ...]
    heads: int
    capacity: int
    missing: int
    split: tuple[int, ...]


def congress_possible(members: int, *, least: int, is_dispersed: bool = False) -> Verdict:
    """A congress may be held with `least` (500) members or more, or where the branches lie far apart, and only with
    the superior's approval (2020 rules art. 4)."""
    if members >= least or is_dispersed:
        return YES
    return no(f"党员 {members} 名，不到 {least} 名。", "应召开党员大会；所辖党组织驻地分散的，可报上级批准。", ARTICLE)


def plan_venues(groups: Sequence[Group], halls: Sequence[Hall]) -> Plan:
    """As few halls as hold everybody, members of one branch together where a hall has room for them; where capacity is
    short, all halls are filled and the plan says how many seats are missing (2020 rules art. 4; domain brief §12.1)."""
    groups = [group for group in groups if group.heads > 0]
    heads, capacity = sum(group.heads for group in groups), sum(hall.capacity for hall in halls)
    seatings = [Seating(hall) for hall in choose_halls(heads, halls)]
    split = []
    for group in sorted(groups, key=lambda group: (-group.heads, group.key)):
        whole = [each for each in seatings if each.room >= group.heads]
        if whole:
            min(whole, key=lambda each: (each.room, each.hall.key)).shares[group.key] = group.heads
        elif _divide(group, seatings):
            split.append(group.key)
    seatings = [each for each in seatings if each.shares]
    if seatings:
        seatings[0].is_main = True
    return Plan(tuple(seatings), heads, capacity, max(0, heads - capacity), tuple(split))


def choose_halls(heads: int, halls: Sequence[Hall]) -> list[Hall]:
    """The fewest halls with enough seats, the last of them no larger than needed; all of them when they are too few."""
    if heads == 0:
        return []
    largest = sorted(halls, key=lambda hall: (-hall.capacity, hall.key))
    chosen: list[Hall] = []
    for hall in largest:
        left = heads - sum(each.capacity for each in chosen)
        if left <= hall.capacity:
            enough = [each for each in largest if each not in chosen and each.capacity >= left]
            return [*chosen, enough[-1]]
        chosen.append(hall)
    return chosen


def _divide(group: Group, seatings: list[Seating]) -> bool:
    """Fill the roomiest halls first, so that a branch is divided into as few parts as possible."""
    left = group.heads
    for each in sorted(seatings, key=lambda each: (-each.room, each.hall.key)):
        part = min(left, each.room)
        if part > 0:
            each.shares[group.key] = part
            left -= part
    return left < group.heads
