"""A progress report sheet (换届进度日报), one row for each street or, inside a street, for each community.

What is checked: the party figures add up to the communities due; the elected are the sum of their three kinds; nobody
votes who is not registered; the stated turnout is the computed one; the reviewed are not more than those sent. Nothing
is read from totals: formulas may hold no value, and SUM ignores numbers typed as text.
"""

import datetime as dt
import re
from collections.abc import Iterator

from elections.rules.places import PlaceIndex, is_other_unit
from elections.rules.roster import street_of
from huanjie.shared.dates import read_date
from huanjie.shared.spreadsheet.results import RowResult, judged, skipped
from huanjie.shared.spreadsheet.table import Row, Table, filed_on
from huanjie.shared.text import Number, clean_text, compact, is_blank, parse_number
from reports.rules.day_sheet_columns import BOOK, COUNTS, LAYOUT, STAGE_COUNTS, UNKNOWN_WHEN_BLANK

explain, column_of = BOOK.explain, BOOK.column_of
__all__ = ["BOOK", "LAYOUT", "DaySheetReader", "column_of", "explain", "normalize_day_sheet"]

_CORRECTION = re.compile(r"[(（\[【]?\s*(?:更正|修正|订正|补正|勘误|更新|重报|以此为准)\s*[)）\]】]?")
_VOID = re.compile(r"作废|废止|以更正为准|见更正")
_UNCHANGED = re.compile(r"零报告|无变化|同(?:昨|前|上)[日天]|与(?:昨|前|上)[日天](?:相同|一致)|没有变化|无变动")
_MARKS = {"√": 1, "✓": 1, "✔": 1, "是": 1, "已完成": 1, "完成": 1, "×": 0, "否": 0, "未完成": 0, "未启动": 0}
_PARTY_COUNTS = {"party_done", "party_doing", "party_todo"}
TURNOUT_TOLERANCE = 0.1


def normalize_day_sheet(table: Table, places: PlaceIndex, on: dt.date, street_code: str = "") -> Iterator[RowResult]:
    """The verdict on every row, in order. ``on`` is today or the day reported on, and gives the year of dates without
    one; ``street_code`` is the street of rows that are communities (default: the street the heading names)."""
    reader = DaySheetReader(table, places, filed_on(table) or on, street_code)
    rows = list(table.rows())
    reader.look_ahead(rows)
    for row in rows:
        yield skipped(row.number, row.why) if row.why else reader.read(row)


