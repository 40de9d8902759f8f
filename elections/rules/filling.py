"""Who takes the seats of one post: by votes alone, never by strokes, age or lot (domain brief §12.5, §12.14).

Those who reached the threshold are taken in groups of equal votes. A group that fits is elected; one that does not is tied
and votes again. Whoever conflicts with somebody above (a near relative, or the same person in a higher post) steps back
and leaves the seat to the next.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Conflicts:
    """`pairs`: key → keys that cannot hold office beside it. `held` are those who certainly do, `open` those of whom
    it is not yet known. With `leave_open` nobody steps back by rule: both wait for the decision of an authority."""

    pairs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    leave_open: bool = False

    def of(self, key: str) -> frozenset[str]:
        return self.pairs.get(key, frozenset())


@dataclass(frozen=True)
class Tie:
    """Equal votes: these people vote again for so many seats."""

    keys: tuple[str, ...]
    seats: int


@dataclass
class Filling:
    """What became of those who reached the threshold. `because` says in whose favour somebody stepped back or waits."""

    elected: list[str] = field(default_factory=list)
    stepped_back: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    outranked: list[str] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    because: dict[str, frozenset[str]] = field(default_factory=dict)
    left: int = 0

    @property
    def tied(self) -> list[str]:
        return [key for tie in self.ties for key in tie.keys]


def fill(votes: Mapping[str, int], seats: int, conflicts: Conflicts) -> Filling:
    """Give `seats` to the people of `votes` (all of whom reached the threshold)."""
    result = Filling(left=seats)
    for group in _groups(votes):
        if result.left == 0:
            result.outranked += group
            continue
        _seat(result, group, conflicts)
    return result


def _groups(votes: Mapping[str, int]) -> Iterable[list[str]]:
    for number in sorted(set(votes.values()), reverse=True):
        yield sorted(key for key, given in votes.items() if given == number)


def _seat(result: Filling, group: list[str], conflicts: Conflicts) -> None:
    held, unsettled = conflicts.held | set(result.elected), conflicts.open | set(result.tied) | set(result.waiting)
    back = [key for key in group if conflicts.of(key) & held]
    waits = [key for key in group if key not in back and conflicts.of(key) & unsettled]
    for key in back:
        result.because[key] = conflicts.of(key) & held
    for key in waits:
        result.because[key] = conflicts.of(key) & unsettled
    if conflicts.leave_open:
        relatives = [key for key in back if result.because[key] != {key}]
        back, waits = [key for key in back if key not in relatives], sorted([*relatives, *waits])
    result.stepped_back += back
    families = _families([key for key in group if key not in back and key not in waits], conflicts)
    if len(families) + len(waits) > result.left:
        contenders = sorted([*waits, *(key for family in families for key in family)])
        result.ties.append(Tie(tuple(contenders), result.left))
        result.left = 0
        return
    result.elected += [family[0] for family in families if len(family) == 1]
    result.ties += [Tie(tuple(family), 1) for family in families if len(family) > 1]
    result.waiting += waits
    result.left -= len(families) + len(waits)


def _families(keys: list[str], conflicts: Conflicts) -> list[list[str]]:
    """People of equal votes, those who conflict with one another together: of such only one can be elected."""
    families: list[list[str]] = []
    for key in keys:
        near = [family for family in families if conflicts.of(key) & set(family)]
        families = [family for family in families if family not in near]
        families.append(sorted([key, *(each for family in near for each in family)]))
    return sorted(families)
