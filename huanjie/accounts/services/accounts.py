"""Opening and closing accounts, and their passwords."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from huanjie.accounts import permissions
from huanjie.accounts.models import Assignment, PasswordHistory, User
from huanjie.accounts.passwords import NotReusedValidator, temporary_password
from huanjie.accounts.rules import MUST_REMAIN
from huanjie.activity.services import act
from huanjie.shared.verdict import Refused, require


def create_account(
    *, username: str, name: str, by, unit: str = "", password: str | None = None, must_change: bool = True
) -> tuple[User, str]:
    """Open an account. Returns it with its first password, which is not kept anywhere: one of ours unless `password`
    is given (then the rules are checked). Grants nothing. Raises Refused when the work number is taken."""
    require(permissions.can_create_account(by))
    user = User(username=username.strip(), name=name.strip(), unit=unit.strip(), must_change_password=must_change)
    first = password if password is not None else temporary_password()
    if password is not None:
        _check_rules(password, user)
    with act() as log:
        user.password = make_password(first)
        write_new(user)
        log.record(by=by, verb="account.created", subject=user, label=user.username)
    return user, first


def write_new(user: User) -> User:
    """Insert an account whose password is already hashed, or say that the work number is taken."""
    taken = Refused(f"工号“{user.username}”已有账号。")
    if User.objects.filter(username=user.username).exists():
        raise taken
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:  # another request was first
        raise taken from None
    return user


def disable_account(*, user: User, by) -> User:
    """Close an account; its roles stay written but nobody can sign in with it. Open sessions end at their next click."""
    with act() as log:
        row = _locked(user)
        require(permissions.can_disable_account(by, row))
        keep_one_administrator(without=Assignment.objects.filter(user=row))
        row.is_active = False
        row.save(update_fields=["is_active"])
        log.record(by=by, verb="account.disabled", subject=row, label=row.username)
    return row


def enable_account(*, user: User, by) -> User:
    """Open a closed account again, with the roles it still has."""
    with act() as log:
        row = _locked(user)
        require(permissions.can_enable_account(by, row))
        row.is_active = True
        row.save(update_fields=["is_active"])
        log.record(by=by, verb="account.enabled", subject=row, label=row.username)
    return row


def reset_password(*, user: User, by) -> str:
    """Give an account a temporary password, returned once and kept nowhere; its person must change it at sign-in."""
    with act() as log:
        row = _locked(user)
        roles = Assignment.objects.not_over(timezone.localdate()).filter(user=row).values_list("role", flat=True)
        require(permissions.can_reset_password(by, row, roles))
        password = temporary_password()
        _set_password(row, password, must_change=True)
        log.record(by=by, verb="account.password_reset", subject=row, label=row.username)
    return password


def change_password(*, user: User, password: str, by) -> User:
    """A person changes the own password. The old hash is kept among the last five; the password itself nowhere."""
    _check_rules(password, user)
    with act() as log:
        row = _locked(user)
        _set_password(row, password, must_change=False)
        log.record(by=by, verb="account.password_changed", subject=row, label=row.username)
    return row


def keep_one_administrator(*, without) -> None:
    """Refuse when no active system or security administrator would be left without these assignments (a queryset).
    Call inside an act: the rows of these roles are locked, so two endings cannot cross."""
    today = timezone.localdate()
    going = set(without.values_list("pk", flat=True))
    standing = list(
        Assignment.objects.in_force(today)
        .filter(role__in=MUST_REMAIN, user__is_active=True)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    for role in MUST_REMAIN:
        holders = {a.pk for a in standing if a.role == role}
        if holders & going and not holders - going:
            raise Refused(f"系统至少要保留一名“{role.label}”。请先由安全管理员另授一人。")


def _set_password(row: User, password: str, *, must_change: bool) -> None:
    PasswordHistory.objects.create(user=row, password=row.password)
    old = row.password_history.values_list("pk", flat=True)[NotReusedValidator.KEPT :]
    PasswordHistory.objects.filter(pk__in=list(old)).delete()
    row.set_password(password)
    row.password_changed_at = timezone.now()
    row.must_change_password = must_change
    row.save(update_fields=["password", "password_changed_at", "must_change_password"])


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _check_rules(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise Refused("".join(problem.messages)) from problem
