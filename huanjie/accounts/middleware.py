"""Puts the viewer on every request, and keeps the idle time-out honest."""

import time

from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from huanjie.accounts.models import Assignment
from huanjie.accounts.viewers import Viewer

TOUCH_EVERY_SECONDS = 60
ASSIGNMENT_KEY = "assignment_id"
OPEN_TO_UNASSIGNED = ("accounts:sign_out", "accounts:change_password", "accounts:no_assignment")


class ViewerMiddleware:
    """`request.viewer` is the Viewer of the chosen assignment in force, None for a stranger."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = None
        if request.user.is_authenticated:
            if not request.user.is_active:
                logout(request)
                return redirect("accounts:sign_in")
            self._touch(request)
            request.assignments = list(
                Assignment.objects.in_force(timezone.localdate()).filter(user=request.user).select_related("user")
            )
            chosen = request.session.get(ASSIGNMENT_KEY)
            current = next((a for a in request.assignments if a.pk == chosen), None)
            if current is None and request.assignments:
                current = request.assignments[0]
            if current is not None:
                request.viewer = Viewer.of(current)
            away = self._must_go_elsewhere(request)
            if away:
                return redirect(away)
        return self.get_response(request)

    def _touch(self, request):
        """Sliding time-out without a write on every request."""
        now = int(time.time())
        if now - request.session.get("seen", 0) > TOUCH_EVERY_SECONDS:
            request.session["seen"] = now

    def _must_go_elsewhere(self, request) -> str | None:
        if request.path.startswith("/static/"):
            return None
        allowed = {reverse(name) for name in OPEN_TO_UNASSIGNED}
        if request.path in allowed:
            return None
        if request.user.must_change_password:
            return "accounts:change_password"
        if request.viewer is None:
            return "accounts:no_assignment"
        return None
