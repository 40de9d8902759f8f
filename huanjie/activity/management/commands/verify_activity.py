"""`manage.py verify_activity`: prove the log, or name the first broken link."""

from django.core.management.base import BaseCommand, CommandError

from huanjie.activity.queries.chain import verify_chain


class Command(BaseCommand):
    help = "逐条验证操作日志的摘要链；发现断裂时指出第一处并以非零状态退出。"

    def handle(self, *args, **options):
        check = verify_chain()
        if check.broken_at is not None:
            raise CommandError(f"操作日志在第 {check.broken_at} 条断裂：{check.reason}。")
        self.stdout.write(f"操作日志完整，共 {check.entries} 条。")
