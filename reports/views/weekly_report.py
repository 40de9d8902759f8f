"""周报: a street's weeks, a week's streets, one report."""

from datetime import date

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from huanjie.activity.queries.history import changes_of
from huanjie.formats import wording
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale, require
from reports.enums import FILED, ReportState
from reports.figures import FIGURES
from reports.forms.weekly_report import ReturnForm, WeeklyForm, words_in
from reports.models import WeeklyReport
from reports.permissions import can_decide, can_edit_weekly
from reports.queries.weekly_report import (
    can_see_weekly,
    readable,
    streets_of_week,
    this_monday,
    week_figures,
    week_of,
    weeks_of,
)
from reports.rules.weekly_report import monday_of, weeks_between
from reports.services.weekly_report import (
    WORDS,
    WordsChanged,
    approve_weekly,
    renew_weekly,
    return_weekly,
    save_weekly,
    start_weekly,
    submit_weekly,
)
from reports.views.day_sheet import cycle_of, street_of


def weekly_list(request):
    """A street's own weeks; for the district and the leaders the streets of one week."""
    viewer = request.viewer
    require(can_see_weekly(viewer))
    cycle = cycle_of(viewer)
    street = street_of(viewer, cycle, request.GET.get("street", ""))
    context = {"cycle": cycle, "title": "周报", "this_monday": this_monday()}
    if street is not None:
        weeks = weeks_of(cycle, street, viewer)
        return render(request, "reports/weekly_list.html", {**context, "weeks": weeks, "street": street})
    monday = _monday(request.GET.get("week", ""))
    mondays = weeks_between(cycle.starts_on, clock.today())
    weeks = streets_of_week(cycle, monday, viewer)
    return render(
        request, "reports/weekly_list.html", {**context, "weeks": weeks, "monday": monday, "mondays": mondays}
    )


def _monday(text: str) -> date:
    try:
        return monday_of(date.fromisoformat(text)) if text else this_monday()
    except ValueError:
        raise Http404 from None


@require_POST
def weekly_start(request):
    """Open the draft of a week."""
    require(can_see_weekly(request.viewer))
    cycle = cycle_of(request.viewer)
    street = street_of(request.viewer, cycle, request.POST.get("street", ""))
    if street is None:
        raise Http404
    report = start_weekly(
        cycle=cycle, subdistrict=street, week_starts_on=_monday(request.POST.get("week", "")), by=request.viewer
    )
    return redirect(report.get_absolute_url())


def _report(request, pk: int) -> WeeklyReport:
    require(can_see_weekly(request.viewer))
    return get_object_or_404(readable(request.viewer), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def weekly(request, pk: int):
    """One report; POST does what the button says: save, renew, submit, return, approve."""
    report = _report(request, pk)
    if request.method != "POST":
        return _show(request, report)
    act = request.POST.get("act", "save")
    if act in ("return", "approve"):
        return _decide(request, report, act)
    if act == "submit" and report.state in FILED:
        messages.info(request, "本周周报已经提交，没有重复提交。")
        return redirect(report.get_absolute_url())
    try:
        _save(request, report)
        if act == "renew":
            renew_weekly(report=report, by=request.viewer)
            messages.success(request, "已按日报重新生成“本周进展”。")
        elif act == "submit":
            submit_weekly(report=report, by=request.viewer)
            messages.success(request, "周报已提交。")
        else:
            messages.success(request, "已保存。")
    except WordsChanged as changed:
        return _show(request, report, typed=words_in(request.POST), standing=changed.texts, status=409)
    except Refused as refused:
        return _show(request, report, typed=words_in(request.POST), refusal=refused.verdict, status=422)
    return redirect(report.get_absolute_url())


def _save(request, report: WeeklyReport) -> None:
    words, base = words_in(request.POST), words_in(request.POST, "base-")
    mine = {name: text for name, text in words.items() if base.get(name) != text}
    save_weekly(report=report, by=request.viewer, words=mine, base=base)


def _show(request, report: WeeklyReport, *, typed=None, standing=None, refusal=None, status=200):
    """The page; `typed` are paragraphs that could not be saved, `standing` what others wrote meanwhile."""
    report = readable(request.viewer).get(pk=report.pk)
    stored = {name: getattr(report, name) for name in WORDS}
    form = WeeklyForm(instance=report, initial=typed or {})
    edit = can_edit_weekly(request.viewer, report)
    figures = week_figures(report.cycle, report.area_code, report.week_starts_on) if edit else report.figures
    week = week_of(report)
    context = {
        "title": f"{report.subdistrict.name}周报 · {wording.month_day(week.monday)}—{wording.month_day(week.sunday)}",
        "report": report, "cycle": report.cycle, "week": week, "edit": edit, "refusal": refusal,
        "fields": [(form[name], stored[name], (standing or {}).get(name)) for name in WORDS],
        "figures": [(FIGURES[key], *ends, _step(ends)) for key, ends in figures.items() if key in FIGURES],
        "changes": [{"before": _label(c.before), "after": _label(c.after), "row": c} for c in changes_of(report)],
        "decide": can_decide(request.viewer, report.area_code), "is_filed": report.state in FILED,
        "may_approve": report.state == ReportState.SUBMITTED, "return_form": ReturnForm(),
        "breadcrumb": [("周报", reverse("reports:weekly_list")), (report.subdistrict.name, "")],
    }  # fmt: skip
    return render(request, "reports/weekly.html", context, status=status)


def _label(state: str) -> str:
    return ReportState(state).label


def _step(ends) -> int | None:
    return None if ends[1] is None else ends[1] - (ends[0] or 0)


def _decide(request, report: WeeklyReport, act: str):
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() else None
    if act == "approve":
        approve_weekly(report=report, by=request.viewer, expected_version=seen)
        messages.success(request, "已通过。")
    else:
        return_weekly(report=report, comment=request.POST.get("comment", ""), by=request.viewer, expected_version=seen)
        messages.success(request, "已退回，街道会在待办中看到退回意见。")
    return redirect(report.get_absolute_url())


@require_POST
def weekly_save(request, pk: int):
    """Keep paragraphs for the page's script: 200 {version, saved_at}, 409 {words, texts}."""
    report = _report(request, pk)
    words, base = words_in(request.POST), words_in(request.POST, "base-")
    try:
        saved = save_weekly(report=report, by=request.viewer, words=words, base=base)
    except WordsChanged as changed:
        return JsonResponse({"words": str(changed.verdict), "texts": changed.texts}, status=409)
    except (Stale, Refused) as refused:
        return JsonResponse({"words": str(refused.verdict), "texts": {}}, status=409)
    return JsonResponse({"version": saved.version, "saved_at": wording.local(clock.now()).strftime("%H:%M")})
