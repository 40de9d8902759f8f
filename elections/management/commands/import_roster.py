"""Import a roster from a file, without a browser."""

import io
import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from elections.jobs import ROSTER
from huanjie.accounts.viewers import Viewer
from huanjie.files.imports.results import verdict_of
from huanjie.files.imports.rows import ACCEPT, REJECT, SKIP, WARN
from huanjie.files.imports.words import skipped_in_words
from huanjie.files.services.imports import import_rows
from huanjie.shared.scope import prefix_of
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.marker import write_marked
from huanjie.shared.spreadsheet.results import RowResult, skipped
from huanjie.shared.verdict import Refused

NORMALIZED = ("name", "gender", "ethnicity", "id_number", "birth_date", "education", "join_date", "full_date",
              "member_type", "branch", "community_code", "phone")  # fmt: skip
ERRORS_STAY = 1


class Command(BaseCommand):
    help = "导入党员花名册：逐行检查，合格的一次写入。加 --dry-run 只检查不写入。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help=".xlsx、.xls、.csv 或 .txt")
        parser.add_argument("--area", required=True, help="区划代码（前缀或 12 位）：只导入该区域内的行")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        parser.add_argument("--errors", type=Path, help="把标注好问题的文件存到这里（.xlsx）")
        parser.add_argument("--sheet", default="", help="工作表名称")
        parser.add_argument("--on", type=date.fromisoformat, help="按哪一天检查（缺省为今天）")
        parser.add_argument("--json", action="store_true", help="每行输出一个 JSON 对象")
        parser.add_argument("--strict", action="store_true", help="有需修改的行时退出码不为零")

    def handle(self, *args, file, area, dry_run, errors, sheet, on, **options):
        area = prefix_of(area) if len(area) == 12 else area
        self._options = {"sheet": sheet}
        try:
            content = file.read_bytes()
            reading, result, run = import_rows(
                kind=ROSTER, content=content, by=Viewer.system(area), area=area, file_name=file.name, on=on,
                sheet=sheet, dry_run=dry_run,
            )  # fmt: skip
        except OSError as problem:
            raise CommandError(f"文件打不开：{problem.strerror}") from None
        except (SpreadsheetError, Refused) as problem:
            raise CommandError(str(problem)) from None
        if options["json"]:
            self._print_json(reading)
        else:
            self._print_words(reading)
        if errors:
            self._write_errors(content, reading, errors)
        self._print_summary(reading, result, run)
        if options["strict"] and any(row.outcome == REJECT for row in reading.rows):
            raise SystemExit(ERRORS_STAY)

    def _print_json(self, reading):
        lines = [
            {
                "row": row.number,
                "outcome": row.outcome,
                "normalized": {key: row.values.get(key) for key in NORMALIZED} if row.is_good else None,
                "warnings": row.warnings,
                "errors": row.errors,
            }
            for row in reading.rows
        ]
        lines += [
            {"row": number, "outcome": SKIP, "normalized": None, "warnings": [], "errors": [], "why": why}
            for number, why in reading.skipped
        ]
        for line in sorted(lines, key=lambda line: line["row"]):
            self.stdout.write(json.dumps(line, ensure_ascii=False))

    def _print_words(self, reading):
        resource = ROSTER.resource()
        for row in reading.rows:
            for remark in resource.remarks(row):
                self.stdout.write(f"第 {row.number} 行 {'需修改' if remark.is_error else '提示'}：{remark.text}")

    def _print_summary(self, reading, result, run):
        count = {outcome: sum(row.outcome == outcome for row in reading.rows) for outcome in (ACCEPT, WARN, REJECT)}
        why = {}
        for _, reason in reading.skipped:
            why[reason] = why.get(reason, 0) + 1
        self.stderr.write(
            f"可导入 {count[ACCEPT]} 行，有提示 {count[WARN]} 行，需修改 {count[REJECT]} 行，"
            f"跳过 {len(reading.skipped)} 行{f'（{skipped_in_words(why)}）' if why else ''}。"
        )
        if reading.unknown_columns:
            self.stderr.write(f"没有认出、没有读取的列：{'、'.join(reading.unknown_columns)}。")
        if run is None:
            self.stderr.write("只检查，没有写入。")
        else:
            totals = result.totals
            self.stderr.write(f"已写入：新增 {totals['new']}，更新 {totals['update']}，无变化 {totals['skip']}。"
                              f"回执 {run.receipt_number}。")  # fmt: skip

    def _write_errors(self, content, reading, target):
        resource = ROSTER.resource(options=self._options)
        book, table = resource.open(content)
        verdicts: list[RowResult] = [verdict_of(row) for row in reading.rows]
        buffer = io.BytesIO()
        write_marked(buffer, book, table, verdicts + [skipped(*each) for each in reading.skipped], resource.phrasebook)
        target.write_bytes(buffer.getvalue())
