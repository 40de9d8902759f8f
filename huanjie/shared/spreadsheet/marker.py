"""Give the user's own workbook back with the cells that need work coloured and commented, and a summary sheet."""

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from huanjie.shared.spreadsheet.reader import Workbook
from huanjie.shared.spreadsheet.results import ACCEPT, ACCEPT_WITH_WARNING, REJECT, SKIP, Phrasebook, RowResult, counted
from huanjie.shared.spreadsheet.table import Table
from huanjie.shared.spreadsheet.writer import defuse

_RED = PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE")
_YELLOW = PatternFill("solid", start_color="FFFFEB9C", end_color="FFFFEB9C")
_AUTHOR = "系统"
SUMMARY_NAME = "导入检查结果"
_LABELS = {ACCEPT: "通过", ACCEPT_WITH_WARNING: "通过（有提示）", REJECT: "未通过", SKIP: "跳过（非数据行）"}


class Mark(NamedTuple):
    """What to say about one row: ``column`` counts from 0, None for the row as a whole."""

    row: int
    column: int | None
    text: str
    is_error: bool


def marks_of(table: Table, results: Iterable[RowResult], book: Phrasebook) -> list[Mark]:
    """The errors and warnings of the rows, each with the column of the file it belongs to."""
    at = {**table.header.group, **table.header.columns}
    return [
        Mark(remark.row, at.get(remark.column), remark.text, remark.is_error)
        for result in results
        if result.errors or result.warnings
        for remark in book.remarks(result)
    ]


def write_marked(
    target: str | Path | BinaryIO, source: Workbook, table: Table, results: Sequence[RowResult], book: Phrasebook
) -> None:
    """Write the workbook with its marks to ``target`` as xlsx. An xlsx keeps its own looks; other kinds are rebuilt
    from their values. Formulas of the user's own xlsx stay; a text never becomes one."""
    marks = marks_of(table, results, book)
    workbook, sheet = _own_workbook(source, table) or _rebuilt(table)
    _mark_cells(sheet, marks)
    _write_summary(workbook, table, results, marks)
    workbook.save(target)


def _own_workbook(source: Workbook, table: Table) -> tuple[openpyxl.Workbook, Worksheet] | None:
    """The user's workbook, or None when it is no xlsx or openpyxl cannot read what calamine could."""
    if source.kind != "xlsx":
        return None
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(source.content))
        return workbook, workbook[table.sheet.name]
    except Exception:  # openpyxl raises whatever a damaged style or drawing makes it raise
        return None


def _rebuilt(table: Table) -> tuple[openpyxl.Workbook, Worksheet]:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = (table.sheet.name or "数据")[:31]
    for number, row in enumerate(table.sheet.rows, start=1):
        for column, value in enumerate(row, start=1):
            if value != "":
                _put(sheet, number, column, value)
    return workbook, sheet


def _put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        value = "".join(char for char in value if char >= " " or char in "\n\t")
        cell.value = value
        cell.data_type = "s"  # never a formula, whatever it starts with
        if value.strip("\t'").isdigit() and len(value) > 11:
            cell.number_format = "@"
    else:
        cell.value = value


def _mark_cells(sheet: Worksheet, marks: Iterable[Mark]) -> None:
    texts: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        texts.setdefault((mark.row, (mark.column or 0) + 1), []).append(mark)
    for (row, column), about in texts.items():
        cell = _top_left(sheet, row, column)
        cell.fill = _RED if any(mark.is_error for mark in about) else _YELLOW
        own = cell.comment.text + "\n" if cell.comment and cell.comment.author == _AUTHOR else ""
        cell.comment = Comment(own + "\n".join(mark.text for mark in about), _AUTHOR, height=90, width=320)


def _top_left(sheet: Worksheet, row: int, column: int):
    """The cell itself, or for a cell swallowed by a merged range the one that holds its value."""
    cell = sheet.cell(row, column)
    if type(cell).__name__ != "MergedCell":
        return cell
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _write_summary(
    workbook: openpyxl.Workbook, table: Table, results: Sequence[RowResult], marks: Sequence[Mark]
) -> None:
    """A first sheet with the counts and a list: row, cell, kind, reason and remedy, with a link to the cell."""
    if SUMMARY_NAME in workbook.sheetnames:
        del workbook[SUMMARY_NAME]
    sheet = workbook.create_sheet(SUMMARY_NAME, 0)
    for outcome, count in counted(results).items():
        sheet.append([_LABELS[outcome], count])
    why = Counter(result.why for result in results if result.outcome == SKIP)
    sheet.append(["未通过的行改正后，可只上传这些行；已通过的行不会重复导入。"])
    sheet.append([f"共跳过 {sum(why.values())} 行标题、表头、空行、合计和落款。"])
    sheet.append([])
    sheet.append(["行号", "单元格", "列名", "性质", "原因和处理办法"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    name = table.sheet.name or workbook.sheetnames[1]
    for mark in sorted(marks, key=lambda mark: (not mark.is_error, mark.row)):
        _summary_row(sheet, mark, table.header.titles.get(mark.column, ""), name)
    for letter, width in zip("ABCDE", (16, 10, 14, 10, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    workbook.active = 0


def _summary_row(sheet: Worksheet, mark: Mark, title: str, sheet_name: str) -> None:
    place = f"{get_column_letter((mark.column or 0) + 1)}{mark.row}"
    sheet.append([mark.row, place, defuse(title), "错误" if mark.is_error else "提示", mark.text])
    row = sheet.max_row
    sheet.cell(row, 2).hyperlink = f"#'{sheet_name.replace(chr(39), chr(39) * 2)}'!{place}"
    sheet.cell(row, 4).fill = _RED if mark.is_error else _YELLOW
    sheet.cell(row, 5).alignment = Alignment(wrap_text=True, vertical="top")
