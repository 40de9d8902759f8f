"""`manage.py seed_demo [--district-file CSV] --days 30 --seed 1`."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from elections.rules.divisions import DivisionError
from huanjie.accounts.queries import installation
from huanjie.shared.verdict import Refused


class Command(BaseCommand):
    help = "把一个区一个月的换届工作装入空的系统，全部是虚构的人。"

    def add_arguments(self, parser):
        parser.add_argument("--district-file", type=Path, help="区划代码 CSV；不给则虚构一个区（420199）")
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--on", type=date.fromisoformat, help="演示的“今天”，默认是今天")
        parser.add_argument("--if-empty", action="store_true", help="已有数据时不做任何事")

    def handle(self, *args, district_file, days, seed, on, if_empty, **options):
        from reports.demo.seed import seed as play

        if if_empty and installation.current() is not None:
            return
        content = None
        if district_file is not None:
            if not district_file.exists():
                raise CommandError(f"没有找到区划文件：{district_file}")
            content = district_file.read_bytes()
        try:
            play(content=content, days=days, seed=seed, today=on, say=self.stdout.write)
        except (Refused, DivisionError) as problem:
            raise CommandError(str(problem)) from problem
