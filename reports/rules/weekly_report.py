"""The week of a street as dates and as words, from its figures at both ends."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

Figures = Mapping[str, Sequence[int | None]]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def due_on(monday: date, weekday: int) -> date:
    """The day a week's report is due; `weekday` 0 is Monday."""
    return monday + timedelta(days=weekday)


def due_at(monday: date, weekday: int, cutoff: time) -> datetime:
    """Its last moment, as local time without a zone."""
    return datetime.combine(due_on(monday, weekday), cutoff)


def weeks_between(first: date, last: date) -> list[date]:
    """The Mondays of all weeks from one day to another, latest first."""
    monday, found = monday_of(last), []
    while monday >= monday_of(first):
        found.append(monday)
        monday -= timedelta(days=7)
    return found


def progress_words(declared: Mapping[str, object], figures: Figures, last: date) -> str:
    """The draft's first paragraph: what moved in the week, steps first. `declared` maps keys to figures with `label`,
    `unit` and `step`."""
    due = (figures.get("communities_due") or [None, None])[1]
    head = f"截至{last.month}月{last.day}日，本街道应换届社区 {due} 个。" if due is not None else ""
    moved = [(declared[key], *ends) for key, ends in figures.items() if key in declared and _moved(ends)]
    steps = [_words(figure, start, end) for figure, start, end in moved if figure.step]
    others = [_words(figure, start, end) for figure, start, end in moved if not figure.step]
    lines = [head] if head else []
    if steps:
        lines.append(f"本周换届进展：{'；'.join(steps)}。")
    if others:
        lines.append(f"其他数据：{'；'.join(others)}。")
    if not moved:
        lines.append("本周各项数据与上周持平。")
    return "\n".join(lines)


def _moved(ends: Sequence[int | None]) -> bool:
    return ends[1] is not None and ends[1] != (ends[0] or 0)


def _words(figure, start: int | None, end: int) -> str:
    step = end - (start or 0)
    verb = "新增" if step > 0 else "减少"
    return f"{figure.label}{verb} {abs(step):,} {figure.unit}，累计 {end:,} {figure.unit}"
