"""The work calendar from the holiday table, read at most once a minute in each process."""

import time
from dataclasses import dataclass

from elections.models import Holiday
from huanjie.shared.calendar import WorkCalendar

KEPT_SECONDS = 60
_kept: tuple[float, WorkCalendar] | None = None


def work_calendar() -> WorkCalendar:
    """Working days as announced; a year counts as covered once its rest days are in the table."""
    global _kept
    now = time.monotonic()
    if _kept is None or now - _kept[0] > KEPT_SECONDS:
        _kept = (now, read_calendar())
    return _kept[1]


def read_calendar() -> WorkCalendar:
    """The same, straight from the table."""
    rows = Holiday.objects.values_list("on", "works")
    exceptions = dict(rows)
    return WorkCalendar(exceptions, frozenset(day.year for day, works in exceptions.items() if not works))


def forget() -> None:
    """Read the table again at the next question: after a change, and between tests."""
    global _kept
    _kept = None


@dataclass(frozen=True)
class Year:
    """One year of the table: `rest` and `work` are its exceptions in order."""

    year: int
    rest: list[Holiday]
    work: list[Holiday]

    @property
    def is_covered(self) -> bool:
        return bool(self.rest)


def year_of(year: int) -> Year:
    """The exceptions of a year."""
    rows = list(Holiday.objects.filter(on__year=year).order_by("on"))
    return Year(year, [h for h in rows if not h.works], [h for h in rows if h.works])


def covered_years() -> list[int]:
    """Years whose rest days are in the table, in order."""
    return [day.year for day in Holiday.objects.filter(works=False).dates("on", "year")]
