"""Import a registration sheet from a file, without a browser."""

import io
import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from candidates.jobs import CANDIDATES
from huanjie.accounts.viewers import Viewer
from huanjie.files.imports.results import verdict_of
from huanjie.files.imports.rows import ACCEPT, REJECT, SKIP, WARN
from huanjie.files.services.imports import import_rows
from huanjie.shared.scope import prefix_of
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.marker import write_marked
from huanjie.shared.spreadsheet.results import skipped
from huanjie.shared.verdict import Refused

NORMALIZED = ("name", "gender", "ethnicity", "id_number", "birth_date", "positions", "community_code",
              "political_status", "join_date", "education", "incumbent", "nomination", "review", "review_result",
              "phone")  # fmt: skip
ERRORS_STAY = 1


class Command(BaseCommand):
    help = "导入候选人登记及联审表：逐行检查，合格的登记为提名。加 --dry-run 只检查不写入。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help=".xlsx、.xls、.csv 或 .txt")
        parser.add_argument("--area", required=True, help="区划代码（前缀或 12 位）：只导入该区域内的行")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        parser.add_argument("--errors", type=Path, help="把标注好问题的文件存到这里（.xlsx）")
        parser.add_argument("--sheet", default="", help="工作表名称")
        parser.add_argument("--on", type=date.fromisoformat, help="按哪一天检查（缺省为今天）")
        parser.add_argument(
            "--election-day", type=date.fromisoformat, help="选举日（缺省为本届的选举日）；只能与 --dry-run 同用"
        )
        parser.add_argument("--json", action="store_true", help="每行输出一个 JSON 对象")
        parser.add_argument("--strict", action="store_true", help="有需修改的行时退出码不为零")

    def handle(self, *args, file, area, dry_run, errors, sheet, on, election_day, **options):
        if election_day and not dry_run:
            raise CommandError("--election-day 只能与 --dry-run 同用；写入时以本届的选举日为准。")
        area = prefix_of(area) if len(area) == 12 else area
        kind = replace(CANDIDATES, resource=partial(CANDIDATES.resource, election_day=election_day))
        try:
            content = file.read_bytes()
            reading, result, run = import_rows(
                kind=kind, content=content, by=Viewer.system(area), area=area, file_name=file.name, on=on, sheet=sheet,
                dry_run=dry_run,
            )  # fmt: skip
        except OSError as problem:
            raise CommandError(f"文件打不开：{problem.strerror}") from None
        except (SpreadsheetError, Refused) as problem:
            raise CommandError(str(problem)) from None
        self._print(reading, options["json"])
        if errors:
            self._write_errors(content, reading, sheet, errors)
        self._summary(reading, result, run)
        if options["strict"] and any(row.outcome == REJECT for row in reading.rows):
            raise SystemExit(ERRORS_STAY)

    def _print(self, reading, as_json):
        if not as_json:
            resource = CANDIDATES.resource()
            for row in reading.rows:
                for remark in resource.remarks(row):
                    self.stdout.write(f"第 {row.number} 行 {'需修改' if remark.is_error else '提示'}：{remark.text}")
            return
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

    def _write_errors(self, content, reading, sheet, target):
        resource = CANDIDATES.resource(options={"sheet": sheet})
        book, table = resource.open(content)
        verdicts = [verdict_of(row) for row in reading.rows] + [skipped(*each) for each in reading.skipped]
        buffer = io.BytesIO()
        write_marked(buffer, book, table, verdicts, resource.phrasebook)
        target.write_bytes(buffer.getvalue())

    def _summary(self, reading, result, run):
        count = {outcome: sum(row.outcome == outcome for row in reading.rows) for outcome in (ACCEPT, WARN, REJECT)}
        self.stderr.write(
            f"可导入 {count[ACCEPT]} 行，有提示 {count[WARN]} 行，需修改 {count[REJECT]} 行，跳过 {len(reading.skipped)} 行。"
        )
        if reading.unknown_columns:
            self.stderr.write(f"没有认出、没有读取的列：{'、'.join(reading.unknown_columns)}。")
        if run is None:
            self.stderr.write("只检查，没有写入。")
        else:
            self.stderr.write(f"已写入：登记提名 {result.totals['new']} 人。回执 {run.receipt_number}。")
