"""The start page, the search field, the health probe and the error pages."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

from huanjie import search
from huanjie.navigation import registry, todos_for


def home(request):
    """What waits for this person, and where to go."""
    return render(request, "home.html", {"todos": todos_for(request.viewer)})


def start(request):
    """Where a person begins after signing in."""
    return redirect(registry.start_pages.get(request.viewer.role, "home"))


@never_cache
def search_page(request):
    """Things by name or document number. The words are posted: a person's name stays out of addresses and logs."""
    words = search.words_of(request.POST.get("q", ""))
    is_id_number = bool(search.ID_NUMBER.fullmatch(words))
    is_short = bool(words) and len(words) < search.SHORTEST
    found = search.search(request.viewer, words) if words and not (is_short or is_id_number) else []
    return render(
        request,
        "search.html",
        {"words": "" if is_id_number else words, "found": found, "is_short": is_short, "is_id_number": is_id_number},
    )


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
    # neither request context nor database: either may be what broke
    return HttpResponse(render_to_string("500.html"), status=500)
