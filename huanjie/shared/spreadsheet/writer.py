"""Write rows to xlsx or csv, streaming, so that identity numbers survive and no cell can start a formula."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import xlsxwriter

MAX_ROWS = 1_048_575
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CELL_LIMIT = 32_767


class OutColumn(NamedTuple):
    """A column to write. ``is_text`` keeps digits as typed (identity numbers, codes, phones)."""

    title: str
    is_text: bool = False
    width: int = 14


def defuse(value: object) -> object:
    """The value with an apostrophe before a text that a spreadsheet program could take for a formula."""
    if isinstance(value, str) and value.startswith(_STARTS_FORMULA):
        return f"'{value}"
    return value


def write_xlsx(
    target: str | Path | BinaryIO,
    columns: Sequence[OutColumn],
    rows: Iterable[Sequence[object]],
    sheet_name: str = "数据",
) -> int:
    """Write a header and rows to an xlsx file in constant memory; the number of rows written comes back."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"}  # fmt: skip
    target = str(target) if isinstance(target, Path) else target
    count = 0
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(safe_sheet_name(sheet_name))
        title_format = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True})
        text_format = book.add_format({"num_format": "@"})
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width, text_format if column.is_text else None)
            sheet.write_string(0, index, str(defuse(column.title)), title_format)
        sheet.freeze_panes(1, 0)
        for count, row in enumerate(rows, start=1):
            if count > MAX_ROWS:
                raise ValueError("more rows than an xlsx sheet can hold")
            for index, value in enumerate(row):
                _write_cell(sheet, count, index, value, text_format if columns[index].is_text else None)
    return count


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, text_format: object
) -> None:
    if value is None or value == "":
        return
    if text_format is not None or not isinstance(value, bool | int | float | dt.date | dt.datetime):
        sheet.write_string(row, column, str(defuse(str(value)))[:_CELL_LIMIT], text_format)
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15:
        sheet.write_string(row, column, str(value))  # a number cell keeps 15 digits
    elif isinstance(value, float) and value != value:
        return
    else:
        sheet.write(row, column, value)


def write_csv(target: str | Path | BinaryIO, columns: Sequence[OutColumn], rows: Iterable[Sequence[object]]) -> int:
    """Write a csv that a Chinese Excel opens correctly (UTF-8 with BOM); the number of rows written comes back."""
    if isinstance(target, str | Path):
        with Path(target).open("wb") as file:
            return write_csv(file, columns, rows)
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([defuse(column.title) for column in columns])
    count = 0
    for row in rows:
        count += 1
        writer.writerow([_csv_cell(value, column) for value, column in zip(row, columns, strict=True)])
    text.flush()
    text.detach()
    return count


def _csv_cell(value: object, column: OutColumn) -> object:
    if value is None:
        return ""
    text = str(value) if column.is_text else value
    if column.is_text and text.isdigit() and (len(text) > 11 or text.startswith("0")):
        return f"'{text}"  # Excel would keep 15 digits and drop leading zeros; the importer strips the apostrophe
    return defuse(text)


def safe_sheet_name(name: str) -> str:
    """A name Excel accepts: at most 31 characters, none of them reserved."""
    return "".join(" " if char in "[]:*?/\\" else char for char in name).strip("' ")[:31] or "Sheet1"
