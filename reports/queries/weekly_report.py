"""Weekly reports as they are read: one street's weeks, one week's streets, the figures behind them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from elections.queries.cycle import streets_in
from huanjie.accounts.enums import STREET, Role
from huanjie.activity.models import StateChange
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Verdict, no
from reports.enums import FILED, Face, ReportState
from reports.figures import ALWAYS_RECORDED, FIGURES
from reports.models import AreaSummary, WeeklyReport
from reports.queries.form import form_keys
from reports.rules.weekly_report import due_at, monday_of, weeks_between

READERS = frozenset({*STREET, Role.DISTRICT_ORGANIZER, Role.LEADER})


def can_see_weekly(viewer) -> Verdict:
    """The weekly reports: streets write them, the district and the leaders read them."""
    return YES if viewer.has(READERS) else no("周报由街道填写，您的角色不能查看。")


def due_moment(cycle, monday: date) -> datetime:
    """When a week's report must be in."""
    return timezone.make_aware(due_at(monday, cycle.weekly_weekday, cycle.street_cutoff))


def week_figures(cycle, area: str, monday: date) -> dict[str, list[int | None]]:
    """key → [at the end of the week before, at the end of this one (or now)], from the street's daily roll-ups."""
    start = _standing(area, on__lt=monday)
    end = _standing(area, on__range=(monday, min(monday + timedelta(days=6), clock.today()))) or start
    keys = dict.fromkeys((*ALWAYS_RECORDED, *form_keys(cycle)))
    return {key: [start.get(key), end.get(key)] for key in FIGURES if key in keys and key in {**start, **end}}


def _standing(area: str, **days) -> dict[str, int]:
    values = AreaSummary.objects.filter(area_code=area, **days).order_by("-on").values_list("values", flat=True)
    return values.first() or {}


@dataclass(frozen=True)
class Week:
    """A street's week: its report when there is one, and how that stands against the clock."""

    monday: date
    street: str
    name: str
    report: WeeklyReport | None
    due: datetime
    first_submitted: datetime | None

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def is_late(self) -> bool:
        return self.first_submitted is not None and self.first_submitted > self.due

    @property
    def face(self) -> Face:
        """State and clock in one word."""
        state = self.report.state if self.report else ReportState.DUE
        if state in FILED:
            if state == ReportState.APPROVED:
                return Face.APPROVED
            return Face.LATE if self.is_late else Face.SUBMITTED
        if state == ReportState.RETURNED:
            return Face.RETURNED
        return Face.MISSING if clock.now() > self.due else Face(state)


def first_submissions(reports) -> dict[int, datetime]:
    """Report → when it was first handed in, from the history of states, in one query."""
    ids = [str(report.pk) for report in reports]
    rows = (
        StateChange.objects.filter(
            subject_type=WeeklyReport._meta.label_lower, subject_id__in=ids, after=ReportState.SUBMITTED
        )
        .order_by()
        .values_list("subject_id")
        .annotate(first=Min("at"))
    )
    return {int(pk): moment for pk, moment in rows}


def weeks_of(cycle, street, viewer) -> list[Week]:
    """A street's weeks from the cycle's start to now, latest first."""
    reports = {r.week_starts_on: r for r in readable(viewer).filter(cycle=cycle, subdistrict=street)}
    first = first_submissions(reports.values())
    mondays = weeks_between(cycle.starts_on, min(clock.today(), cycle.ends_on))
    return [_week(cycle, street.prefix, street.name, monday, reports.get(monday), first) for monday in mondays]


def streets_of_week(cycle, monday: date, viewer) -> list[Week]:
    """Every street of the cycle with its report of one week."""
    reports = {r.area_code: r for r in readable(viewer).filter(cycle=cycle, week_starts_on=monday)}
    first = first_submissions(reports.values())
    streets = streets_in(cycle, viewer)
    return [_week(cycle, prefix, name, monday, reports.get(prefix), first) for prefix, name in streets]


def _week(cycle, area, name, monday, report, first) -> Week:
    return Week(monday, area, name, report, due_moment(cycle, monday), first.get(report.pk) if report else None)


def week_of(report: WeeklyReport) -> Week:
    """One report as a week."""
    monday = report.week_starts_on
    return _week(report.cycle, report.area_code, report.subdistrict.name, monday, report, first_submissions([report]))


def readable(viewer):
    """Reports inside the viewer's area; outside the streets only what was handed in (or sent back)."""
    rows = WeeklyReport.objects.visible_to(viewer).select_related("cycle", "subdistrict")
    return rows if viewer.has(STREET) else rows.exclude(state__in=(ReportState.DUE, ReportState.DRAFT))


def this_monday() -> date:
    """The Monday of the present week."""
    return monday_of(clock.today())
