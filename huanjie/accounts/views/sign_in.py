"""Signing in and out, changing the password, and choosing whose eyes to use."""

import math

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from huanjie.accounts import passwords
from huanjie.accounts.forms.sign_in import PasswordForm, SignInForm
from huanjie.accounts.middleware import ASSIGNMENT_KEY
from huanjie.accounts.queries import installation, lockouts
from huanjie.accounts.services import change_password
from huanjie.accounts.services.sign_in import record_failure, record_sign_in, record_sign_out, viewer_for

WHY = {
    "idle": "因长时间未操作已自动退出，请重新登录。登录后回到原来的页面。",
    "ended": "登录已失效（密码已修改或账号已停用），请重新登录。",
}


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The door. What a demonstration lends is listed beside it."""

    template_name = "accounts/sign_in.html"

    def get_redirect_url(self):
        """A person who came to the bare address begins where the role begins."""
        wanted = super().get_redirect_url()
        return "" if wanted == reverse("home") else wanted

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        self.was_locked = lockouts.locked_until(form.data.get("username", "").strip()) is not None
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form):
        response = super().form_valid(form)
        record_sign_in(user=form.get_user())
        return response

    def form_invalid(self, form):
        username = form.cleaned_data.get("username", "") if hasattr(form, "cleaned_data") else ""
        if username and not self.was_locked:
            record_failure(username=username, locked=getattr(self.request, "axes_locked_out", False))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        row = installation.current()
        demo = row.demo_accounts if row is not None and row.is_demo else {}
        return super().get_context_data(
            why=WHY.get(self.request.GET.get("why", ""), ""), demo=demo,
            idle_minutes=settings.SESSION_COOKIE_AGE // 60, **kwargs,
        )  # fmt: skip


class ChangePassword(PasswordChangeView):
    """One's own password; the rules beside the fields."""

    template_name = "accounts/change_password.html"
    form_class = PasswordForm

    def form_valid(self, form):
        by = self.request.viewer or viewer_for(self.request.user)
        user = change_password(user=self.request.user, password=form.cleaned_data["new_password1"], by=by)
        update_session_auth_hash(self.request, user)
        messages.success(self.request, "密码已修改。其他设备上的登录已退出。")
        return HttpResponseRedirect("/")

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            rules=passwords.rules_in_words(), must=user.must_change_password, too_old=user.password_is_too_old, **kwargs
        )


@require_POST
def sign_out(request):
    record_sign_out(user=request.user, by=request.viewer)
    logout(request)
    return redirect("accounts:sign_in")


def no_assignment(request):
    """Signed in, but nothing to do: says whom to ask."""
    if request.viewer is not None:
        return redirect("home")
    today = timezone.localdate()
    waiting = request.user.assignments.not_over(today).filter(starts_on__gt=today).order_by("starts_on").first()
    return render(request, "accounts/no_assignment.html", {"waiting": waiting}, status=403)


@require_POST
def switch_assignment(request):
    chosen = request.POST.get("assignment", "")
    if chosen in {str(a.pk) for a in request.assignments}:
        request.session[ASSIGNMENT_KEY] = int(chosen)
    return redirect("home")


@login_not_required
def locked_out(request, response=None, credentials=None, *args, **kwargs):
    """Too many failures: how long to wait, and who can help."""
    username = (credentials or {}).get("username") or ""
    until = lockouts.locked_until(username)
    left = math.ceil((until - timezone.now()).total_seconds() / 60) if until else 0
    context = {
        "until": until, "minutes": max(left, 1), "limit": settings.AXES_FAILURE_LIMIT,
    }  # fmt: skip
    return render(request, "accounts/locked_out.html", context, status=429)
