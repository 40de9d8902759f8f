"""`manage.py verify_rollups`: recompute every summary from the reports; a difference is an error."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from huanjie.activity.services import act
from reports.queries.rollup import differences
from reports.services.rollup import climb


class Command(BaseCommand):
    help = "用日报重新计算各级汇总并逐项比对；有差异时逐条列出并以非零状态退出。"

    def add_arguments(self, parser):
        parser.add_argument("--area", default="", help="区域代码前缀，默认全部")
        parser.add_argument("--from", dest="first", type=date.fromisoformat, default=date(2000, 1, 1))
        parser.add_argument("--to", dest="last", type=date.fromisoformat, default=date(2999, 12, 31))
        parser.add_argument("--fix", action="store_true", help="按日报重新写入有差异的汇总")

    def handle(self, *args, area, first, last, fix, **options):
        found = list(differences(first, last, area))
        for difference in found:
            self.stdout.write(str(difference))
        if found and fix:
            self._fix(found)
            self.stdout.write("已按日报重新写入。")
        if found:
            raise CommandError(f"共 {len(found)} 处差异。")
        self.stdout.write("各级汇总与日报一致。")

    def _fix(self, found):
        from reports.models import DailyReport

        for on in sorted({difference.on for difference in found}):
            codes = DailyReport.objects.filter(on=on).values_list("area_code", flat=True)
            with act():
                climb(on, {code[:9] for code in codes})
