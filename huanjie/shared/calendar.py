"""Working days of the office. The law counts natural days; report periods count working days with make-up days (调休)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """`exceptions` maps a date to True (works, though a week-end) or False (rests, though a weekday), as announced
    yearly by the State Council; `covered_years` are the years whose announcement is known."""

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    covered_years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Announced exception first, otherwise Monday to Friday."""
        announced = self.exceptions.get(day)
        return announced if announced is not None else day.weekday() < SATURDAY

    def covers(self, day: date) -> bool:
        """False when the year's holidays are not known yet: pages must say so."""
        return day.year in self.covered_years

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        day += timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        day -= timedelta(days=1)
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def working_days(self, first: date, last: date) -> list[date]:
        """Working days from `first` to `last`, both included."""
        span = (last - first).days
        return [day for day in (first + timedelta(days=n) for n in range(span + 1)) if self.is_working_day(day)]
