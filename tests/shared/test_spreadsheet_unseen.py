"""Files nobody has seen before: what must still be read, and what must be refused in words instead of vanishing."""

import pytest

from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.header import Column, Group, Layout
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.spreadsheet.table import read_table

from .test_spreadsheet_reader import LAYOUT, NUMBER, fill, made, saved, table_of

HEADER = ["序号", "姓名", "身份证号", "社区"]


def whys(*rows, header=HEADER):
    return [row.why for row in table_of(made([header, *rows])).rows()][1:]


# --- headers ---------------------------------------------------------------------------------------------------------
def columns_of(*titles, layout=LAYOUT):
    return read_table(open_workbook(made([list(titles)])), layout).header.columns


def test_several_names_in_one_header_are_read_by_the_first():
    assert columns_of("姓名/曾用名", "身份证号/护照号", "社区") == {"name": 0, "number": 1, "community": 2}


def test_a_pattern_is_the_last_resort():
    layout = Layout(
        (Column("name", "姓名"), Column("number", "身份证号", pattern="(?!.*配偶).*证件号")),
        required=(frozenset({"name"}), frozenset({"number"})),
    )
    assert columns_of("本人证件号", "姓名", layout=layout) == {"number": 0, "name": 1}
    assert columns_of("本人证件号", "姓名", "身份证号", layout=layout) == {"number": 2, "name": 1}
    with pytest.raises(SpreadsheetError):
        columns_of("配偶证件号", "姓名", layout=layout)


def test_a_group_header_in_front_of_the_name_is_taken_off():
    layout = Layout(
        (Column("place", "社区"), Column("done", "已完成", (), ("党组织",)), Column("also", "已完成", (), ("居委会",))),
        required=(frozenset({"place"}), frozenset({"done"})),
        prefix="(?:党组织|居委会)换届",
    )
    assert columns_of("社区", "居委会换届已完成", "党组织换届已完成", layout=layout) == {
        "place": 0,
        "also": 1,
        "done": 2,
    }


def test_a_column_of_the_group_spelled_otherwise_stays_in_it():
    layout = Layout(
        (Column("name", "姓名"), Column("remark", "备注")),
        required=(frozenset({"name"}),),
        group=Group(("联审部门",), {"法院": "法院", "公安": "公安", "民政": "民政"}),
    )
    header = read_table(open_workbook(made([["姓名", "法院", "公安总队", "民政", "备注", "奖惩"]])), layout).header
    assert header.group == {"法院": 1, "公安总队": 2, "民政": 3}


def test_unknown_columns_are_named():
    table = table_of(made([[*HEADER, "籍贯", "入党时间"]]))
    assert table.unknown_columns() == ("籍贯",)
    assert table.no_column("joined") == ""
    assert table.no_column("origin") == "（表中没有“产生方式”列；没有认出的列：“籍贯”。）"


def test_says_which_column_is_missing_and_where():
    content = made([["某街道花名册"], ["序号", "姓名", "社区", "民族"], [1, "测试", "保成", "汉"]])
    with pytest.raises(SpreadsheetError, match="工作表“花名册”第 2 行像是表头，但缺少这些列：身份证号或已完成。请"):
        table_of(content)


# --- sheets ----------------------------------------------------------------------------------------------------------
def test_the_only_sheet_is_read_whatever_it_is_called_unless_void():
    assert table_of(made([HEADER], name="花名册模板")).sheet.name == "花名册模板"
    with pytest.raises(SpreadsheetError, match="表头在“花名册作废”里"):
        table_of(made([HEADER], name="花名册作废"))


def test_names_the_hidden_sheet_that_holds_the_table():
    import openpyxl

    book = openpyxl.Workbook()
    fill(book.active, "封面", [["请看下一页"]])
    fill(book.create_sheet(), "名单", [HEADER])
    book["名单"].sheet_state = "hidden"
    with pytest.raises(SpreadsheetError, match="表头在“名单”里.*取消隐藏"):
        table_of(saved(book))


# --- csv -------------------------------------------------------------------------------------------------------------
def test_records_without_their_trailing_commas_are_no_measure():
    lines = [
        "姓名,身份证号,社区,入党时间,备注",
        *[f"甲甲,{NUMBER},保成,1988.07"] * 3,
        f"乙乙,{NUMBER},保成,1988.07,老党员",
    ]
    lines.append(f"丙丙,{NUMBER},保成,一支部,1988.07,老党员")
    assert table_of("\n".join(lines).encode("gb18030")).sheet.shifted == {6: 6}


def test_a_quote_nobody_closed_does_not_swallow_people():
    text = f'姓名,身份证号,社区,入党时间\n甲甲,{NUMBER},保成,1988.07\n"乙乙,{NUMBER},保成,1988.07\n丙丙,{NUMBER},保成,1988.07\n'
    with pytest.raises(SpreadsheetError, match="第 3 行的引号不成对"):
        table_of(text.encode("gb18030"))
    assert table_of(text.replace('"乙乙', '"乙\n乙"').encode("gb18030")).sheet.rows[2][0] == "乙\n乙"


# --- rows that are no data, and rows that are ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    ["以下空白", "（以下无正文）", "续表", "社区党委（公章）", "* 本表一式两份", "总人数：38", "男20人女18人", "年   月   日", "2026年9月1日",
     "审核人 甲    2026年9月1日", "江岸区委组织部制", "合计（人）"],
)  # fmt: skip
def test_a_closing_line_under_the_names_is_no_person(text):
    assert whys([1, "测试", NUMBER, "保成"], ["", text])[1] in ("footer", "total")


def test_a_signature_line_of_many_cells_is_a_footer():
    wide = [*HEADER, "入党时间", "产生方式"]
    assert whys(["填表人：", "甲", "审核人：", "乙", "电话：", "027-00000000"], header=wide) == ["footer"]


@pytest.mark.parametrize(
    "row",
    [[1, "测试", "", "注：身份证补办中"], ["", "测试", 4.20199196503121e17, "说明：待核"], [1, "小计", f"{NUMBER[:6]} {NUMBER[6:]}", ""],
     [1, "测试", "", ""], ["合计", "测试", NUMBER, ""]],
)  # fmt: skip
def test_no_person_is_taken_for_a_footer_or_a_total(row):
    assert whys(row) == [""]


@pytest.mark.parametrize("mark", ["例", "示例", "（填写示例）", "样例：", "示例1"])
def test_an_example_row_is_no_person_even_with_a_number(mark):
    assert whys([mark, "测试", NUMBER, "保成"], [1, "测试", NUMBER, "保成"]) == ["instruction", ""]


def test_a_row_of_letters_counts_the_columns():
    assert whys(["A", "B", "C", "D"], [1, "测试", NUMBER, "保成"]) == ["instruction", ""]


def test_what_formulas_left_behind_is_blank_but_a_text_is_not():
    wide = [*HEADER, "党龄"]
    assert whys([5, "", "", "", "#VALUE!"], ["", "", "", "", 126], header=wide) == ["blank", "blank"]
    assert whys([5, "", "", "保成", "#VALUE!"], header=wide) == [""]


def test_a_repeated_header_need_not_begin_alike():
    assert whys([1, "测试", NUMBER, "保成"], ["", "姓 名", "身份证号", "社区"]) == ["", "repeated_header"]
