"""Granting and ending roles: the security administrator's pages."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from huanjie.accounts import permissions, services
from huanjie.accounts.forms.account import AssignmentForm, EndForm
from huanjie.accounts.models import Assignment, User
from huanjie.shared.verdict import Refused, require


def grant(request, pk):
    """Give an account a role."""
    user = get_object_or_404(User.objects.visible_to(request.viewer), pk=pk)
    require(permissions.can_grant(request.viewer, user))
    form = AssignmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.grant_assignment(user=user, by=request.viewer, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已授予“{user.name}”：{row}。")
            return redirect(user)
    return render(request, "accounts/assignment_form.html", _context(user, form, "授予角色"))


def end(request, pk):
    """Take a role back, after asking."""
    seen = User.objects.visible_to(request.viewer)
    assignment = get_object_or_404(Assignment.objects.filter(user__in=seen).select_related("user"), pk=pk)
    require(permissions.can_end(request.viewer, assignment))
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_assignment(assignment=assignment, by=request.viewer, on=form.cleaned_data["last_day"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已结束“{assignment.user.name}”的授权：{assignment}。")
            return redirect(assignment.user)
    context = {**_context(assignment.user, form, "结束授权"), "assignment": assignment}
    return render(request, "accounts/assignment_end.html", context)


def _context(user, form, title: str) -> dict:
    crumbs = [("账号", reverse("accounts:accounts")), (user.name, user.get_absolute_url()), (title, "")]
    return {"user_shown": user, "form": form, "breadcrumb": crumbs}
