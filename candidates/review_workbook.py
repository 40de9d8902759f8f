"""The workbook that a reviewing department fills in: locked where it must not change, answers from a list."""

from io import BytesIO

import xlsxwriter

from candidates.enums_review import Answer
from candidates.rules.review_sheet import AS_OF, KEY, headers
from huanjie.exports import is_dangerous

HELP = (
    "填写说明",
    "1. 每一项只能从下拉列表中选择：未发现、发现、无法核查、需进一步核实。空着的项保持待反馈，不会视为未发现。",
    "2. 填写“发现”的，必须填写判决书、处罚决定书等文书号；“发现”和“需进一步核实”的，还要写明事实摘要。",
    "3. “核查截至日期”是您单位核查所依据的记录截至哪一天，每行必填，写法如 2026-12-10。",
    "4. 灰色的格不需要您单位核查。请不要改动姓名、身份证号和隐藏的核对码；可以排序、筛选，不要增删列。",
    "5. 填好后在“我的联审”页面上传，系统核对无误并经您确认后才算签署。",
)
TITLE = "回执表"


def workbook(title: str, circumstances, rows) -> bytes:
    """The file. `rows` are (key, person, codes asked); every text is written as text, never as a formula."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    looks = _looks(book)
    sheet = book.add_worksheet(TITLE)
    codes = [each.code for each in circumstances]
    names = headers(codes)
    sheet.write_string(0, 1, title, looks["title"])
    for place, name in enumerate(names):
        sheet.write_string(1, place, name, looks["head"])
    for number, (key, person, asked) in enumerate(rows, start=2):
        _row(sheet, number, [key, *person], codes, asked, looks)
    _dress(sheet, names, len(rows))
    _explain(book.add_worksheet("说明"), circumstances, looks)
    book.close()
    return target.getvalue()


def _looks(book) -> dict:
    plain = {"border": 1, "text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({**plain, "bold": True, "bg_color": "#F3F5F7"}),
        "fixed": book.add_format({**plain, "locked": True}),
        "quoted": book.add_format({**plain, "locked": True, "quote_prefix": True}),
        "open": book.add_format({**plain, "locked": False, "num_format": "@"}),
        "day": book.add_format({**plain, "locked": False, "num_format": "yyyy-mm-dd"}),
        "shut": book.add_format({"border": 1, "bg_color": "#D8DDE3", "locked": True}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _row(sheet, number, fixed, codes, asked, looks) -> None:
    for place, value in enumerate(fixed):
        if isinstance(value, int):
            sheet.write_number(number, place, value, looks["fixed"])
        else:
            sheet.write_string(number, place, value, looks["quoted"] if is_dangerous(value) else looks["fixed"])
    place = len(fixed)
    for code in codes:
        for step in (0, 1):
            sheet.write_blank(number, place + step, None, looks["open"] if code in asked else looks["shut"])
        place += 2
    sheet.write_blank(number, place, None, looks["open"])
    sheet.write_blank(number, place + 1, None, looks["day"])


def _dress(sheet, names, count: int) -> None:
    """Widths, the hidden key, the dropdowns, protection without a password (it guards against slips only)."""
    widths = {KEY: 10, "序号": 6, "姓名": 10, "出生年月": 10, "身份证号": 21, "社区": 16, "拟任职务": 24}
    for place, name in enumerate(names):
        sheet.set_column(place, place, widths.get(name, 16), None, {"hidden": name == KEY})
        if name.endswith("核查结果") and count:
            sheet.data_validation(
                2, place, count + 1, place,
                {"validate": "list", "source": [answer.label for answer in Answer], "error_title": "核查结果",
                 "error_message": "请从下拉列表中选择。"},
            )  # fmt: skip
    last = len(names) - 1
    assert names[last] == AS_OF
    sheet.freeze_panes(2, 3)
    sheet.autofilter(1, 0, count + 1, last)
    sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)


def _explain(sheet, circumstances, looks) -> None:
    sheet.set_column(0, 0, 100, looks["wrap"])
    lines = [*HELP, "", "核查情形", *(f"{each.code} {each.title}：{each.statement}" for each in circumstances)]
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line, looks["wrap"])
