"""`manage.py demo_accounts`: who can sign in to the demonstration."""

from django.core.management.base import BaseCommand

from huanjie.accounts.queries import installation


class Command(BaseCommand):
    help = "列出演示账号；正式系统什么也不列。"

    def handle(self, *args, **options):
        row = installation.current()
        if row is None or not row.is_demo:
            return
        self.stdout.write("  演示账号（密码均为 " + row.demo_accounts["password"] + "）：")
        for account in self._chosen(row.demo_accounts["accounts"]):
            self.stdout.write(f"    {account['username']:<10} {account['role_label']}　{account['area_name']}")
        self.stdout.write("  其余演示账号见登录页。")

    def _chosen(self, accounts):
        """One account of each role."""
        seen = set()
        for account in accounts:
            if account["role_label"] not in seen:
                seen.add(account["role_label"])
                yield account
