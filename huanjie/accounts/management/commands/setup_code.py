"""`manage.py setup_code`: print the code that opens the set-up wizard."""

from django.core.management.base import BaseCommand, CommandError

from huanjie.accounts import setup_code
from huanjie.accounts.queries import installation


class Command(BaseCommand):
    help = "显示初始设置码；打开网页进行初始设置时需要填写。"

    def handle(self, *args, **options):
        if installation.is_set_up():
            raise CommandError("系统已完成初始设置，不再需要设置码。")
        self.stdout.write(setup_code.read_or_create())
