from django.urls import reverse

from huanjie.accounts.enums import Role
from huanjie.accounts.models.user import CUSTODIANS
from huanjie.accounts.queries import lockouts
from huanjie.navigation import Entry, Todo, register, register_todos

register(
    Entry("账号", "accounts:accounts", "users", order=10, roles=frozenset(CUSTODIANS), phone=True),
    Entry("账号导入", "accounts:batches", "file-up", order=11, roles=frozenset(CUSTODIANS)),
)


def locked_accounts(viewer):
    """Accounts that somebody locked by wrong passwords."""
    if viewer.role == Role.SECURITY_ADMINISTRATOR:
        count = len(lockouts.locked_accounts())
        yield Todo("账号登录被锁定", f"{reverse('accounts:accounts')}?state=locked", count, "late")


register_todos(locked_accounts)
