"""Findings and reasons of one candidate: opened for a purpose, shown once, kept by nobody."""

from django.shortcuts import render
from django.urls import reverse

from candidates.forms.decisions import PurposeForm
from candidates.permissions_decisions import can_open_reasons
from candidates.services.reasons import open_reasons
from candidates.views.candidate import candidate_or_404
from elections.forms.acts import attempt
from huanjie.shared import clock
from huanjie.shared.verdict import require

MARKS = range(24)
"""How often the watermark stands on a screen or a sheet."""


def reasons(request, pk):
    """Ask for the purpose; with it, show everything once with the reader's name on it."""
    row = candidate_or_404(request, pk)
    require(can_open_reasons(request.viewer, row))
    form = PurposeForm(request.POST or None)
    opened = None
    if request.method == "POST" and form.is_valid():
        opened = attempt(
            form, lambda: open_reasons(candidate=row, purpose=form.cleaned_data["purpose"], by=request.viewer)
        )
    viewer = request.viewer
    answer = render(
        request,
        "candidates/reasons.html",
        {
            "row": row, "form": form, "opened": opened, "viewer_unit": viewer.unit or viewer.area_name, "now": clock.now(),
            "marks": MARKS, "cycle": row.community_cycle.cycle,
            "breadcrumb": [("候选人", reverse("candidates:candidates")), (row.name, row.get_absolute_url()), ("核查情况和理由", "")],
        },
        status=422 if form.is_bound and opened is None else 200,
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer
