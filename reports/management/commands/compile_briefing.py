"""`manage.py compile_briefing --area CODE --on DATE --output FILE.pdf`."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from elections.models import ElectionCycle
from huanjie.accounts.viewers import Viewer
from huanjie.files.services import run_job
from huanjie.shared.pdf import PdfError
from huanjie.shared.scope import prefix_of
from huanjie.shared.verdict import Refused
from reports.models import Briefing
from reports.services.briefing import compile_briefing, render_briefing


class Command(BaseCommand):
    help = "按日期编制一期简报并写出 PDF，打印数据摘要；--briefing 重新输出已编的一期。"

    def add_arguments(self, parser):
        parser.add_argument("--area", help="区划代码（6、9 或 12 位）")
        parser.add_argument("--on", type=date.fromisoformat, help="日期，如 2026-11-24")
        parser.add_argument("--briefing", type=int, help="已编简报的编号：按原快照重新输出")
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args, area, on, briefing, output, **options):
        row = self._existing(briefing) if briefing else self._compile(area, on)
        try:
            pdf = render_briefing(row.snapshot)
        except PdfError as problem:
            raise CommandError(str(problem)) from problem
        output.write_bytes(pdf)
        self.stdout.write(f"第 {row.number} 期 {row.title}（{row.on}）")
        self.stdout.write(f"digest {row.digest}")

    def _existing(self, pk) -> Briefing:
        row = Briefing.objects.filter(pk=pk).first()
        if row is None:
            raise CommandError(f"没有编号为 {pk} 的简报。")
        return row

    def _compile(self, area, on) -> Briefing:
        if not area or not on:
            raise CommandError("请给出 --area 和 --on，或 --briefing。")
        prefix = prefix_of(area.ljust(12, "0"))
        cycle = ElectionCycle.objects.filter(area_code=prefix[:6], starts_on__lte=on).order_by("-starts_on").first()
        if cycle is None:
            raise CommandError(f"{area} 在 {on} 没有换届。")
        try:
            row = compile_briefing(cycle=cycle, area=prefix, on=on, by=Viewer.system(prefix))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        run_job(row.job_id, renew=False)
        return row
