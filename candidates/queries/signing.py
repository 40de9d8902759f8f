"""Whom an officer must not sign for, and why."""

from collections.abc import Iterable

from candidates.enums import CandidateState
from candidates.models import Candidate, Recusal
from huanjie.activity.models import StateChange

OWN_ACTS = (CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW, CandidateState.JOINT_REVIEW)
RECUSED, OWN_WORK = "recused", "own_work"


def barred(user_id: int | None, keys: Iterable[int]) -> dict[int, str]:
    """Candidate id → why this person must not sign: recused, or nominated or first reviewed them. Two queries."""
    keys = list(keys)
    acted = StateChange.objects.filter(
        subject_type=Candidate._meta.label_lower, subject_id__in=[str(key) for key in keys], by_id=user_id,
        after__in=OWN_ACTS,
    )  # fmt: skip
    found = {int(key): OWN_WORK for key in acted.values_list("subject_id", flat=True)}
    recusals = Recusal.objects.filter(candidate__in=keys, user=user_id, lifted_at__isnull=True)
    return found | dict.fromkeys(recusals.values_list("candidate_id", flat=True), RECUSED)
