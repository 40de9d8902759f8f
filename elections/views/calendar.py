"""The holiday table of a year: seen by everybody, kept by the district organizer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from elections.forms.calendar import YearForm
from elections.permissions_territory import can_edit_calendar
from elections.queries.calendar import covered_years, year_of
from elections.services.calendar import published_years, save_year, seed_holidays
from huanjie.shared.verdict import Refused, require

FIRST_YEAR, LAST_YEAR = 2000, 2100


def calendar(request, year=None):
    """The exceptions of a year, with a clear word when it is not covered."""
    year = year or timezone.localdate().year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    covered = covered_years()
    return render(request, "elections/calendar_year.html", {
        "year": year_of(year), "covered": covered, "around": list(range(year - 2, year + 3)),
        "can_edit": can_edit_calendar(request.viewer), "can_seed": year in published_years() and year not in covered,
        "breadcrumb": [("节假日安排", "")],
    })  # fmt: skip


def calendar_edit(request, year):
    """All exceptions of a year, saved together."""
    require(can_edit_calendar(request.viewer))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    shown = year_of(year)
    initial = {"rest": YearForm.lines(shown.rest), "work": YearForm.lines(shown.work)}
    form = YearForm(request.POST or None, year=year, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            count = save_year(year=year, by=request.viewer, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已保存 {year} 年安排，共 {count} 天。")
            return redirect("elections:calendar_year", year)
    crumbs = [("节假日安排", reverse("elections:calendar_year", args=[year])), (f"编辑 {year} 年", "")]
    return render(request, "elections/calendar_edit.html", {"form": form, "year": year, "breadcrumb": crumbs})


@require_POST
def calendar_seed(request, year):
    """Fill a year from the published announcement."""
    added = seed_holidays(by=request.viewer, years=[year])
    if added:
        messages.success(request, f"已填写 {year} 年公布的安排，共 {added[year]} 天。")
    else:
        messages.error(request, f"{year} 年已有内容，或尚未公布。")
    return redirect("elections:calendar_year", year)
