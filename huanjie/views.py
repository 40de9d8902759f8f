"""The start page, the health probe and the error pages."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import render

from huanjie.navigation import todos_for


def home(request):
    """What waits for this person, and where to go."""
    return render(request, "home.html", {"todos": todos_for(request.viewer)})


@login_not_required
def health(request):
    """For a load balancer: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@login_not_required
def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


@login_not_required
def forbidden(request, exception=None):
    return render(request, "403.html", {"verdict": str(exception or "")}, status=403)


@login_not_required
def not_found(request, exception=None):
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request):
    return render(request, "500.html", status=500)
