from django.urls import reverse

from huanjie.accounts.enums import Role
from huanjie.accounts.models.user import CUSTODIANS
from huanjie.accounts.queries import lockouts
from huanjie.activity import verbs
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
verbs.register(
    {
        "account.created": "建立账号",
        "account.disabled": "停用账号",
        "account.enabled": "启用账号",
        "account.password_reset": "重置密码",
        "account.password_changed": "修改密码",
        "account.unlocked": "解除锁定",
        "account.signed_in": "登录",
        "account.signed_out": "退出",
        "account.sign_in_failed": "登录失败",
        "account.locked_out": "登录被锁定",
        "account_batch.uploaded": "上传账号表",
        "account_batch.accounts_created": "批量建立账号",
        "account_batch.assignments_granted": "批量授权",
        "account_batch.passwords_taken": "下载初始密码表",
        "assignment.granted": "授予角色",
        "assignment.ended": "结束授权",
        "installation.administrators_named": "设立三员",
        "installation.ready": "完成初始设置",
    }
)
