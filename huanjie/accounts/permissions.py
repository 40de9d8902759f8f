"""Who may do what to accounts. The system administrator opens and closes them, the security administrator says what
they may do, the activity administrator only reads the log."""

from huanjie.accounts.enums import ADMINISTRATORS, SYSTEM, Role
from huanjie.accounts.models.user import CUSTODIANS
from huanjie.shared.verdict import YES, Verdict, no

_NOT_SYSTEM = no("只有系统管理员可以开设、停用账号和重置密码。", "请联系系统管理员。")
_NOT_SECURITY = no("只有安全管理员可以授予、结束角色和解除锁定。", "请联系安全管理员。")


def _is_system(viewer) -> Verdict:
    return YES if viewer.role in (SYSTEM, Role.SYSTEM_ADMINISTRATOR) else _NOT_SYSTEM


def _is_security(viewer) -> Verdict:
    return YES if viewer.role in (SYSTEM, Role.SECURITY_ADMINISTRATOR) else _NOT_SECURITY


def can_see_accounts(viewer) -> Verdict:
    """The two administrators who keep accounts."""
    return YES if viewer.has(CUSTODIANS) else no("账号由系统管理员和安全管理员管理，您的角色不能查看。")


def can_create_account(viewer) -> Verdict:
    return _is_system(viewer)


def can_disable_account(viewer, user) -> Verdict:
    """Not one's own: nobody locks himself out by mistake."""
    if not (verdict := _is_system(viewer)):
        return verdict
    if viewer.user_id == user.pk:
        return no("不能停用自己的账号。", "请由另一位系统管理员操作。")
    return YES if user.is_active else no("该账号已经停用。")


def can_enable_account(viewer, user) -> Verdict:
    if not (verdict := _is_system(viewer)):
        return verdict
    return no("该账号已经启用。") if user.is_active else YES


def can_reset_password(viewer, user, roles=()) -> Verdict:
    """Ordinary accounts only. `roles` are those the account holds now or later: who could reset the password of another
    administrator could act as that administrator, and the three would no longer be three."""
    if not (verdict := _is_system(viewer)):
        return verdict
    if viewer.role == SYSTEM:
        return YES
    if viewer.user_id == user.pk:
        return no("自己的密码请在“修改密码”中更换。")
    if ADMINISTRATORS.intersection(roles):
        return no(
            "三员之间不能互相重置密码。",
            f"请在服务器上执行 manage.py reset_password {user.username}。",
            "三员分立：能重置对方密码，就等于能以对方身份操作",
        )
    return YES


def can_grant(viewer, user) -> Verdict:
    """Nobody grants to himself."""
    if not (verdict := _is_security(viewer)):
        return verdict
    return no("不能给自己授权。", "请由另一位安全管理员操作。") if viewer.user_id == user.pk else YES


def can_end(viewer, assignment) -> Verdict:
    if not (verdict := _is_security(viewer)):
        return verdict
    if viewer.user_id == assignment.user_id:
        return no("不能结束自己的授权。", "请由另一位安全管理员操作。")
    return no("该授权已经收回。") if assignment.revoked_at is not None else YES


def can_unlock(viewer, user) -> Verdict:
    return _is_security(viewer)


def can_upload_batch(viewer) -> Verdict:
    return can_see_accounts(viewer)


def can_create_batch_accounts(viewer, batch) -> Verdict:
    """The system administrator's half, once."""
    if not (verdict := _is_system(viewer)):
        return verdict
    return no("这份表的账号已经建立。") if batch.accounts_at else YES


def can_grant_batch(viewer, batch) -> Verdict:
    """The security administrator's half; may be done again when more accounts exist by then."""
    return _is_security(viewer)


def can_take_passwords(viewer, batch) -> Verdict:
    """Once, by a system administrator."""
    if not (verdict := _is_system(viewer)):
        return verdict
    if batch.passwords_taken_at:
        return no("初始密码表已经下载过，系统不再保存。", "个别人员遗失密码的，请逐个重置。")
    return YES if batch.accounts_at and batch.accounts_count else no("这份表没有新建账号，没有初始密码。")
