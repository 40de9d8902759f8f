"""Filling and editing the holiday table."""

from datetime import date

import chinese_calendar
from chinese_calendar.constants import Holiday as Named
from chinese_calendar.constants import holidays, workdays
from django.db import transaction

from elections.models import Holiday
from elections.permissions_territory import can_edit_calendar
from elections.queries.calendar import forget
from huanjie.activity.services import act
from huanjie.shared.calendar import SATURDAY, WorkCalendar
from huanjie.shared.verdict import Refused, require

CHINESE_NAMES = {holiday.value: holiday.chinese for holiday in Named}


def published_years() -> list[int]:
    """Years whose announcement the installed package `chinesecalendar` knows."""
    return sorted({day.year for day in holidays})


def seed_holidays(*, by, years=None) -> dict[int, int]:
    """Write the announced exceptions of the years the package covers (or of `years` among them). A year that has rows
    already was edited or seeded before and is left alone. Returns how many rows each year got."""
    require(can_edit_calendar(by))
    wanted = [year for year in published_years() if years is None or year in years]
    with act() as log:
        present = {day.year for day in Holiday.objects.dates("on", "year")}
        added = {}
        for year in wanted:
            if year not in present:
                rows = _announced(year)
                Holiday.objects.bulk_create(rows)
                added[year] = len(rows)
        if added:
            log.record(by=by, verb="calendar.seeded", detail={
                "years": sorted(added), "source": f"chinesecalendar {chinese_calendar.__version__}"})  # fmt: skip
        _changed()
    return added


def _announced(year: int) -> list[Holiday]:
    """Only true exceptions: rest days from Monday to Friday, working days at the week-end."""
    rest = [Holiday(on=day, works=False, name=CHINESE_NAMES.get(name, name)[:40]) for day, name in holidays.items()
            if day.year == year and day.weekday() < SATURDAY]  # fmt: skip
    work = [Holiday(on=day, works=True, name=CHINESE_NAMES.get(name, name)[:40]) for day, name in workdays.items()
            if day.year == year and day.weekday() >= SATURDAY]  # fmt: skip
    return sorted(rest + work, key=lambda holiday: holiday.on)


def announced_calendar() -> WorkCalendar:
    """The calendar of the installed package alone, where no table is at hand."""
    years = published_years()
    exceptions = {row.on: row.works for year in years for row in _announced(year)}
    return WorkCalendar(exceptions, frozenset(years))


def save_year(*, year: int, rest: list[tuple[date, str]], work: list[tuple[date, str]], by) -> int:
    """Replace all exceptions of a year with these (day, name). Returns how many there are now. Raises Refused when a
    day is of another year, stands twice, or is no exception at all (a rest day at the week-end)."""
    require(can_edit_calendar(by))
    days = [day for day, _ in [*rest, *work]]
    for day in days:
        if day.year != year:
            raise Refused(f"{day} 不在 {year} 年。")
    twice = sorted({day for day in days if days.count(day) > 1})
    if twice:
        raise Refused(f"{twice[0]} 填了两次。")
    for day, _ in work:
        if day.weekday() < SATURDAY:
            raise Refused(f"{day} 本来就是工作日，不需要列为调休上班。")
    rows = [Holiday(on=d, works=False, name=n[:40]) for d, n in rest if d.weekday() < SATURDAY]
    rows += [Holiday(on=d, works=True, name=n[:40]) for d, n in work]
    with act() as log:
        Holiday.objects.filter(on__year=year).delete()
        Holiday.objects.bulk_create(rows)
        log.record(by=by, verb="calendar.edited", label=f"{year} 年节假日安排", detail={
            "year": year, "rest": [str(d) for d, _ in rest], "work": [str(d) for d, _ in work]})  # fmt: skip
        _changed()
    return len(rows)


def _changed() -> None:
    """This process reads anew at once, others within the minute."""
    forget()
    transaction.on_commit(forget)
