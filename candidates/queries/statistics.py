"""The rows behind the statistics of the joint review: a constant number of queries, grouped by the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import Left, TruncDate

from candidates.enums_review import Answer, BatchState, ConclusionState, Decision
from candidates.models import (
    Circumstance,
    DepartmentOpinion,
    JointReview,
    ReviewBatch,
    ReviewConclusion,
    ReviewDepartment,
)
from candidates.rules.statistics import Asked, Cells, Figures, figures, refused_by_code, together
from elections.models import Subdistrict

WAYS = {"batch": "批次", "department": "联审单位", "street": "街道"}


@dataclass(frozen=True)
class Line:
    """One row of the page."""

    label: str
    figures: Figures


@dataclass(frozen=True)
class Statistics:
    """Lines of one grouping, and everything together."""

    lines: list[Line]
    total: Figures
    by_code: list[tuple[str, str, int]]


def joint_review_statistics(viewer, cycle, way: str, on: date) -> Statistics:
    """The figures of a cycle inside the viewer's area, grouped by batch, department or street."""
    key = _KEYS[way]
    concluded = list(_refusals(viewer, cycle))
    found = figures(
        (Asked(*row) for row in _asked(viewer, cycle, way)), (Cells(*row) for row in _cells(viewer, cycle, key)),
        _hits(viewer, cycle, key), _refused(viewer, cycle, way, concluded), on,
    )  # fmt: skip
    labels = _LABELS[way](cycle)
    lines = [Line(label, found.get(each, Figures())) for each, label in labels if each in found]
    titles = dict(Circumstance.objects.filter(cycle=cycle, replaced_on=None).values_list("code", "title"))
    codes = refused_by_code((candidate, codes) for candidate, codes, _, _ in concluded)
    return Statistics(
        lines, _total(viewer, cycle, found, way), [(code, titles.get(code, ""), n) for code, n in codes.items()]
    )


def _total(viewer, cycle, found: dict, way: str) -> Figures:
    """Together over all keys. A person is asked about by many departments, yet sent once: 人次 are reviews."""
    total = together(found.values())
    if way == "department":
        total.times = _reviews(viewer, cycle).count()
    return total


def _reviews(viewer, cycle):
    return JointReview.objects.visible_to(viewer).filter(batch__cycle=cycle).exclude(batch__state=BatchState.DRAFT)


def _live(viewer, cycle):
    rows = DepartmentOpinion.objects.visible_to(viewer).filter(joint_review__batch__cycle=cycle, voided_at=None)
    return rows.exclude(joint_review__batch__state=BatchState.DRAFT).annotate(street=Left("area_code", 9)).order_by()


def _asked(viewer, cycle, way: str):
    if way == "department":
        rows = _live(viewer, cycle).values_list("department_id", "candidate_id")
        return rows.annotate(Count("joint_review_id", distinct=True))
    rows = _reviews(viewer, cycle).annotate(street=Left("area_code", 9)).order_by()
    return rows.values_list({"batch": "batch_id", "street": "street"}[way], "candidate_id").annotate(Count("pk"))


def _cells(viewer, cycle, key: str):
    return (
        _live(viewer, cycle)
        .annotate(answered_on=TruncDate("signed_at"))
        .values_list(key, "department_id", "joint_review__batch__sent_on", "joint_review__batch__due_on", "answered_on")
        .annotate(Count("pk"))
    )


def _hits(viewer, cycle, key: str):
    return _live(viewer, cycle).filter(answer=Answer.FOUND).values_list(key, "candidate_id").distinct()


def _refusals(viewer, cycle):
    """(candidate, codes, batch, area) of every refusal in force."""
    return (
        ReviewConclusion.objects.visible_to(viewer)
        .filter(joint_review__batch__cycle=cycle, state=ConclusionState.IN_FORCE, decision=Decision.NOT_PASSED)
        .values_list("candidate_id", "circumstances", "joint_review__batch_id", "area_code")
    )


def _refused(viewer, cycle, way: str, concluded):
    """(key, candidate). A department has a refusal where it found what the conclusion names."""
    if way == "batch":
        return [(batch, candidate) for candidate, _, batch, _ in concluded]
    if way == "street":
        return [(area[:9], candidate) for candidate, _, _, area in concluded]
    codes = {candidate: set(named) for candidate, named, _, _ in concluded}
    found = _live(viewer, cycle).filter(answer=Answer.FOUND, candidate_id__in=list(codes))
    rows = found.values_list("department_id", "candidate_id", "circumstance__code")
    return {(department, candidate) for department, candidate, code in rows if code in codes[candidate]}


def _batches(cycle):
    return ReviewBatch.objects.filter(cycle=cycle).order_by("number").values_list("pk", "name")


def _departments(cycle):
    return ReviewDepartment.objects.filter(cycle=cycle).values_list("pk", "name")


def _streets(cycle):
    rows = Subdistrict.objects.filter(code__startswith=cycle.area_code).order_by("code")
    return [(row.prefix, row.name) for row in rows]


_KEYS = {"batch": "joint_review__batch_id", "department": "department_id", "street": "street"}
_LABELS: dict[str, Callable] = {"batch": _batches, "department": _departments, "street": _streets}
