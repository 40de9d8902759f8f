"""`manage.py load_holidays`: fill the holiday table from the published announcements."""

from django.core.management.base import BaseCommand

from elections.queries.calendar import covered_years
from elections.services.calendar import published_years, seed_holidays
from huanjie.accounts.viewers import Viewer


class Command(BaseCommand):
    help = "按已公布的放假安排填写节假日表（来自 chinesecalendar）；已有内容的年份不改动。"

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, action="append", help="只填该年，可重复给出；默认全部已公布年份")

    def handle(self, *args, year, **options):
        added = seed_holidays(by=Viewer.system(), years=year)
        self.stdout.write(f"新填 {len(added)} 年，共 {sum(added.values())} 天。")
        years = covered_years()
        if years:
            self.stdout.write(f"节假日表现有 {years[0]}—{years[-1]} 年。")
        last = published_years()[-1]
        self.stdout.write(f"{last + 1} 年起的安排尚未公布，公布后请在“节假日安排”页面录入。")
