"""What a briefing is made from: the state of a district at one moment, gathered once and never again."""

from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from elections.queries import facts
from elections.queries.territory import full_name_of, name_of
from huanjie.accounts.queries import installation
from huanjie.shared import clock
from huanjie.shared.scope import Level, level_of, within
from reports.enums import FILED
from reports.figures import ALWAYS_RECORDED, FIGURES, RATIOS
from reports.models import AreaSummary, Briefing, DailyReport
from reports.queries.form import form_keys

TREND_DAYS = 30
TABLE_COLUMNS = (
    "communities_due", "party_elected", "committee_formed", "voter_list_published", "formal_list_published", "voted",
    "review_sent", "review_passed", "audits_published", "registered_voters", "ballots_cast", "petitions",
)  # fmt: skip
SCHEMA = 1


def last_report_day(area: str, on: date) -> date | None:
    """The latest day up to `on` for which the area has reports."""
    return AreaSummary.objects.filter(area_code=area, on__lte=on).order_by("-on").values_list("on", flat=True).first()


def gather(cycle, area: str, on: date, number: int, *, problems=(), next_steps=(), moment: datetime | None = None):
    """The snapshot of `area` (a district or a street prefix) for the report day `on`, as JSON-ready integers and texts
    (shape: `reports.rules.snapshot`). `moment` is the as-of time; by default now, or the end of a past day."""
    keys = [key for key in FIGURES if key in {*form_keys(cycle), *ALWAYS_RECORDED}]
    before = _previous(cycle, area, on)
    reports = _reports(cycle, area, on)
    summaries = AreaSummary.objects.filter(on=on, **within(area))
    whole = summaries.filter(area_code=area).first()
    values = whole.values if whole else {}
    return {
        "schema": SCHEMA,
        "area": {"code": area, "name": name_of(area, on), "full_name": full_name_of(area)},
        "cycle": {"name": cycle.name, "election_day": cycle.election_day.isoformat()},
        "on": on.isoformat(),
        "as_of": timezone.localtime(moment or _as_of(cycle, on)).isoformat(timespec="seconds"),
        "number": number,
        "year": on.year,
        "is_demo": bool(getattr(installation.current(), "is_demo", False)),
        "issuer": cycle.issuer or f"{name_of(area, on)}社区“两委”换届工作协调小组办公室",
        "previous_on": before["on"],
        "figures": {key: _figure(key, values, before["figures"]) for key in keys},
        "ratios": {key: _ratio(ratio, values, before["figures"]) for key, ratio in RATIOS.items()},
        "columns": [key for key in TABLE_COLUMNS if key in keys],
        "streets": _streets(summaries, keys, on),
        "communities": [_community(report, keys) for report in reports],
        "trend": _trend(area, on, keys),
        "reporting": _reporting(area, on, whole),
        "late_steps": [_late(row, on) for row in facts.late_steps(cycle, on, area)],
        "missing": [_place(report) for report in reports if report.state not in FILED],
        "notes": [
            {**_place(report), "text": report.note} for report in reports if report.note and report.state in FILED
        ],
        "largest_party_organization": _largest(cycle, area),
        "problems": list(problems),
        "next_steps": list(next_steps),
    }


def _as_of(cycle, on: date) -> datetime:
    """Now, or the district's cut-off of a day that is over."""
    if on < clock.today():
        return timezone.make_aware(datetime.combine(on, cycle.district_cutoff))
    return clock.now()


def _previous(cycle, area: str, on: date) -> dict:
    """The figures to compare with: the last briefing's, or the last report day's where there is none."""
    briefing = Briefing.objects.filter(cycle=cycle, area_code=area, on__lt=on).order_by("-on", "-number").first()
    if briefing is not None:
        figures = {key: figure["value"] for key, figure in briefing.snapshot["figures"].items()}
        return {"on": briefing.on.isoformat(), "figures": figures}
    row = AreaSummary.objects.filter(area_code=area, on__lt=on).order_by("-on").first()
    return {"on": row.on.isoformat(), "figures": row.values} if row else {"on": None, "figures": {}}


def _figure(key: str, values: dict, previous: dict) -> dict:
    figure = FIGURES[key]
    return {"label": figure.label, "unit": figure.unit, "group": figure.group, "value": values.get(key),
            "previous": previous.get(key)}  # fmt: skip


def _ratio(ratio, values: dict, previous: dict) -> dict:
    return {
        "label": ratio.label,
        "numerator": values.get(ratio.numerator),
        "denominator": values.get(ratio.denominator),
        "previous_numerator": previous.get(ratio.numerator),
        "previous_denominator": previous.get(ratio.denominator),
    }


def _reports(cycle, area: str, on: date) -> list[DailyReport]:
    rows = DailyReport.objects.of_day(cycle, on).in_area(area).order_by("area_code")
    return list(rows.select_related("community_cycle__community__subdistrict"))


def _standing(report: DailyReport) -> dict:
    """What the roll-ups count for this community: as filed, or as last filed."""
    return {**report.recorded, **report.values} if report.state in FILED else report.previous


def _place(report: DailyReport) -> dict:
    community = report.community_cycle.community
    return {"street": community.subdistrict.name, "community": community.name}


def _community(report: DailyReport, keys) -> dict:
    values = _standing(report)
    return {
        "code": report.area_code,
        "name": report.community_cycle.community.name,
        "street": report.area_code[:9],
        "figures": {key: values.get(key) for key in keys},
    }


def _counts(row: AreaSummary) -> dict:
    return {
        "due": row.due_count,
        "filed": row.filed_count,
        "on_time": row.on_time_count,
        "late": row.filed_count - row.on_time_count,
        "missing": row.due_count - row.filed_count,
        "nil": row.nil_count,
        "approved": row.approved_count,
    }


def _streets(summaries, keys, on: date) -> list[dict]:
    rows = summaries.filter(level=Level.SUBDISTRICT).order_by("area_code")
    return [
        {
            "code": row.area_code,
            "name": name_of(row.area_code, on),
            "figures": {key: row.values.get(key) for key in keys},
            "reporting": _counts(row),
        }
        for row in rows
    ]


def _trend(area: str, on: date, keys) -> list[dict]:
    rows = AreaSummary.objects.filter(area_code=area, on__range=(on - timedelta(days=TREND_DAYS - 1), on))
    return [
        {"on": row.on.isoformat(), "figures": {key: row.values[key] for key in keys if key in row.values}}
        for row in rows.order_by("on")
    ]


def _reporting(area: str, on: date, whole: AreaSummary | None) -> dict:
    counts = _counts(whole or AreaSummary())
    days = AreaSummary.objects.filter(area_code=area, on__lte=on, filed_count__gt=0).count()
    return {**counts, "discrepancies": whole.discrepancy_count if whole else 0, "days_reported": days}


def _late(row, on: date) -> dict:
    community = row.community_cycle.community
    return {
        "street": community.subdistrict.name,
        "community": community.name,
        "step": row.step.name,
        "planned_on": row.planned_on.isoformat(),
        "days_late": (on - row.planned_on).days,
    }


def _largest(cycle, area: str) -> dict | None:
    top = (
        facts.party_members(cycle).filter(**within(area)).order_by().values("area_code", "community__name")
        .annotate(members=Count("pk")).order_by("-members", "area_code").first()
    )  # fmt: skip
    return {"community": top["community__name"], "members": top["members"]} if top else None


def is_briefing_area(area: str) -> bool:
    """A briefing is for a district or one of its streets."""
    return level_of(area) in (Level.DISTRICT, Level.SUBDISTRICT)
