"""What was typed into a day sheet: read with the same words for a page's form, a script's cells and a pasted block."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import cached_property

from huanjie.shared.text import clean_text, compact, parse_number
from reports.figures import FIGURES
from reports.queries.day_sheet_parts import Row, Sheet

LARGEST = 99_999_999
LONGEST_REASON = 200
LONGEST_NOTE = 500
NONE_WORDS = frozenset({"无", "没有", "-", "—", "－", "–", "/", "——"})
"""Written into a cell that must not stay empty: there are none, so 0."""


class Typed(NamedTuple):
    """What a cell's text says: `value` (None: nothing given), or what is wrong with it."""

    value: int | None
    error: str = ""


def read_cell(text: object) -> Typed:
    """A count as people type or paste it: 3,412 · ３４１２ · 34人 · 0件 · 无. Never guesses a number."""
    if text is None or isinstance(text, int) and not isinstance(text, bool):
        return _in_range(text)
    plain = compact(text)
    if not plain:
        return Typed(None)
    if plain in NONE_WORDS:
        return Typed(0)
    number = parse_number(text)
    if not number.valid or isinstance(number.value, float):
        return Typed(None, f"“{_short(text)}”不是整数，请只填数字。")
    if number.value is None:
        return Typed(None, f"“{_short(text)}”没有给出数字，没有的请填 0。")
    if number.is_approximate:
        return Typed(None, f"“{_short(text)}”是约数，请填准确的数字。")
    if number.is_percent:
        return Typed(None, f"“{_short(text)}”是百分数，这里填人数或个数。")
    return _in_range(number.value)


def _in_range(value: int | None) -> Typed:
    if value is not None and not -LARGEST <= value <= LARGEST:
        return Typed(None, "数字太大，请核对是否多输了几位。")
    return Typed(value)


def _short(text: object) -> str:
    words = clean_text(text)
    return words if len(words) <= 12 else f"{words[:12]}…"


@dataclass
class RowChange:
    """What one community's line asks to be kept. `base` is what the page showed; `errors` the texts that are no number."""

    row: Row
    values: dict[str, int | None] = field(default_factory=dict)
    base: dict = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    note: str | None = None
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.values or self.reasons or self.note is not None)


def read_cells(row: Row, payload: Mapping) -> RowChange:
    """A script's cells: {values, base, reasons, note}. Cells the day's form does not ask are passed over."""
    change = RowChange(row, base=dict(_mapping(payload, "base")))
    for key, text in _mapping(payload, "values").items():
        if row.cell(key) is not None:
            _take(change, key, text)
    for key, text in _mapping(payload, "reasons").items():
        if row.cell(key) is not None:
            change.reasons[key] = clean_text(text)[:LONGEST_REASON]
    if isinstance(payload.get("note"), str):
        change.note = clean_text(payload["note"])[:LONGEST_NOTE]
    return change


def _mapping(payload: Mapping, name: str) -> Mapping:
    found = payload.get(name)
    return found if isinstance(found, dict) else {}


def _take(change: RowChange, key: str, text: object) -> None:
    read = read_cell(text)
    if read.error:
        change.typed[key], change.errors[key] = str(text), read.error
    else:
        change.values[key] = read.value


def _still_differing(change: RowChange) -> RowChange:
    """A line closed by now: what it holds already (the second of two clicks) is no change."""
    row = change.row
    change.values = {key: value for key, value in change.values.items() if value != row.cell(key).value}
    change.note = None if change.note == row.report.note else change.note
    return change


class SheetForm:
    """The whole page as a plain form: `v-<report>-<key>` numbers, `r-…` reasons, `n-<report>` notes, `base-<report>`
    what the page showed (JSON) and `seen-<report>` its version. Only what differs from the base is a change."""

    def __init__(self, sheet: Sheet, data: Mapping[str, str]):
        self.sheet, self.data = sheet, data

    @cached_property
    def seen(self) -> dict[int, int]:
        """Report → version the page showed."""
        texts = {row.pk: self.data.get(f"seen-{row.pk}", "") for row in self.sheet.rows}
        return {pk: int(text) for pk, text in texts.items() if text.isdecimal()}

    @cached_property
    def changes(self) -> list[RowChange]:
        """Lines with something to keep or to complain about."""
        found = [self._change(row) for row in self.sheet.rows if f"base-{row.pk}" in self.data]
        return [change for change in found if change.errors or not change.is_empty]

    @property
    def errors(self) -> bool:
        return any(change.errors for change in self.changes)

    def _change(self, row: Row) -> RowChange:
        base = self.base_of(row)
        change = RowChange(row, base=base)
        for key in FIGURES:
            text = self.data.get(f"v-{row.pk}-{key}")
            if text is None or row.cell(key) is None:
                continue
            read = read_cell(text)
            if read.error or read.value != base.get(key):
                _take(change, key, text)
            reason = self.data.get(f"r-{row.pk}-{key}")
            if reason is not None and clean_text(reason) != row.cell(key).reason:
                change.reasons[key] = clean_text(reason)[:LONGEST_REASON]
        note = self.data.get(f"n-{row.pk}")
        if note is not None and clean_text(note) != base.get("note", ""):
            change.note = clean_text(note)[:LONGEST_NOTE]
        return change if row.edit else _still_differing(change)

    def base_of(self, row: Row) -> dict:
        """What the page showed in this line."""
        try:
            base = json.loads(self.data.get(f"base-{row.pk}", "{}"))
        except ValueError:
            return {}
        return base if isinstance(base, dict) else {}


def base_json(row: Row) -> str:
    """The hidden field's text: what this page shows of the line."""
    return json.dumps(
        {**{cell.key: cell.value for cell in row.cells if cell}, "note": row.report.note}, ensure_ascii=False
    )
