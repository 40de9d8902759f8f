"""A refusal raised anywhere becomes a page in words, and nothing was written."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from huanjie.shared.verdict import Refused


class RefusalMiddleware:
    """Turns `Refused` into a message on the page the person came from (409 in a fragment, 403 without a page)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        if request.headers.get("HX-Request") or request.headers.get("Accept", "").startswith("application/json"):
            return render(request, "components/_refusal.html", {"verdict": exception.verdict}, status=409)
        referer = request.META.get("HTTP_REFERER", "")
        if request.method == "POST" and url_has_allowed_host_and_scheme(referer, {request.get_host()}):
            messages.error(request, str(exception.verdict))
            return HttpResponseRedirect(referer)
        return render(request, "403.html", {"verdict": exception.verdict}, status=403)
