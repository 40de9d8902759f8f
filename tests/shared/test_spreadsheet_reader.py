"""Opening files of every kind, choosing the sheet, finding the header, telling rows apart."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from openpyxl.styles import Font

from huanjie.shared.spreadsheet.delimited import decode, delimiter_of
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.header import Column, Group, Layout, tidy
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.spreadsheet.table import candidate_sheets, filed_on, read_table

LAYOUT = Layout(
    columns=(
        Column("index", "序号"),
        Column("name", "姓名"),
        Column("number", "身份证号"),
        Column("ethnicity", "少数民族", ("民族",)),
        Column("origin", "产生方式"),
        Column("joined", "入党时间"),
        Column("party_done", "已完成", (), ("党组织",)),
        Column("committee_done", "已完成", (), ("居委会",)),
        Column("community", "社区"),
    ),
    required=(frozenset({"name", "party_done"}), frozenset({"number", "committee_done"})),
    group=Group(("联审部门",), {"公安分局": "公安"}),
    anchor="number",
)
NUMBER = "420199196503121019"


def made(rows, name="花名册", merges=(), strikes=()):
    """Bytes of an xlsx with one sheet."""
    book = openpyxl.Workbook()
    fill(book.active, name, rows, merges, strikes)
    return saved(book)


def fill(sheet, name, rows, merges=(), strikes=()):
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    for cell in strikes:
        sheet[cell].font = Font(strike=True)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def table_of(content, sheet_name=None):
    return read_table(open_workbook(content), LAYOUT, sheet_name)


def test_a_cell_keeps_its_kind():
    content = made(
        [["姓名", "身份证号", "a", "b"], ["测试", NUMBER, 1990.1, "1990.1"], [dt.date(2000, 1, 2), True, 0, None]]
    )
    rows = open_workbook(content).load("花名册").rows
    assert rows[1][2:] == [1990.1, "1990.1"]
    assert rows[2] == [dt.date(2000, 1, 2), True, 0.0, ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_detects_the_encoding(encoding):
    text = "姓名,身份证号\n陈𬭎,1\n"
    assert decode(text.encode(encoding)).lstrip("\ufeff") == text


def test_detects_the_delimiter():
    assert delimiter_of("姓名\t身份证号\n测试\t1\n") == "\t"
    assert delimiter_of(f"姓名,身份证号,社区\n测试,\t{NUMBER},x\n测试,\t{NUMBER},y\n") == ","


def test_csv_counts_records_and_sees_shifts():
    text = f'姓名,身份证号,社区\n\n测试,{NUMBER},"天津社区党委,一支部"\n测试,{NUMBER},天津社区党委,一支部\n"测\n试",{NUMBER},天津\n'
    sheet = open_workbook(text.encode("gb18030")).load("")
    assert [row[:3] for row in sheet.rows] == [
        ["姓名", "身份证号", "社区"],
        ["", "", ""],
        ["测试", NUMBER, "天津社区党委,一支部"],
        ["测试", NUMBER, "天津社区党委"],
        ["测\n试", NUMBER, "天津"],
    ]
    assert sheet.shifted == {4: 4}


def test_finds_the_header_below_titles_and_joins_two_rows():
    content = made(
        [
            ["附件3"],
            ["某街道花名册"],
            ["填报单位：甲街道（盖章）      填报时间：2026年9月1日"],
            ["序号", "姓  名*", "身份证\n号", "党籍信息", None, "联审部门意见", None],
            [None, None, None, "入党\n时间", "其他", "公安\n分局", "新部门"],
            [1, "测试", NUMBER, "1988.07", None, "无", "无"],
        ],
        merges=["A3:G3", "A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:G4"],
    )
    table = table_of(content)
    assert table.header.rows == (4, 5)
    assert table.header.columns == {"index": 0, "name": 1, "number": 2, "joined": 3}
    assert table.header.group == {"公安": 5, "新部门": 6}
    assert (table.unit, filed_on(table)) == ("甲街道", dt.date(2026, 9, 1))
    assert [row.why for row in table.rows()] == ["attachment_label", "title", "subtitle", "header", "header", ""]


def test_the_same_leaf_twice_needs_its_parent_even_without_merges():
    text = "社区,党组织换届,,居委会换届,\n,已完成,进行中,已完成,进行中\n保成,1,0,0,1\n"
    assert table_of(text.encode()).header.columns == {"community": 0, "party_done": 1, "committee_done": 3}


def test_accepts_the_typing_errors_of_real_forms():
    assert [tidy(text) for text in ("选举 界次", "生产方式", "少数名族", "★姓\n名（必填）", "出生年月\n(岁)")] == [
        "选举届次", "产生方式", "少数民族", "姓名", "出生年月"]  # fmt: skip
    columns = table_of("姓名,身份证号,生产方式,少数名族\n".encode()).header.columns
    assert columns == {"name": 0, "number": 1, "origin": 2, "ethnicity": 3}


def test_says_why_each_row_is_skipped():
    rows = [
        ["某花名册"],
        ["序号", "姓名", "身份证号", "社区"],
        ["", "10个字以内", "18位，文本格式", "请填写全称"],
        ["1", "2", "3", "4"],
        [1, "测试", NUMBER, "保成"],
        ["", "小 计", "1人"],
        [],
        [2],
        ["某花名册"],
        ["序号", "姓 名", "身份证号", "社区"],
        [3, "试测", "", ""],
        ["合  计", "", "2人"],
        ["填报人：甲      审核人：乙"],
        ["注：1.没有的填“无”"],
        ["2.本表一式两份"],
    ]
    assert [row.why for row in table_of(made(rows)).rows()] == [
        "title", "header", "instruction", "instruction", "", "subtotal", "blank", "blank", "title", "repeated_header", "",
        "total", "footer", "footer", "footer"]  # fmt: skip


def test_fills_down_inside_a_merge_only():
    rows = [["姓名", "身份证号", "社区"], ["甲甲", "1", "保成"], ["乙乙", "2", None], ["丙丙", "3", None]]
    cells = [row.cells[2] for row in table_of(made(rows, merges=["C2:C3"])).rows()]
    assert cells == ["社区", "保成", "保成", ""]


def test_sees_struck_cells_and_rich_text():
    content = made([["姓名", "身份证号"], ["甲甲", "1"], ["乙乙", "2"]], strikes=["A3", "B3"])
    assert table_of(content).sheet.struck == {3: frozenset({0, 1})}
    assert table_of(made([["姓名", "身份证号"], ["甲甲", "1"]])).sheet.struck == {}


def test_takes_the_latest_usable_sheet_unless_one_is_named():
    book = openpyxl.Workbook()
    header = ["姓名", "身份证号"]
    fill(book.active, "填表说明", [header])
    for name in ("名单（10.9）", "名单（10.12）", "名单（10.15）作废", "名单（10.14）"):
        fill(book.create_sheet(), name, [header])
    book["名单（10.14）"].sheet_state = "hidden"
    fill(book.create_sheet(), "其他", [["无关"]])
    content = saved(book)
    assert candidate_sheets(open_workbook(content)) == ["名单（10.12）", "名单（10.9）", "其他"]
    assert table_of(content).sheet.name == "名单（10.12）"
    assert table_of(content, "名单（10.9）").sheet.name == "名单（10.9）"


def encrypted():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le")


def word_document():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "文件是空的"),
        (b"\xef\xbb\xbf\r\n", "文件是空的"),
        (b"PK\x03\x04 broken", "另存为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "另存为 .xlsx"),
        (encrypted(), "取消密码保护"),
        (word_document(), "请上传 .xlsx"),
        (b"%PDF-1.7 ...", "请上传 .xlsx"),
        (b"<html><table></table></html>", "另存为 .xlsx"),
        (b"\xff\xff\x80\x80", "另存为 .xlsx"),
    ],
)
def test_names_the_remedy_for_a_file_it_cannot_read(content, remedy):
    with pytest.raises(SpreadsheetError, match=remedy):
        open_workbook(content)


def test_names_the_columns_it_looked_for():
    with pytest.raises(SpreadsheetError, match="没有找到表头：需要有这些列：姓名或已完成、身份证号或已完成"):
        table_of(made([["无关", "内容"]]))
