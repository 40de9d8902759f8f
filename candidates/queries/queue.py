"""What waits for a reviewing department."""

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from candidates.enums_review import BatchState
from candidates.models import DepartmentOpinion, JointReview, ReviewBatch, ReviewDepartment
from candidates.queries.recusal import recused_candidates

LIVE = Q(voided_at__isnull=True)


def departments_of_viewer(viewer):
    """The departments (one a cycle) that a viewer's unit is."""
    return ReviewDepartment.objects.visible_to(viewer).filter(name=viewer.unit) if viewer.unit else (
        ReviewDepartment.objects.none()
    )  # fmt: skip


def own_opinions(viewer):
    """Live cells of the viewer's own department, in batches that were sent, of nobody the viewer is recused from."""
    rows = DepartmentOpinion.objects.visible_to(viewer).filter(
        LIVE, department__name=viewer.unit or None, joint_review__batch__sent_on__isnull=False
    )
    return rows.exclude(candidate_id__in=recused_candidates(viewer))


def open_opinions(viewer):
    """Those still to be signed."""
    return own_opinions(viewer).filter(
        answer="", joint_review__closed_at__isnull=True, joint_review__batch__state=BatchState.SENT
    )


def reviews_of(viewer, cycle):
    """The queue: one row a candidate in a batch, with `pending` and `asked` cells of the viewer's department."""
    mine = own_opinions(viewer).filter(joint_review=OuterRef("pk")).order_by().values("joint_review")
    return (
        JointReview.objects.visible_to(viewer)
        .filter(batch__cycle=cycle)
        .annotate(
            asked=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0),
            pending=Coalesce(
                Subquery(
                    open_opinions(viewer).filter(joint_review=OuterRef("pk")).order_by().values("joint_review")
                    .annotate(n=Count("pk")).values("n")
                ),
                0,
            ),
            due_on=F("batch__due_on"),
        )
        .filter(asked__gt=0)
        .select_related("batch", "candidate__community_cycle__community__subdistrict")
        .defer("candidate__id_number", "candidate__phone")
    )  # fmt: skip


def batches_asking(viewer, cycle):
    """Batches in which the viewer's department was asked, newest first, with its own counts."""
    mine = own_opinions(viewer).filter(joint_review__batch=OuterRef("pk")).order_by().values("joint_review__batch")
    still = open_opinions(viewer).filter(joint_review__batch=OuterRef("pk")).order_by().values("joint_review__batch")
    return (
        ReviewBatch.objects.filter(cycle=cycle)
        .annotate(
            asked=Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0),
            pending=Coalesce(Subquery(still.annotate(n=Count("pk")).values("n")), 0),
        )
        .filter(asked__gt=0)
    )
