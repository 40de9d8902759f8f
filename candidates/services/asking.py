"""New, empty cells: what is asked of which department. Nobody has answered until somebody signs."""

from collections.abc import Iterator, Sequence

from candidates.models import DepartmentOpinion, JointReview
from candidates.rules.review_content import Facts, digest_of
from huanjie.shared import clock

BATCH = 1000


def empty_cell(review: JointReview, department_id: int, circumstance, facts: Facts) -> DepartmentOpinion:
    """An unsigned cell about what is registered now."""
    return DepartmentOpinion(
        joint_review_id=review.pk, candidate_id=review.candidate_id, department_id=department_id,
        circumstance_id=circumstance.pk, area_code=review.area_code, content_digest=digest_of(facts, circumstance),
    )  # fmt: skip


def store(cells: list[DepartmentOpinion]) -> None:
    """Write new cells."""
    DepartmentOpinion.objects.bulk_create(cells, batch_size=BATCH)


def void(cell: DepartmentOpinion, reason: str) -> None:
    """The cell becomes history: what it said stays, and counts for nothing."""
    cell.voided_at, cell.void_reason = clock.now(), reason
    cell.version += 1
    cell.save(update_fields=["voided_at", "void_reason", "version"])


def some_at_a_time(rows: Sequence, size: int) -> Iterator[Sequence]:
    """The rows in pieces of at most `size`."""
    return (rows[start : start + size] for start in range(0, len(rows), size))
