"""Puts the viewer on every request, keeps the idle time-out honest, and leads to the set-up while there is nothing."""

import time
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from huanjie.accounts.models import Assignment
from huanjie.accounts.queries import installation
from huanjie.accounts.viewers import Viewer

TOUCH_EVERY_SECONDS = 60
ASSIGNMENT_KEY = "assignment_id"
OPEN_TO_UNASSIGNED = ("accounts:sign_out", "accounts:change_password", "accounts:no_assignment")
SET_UP = "elections:setup"
"""Where an empty installation leads (the wizard stands above us and is named, not imported)."""


class ViewerMiddleware:
    """`request.viewer` is the Viewer of the chosen assignment in force, None for a stranger."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = None
        request.assignments = []
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        why = self._why_gone(request)
        if not request.user.is_authenticated:
            if self._needs_set_up(request):
                return redirect(SET_UP)
            return self._at_sign_in(request, self.get_response(request), why)
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
        return redirect(away) if away else self.get_response(request)

    def _touch(self, request):
        """Sliding time-out without a write on every request."""
        now = int(time.time())
        if now - request.session.get("seen", 0) > TOUCH_EVERY_SECONDS:
            request.session["seen"] = now

    def _must_go_elsewhere(self, request) -> str | None:
        if request.path in {reverse(name) for name in OPEN_TO_UNASSIGNED}:
            return None
        if request.user.must_change_password or request.user.password_is_too_old:
            return "accounts:change_password"
        return "accounts:no_assignment" if request.viewer is None else None

    def _needs_set_up(self, request) -> bool:
        try:
            wizard = reverse(SET_UP)
        except NoReverseMatch:
            return False
        if request.path == reverse("health") or request.path.startswith(wizard):
            return False
        return not installation.is_set_up()

    def _why_gone(self, request) -> str:
        """Why a browser that brings a session is a stranger now: the session ran out (`idle`), or its account was
        disabled or got another password (`ended`)."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return ""
        had_user = SESSION_KEY in request.session  # asked first: loading the user empties a session that is void
        if request.session.is_empty():
            return "idle"
        return "ended" if had_user and not request.user.is_authenticated else ""

    def _at_sign_in(self, request, response, why: str):
        """Say on the sign-in page why one is there; a fragment takes the whole page along."""
        location = response.headers.get("Location", "")
        if response.status_code != 302 or urlsplit(location).path != reverse(settings.LOGIN_URL):
            return response
        if request.headers.get("HX-Request"):
            back = urlsplit(request.headers.get("HX-Current-URL", "/"))
            location = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': back.path or '/'})}"
            response = HttpResponse(status=204, headers={"HX-Redirect": location})
        if why:
            key = "HX-Redirect" if "HX-Redirect" in response.headers else "Location"
            response.headers[key] = f"{location}{'&' if '?' in location else '?'}why={why}"
        return response
