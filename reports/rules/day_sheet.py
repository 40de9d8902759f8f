"""Checks of a day's report, as pure functions (domain brief §6.3, §13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


class FigureLike(Protocol):
    key: str
    label: str
    cumulative: bool
    limit: str

    @property
    def is_recorded(self) -> bool: ...


@dataclass(frozen=True)
class Problem:
    """Something a report's figures show. `blocking` problems stop the submission; the others are shown."""

    key: str
    message: str
    blocking: bool = True
    needs_reason: bool = False


def check_values(
    figures: Iterable[FigureLike],
    values: Mapping[str, int | None],
    previous: Mapping[str, int | None],
    recorded: Mapping[str, int],
    reasons: Mapping[str, str],
) -> list[Problem]:
    """Problems of one community's figures.

    A number other than the record's, and a cumulative number that went down, need a reason; a number above its limit
    or below zero is wrong; a number not given is incomplete.
    """
    figures = list(figures)
    labels = {figure.key: figure.label for figure in figures}
    problems = []
    for figure in figures:
        value = values.get(figure.key)
        if value is None:
            problems.append(Problem(figure.key, f"“{figure.label}”还没有填写。没有的请填 0。"))
            continue
        if value < 0:
            problems.append(Problem(figure.key, f"“{figure.label}”不能是负数。"))
            continue
        problems += _against_limit(figure, value, values, labels)
        problems += _against_record(figure, value, recorded, reasons)
        problems += _against_yesterday(figure, value, previous, reasons)
    return problems


def _against_limit(figure, value, values, labels) -> list[Problem]:
    limit = values.get(figure.limit) if figure.limit in labels else None
    if limit is None or value <= limit:
        return []
    return [Problem(figure.key, f"“{figure.label}”{value} 大于“{labels[figure.limit]}”{limit}，请核对两个数字。")]


def _against_record(figure, value, recorded, reasons) -> list[Problem]:
    if not figure.is_recorded or figure.key not in recorded or value == recorded[figure.key]:
        return []
    words = f"“{figure.label}”填报 {value}，台账为 {recorded[figure.key]}（数账不符）"
    if reasons.get(figure.key, "").strip():
        return [Problem(figure.key, f"{words}，已说明原因。", blocking=False)]
    return [Problem(figure.key, f"{words}，请说明原因，或改回台账数字。", needs_reason=True)]


def _against_yesterday(figure, value, previous, reasons) -> list[Problem]:
    before = previous.get(figure.key)
    if figure.is_recorded or not figure.cumulative or before is None or value >= before:
        return []
    words = f"“{figure.label}”是累计数，由 {before} 减少为 {value}"
    if reasons.get(figure.key, "").strip():
        return [Problem(figure.key, f"{words}，已说明原因。", blocking=False)]
    return [Problem(figure.key, f"{words}，请核对，或说明原因。", needs_reason=True)]


def discrepancies(
    figures: Iterable[FigureLike], values: Mapping[str, int | None], recorded: Mapping[str, int]
) -> list[str]:
    """Keys of recorded figures reported with another number than the record's (数账不符)."""
    return [
        figure.key
        for figure in figures
        if figure.is_recorded and figure.key in recorded and values.get(figure.key) != recorded[figure.key]
    ]


def follow_records(
    figures: Iterable[FigureLike],
    values: Mapping[str, int | None],
    recorded_then: Mapping[str, int],
    recorded_now: Mapping[str, int],
) -> dict[str, int | None]:
    """The values with every recorded figure nobody overrode brought to what the records say now."""
    brought = dict(values)
    for figure in figures:
        if figure.is_recorded and values.get(figure.key) in (None, recorded_then.get(figure.key)):
            brought[figure.key] = recorded_now.get(figure.key, 0)
    return brought


def carried(
    figures: Iterable[FigureLike], yesterday: Mapping[str, int | None], recorded_now: Mapping[str, int]
) -> dict[str, int | None]:
    """What a new day starts with: typed figures carried forward, recorded figures from the records."""
    return {
        figure.key: recorded_now.get(figure.key, 0) if figure.is_recorded else yesterday.get(figure.key)
        for figure in figures
    }


def changed_keys(
    figures: Iterable[FigureLike], values: Mapping[str, int | None], previous: Mapping[str, int | None]
) -> list[str]:
    """Keys whose number differs from the previous report's; without a previous report every given number is new."""
    return [figure.key for figure in figures if values.get(figure.key) != previous.get(figure.key)]
