"""Candidates × departments, in a number of queries that does not grow with either."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from candidates.enums_review import Answer
from candidates.models import Candidate, DepartmentOpinion, JointReview, ReviewDepartment
from candidates.queries.candidate import candidates_of
from candidates.rules.matrix import PENDING, Fold, fold, state_of

ONLY = {"hits": "只看有“发现”的", "doubts": "只看需核实或无法核查的", "pending": "只看待反馈的"}


@dataclass
class MatrixRow:
    """One candidate: a fold per department (None where nothing was asked), in the order of the departments."""

    candidate: Candidate
    folds: list[Fold | None]

    @property
    def total(self) -> int:
        return sum(each.total for each in self.folds if each)

    @property
    def answered(self) -> int:
        return sum(each.answered for each in self.folds if each)


@dataclass
class Matrix:
    departments: list[ReviewDepartment]
    rows: list[MatrixRow] = field(default_factory=list)

    @property
    def sums(self) -> list[tuple[int, int]]:
        """(answered, asked) of each department."""
        columns = zip(*(row.folds for row in self.rows), strict=True) if self.rows else ()
        return [
            (sum(each.answered for each in column if each), sum(each.total for each in column if each))
            for column in columns
        ]


def live_opinions():
    """Cells that stand: not void."""
    return DepartmentOpinion.objects.filter(voided_at__isnull=True)


def asked_candidates(cycle, viewer, *, batch=None, only: str = "", on: date):
    """Candidates whom departments were asked about, narrowed down."""
    reviews = JointReview.objects.filter(candidate=OuterRef("pk"))
    cells = live_opinions().filter(candidate=OuterRef("pk"))
    if batch is not None:
        reviews, cells = reviews.filter(batch=batch), cells.filter(joint_review__batch=batch)
    rows = candidates_of(cycle, viewer).filter(Exists(reviews))
    narrowed = {
        "hits": Q(answer=Answer.FOUND),
        "doubts": Q(answer__in=(Answer.CHECK_FURTHER, Answer.CANNOT_CHECK)),
        "pending": Q(answer="") | Q(expires_on__lt=on),
    }
    return rows.filter(Exists(cells.filter(narrowed[only]))) if only in narrowed else rows


def matrix_of(candidates, departments, *, batch=None, on: date) -> Matrix:
    """The matrix of these candidates. A later round's cell stands in for the earlier one of the same circumstance."""
    rows = list(candidates)
    cells = live_opinions().filter(candidate_id__in=[row.pk for row in rows])
    if batch is not None:
        cells = cells.filter(joint_review__batch=batch)
    latest = {}
    fields = ("candidate_id", "department_id", "circumstance__code", "answer", "expires_on")
    for candidate, department, code, answer, expires_on in cells.order_by("id").values_list(*fields):
        latest[candidate, department, code] = (answer, expires_on)
    states = defaultdict(list)
    for (candidate, department, _), (answer, expires_on) in latest.items():
        states[candidate, department].append(state_of(answer, expires_on, on))
    departments = list(departments)
    return Matrix(
        departments,
        [MatrixRow(row, [fold(states[row.pk, each.pk]) for each in departments]) for row in rows],
    )


def departments_of(cycle):
    """The cycle's departments in their order; those that left stay as long as they were asked something."""
    asked = DepartmentOpinion.objects.filter(department=OuterRef("pk"))
    return ReviewDepartment.objects.filter(cycle=cycle).filter(Q(is_active=True) | Exists(asked))


@dataclass
class OpenedCell:
    """One circumstance asked of one department, without its reasons."""

    department: ReviewDepartment
    state: str
    signed_by_name: str = ""
    signed_on: date | None = None
    document_number: str = ""


@dataclass
class Opened:
    """One row unfolded: each circumstance with the departments that were asked about it."""

    candidate: Candidate
    lines: list[tuple[str, str, list[OpenedCell]]]


def opened(candidate, departments, *, batch=None, on: date) -> Opened:
    """Circumstances × departments of one candidate."""
    cells = live_opinions().filter(candidate=candidate)
    if batch is not None:
        cells = cells.filter(joint_review__batch=batch)
    found, titles = {}, {}
    known = {each.pk: each for each in departments}
    for cell in cells.select_related("circumstance").defer("facts").order_by("id"):
        code = cell.circumstance.code
        titles[code] = cell.circumstance.title
        found[code, cell.department_id] = OpenedCell(
            known[cell.department_id], state_of(cell.answer, cell.expires_on, on), cell.signed_by_name,
            timezone.localdate(cell.signed_at) if cell.signed_at else None, cell.document_number,
        )  # fmt: skip
    order = {each.pk: place for place, each in enumerate(departments)}
    lines = []
    for code in sorted(titles):
        asked = sorted((department for asked, department in found if asked == code), key=order.get)
        lines.append((code, titles[code], [found[code, department] for department in asked]))
    return Opened(candidate, lines)


__all__ = [
    "ONLY", "PENDING", "Matrix", "MatrixRow", "Opened", "asked_candidates", "departments_of", "live_opinions",
    "matrix_of", "opened",
]  # fmt: skip
