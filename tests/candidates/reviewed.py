"""Candidates whom every department asked has cleared and whom a person has passed, made as rows of the joint review."""

from datetime import timedelta

from django.utils import timezone

from audits.enums import AuditKind, AuditState
from audits.models import Audit
from candidates.enums_review import Answer, BatchState, ConclusionState, Decision
from candidates.models import (
    Candidate,
    Circumstance,
    DepartmentOpinion,
    JointReview,
    PostPlan,
    ReviewBatch,
    ReviewConclusion,
    ReviewDepartment,
)
from candidates.queries.review_content import facts_of
from candidates.queries.standing import standing
from candidates.rules.review_content import digest_of
from candidates.services.circumstances import ensure_review_setup

ASKED = ("Q06", "Q07")


def reviewed(candidate, by, answer=Answer.CLEAR, on=None):
    """A first round of two circumstances asked of the police and signed, and the conclusion in force: passed."""
    today = on or timezone.localdate()
    sign(candidate, by, answer, today)
    conclude(candidate, by, today)
    Candidate.objects.filter(pk=candidate.pk).update(state="passed", concluded_on=today)
    return Candidate.objects.get(pk=candidate.pk)


def sign(candidate, by, answer=Answer.CLEAR, today=None):
    """The cells of one round."""
    today = today or timezone.localdate()
    cycle = candidate.community_cycle.cycle
    ensure_review_setup(cycle=cycle, by=by)
    batch = ReviewBatch.objects.create(
        cycle=cycle, area_code=cycle.area_code, number=ReviewBatch.objects.count() + 1, name="第一批",
        state=BatchState.CLOSED, as_of=today, due_on=today, sent_on=today, duties={"police": list(ASKED)},
    )  # fmt: skip
    review = JointReview.objects.create(
        batch=batch, candidate=candidate, area_code=candidate.area_code, closed_at=timezone.now()
    )
    police = ReviewDepartment.objects.get(cycle=cycle, code="police")
    facts = facts_of([candidate.pk])[candidate.pk]
    for circumstance in Circumstance.objects.filter(cycle=cycle, code__in=ASKED, replaced_on__isnull=True):
        DepartmentOpinion.objects.create(
            joint_review=review, candidate=candidate, department=police, circumstance=circumstance,
            area_code=candidate.area_code, answer=answer, content_digest=digest_of(facts, circumstance), as_of=today,
            expires_on=today + timedelta(days=60), signed_at=timezone.now(), signed_by_id=999, signed_by_name="某民警",
            document_number="公函〔2026〕1号" if answer == Answer.FOUND else "",
        )  # fmt: skip
    return review


def conclude(candidate, by, today=None):
    """A conclusion in force on the cells as they are."""
    today = today or timezone.localdate()
    return ReviewConclusion.objects.create(
        candidate=candidate, joint_review=JointReview.objects.filter(candidate=candidate).last(),
        area_code=candidate.area_code, state=ConclusionState.IN_FORCE, decision=Decision.PASSED,
        basis_digest=standing(candidate, today).digest, decided_on=today, decided_at=timezone.now(),
        decided_by_id=by.user_id, decided_by_name=by.name,
    )  # fmt: skip


def seats(community_cycle, **posts):
    """The number of seats of each post."""
    for post, count in posts.items():
        PostPlan.objects.create(
            community_cycle=community_cycle, area_code=community_cycle.area_code, post=post, seats=count
        )


def chair_audited(community_cycle):
    """The chair's audit is published, so the audit gate is open."""
    return Audit.objects.create(
        community_cycle=community_cycle, area_code=community_cycle.area_code, kind=AuditKind.TERM,
        state=AuditState.PUBLISHED, planned_on=timezone.localdate(),
    )  # fmt: skip
