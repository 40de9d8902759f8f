"""What stands behind a number: its definition, its parts by area, and the records that make it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from elections.models import PartyMember, PartyOrganization, Step
from huanjie.shared.scope import Level, within
from reports.enums import FILED, Face
from reports.figures import FIGURES, RATIOS, Figure, Ratio
from reports.models import AreaSummary
from reports.queries.district_day import Day, children_of, counted, reports_of

HOW = {
    "communities_due": "本届应换届的社区，一社区计一个。批准延期和本届不换届的不计。",
    "difficult": "应换届社区中标为难点的。",
    "party_members": "党员名册中未转出的党员（含预备党员）。",
    "candidates_nominated": "截至当日已提名、未退出的人选。",
    "review_sent": "截至当日已报送资格联审的人选。",
    "review_passed": "截至当日已作出联审结论、结论为通过的人选。",
    "review_not_passed": "截至当日已作出联审结论、结论为不通过的人选。",
    "audits_due": "本届计划的全部审计项目。",
    "audits_reported": "截至当日已出具报告的审计项目。",
    "audits_published": "截至当日已向居民公布结果的审计项目。",
}


@dataclass(frozen=True)
class Definition:
    """A figure in words: what it counts and where it comes from."""

    figure: Figure
    how: str
    source: str


@dataclass(frozen=True)
class Part:
    """An area's share of a figure. `record` is None where there is nothing to compare with."""

    area: str
    name: str
    street: str
    face: Face
    face_words: str
    value: int | None
    previous: int | None
    record: int | None
    reason: str

    @property
    def change(self) -> int | None:
        return None if self.value is None or self.previous is None else self.value - self.previous

    @property
    def difference(self) -> int | None:
        """Reported minus recorded; None while they agree or nothing is recorded."""
        if self.record is None or self.value is None or self.value == self.record:
            return None
        return self.value - self.record


def definition(figure: Figure, cycle) -> Definition:
    """The figure in words a reader can check."""
    if figure.step:
        step = Step.objects.filter(cycle=cycle, code=figure.step).first() if cycle else None
        named = f"“{step.name}”" if step else f" {figure.step} "
        how = f"应换届社区中，步骤{named}在当日及以前完成的，一社区计一个。"
    elif figure.is_recorded:
        how = HOW.get(figure.key, "截至当日的台账记录。")
    else:
        how = f"各社区逐日填报{'的累计数' if figure.cumulative else '的当前数'}。"
    if figure.help:
        how += f"{figure.help}。"
    if figure.limit:
        how += f"不大于“{FIGURES[figure.limit].label}”。"
    source = "台账自动取数；街道改动的，须说明原因。" if figure.is_recorded else "街道填报，系统不改动。"
    return Definition(figure, how, f"{source}当日未报的社区，按最近一次已报数计。")


def figures_behind(key: str) -> list[Figure]:
    """The figure of that key, or the numerator and the denominator of a ratio; empty when there is neither."""
    if key in FIGURES:
        return [FIGURES[key]]
    ratio: Ratio | None = RATIOS.get(key)
    return [FIGURES[ratio.numerator], FIGURES[ratio.denominator]] if ratio else []


def parts_of(day: Day, figure: Figure) -> list[Part]:
    """The figure by community, or above the districts by area one level below. Their sum is the area's number."""
    if day.level < Level.DISTRICT:
        return _by_child(day, figure)
    return [_of_report(report, figure) for report in reports_of(day.area, day.on)]


def _of_report(report, figure: Figure) -> Part:
    face = report.face()
    filed = report.state in FILED
    typed_in = filed and figure.is_recorded and figure.key in report.values
    return Part(
        area=report.area_code,
        name=report.community_name,
        street=report.street_name,
        face=face,
        face_words="",
        value=counted(report).get(figure.key),
        previous=report.previous.get(figure.key),
        record=report.recorded.get(figure.key) if typed_in else None,
        reason=report.reasons.get(figure.key, "") if filed else "",
    )


def _by_child(day: Day, figure: Figure) -> list[Part]:
    before: Mapping[str, dict] = {}
    if day.before is not None:
        rows = AreaSummary.objects.filter(on=day.before.on, parent_code=day.area, level=day.level + 1)
        before = dict(rows.values_list("area_code", "values"))
    return [
        Part(child.area, child.name, "", child.face, child.words, child.summary.values.get(figure.key),
             before.get(child.area, {}).get(figure.key), None, "")
        for child in children_of(day)
    ]  # fmt: skip


def records_behind(figure: Figure, cycle, on: date, area: str) -> QuerySet | None:
    """The records that make a recorded figure, as of the end of the day; for members the organizations they belong to,
    each with its count: a roster is not opened by a number. None for a typed figure."""
    if figure.rows is None or cycle is None:
        return None
    rows = figure.rows(cycle, on).filter(**within(area))
    if rows.model is PartyMember:
        return _by_organization(rows)
    related = {"elections.CommunityCycle": ("community__subdistrict",), "elections.StepRecord": _COMMUNITY + ("step",)}
    return rows.select_related(*related.get(rows.model._meta.label, _COMMUNITY))


_COMMUNITY = ("community_cycle__community__subdistrict",)


def _by_organization(members: QuerySet) -> QuerySet:
    count = members.filter(organization=OuterRef("pk")).order_by().values("organization").annotate(n=Count("pk"))
    return (
        PartyOrganization.objects.filter(pk__in=members.order_by().values("organization"))
        .annotate(members_count=Subquery(count.values("n")))
        .select_related("community__subdistrict")
    )


def recorded_total(figure: Figure, cycle, on: date, area: str) -> int:
    """What the records come to in an area, whoever reported what."""
    return sum(figure.by_community(cycle, on, area).values())
