"""The list of accounts, one account, and what the system administrator does with it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huanjie.accounts import permissions, services
from huanjie.accounts.enums import Role
from huanjie.accounts.filters import AccountFilter
from huanjie.accounts.forms.account import AccountForm
from huanjie.accounts.models import User
from huanjie.accounts.queries import lockouts
from huanjie.accounts.queries.accounts import accounts_for, roles_of
from huanjie.activity.queries.history import entries_of
from huanjie.shared.verdict import Refused, require
from huanjie.tables import Column, Empty, ListPage, render_list

HISTORY = 50


def _roles(user) -> str:
    return "、".join(str(assignment) for assignment in user.standing)


def _state(user) -> str:
    return "启用" if user.is_active else "停用"


PAGE = ListPage(
    title="账号",
    columns=[
        Column("username", "工号", sort="username", url=lambda user: user.get_absolute_url()),
        Column("name", "姓名", sort="name"),
        Column("unit", "单位", sort="unit"),
        Column("roles", "角色 · 区域", value=_roles),
        Column("state", "状态", value=_state, sort="is_active"),
        Column("last_login", "最近登录", sort="last_login"),
        Column("created_at", "建立时间", sort="created_at", default=False),
    ],
    default_sort="username",
    empty=Empty("没有账号", "换个条件再查，或新建账号。"),
    filename="账号",
)


def _account(request, pk) -> User:
    return get_object_or_404(User.objects.visible_to(request.viewer), pk=pk)


def account_list(request):
    """All accounts, for the two administrators who keep them."""
    require(permissions.can_see_accounts(request.viewer))
    can_create = permissions.can_create_account(request.viewer)
    context = {
        "primary": ("新建账号", reverse("accounts:create")) if can_create else None,
        "breadcrumb": [("账号", "")],
        "locked": sorted(lockouts.locked_accounts()),
    }
    return render_list(request, queryset=accounts_for(request.viewer), page=PAGE, filterset_class=AccountFilter,
                       template="accounts/account_list.html", context=context)  # fmt: skip


@never_cache
def account_detail(request, pk):
    """One account: what it may do, what happened to it, what can be done."""
    user = _account(request, pk)
    viewer, roles, today = request.viewer, roles_of(user), timezone.localdate()
    assignments = [
        {"row": a, "in_force": a.is_in_force(today), "over": a.revoked_at is not None or bool(
            a.ends_on and a.ends_on < today), "can_end": permissions.can_end(viewer, a)}
        for a in user.assignments.order_by("-starts_on", "-pk")
    ]  # fmt: skip
    entries = list(entries_of(user)[:HISTORY])
    for entry in entries:
        entry.role_word = Role(entry.detail["role"]).label if entry.detail.get("role") in Role.values else ""
    context = {
        "user_shown": user, "assignments": assignments, "entries": entries, "history_limit": HISTORY,
        "locked_until": lockouts.locked_until(user.username),
        "can_disable": permissions.can_disable_account(viewer, user),
        "can_enable": permissions.can_enable_account(viewer, user),
        "can_reset": permissions.can_reset_password(viewer, user, roles),
        "can_grant": permissions.can_grant(viewer, user),
        "can_unlock": permissions.can_unlock(viewer, user),
        "breadcrumb": [("账号", reverse("accounts:accounts")), (user.name, "")],
    }  # fmt: skip
    return render(request, "accounts/account_detail.html", context)


@never_cache
def account_create(request):
    """Open an account; its first password is shown once on the page that follows."""
    require(permissions.can_create_account(request.viewer))
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = services.create_account(**form.cleaned_data, by=request.viewer)
        except Refused as refusal:
            form.add_error("username", str(refusal))
        else:
            return _with_password(request, user, password, f"已建立账号“{user.username}”。角色请安全管理员授予。")
    context = {"form": form, "breadcrumb": [("账号", reverse("accounts:accounts")), ("新建账号", "")]}
    return render(request, "accounts/account_form.html", context)


def _with_password(request, user, password: str, words: str):
    """The page of the account with the password on it: answered at once, so that it is stored nowhere."""
    messages.success(request, words)
    return render(request, "accounts/temporary_password.html", {
        "user_shown": user, "password": password,
        "breadcrumb": [("账号", reverse("accounts:accounts")), (user.name, user.get_absolute_url()), ("临时密码", "")],
    })  # fmt: skip


@require_POST
def account_disable(request, pk):
    user = services.disable_account(user=_account(request, pk), by=request.viewer)
    messages.success(request, f"已停用“{user.name}”的账号。")
    return redirect(user)


@require_POST
def account_enable(request, pk):
    user = services.enable_account(user=_account(request, pk), by=request.viewer)
    messages.success(request, f"已启用“{user.name}”的账号。")
    return redirect(user)


@never_cache
@require_POST
def account_reset(request, pk):
    user = _account(request, pk)
    password = services.reset_password(user=user, by=request.viewer)
    return _with_password(request, user, password, f"已重置“{user.name}”的密码。")


@require_POST
def account_unlock(request, pk):
    user = _account(request, pk)
    services.unlock(user=user, by=request.viewer)
    messages.success(request, f"已解除“{user.name}”的登录锁定。")
    return redirect(user)
