"""Choose the sheet of a file, find its header, and give its rows one by one with their kind."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from huanjie.shared.dates import PartialDate, read_date
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.header import Header, Layout, find_header, tidy
from huanjie.shared.spreadsheet.missing import no_table
from huanjie.shared.spreadsheet.reader import Merge, Sheet, Workbook
from huanjie.shared.spreadsheet.rows import RowClassifier, classify_above
from huanjie.shared.text import compact

_IGNORED_SHEET = re.compile(r"作废|废止|废弃|填表说明|填报说明|^说明|字典|样表|示例|模板|备份")
_VOID_SHEET = re.compile(r"作废|废止|废弃")
_SHEET_DATE = re.compile(r"(?:(20[0-9]{2})[年.\-/_]?)?(?<![0-9])?([0-9]{1,2})[月.\-/_]([0-9]{1,2})(?![0-9])|(20[0-9]{2})([0-9]{2})([0-9]{2})|"
                         r"(?<![0-9])([01][0-9])([0-3][0-9])(?![0-9])")  # fmt: skip
_UNIT = re.compile(
    r"(?:填报|报送|上报|填表|制表)(?:单位|街道)(?:\([^)]*\))?[:：]?\s*([^\s:：]+?)(?=\(|\s|$|填报|报送|截止|截至|时间)"
)
_FILED = re.compile(
    r"(?:填报|报送|上报|填表|截止|截至|统计|制表)(?:时间|日期)?[:：至]?\s*([0-9]{4}[^\s]*|[0-9]{1,2}月[^\s]*)"
)


class Row(NamedTuple):
    """A row of the file: its number as Excel shows it, why it is skipped ("" for data), and its cells."""

    number: int
    why: str
    cells: list


@dataclass(slots=True)
class Table:
    """A sheet whose header is known. ``unit`` is the text behind 填报单位, ``filed`` the date behind 填报时间 or
    截止时间, ``heading`` all text above the header, ``ignored`` the sheets not looked at, ``merged`` the
    values that vertical merges hand down to a row."""

    sheet: Sheet
    header: Header
    layout: Layout
    heading: tuple[str, ...]
    unit: str
    filed: PartialDate | None
    ignored: tuple[str, ...]
    merged: dict[int, list[tuple[int, object]]]

    def rows(self) -> Iterator[Row]:
        """Every row from the first to the last, in order."""
        rows, header = self.sheet.rows, self.header
        titles: set[str] = set()
        for number in range(1, header.rows[0]):
            cells = rows[number - 1]
            why = classify_above(cells, bool(titles))
            if why == "title":
                titles.add(next(compact(cell) for cell in cells if str(cell).strip()))
            yield Row(number, why, cells)
        for number in header.rows:
            yield Row(number, "header", rows[number - 1])
        why_of = RowClassifier(rows, header, self.layout, frozenset(titles)).why
        for number in range(header.rows[-1] + 1, len(rows) + 1):
            cells = rows[number - 1]
            why = why_of(cells)
            if not why and number in self.merged:
                cells = _filled(cells, self.merged[number])
            yield Row(number, why, cells)

    def title_of(self, key: str) -> str:
        """The header text of a column as it stands in the file."""
        index = self.header.columns.get(key, self.header.group.get(key, -1))
        return self.header.titles.get(index, "")

    def unknown_columns(self) -> tuple[str, ...]:
        """The titles of the columns nobody recognized, from left to right."""
        known = {*self.header.columns.values(), *self.header.group.values()}
        return tuple(text[:20] for index, text in self.header.titles.items() if index not in known)

    def no_column(self, key: str) -> str:
        """A sentence for a column the file does not have, naming the columns nobody recognized; "" when it is there."""
        if key in self.header.columns:
            return ""
        unknown = "、".join(f"“{text}”" for text in self.unknown_columns())
        return f"（表中没有“{self.layout.labels[key]}”列{f'；没有认出的列：{unknown}' if unknown else ''}。）"


def read_table(book: Workbook, layout: Layout, sheet_name: str | None = None) -> Table:
    """The table on the named sheet, or on the visible sheet that has a known header and the latest date in its name."""
    names = [name for name, _ in book.sheets]
    if sheet_name is not None and sheet_name not in names:
        raise SpreadsheetError("文件里没有您选择的工作表。请重新选择工作表。")
    looked_at = [sheet_name] if sheet_name is not None else candidate_sheets(book)
    for name in looked_at:
        sheet = book.load(name)
        header = find_header(sheet.rows, sheet.merges, layout)
        if header:
            return _table(sheet, header, layout, tuple(other for other in names if other != name))
    raise no_table(book, layout, looked_at)


def candidate_sheets(book: Workbook) -> list[str]:
    """Visible sheets that are not set aside (作废, 填表说明 …), the latest date first, then in the order of the file.
    The only visible sheet is not a mere example, whatever it is called."""
    visible = [name for name, is_visible in book.sheets if is_visible]
    aside = _VOID_SHEET if len(visible) == 1 else _IGNORED_SHEET
    usable = [name for name in visible if not aside.search(name)]
    dates = {name: _date_in(name) for name in usable}
    latest_year = max((date[0] for date in dates.values()), default=0)
    return sorted(usable, key=lambda name: _descending((dates[name][0] or latest_year, *dates[name][1:])
                                                       if dates[name][1] else (0, 0, 0)))  # fmt: skip


def _descending(date: tuple[int, int, int]) -> tuple[int, int, int]:
    return (-date[0], -date[1], -date[2])


def _date_in(name: str) -> tuple[int, int, int]:
    """Year (0 if not said), month and day in a sheet name such as 联审表（10.15） or 20261020."""
    found = _SHEET_DATE.search(unicodedata.normalize("NFKC", name))
    if not found:
        return (0, 0, 0)
    year, month, day = [int(group) if group else 0 for group in _three(found.groups())]
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else (0, 0, 0)


def _three(groups: tuple) -> tuple:
    if groups[1]:
        return groups[:3]
    return groups[3:6] if groups[3] else ("", groups[6], groups[7])


def _table(sheet: Sheet, header: Header, layout: Layout, ignored: tuple[str, ...]) -> Table:
    _forgive_longer_header(sheet, header)
    merged = _merged_values(sheet.rows, sheet.merges, header.rows[-1])
    heading = tuple(text for row in sheet.rows[: header.rows[0] - 1] for cell in row if (text := str(cell).strip()))
    plain = [unicodedata.normalize("NFKC", text) for text in heading]
    joined = " ".join(plain)
    unit = _UNIT.search(joined)
    filed = _FILED.search(joined)
    return Table(sheet, header, layout, heading, unit[1] if unit else "", _filed_date(filed, joined), ignored, merged)


def _forgive_longer_header(sheet: Sheet, header: Header) -> None:
    """Records without their trailing commas are no measure: none is shifted that is not longer than the header."""
    longest = max(sheet.shifted.get(number, 0) for number in header.rows)
    sheet.shifted = {number: fields for number, fields in sheet.shifted.items() if fields > longest}


def _filed_date(found: re.Match | None, heading: str) -> PartialDate | None:
    if not found:
        return None
    year = re.search(r"20[0-9]{2}", heading)
    date = read_date(re.sub(r"[0-9]{1,2}时.*$", "", found[1]), year=int(year[0]) if year else None)
    return date if date.text else None


def _merged_values(rows: list[list], merges: tuple[Merge, ...], after: int) -> dict[int, list[tuple[int, object]]]:
    """Row number to (column, value) for the rows below the first of each vertical merge: it is filled down inside
    its own range only, and a true blank elsewhere stays blank."""
    values: dict[int, list[tuple[int, object]]] = {}
    for top, left, bottom, _ in merges:
        value = rows[top][left] if after <= top < len(rows) else ""
        if value != "":
            for index in range(top + 1, min(bottom, len(rows) - 1) + 1):
                values.setdefault(index + 1, []).append((left, value))
    return values


def _filled(cells: list, values: list[tuple[int, object]]) -> list:
    cells = cells.copy()
    for column, value in values:
        cells[column] = value
    return cells


def filed_on(table: Table) -> dt.date | None:
    """The day a table says it stands for, when it says one to the day."""
    date = table.filed
    return date.first_day if date and date.precision == "day" else None


__all__ = ["Row", "Table", "candidate_sheets", "filed_on", "read_table", "tidy"]
