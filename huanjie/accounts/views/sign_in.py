"""Signing in and out, and choosing whose eyes to use."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from huanjie.accounts.middleware import ASSIGNMENT_KEY


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True


class ChangePassword(PasswordChangeView):
    template_name = "accounts/change_password.html"


@require_POST
def sign_out(request):
    logout(request)
    return redirect("accounts:sign_in")


def no_assignment(request):
    return render(request, "accounts/no_assignment.html", status=403)


@require_POST
def switch_assignment(request):
    chosen = request.POST.get("assignment", "")
    if chosen in {str(a.pk) for a in request.assignments}:
        request.session[ASSIGNMENT_KEY] = int(chosen)
    return redirect("home")


@login_not_required
def locked_out(request, response=None, credentials=None, *args, **kwargs):
    return render(request, "accounts/locked_out.html", status=403)
