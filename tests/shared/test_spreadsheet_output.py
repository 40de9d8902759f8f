"""Writing files and giving a user's workbook back with marks."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.shared.spreadsheet.header import Column, Layout
from huanjie.shared.spreadsheet.marker import SUMMARY_NAME, Mark, marks_of, write_marked
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.spreadsheet.results import (
    ACCEPT,
    ACCEPT_WITH_WARNING,
    REJECT,
    SKIP,
    Phrasebook,
    RowResult,
    counted,
    judged,
    skipped,
)
from huanjie.shared.spreadsheet.table import read_table
from huanjie.shared.spreadsheet.writer import OutColumn, defuse, safe_sheet_name, write_csv, write_xlsx

NUMBER = "420199196503121019"
LAYOUT = Layout((Column("name", "姓名"), Column("number", "身份证号")), (frozenset({"name"}), frozenset({"number"})))
BOOK = Phrasebook(
    {"missing_name": "缺少姓名。请填写姓名。", "odd": "“{}”可疑。"}, {"missing_name": "name"}, LAYOUT.labels
)
COLUMNS = (OutColumn("姓名"), OutColumn("身份证号", is_text=True), OutColumn("人数"))
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1"]


def test_xlsx_keeps_identity_numbers_and_kinds():
    target = io.BytesIO()
    rows = [("测试", NUMBER, 3), ("试测", None, 2.5), (dt.date(2026, 1, 2), "001", 42019919650312101)]
    assert write_xlsx(target, COLUMNS, iter(rows)) == 3
    sheet = openpyxl.load_workbook(target).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["姓名", "身份证号", "人数"],
        ["测试", NUMBER, 3],
        ["试测", None, 2.5],
        [dt.datetime(2026, 1, 2), "001", "42019919650312101"],
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_starts_a_formula(text):
    workbook, table = io.BytesIO(), io.BytesIO()
    write_xlsx(workbook, COLUMNS, [(text, text, text)])
    cells = list(openpyxl.load_workbook(workbook).active.iter_rows(min_row=2))[0]
    assert [(cell.data_type, cell.value.replace("_x000D_", "\r")) for cell in cells] == [("s", f"'{text}")] * 3
    write_csv(table, COLUMNS, [(text, text, text)])
    assert (
        next(csv.reader(io.StringIO(table.getvalue().decode("utf-8-sig").split("\r\n", 1)[1], newline="")))
        == [f"'{text}"] * 3
    )


@given(st.text(max_size=20))
def test_a_defused_text_is_harmless_and_stable(text):
    defused = defuse(text)
    assert defused in (text, f"'{text}")
    assert not defused.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert defuse(defused) == defused


def test_csv_opens_in_excel():
    target = io.BytesIO()
    assert write_csv(target, COLUMNS, [("测试", NUMBER, 3), ("甲,乙", "16000000001", None)]) == 2
    assert (
        target.getvalue().decode("utf-8")
        == f'\ufeff姓名,身份证号,人数\r\n测试,\'{NUMBER},3\r\n"甲,乙",16000000001,\r\n'
    )


def test_sheet_names_are_made_acceptable():
    assert safe_sheet_name("2026/10:[日报]") == "2026 10  日报"
    assert safe_sheet_name("") == "Sheet1"


def test_any_error_rejects_and_hides_warnings():
    assert judged(3, {"a": 1}, ["odd:姓名"], ["missing_name"]) == RowResult(3, REJECT, errors=("missing_name",))
    assert judged(3, {"a": 1}, ["odd:姓名"], []) == RowResult(3, ACCEPT_WITH_WARNING, {"a": 1}, ("odd:姓名",))
    assert judged(3, {"a": 1}, [], []) == RowResult(3, ACCEPT, {"a": 1})
    assert counted([skipped(1, "title"), judged(2, {}, [], [])]) == {
        ACCEPT: 1, ACCEPT_WITH_WARNING: 0, REJECT: 0, SKIP: 1}  # fmt: skip


def test_explains_codes_with_their_argument_and_hint():
    assert BOOK.explain("odd:身份证号", "是否为甲？") == "“身份证号”可疑。是否为甲？"
    assert [BOOK.column_of(code) for code in ("odd:身份证号", "missing_name", "odd")] == ["number", "name", ""]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_marks_the_users_own_cells(kind):
    rows = [["姓名", "身份证号"], ["", NUMBER], ["测试", "=1+1"]]
    content = io.BytesIO()
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.active.cell(3, 2).data_type = "s"
        book.save(content)
    else:
        write_text = "\n".join(",".join(row) for row in rows)
        content.write(write_text.encode("gb18030"))
    source = open_workbook(content)
    table = read_table(source, LAYOUT)
    results = [skipped(1, "header"), judged(2, {}, [], ["missing_name"]), judged(3, {}, ["odd:身份证号"], [])]
    assert marks_of(table, results, BOOK) == [
        Mark(2, 0, "缺少姓名。请填写姓名。", True),
        Mark(3, 1, "“身份证号”可疑。", False),
    ]
    target = io.BytesIO()
    write_marked(target, source, table, results, BOOK)
    marked = openpyxl.load_workbook(target)
    assert marked.sheetnames[0] == SUMMARY_NAME
    sheet = marked[marked.sheetnames[1]]
    assert sheet["A2"].comment.text == "缺少姓名。请填写姓名。"
    assert sheet["A2"].fill.start_color.rgb == "FFFFC7CE"
    assert (sheet["B2"].value, sheet["B3"].value, sheet["B3"].data_type) == (NUMBER, "=1+1", "s")
    listed = [[cell.value for cell in row] for row in marked[SUMMARY_NAME].iter_rows(min_row=9)]
    assert listed == [
        [2, "A2", "姓名", "错误", "缺少姓名。请填写姓名。"],
        [3, "B3", "身份证号", "提示", "“身份证号”可疑。"],
    ]
