"""Batches of the joint review and how far each department is."""

from dataclasses import dataclass
from datetime import date
from statistics import median_low

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from candidates.enums_review import Answer, BatchState, ReconsiderationState
from candidates.models import DepartmentOpinion, JointReview, Reconsideration, ReviewBatch, ReviewDepartment
from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment


def batches(viewer, cycle):
    """The batches of a cycle with `people`, `asked` and `answered`."""
    people = JointReview.objects.filter(batch=OuterRef("pk")).order_by().values("batch").annotate(n=Count("pk"))
    cells = (
        DepartmentOpinion.objects.filter(joint_review__batch=OuterRef("pk"), voided_at__isnull=True)
        .order_by()
        .values("joint_review__batch")
    )
    return (
        ReviewBatch.objects.visible_to(viewer)
        .filter(cycle=cycle)
        .annotate(
            people=Coalesce(Subquery(people.values("n")), 0),
            asked=Coalesce(Subquery(cells.annotate(n=Count("pk")).values("n")), 0),
            answered=Coalesce(Subquery(cells.annotate(n=Count("pk", filter=~Q(answer=""))).values("n")), 0),
        )
    )


@dataclass
class Progress:
    """One department in one batch."""

    department: ReviewDepartment
    codes: list[str]
    asked: int
    answered: int
    found: int
    days: int | None
    is_late: bool
    has_officer: bool

    @property
    def pending(self) -> int:
        return self.asked - self.answered


def progress_of(batch, today: date) -> list[Progress]:
    """Every department of a batch: answered of asked, findings, median days until it answered, late or not."""
    counted = {
        row["department"]: row
        for row in DepartmentOpinion.objects.filter(joint_review__batch=batch, voided_at__isnull=True)
        .order_by()
        .values("department")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=~Q(answer="")),
            found=Count("pk", filter=Q(answer=Answer.FOUND)),
        )
    }
    departments = ReviewDepartment.objects.filter(cycle=batch.cycle_id)
    middle, staffed = middle_days(batch), units_with_officers()
    shown = [each for each in departments if each.pk in counted or each.code in batch.duties]
    return [_progress(batch, each, counted.get(each.pk), middle.get(each.pk), staffed, today) for each in shown]


def _progress(batch, department, row, days, staffed, today) -> Progress:
    row = row or {"asked": 0, "answered": 0, "found": 0}
    late = batch.state == BatchState.SENT and row["answered"] < row["asked"] and batch.due_on < today
    return Progress(
        department, list(batch.duties.get(department.code, ())), row["asked"], row["answered"], row["found"], days, late,
        department.name in staffed,
    )  # fmt: skip


def middle_days(batch) -> dict[int, int]:
    """Median of the days from sending to the answer, for each department that answered something."""
    if batch.sent_on is None:
        return {}
    signed = (
        DepartmentOpinion.objects.filter(joint_review__batch=batch, voided_at__isnull=True, signed_at__isnull=False)
        .annotate(day=TruncDate("signed_at"))
        .order_by()
        .values_list("department", "day")
        .annotate(n=Count("pk"))
    )
    days: dict[int, list[int]] = {}
    for department, day, count in signed:
        days.setdefault(department, []).extend([(day - batch.sent_on).days] * count)
    return {department: median_low(each) for department, each in days.items()}


def units_with_officers() -> dict[str, int]:
    """Units of the accounts that review now, with how many there are."""
    rows = (
        Assignment.objects.in_force(timezone.localdate())
        .filter(role=Role.REVIEWING_DEPARTMENT)
        .order_by()
        .values("user__unit")
        .annotate(n=Count("user", distinct=True))
    )
    return {row["user__unit"]: row["n"] for row in rows if row["user__unit"]}


def all_reconsidered(rows) -> bool:
    """Whether every one of these candidates is under review again because a reconsideration was granted."""
    keys = {row.pk for row in rows}
    granted = Reconsideration.objects.filter(candidate__in=keys, state=ReconsiderationState.GRANTED)
    return bool(keys) and set(granted.values_list("candidate_id", flat=True)) == keys
