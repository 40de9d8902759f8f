"""manage.py import_day_sheet FILE --area 420102 --json: what a progress sheet says, row by row. Nothing is stored."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from elections.queries.people import place_index
from huanjie.shared import clock
from huanjie.shared.scope import full_code, prefix_of
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.spreadsheet.results import RowResult, counted
from huanjie.shared.spreadsheet.table import read_table
from reports.rules.day_sheet_file import BOOK, LAYOUT, normalize_day_sheet


class Command(BaseCommand):
    help = "读取换届进度日报表，逐行给出判定（不写入数据；填入日报请在日报页面“从表格导入”）。"

    def add_arguments(self, parser):
        parser.add_argument("file", help="xlsx、xls 或 csv 文件")
        parser.add_argument("--area", required=True, help="区划代码：区 6 位或街道 9 位")
        parser.add_argument("--sheet", help="工作表名称；默认取日期最近的一张")
        parser.add_argument("--on", type=date.fromisoformat, help="报告日期，默认今天")
        parser.add_argument("--json", action="store_true", help="每行输出一个 JSON")

    def handle(self, *args, file, area, sheet, on, **options):
        area = prefix_of(area) if len(area) == 12 else area
        try:
            table = read_table(open_workbook(file), LAYOUT, sheet)
        except (SpreadsheetError, OSError) as problem:
            raise CommandError(str(problem)) from None
        street = full_code(area) if len(area) == 9 else ""
        results = list(normalize_day_sheet(table, place_index(area[:6]), on or clock.today(), street))
        for result in results:
            self.stdout.write(as_json(result) if options["json"] else as_words(result))
        if unknown := table.unknown_columns():
            self.stderr.write(f"没有认出、没有读取的列：{'、'.join(unknown)}。")
        if not options["json"]:
            counts = counted(results)
            self.stdout.write(
                f"工作表“{table.sheet.name}”：可用 {counts['accept']} 行，有提示 {counts['accept_with_warning']} 行，"
                f"需修改 {counts['reject']} 行，略过 {counts['skip']} 行。"
            )


def as_json(result: RowResult) -> str:
    """One row; what does not apply is left out."""
    parts = {
        "normalized": result.normalized,
        "warnings": list(result.warnings),
        "errors": list(result.errors),
        "why": result.why,
    }
    given = {key: value for key, value in parts.items() if value}
    return json.dumps({"row": result.row, "outcome": result.outcome, **given}, ensure_ascii=False)


def as_words(result: RowResult) -> str:
    """One row for a person."""
    words = "；".join(remark.text for remark in BOOK.remarks(result)) or result.why
    return f"第 {result.row} 行 {result.outcome} {words}".rstrip()
