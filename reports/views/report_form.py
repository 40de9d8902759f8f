"""填报项目: which figures the day sheet asks for."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huanjie.shared.verdict import Refused, require
from reports.figures import ALWAYS_RECORDED, FIGURES
from reports.permissions import can_edit_form
from reports.services.form import change_form, form_of
from reports.views.day_sheet import cycle_of


@require_http_methods(["GET", "HEAD", "POST"])
def report_form(request):
    """Choose the figures of the days that open from now on."""
    cycle = cycle_of(request.viewer)
    require(can_edit_form(request.viewer, cycle))
    form, refusal = form_of(cycle), None
    chosen = form.figures
    if request.method == "POST":
        chosen = request.POST.getlist("figures")
        seen = request.POST.get("version", "")
        try:
            change_form(cycle=cycle, figures=chosen, by=request.viewer,
                        expected_version=int(seen) if seen.isdecimal() else 0)  # fmt: skip
        except Refused as refused:
            refusal = refused.verdict
            form.refresh_from_db()
        else:
            messages.success(request, "填报项目已更新，从下一个报送日起生效；已经打开的日报不变。")
            return redirect("reports:report_form")
    offered = [(figure, figure.key in chosen) for key, figure in FIGURES.items() if key not in ALWAYS_RECORDED]
    context = {
        "title": "填报项目", "cycle": cycle, "version": form.version, "refusal": refusal,
        "groups": [(name, list(rows)) for name, rows in groupby(offered, lambda pair: pair[0].group)],
        "breadcrumb": [("日报填报", reverse("reports:sheet")), ("填报项目", "")],
    }  # fmt: skip
    return render(request, "reports/sheet_figures.html", context, status=200 if refusal is None else 422)
