"""`manage.py load_divisions FILE.csv[.gz]`: bring the register of divisions to an edition of the code file."""

import json
import time
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from elections.enums import ChangeKind
from elections.rules.divisions import DivisionError, lines_of, read_edition, read_renames
from elections.services.divisions import load_divisions, preview_divisions
from huanjie.accounts.viewers import Viewer
from huanjie.shared.scope import PREFIX_LENGTHS, prefix_of
from huanjie.shared.verdict import Refused


class Command(BaseCommand):
    help = "导入统计用区划代码文件（CSV 或 CSV.gz，列 code,name,level,parent_code）。可重复执行，不会重复建立。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--within", default="", metavar="代码", help="只处理该区域（代码前缀，如 420102）")
        parser.add_argument("--on", type=date.fromisoformat, metavar="日期", help="变更的生效日期，默认今天")
        parser.add_argument("--renames", type=Path, metavar="文件", help="更名清单（CSV，第一列为代码）")
        parser.add_argument("--dry-run", action="store_true", help="只比较，不写入")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出结果")

    def handle(self, *args, file, within, on, renames, dry_run, **options):
        started = time.monotonic()
        area = prefix_of(within) if len(within) == 12 and within.isdecimal() else within
        if area and (len(area) not in PREFIX_LENGTHS or not area.isdecimal()):
            raise CommandError("--within 应为 2、4、6、9 或 12 位数字。")
        try:
            edition = read_edition(lines_of(file.read_bytes()), area)
            listed = read_renames(lines_of(renames.read_bytes())) if renames else ()
            if dry_run:
                _, summary = preview_divisions(edition=edition, area=area, renames=listed)
            else:
                summary = load_divisions(
                    edition=edition, by=Viewer.system(), area=area, on=on, source=file.name, renames=listed
                )
        except OSError as problem:
            raise CommandError(f"文件打不开：{problem.filename}（{problem.strerror}）") from problem
        except (DivisionError, Refused) as problem:
            raise CommandError(str(problem)) from problem
        self._report(summary, options["json"], time.monotonic() - started)

    def _report(self, summary, as_json: bool, seconds: float) -> None:
        if as_json:
            self.stdout.write(json.dumps(summary.as_dict(), ensure_ascii=False))
            return
        words = "，".join(f"{ChangeKind(kind).label} {n}" for kind, n in summary.counts.items())
        self.stdout.write(f"{words}，未变 {summary.unchanged}（{seconds:.1f} 秒）")