class DaySheetReader:
    """Reads the data rows of one sheet, after having looked which rows are corrected by later ones."""

    def __init__(self, table: Table, places: PlaceIndex, on: dt.date, street_code: str) -> None:
        self._places, self._year, self._shifted = places, on.year, table.sheet.shifted
        self._at = table.header.columns
        self._by_community = "community" in self._at and not self._is_street_sheet(table)
        self._street = (street_code or street_of(table, places)) if self._by_community else ""
        # A column the file does not have was not reported: None, not zero.
        self._not_asked = [key for key in COUNTS if key not in self._at and not (key == "due" and self._by_community)]
        self._superseded: dict[int, int] = {}
        self._seen: set[tuple[str, str | None]] = set()

    def _is_street_sheet(self, table: Table) -> bool:
        """A sheet with both columns is one of streets when its community column is always blank."""
        at = self._at["community"]
        return "street" in self._at and all(row.why or is_blank(row.cells[at]) for row in table.rows())

    def look_ahead(self, rows: list[Row]) -> None:
        """Find the rows that a later row of the same place corrects; the last one wins."""
        earlier: dict[tuple[str, str | None], Row] = {}
        for row in rows:
            code = "" if row.why else self._place(row)[0]
            if not code:
                continue
            key = (code, self._date(row, []))
            before = earlier.get(key)
            if before and (self._is_correction(row) or self._is_void(before)) and not self._is_void(row):
                self._superseded[before.number] = row.number
            if before is None or before.number in self._superseded:
                earlier[key] = row

    def read(self, row: Row) -> RowResult:
        """The verdict on one data row."""
        if row.number in self._shifted:
            return judged(row.number, {}, (), ("column_shift",))
        if row.number in self._superseded:
            return judged(row.number, {}, (), (f"superseded_by_row:{self._superseded[row.number]}",))
        if self._is_void(row):
            return judged(row.number, {}, (), ("voided_row",))
        warnings: list[str] = []
        errors: list[str] = []
        code, error, hint = self._place(row, warnings)
        hints = {error: hint} if error else None
        if error:
            errors.append(error)
        if self._is_correction(row):
            warnings.append("correction_row")
        normalized: dict[str, object] = {"community_code" if self._by_community else "street_code": code}
        if "date" in self._at:
            normalized["report_date"] = self._date(row, warnings, errors)
        self._once(code, normalized.get("report_date"), errors)
        numbers = self._numbers(row, warnings, errors)
        if numbers is None:
            self._no_numbers(row, normalized, warnings, errors)
        else:
            self._compare(code, numbers, self._turnout(row, errors), warnings, errors)
            normalized |= numbers | dict.fromkeys(self._not_asked)
        remark = self._cell(row, "remark")
        extra = None if is_blank(remark) else {"remark": clean_text(remark)}
        return judged(row.number, normalized, warnings, errors, hints, extra)

    def _cell(self, row: Row, key: str) -> object:
        index = self._at.get(key, -1)
        return row.cells[index] if index >= 0 else ""

    def _name(self, row: Row) -> object:
        return self._cell(row, "community" if self._by_community else "street")

    def _is_correction(self, row: Row) -> bool:
        return bool(_CORRECTION.search(str(self._name(row)))) or "更正" in str(self._cell(row, "remark"))

    def _is_void(self, row: Row) -> bool:
        return bool(_VOID.search(f"{self._name(row)}{self._cell(row, 'remark')}"))

    def _place(self, row: Row, warnings: list | None = None) -> tuple[str, str, str]:
        """Code, error and hint for the place of a row."""
        name = re.sub(r"[(（\[【][^)）\]】]*[)）\]】]$", "", _CORRECTION.sub("", clean_text(self._name(row)))).strip()
        if not self._by_community:
            match = self._places.street(name)
            if warnings is not None and match.is_short:
                warnings.append("street_name_short")
            if warnings is not None and match.code and is_other_unit(match.code):
                warnings.append("township_level_unit_not_a_街道")
            return match.code, match.error, match.hint
        street = self._street
        if not is_blank(written := self._cell(row, "street")):
            found = self._places.street(written)
            if found.error:
                return "", found.error, found.hint
            street = found.code
        match = self._places.community(name, street)
        return match.code, match.error, match.hint

    def _date(self, row: Row, warnings: list, errors: list | None = None) -> str | None:
        date = read_date(self._cell(row, "date"), century_ends=self._year, year=self._year)
        label = LAYOUT.labels["date"]
        warnings.extend(f"{code}:{label}" for code in date.warnings)
        if date.error and errors is not None:
            errors.append(f"invalid_date:{label}")
        return date.text

    def _once(self, code: str, day: object, errors: list) -> None:
        if code and (code, day) in self._seen:
            errors.append("duplicate_row")
        self._seen.add((code, day))

    def _numbers(self, row: Row, warnings: list, errors: list) -> dict | None:
        """Key to number for every count and the turnout (None there), or None when the row holds no number at all."""
        read = {key: self._number(row, key) for key in COUNTS}
        if all(number.value is None for number in read.values()) and self._is_silent(row, read):
            return None
        if any(number.has_unit for number in read.values()):
            warnings.append("number_with_unit")
        numbers: dict[str, object] = {}
        for key, number in read.items():
            self._judge_number(LAYOUT.labels[key], number, warnings, errors)
            blank = None if key in UNKNOWN_WHEN_BLANK else 1 if key == "due" and self._by_community else 0
            numbers[key] = blank if number.value is None else number.value
            if key == "voted":
                numbers["turnout"] = None
        return numbers

    def _is_silent(self, row: Row, read: dict[str, Number]) -> bool:
        texts = [compact(self._cell(row, key)) for key, number in read.items() if not number.valid]
        return all(_UNCHANGED.search(text) for text in texts)

    def _number(self, row: Row, key: str) -> Number:
        cell = self._cell(row, key)
        if self._by_community and isinstance(cell, str) and (mark := _MARKS.get(compact(cell))) is not None:
            return Number(mark)
        return parse_number(cell)

    @staticmethod
    def _judge_number(label: str, number: Number, warnings: list, errors: list) -> None:
        if number.is_approximate:
            warnings.append(f"approximate_number:{label}")
        if not number.valid or number.is_percent or isinstance(number.value, float) or (number.value or 0) > 10**9:
            errors.append(f"invalid_number:{label}")
        elif number.value is not None and number.value < 0:
            errors.append(f"negative_number:{label}")

    def _no_numbers(self, row: Row, normalized: dict, warnings: list, errors: list) -> None:
        """A row without numbers repeats the day before if it says so; silence is no report."""
        if any(isinstance(cell, str) and _UNCHANGED.search(compact(cell)) for cell in row.cells):
            warnings.append("zero_report_no_change")
            normalized["same_as_previous_day"] = True
        else:
            errors.append("empty_report")

    def _turnout(self, row: Row, errors: list) -> tuple[float, bool] | None:
        """The stated turnout and whether it surely is a percentage (it has a sign or is more than 1)."""
        number = parse_number(self._cell(row, "turnout"))
        if not number.valid:
            errors.append(f"invalid_number:{LAYOUT.labels['turnout']}")
        if number.value is None:
            return None
        return float(number.value), number.is_percent or number.value > 1

    def _compare(self, code: str, n: dict, stated: tuple[float, bool] | None, warnings: list, errors: list) -> None:
        """The rules between the figures of one row; ``n["turnout"]`` becomes the stated one in percent."""
        if any(error.startswith(("negative_number", "invalid_number")) for error in errors):
            return
        voted, registered, has = n["voted"], n["registered"], self._at.keys()
        if self._by_community or "due" in has:
            self._compare_with_due(n, errors)
        if has >= {"elected", "first_time"} and n["elected"] != n["first_time"] + n["further"] + n["re_elect"]:
            errors.append("result_sum_mismatch")
        if n["elected"] and not voted and "voted" in has:
            errors.append("elected_without_votes")
        if voted is not None and registered is not None and voted > registered:
            errors.append("voted_exceeds_registered")
        if stated is not None:
            n["turnout"] = self._compare_turnout(stated, voted, registered, errors)
        if "review_sent" in has and n["review_pass"] + n["review_fail"] > n["review_sent"]:
            errors.append("review_sum_exceeds_sent")
        known = self._places.community_count(code) if code and not self._by_community and "due" in has else 0
        if known and n["due"] != known and not errors:
            warnings.append(f"due_differs_from_register:{n['due']}_vs_{known}")

    def _compare_with_due(self, n: dict, errors: list) -> None:
        """No stage can be reached by more communities than are due."""
        if n["party_done"] > n["due"]:
            errors.append("party_done_exceeds_due")
        elif self._at.keys() >= _PARTY_COUNTS and sum(n[key] for key in _PARTY_COUNTS) != n["due"]:
            errors.append("party_sum_mismatch")
        errors.extend(f"exceeds_due:{LAYOUT.labels[key]}" for key in STAGE_COUNTS if n[key] > n["due"])

    @staticmethod
    def _compare_turnout(stated: tuple[float, bool], voted: int | None, registered: int | None, errors: list) -> float:
        """The turnout in percent with one decimal; a number up to 1 without a sign is a fraction."""
        percent = stated[0] if stated[1] else stated[0] * 100
        computed = voted / registered * 100 if voted is not None and registered else None
        if computed is not None and abs(percent - computed) > TURNOUT_TOLERANCE + 1e-9:
            errors.append(f"turnout_mismatch:stated_{percent:.1f}_computed_{computed:.1f}")
        return round(percent if computed is None else computed, 1)
