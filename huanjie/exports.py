"""A list as a file: exactly the rows and columns shown, every cell defused, noted in the log."""

import csv
import io
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone

from huanjie.formats import wording

KINDS = ("csv", "xlsx")
LIMIT = 20_000
CHUNK = 2000
IN_MEMORY = 8 * 1024 * 1024
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MOST_CHARACTERS = 32_767  # of one cell in Excel
WIDEST = 48


class TooMany(Exception):
    """More rows than a page may export; says what to do."""


def defused(value):
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; other values stay as they are."""
    return f"'{value}" if is_dangerous(value) else value


def is_dangerous(value) -> bool:
    return isinstance(value, str) and value.lstrip(" \u00a0\u3000").startswith(STARTS_A_FORMULA)


def respond(request, table, kind: str) -> FileResponse:
    """The file of a table, all its pages. Raises TooMany beyond the limit."""
    from huanjie.activity.services import act

    count = table.total
    if count > LIMIT:
        raise TooMany(f"共 {count:,} 行，超过一次导出的上限 {LIMIT:,} 行。请先用筛选条件缩小范围，再分次导出。")
    columns = table.columns
    rows = ([column.plain(row) for column in columns] for row in table.ordered.iterator(chunk_size=CHUNK))
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    write = write_xlsx if kind == "xlsx" else write_csv
    write([column.header for column in columns], rows, target)
    target.seek(0)
    with act() as log:
        log.record(
            by=request.viewer,
            verb="list.exported",
            label=table.page_spec.title,
            area=request.viewer.area,
            # names of the filters only: their values may be a person's name
            detail={"format": kind, "rows": count, "columns": [c.key for c in columns], "filters": table.filter_names},
        )
    stem = table.page_spec.filename or table.page_spec.title
    name = f"{stem}-{timezone.localtime():%Y%m%d-%H%M}.{kind}"
    return FileResponse(target, as_attachment=True, filename=name)


def write_csv(headers: Iterable[str], rows: Iterable[Iterable], target) -> None:
    """UTF-8 with a byte order mark, so that Excel reads the Chinese."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([defused(header) for header in headers])
    writer.writerows([defused(_csv_value(value)) for value in row] for row in rows)
    text.flush()
    text.detach()


def write_xlsx(headers: Iterable[str], rows: Iterable[Iterable], target) -> None:
    """One sheet: header row frozen and filterable, numbers as numbers, days as days."""
    headers = list(headers)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "quoted": book.add_format({"quote_prefix": True}),
    }
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 1)
    for place, header in enumerate(headers):
        sheet.set_column(place, place, min(WIDEST, max(10, len(header) * 2 + 4)))
        _write(sheet, 0, place, header, formats, formats["head"])
    number = 0
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, formats)
    sheet.autofilter(0, 0, number, max(0, len(headers) - 1))
    book.close()


def _write(sheet, row: int, place: int, value, formats: dict, style=None) -> None:
    value = _xlsx_value(value)
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, place, value, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), formats["day"])
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, value)
    else:
        # A string cell is never run; the quote prefix keeps it so when somebody edits it and presses Enter.
        sheet.write_string(row, place, value[:MOST_CHARACTERS], formats["quoted"] if is_dangerous(value) else style)


def _csv_value(value):
    if value is None or isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    return wording.cell(value)


def _xlsx_value(value):
    if isinstance(value, bool | Enum):
        return wording.cell(value)
    if isinstance(value, datetime):
        return wording.local(value).replace(tzinfo=None)
    if value is None or isinstance(value, date | int | float | Decimal):
        # beyond 15 digits Excel rounds a number: an identifier must stay what it is
        return str(value) if isinstance(value, int) and abs(value) >= 10**15 else value
    return str(value)
