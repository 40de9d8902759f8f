"""Open a day: one report row for every community that is due, with yesterday's figures carried forward."""

from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from elections.enums import CycleState, Inclusion
from elections.models import CommunityCycle
from elections.queries.calendar import work_calendar
from huanjie.accounts.viewers import Viewer
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Verdict, no, require
from reports.enums import FILED
from reports.figures import ALWAYS_RECORDED
from reports.figures.reading import recorded_values, values_of
from reports.models import DailyReport
from reports.queries.form import form_figures
from reports.rules.day_sheet import carried
from reports.services.rollup import climb


def is_report_day(cycle, on: date) -> Verdict:
    """Does the cycle ask for reports on this day?"""
    if cycle.state != CycleState.OPEN:
        return no("本届换届不在进行中，不需要报送。")
    if not cycle.starts_on <= on <= cycle.ends_on:
        return no(f"报送从 {cycle.starts_on} 到 {cycle.ends_on}，{on} 不在其中。")
    if not cycle.reports_on_rest_days and not work_calendar().is_working_day(on):
        return no(f"{on} 是休息日，不需要报送。", "数据会并入下一个工作日。")
    return YES


def open_day(*, cycle, on: date, by: Viewer | None = None) -> int:
    """Make the rows that are missing and return how many. Calling it again, or twice at once, makes nothing twice."""
    require(is_report_day(cycle, on))
    by = by or Viewer.system(cycle.area_code)
    with act() as log:
        missing = list(
            CommunityCycle.objects.filter(cycle=cycle, inclusion=Inclusion.DUE)
            .exclude(pk__in=DailyReport.objects.of_day(cycle, on).values("community_cycle"))
            .annotate(latest=Subquery(_latest_before(on)))
            .order_by("area_code")
        )
        if not missing:
            return 0
        figures = form_figures(cycle)
        keys = [figure.key for figure in figures]
        recorded = recorded_values(cycle, on, keys=keys)
        due_at = timezone.make_aware(datetime.combine(on, cycle.street_cutoff))
        latest = DailyReport.objects.in_bulk([row.latest for row in missing if row.latest])
        rows = []
        for community in missing:
            now = values_of(recorded, community.area_code, keys)
            yesterday = _standing(latest.get(community.latest), now)
            rows.append(
                DailyReport(
                    cycle=cycle, community_cycle=community, area_code=community.area_code, on=on, due_at=due_at,
                    values=carried(figures, yesterday, now), previous=yesterday, recorded=now,
                )
            )  # fmt: skip
        DailyReport.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        climb(on, {row.area_code[:9] for row in rows})
        log.record(by=by, verb="report_day.opened", label=f"{on}", area=cycle.area_code, detail={"reports": len(rows)})
    return len(rows)


def _latest_before(on: date):
    return DailyReport.objects.filter(community_cycle=OuterRef("pk"), on__lt=on).order_by("-on").values("pk")[:1]


def _standing(latest: DailyReport | None, recorded: dict[str, int]) -> dict[str, int | None]:
    """The community's last reported figures, with the denominators that nobody reports as the records have them. This
    is what the roll-ups count until the new day is filed; a draft that was never filed does not count."""
    denominators = {key: recorded[key] for key in ALWAYS_RECORDED}
    if latest is None:
        return denominators
    return {**(latest.values if latest.state in FILED else latest.previous), **denominators}


def ensure_day(*, cycle, on: date) -> Verdict:
    """Open the day if it should be open and is not; the verdict says why there is nothing to report otherwise."""
    wanted = is_report_day(cycle, on)
    if wanted and on <= clock.today() and not _is_open(cycle, on):
        open_day(cycle=cycle, on=on)
    return wanted


def _is_open(cycle, on: date) -> bool:
    return DailyReport.objects.filter(cycle=cycle, on=on).exists()
