"""What the log keeps of signing in. Never a password, never what a stranger typed as a work number."""

from django.utils import timezone

from huanjie.accounts import permissions
from huanjie.accounts.models import Assignment, User
from huanjie.accounts.queries import lockouts
from huanjie.accounts.viewers import Viewer
from huanjie.activity.services import act
from huanjie.shared.verdict import require

STRANGER = Viewer(None, "未登录者", "", "")


def viewer_for(user: User) -> Viewer:
    """The person behind an account with the first role in force, or with none."""
    assignment = Assignment.objects.in_force(timezone.localdate()).filter(user=user).select_related("user").first()
    return Viewer.of(assignment) if assignment else Viewer(user.pk, user.name, "", "", "", user.unit)


def record_sign_in(*, user: User) -> None:
    """A person came in."""
    _record("account.signed_in", by=viewer_for(user), user=user)


def record_sign_out(*, user: User, by: Viewer | None) -> None:
    """A person left."""
    _record("account.signed_out", by=by or viewer_for(user), user=user)


def record_failure(*, username: str, locked: bool) -> None:
    """A wrong password, or the one too many that locks the account. An unknown work number is not written down:
    people type their password there by mistake."""
    user = User.objects.filter(username=username).first()
    _record("account.sign_in_failed", by=STRANGER, user=user)
    if locked:
        _record("account.locked_out", by=STRANGER, user=user)


def unlock(*, user: User, by) -> int:
    """Forget the failed attempts of an account. Returns how many records of attempts went."""
    require(permissions.can_unlock(by, user))
    with act() as log:
        count = lockouts.attempts_of(user.username).delete()[0]
        log.record(by=by, verb="account.unlocked", subject=user, label=user.username)
    return count


def _record(verb: str, *, by: Viewer, user: User | None) -> None:
    with act() as log:
        log.record(by=by, verb=verb, subject=user, label=user.username if user else "未知账号")
