"""What the demonstration's month is played with."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random

from django.utils import timezone

from elections.models import CommunityCycle, ElectionCycle
from huanjie.accounts.viewers import Viewer
from reports.demo.people import People


@dataclass
class Stage:
    """The cycle, the people who act, and the chance behind what they do."""

    cycle: ElectionCycle
    first: date
    random: Random
    people: People
    organizer: Viewer
    street_viewers: dict[str, Viewer]
    communities: list[CommunityCycle]
    second: Viewer | None = None
    third: Viewer | None = None
    officers: dict[str, Viewer] = field(default_factory=dict)
    findings: dict[int, int] = field(default_factory=dict)
    told: int = 0
    weighed: int = 0
    left_to_sign: bool = False
    nominated: dict = field(default_factory=lambda: defaultdict(bool))
    lags: dict[str, int] = field(default_factory=dict)

    def lag(self, code: str) -> int:
        """Days by which a community is behind its plan: its street's habit, and more where it is difficult."""
        if code not in self.lags:
            street = self.lags.setdefault(code[:9], self.random.choice((0, 0, 1, 2, 3)))
            difficult = any(row.area_code == code and row.is_difficult for row in self.communities)
            self.lags[code] = street + (6 if difficult else 0)
        return self.lags[code]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of that day in Shanghai."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def first_of_each_street(stage: Stage) -> list[CommunityCycle]:
    """The communities in which the demonstration does everything there is to do."""
    found: dict[str, CommunityCycle] = {}
    for row in stage.communities:
        found.setdefault(row.area_code[:9], row)
    return list(found.values())
