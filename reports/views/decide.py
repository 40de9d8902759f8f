"""Return or approve reports, one or many: a page that says what will happen, then the act."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib import messages
from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from huanjie.shared.scope import within
from huanjie.shared.verdict import require
from reports.enums import ReportState
from reports.forms.decide import ReturnForm
from reports.models import DailyReport
from reports.permissions import can_decide, can_decide_report
from reports.services.daily_report import approve_reports, return_reports
from reports.views.district_day import asked_area, asked_day

TARGETS = {"return": ReportState.RETURNED, "approve": ReportState.APPROVED}


@dataclass
class Choice:
    """What was ticked: reports with the version their page showed, and whole streets."""

    versions: dict[int, int] = field(default_factory=dict)
    streets: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, values: Iterable[str]) -> "Choice":
        choice = cls()
        for value in values:
            pk, _, version = value.partition(".")
            if value.startswith("s") and value[1:].isdigit():
                choice.streets.append(value[1:])
            elif pk.isdigit() and version.isdigit() and len(pk) < 16:
                choice.versions[int(pk)] = int(version)
        return choice

    def rows(self, viewer, on):
        """The reports chosen, inside the viewer's area. A street stands for all its reports of the day."""
        chosen = Q(pk__in=self.versions)
        for street in self.streets:
            chosen |= Q(on=on, **within(street))
        rows = DailyReport.objects.visible_to(viewer).filter(chosen)
        return rows.annotate(
            community_name=F("community_cycle__community__name"),
            street_name=F("community_cycle__community__subdistrict__name"),
        ).order_by("area_code", "pk")


def decide(request):
    """GET (and a first POST from the list) shows what will happen; POST with `confirmed` does it."""
    to = TARGETS.get(request.POST.get("act") or request.GET.get("act"))
    area = asked_area(request)
    require(can_decide(request.viewer, area))
    if to is None:
        raise Http404
    data = request.POST if request.method == "POST" else request.GET
    choice, on = Choice.read(data.getlist("ids")), asked_day(request)
    back = _back(data.get("next", ""), request, area)
    rows = list(choice.rows(request.viewer, on))
    if not rows:
        messages.warning(request, "请先在表中勾选社区或街道，再退回或通过。")
        return redirect(back)
    form = ReturnForm(request.POST if "confirmed" in request.POST else None) if to == ReportState.RETURNED else None
    if "confirmed" in request.POST and (form is None or form.is_valid()):
        return _done(request, rows, choice, to, form, back)
    return render(request, "reports/decide_confirm.html", _preview(request, rows, choice, to, form, back))


def _preview(request, rows: list, choice: Choice, to: ReportState, form, back: str) -> dict:
    """Who will be touched, who is passed over and why, and what changed since the list was opened."""
    will, wont = [], []
    for row in rows:
        verdict = can_decide_report(request.viewer, row, to)
        row.is_newer = choice.versions.get(row.pk, row.version) != row.version
        (will if verdict and row.state != to else wont).append((row, verdict))
    return {
        "will": [row for row, _ in will],
        "wont": [(row, "已经退回。" if row.state == to else str(verdict)) for row, verdict in wont],
        "newer": sum(row.is_newer for row, _ in will),
        "form": form,
        "to": to,
        "act": "return" if to == ReportState.RETURNED else "approve",
        "back": back,
        "title": "退回日报" if to == ReportState.RETURNED else "通过日报",
        "breadcrumb": [("区级日报", back), ("退回日报" if to == ReportState.RETURNED else "通过日报", "")],
    }


def _done(request, rows: list, choice: Choice, to: ReportState, form, back: str):
    by, seen = request.viewer, choice.versions
    if to == ReportState.RETURNED:
        count = return_reports(reports=rows, comment=form.cleaned_data["comment"], by=by, seen=seen)
    else:
        count = approve_reports(reports=rows, by=by, seen=seen)
    said = f"{count} 份日报已{to.label}。" if count else f"所选日报此前已{to.label}，没有重复操作。"
    messages.success(request, f"{said}街道会在待办中看到退回意见。" if count and form else said)
    return redirect(back)


def _back(asked: str, request, area: str) -> str:
    if asked and url_has_allowed_host_and_scheme(asked, {request.get_host()}):
        return asked
    on = request.GET.get("on", "")
    return f"{reverse('reports:district_day')}?area={area}" + (f"&on={on}" if on else "")
