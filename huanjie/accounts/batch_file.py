"""The spreadsheet of accounts and roles: read into plain rows, and the list of first passwords written out."""

import io
from dataclasses import asdict, dataclass, field

import xlsxwriter

from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.text import clean_text, compact

COLUMNS = {
    "username": ("工号", "账号", "用户名", "登录名"),
    "name": ("姓名",),
    "unit": ("单位", "工作单位", "所在单位"),
    "role": ("角色", "授权角色"),
    "area_code": ("区域代码", "区划代码", "代码"),
    "area_name": ("区域名称", "区域", "所属区域"),
}
HEADER_WITHIN = 10
MAX_ROWS = 3000


@dataclass
class BatchRow:
    """One line: `number` as Excel shows it, the six cells as text, and what is wrong with it in words."""

    number: int
    username: str = ""
    name: str = ""
    unit: str = ""
    role: str = ""
    area_code: str = ""
    area_name: str = ""
    errors: list[str] = field(default_factory=list)

    def as_dict(self) -> dict:
        return asdict(self)


def read_rows(content: bytes) -> list[BatchRow]:
    """The data rows of the first sheet that has the columns 工号 and 姓名. Raises SpreadsheetError in words."""
    book = open_workbook(content)
    for name, is_visible in book.sheets:
        if not is_visible:
            continue
        rows = book.load(name).rows
        for index, cells in enumerate(rows[:HEADER_WITHIN]):
            columns = _columns(cells)
            if {"username", "name"} <= columns.keys():
                return _data(rows[index + 1 :], columns, index + 2)
    raise SpreadsheetError("没有找到表头。表中须有“工号”“姓名”两列，另可有“单位”“角色”“区域代码”“区域名称”。")


def _columns(cells: list) -> dict[str, int]:
    titles = {compact(cell).strip("*"): index for index, cell in reversed(list(enumerate(cells)))}
    found = {}
    for key, names in COLUMNS.items():
        index = next((titles[name] for name in names if name in titles), None)
        if index is not None:
            found[key] = index
    return found


def _data(rows: list[list], columns: dict[str, int], first: int) -> list[BatchRow]:
    read = []
    for number, cells in enumerate(rows, start=first):
        values = {key: clean_text(cells[i]) if i < len(cells) else "" for key, i in columns.items()}
        if any(values.values()):
            read.append(BatchRow(number, **values))
    if not read:
        raise SpreadsheetError("表头下面没有数据。")
    if len(read) > MAX_ROWS:
        raise SpreadsheetError(f"一次最多导入 {MAX_ROWS} 行，请分成几份。")
    return read


def _workbook(title: str, widths: list[int], header: list[str], rows: list[list[str]], note: str = "") -> bytes:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(title)
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width, text)
    if note:
        sheet.write_string(0, 0, note)
    top = 1 if note else 0
    for column, label in enumerate(header):
        sheet.write_string(top, column, label, bold)
    for line, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            sheet.write_string(line, column, value, text)
    book.close()
    return buffer.getvalue()


def template_file() -> bytes:
    """An empty form with one invented example per kind of role."""
    header = ["工号", "姓名", "单位", "角色", "区域代码", "区域名称"]
    examples = [
        ["JD0001", "张三", "某某街道党建办", "街道工作人员", "", "某某街道"],
        ["SQ0001", "李四", "某某社区", "社区填报员", "", "某某街道某某社区"],
    ]
    return _workbook("账号", [14, 12, 26, 16, 16, 26], header, examples)


def passwords_file(lines: list[dict]) -> bytes:
    """The first passwords: work number, name, unit, password."""
    rows = [[line["username"], line["name"], line["unit"], line["password"]] for line in lines]
    note = "初始密码表：请当面交给本人，首次登录须修改密码；发放完毕请删除本文件。"
    return _workbook("初始密码", [16, 14, 30, 20], ["工号", "姓名", "单位", "初始密码"], rows, note)
