"""`manage.py reset_password WORK_NUMBER`: a temporary password, for an administrator who lost his own."""

from django.core.management.base import BaseCommand, CommandError

from huanjie.accounts.models import User
from huanjie.accounts.services import reset_password, unlock
from huanjie.accounts.viewers import Viewer


class Command(BaseCommand):
    help = "重置账号密码并解除锁定，输出一次临时密码（三员之间不能在网页上互相重置）。"

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="工号")

    def handle(self, *args, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有工号为“{username}”的账号。")
        by = Viewer.system()
        password = reset_password(user=user, by=by)
        unlock(user=user, by=by)
        self.stdout.write(f"临时密码：{password}（首次登录须修改）")
