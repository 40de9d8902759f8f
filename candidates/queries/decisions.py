"""What the acts of the decision ask of the records."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from candidates.enums import CandidateState
from candidates.enums_review import ConclusionState, Decision, ReconsiderationState
from candidates.models import Candidate, DepartmentOpinion, JointReview, Reconsideration, ReviewConclusion
from candidates.queries.recusal import is_recused, recused_candidates
from candidates.rules.conclusion import check_signer
from huanjie.activity.models import ActivityEntry, StateChange
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Verdict, no

FIRST_HANDS = ("", CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW)
STANDING = (ConclusionState.AWAITING_SECOND, ConclusionState.IN_FORCE)


def may_sign_for(viewer, candidate) -> Verdict:
    """Whether this very person may conclude, sign second or decide about this candidate: not recused, had no hand in the
    nomination or the first review, signed no cell (void ones count too)."""
    user = viewer.user_id
    acts = StateChange.objects.filter(
        subject_type=Candidate._meta.label_lower, subject_id=str(candidate.pk), by_id=user, before__in=FIRST_HANDS
    ).exclude(after=CandidateState.WITHDRAWN)
    return check_signer(
        has_own_act=acts.exists(), is_recused=is_recused(user, candidate.pk),
        has_signed_cell=DepartmentOpinion.objects.filter(candidate=candidate, signed_by_id=user).exists(),
    )  # fmt: skip


def has_stated_purpose(viewer, candidate_id: int) -> Verdict:
    """Whether this person opened the reasons of this candidate today, saying what for."""
    entries = ActivityEntry.objects.filter(
        verb="candidate.reasons_opened", subject_type=Candidate._meta.label_lower, subject_id=str(candidate_id),
        actor_id=viewer.user_id,
    )  # fmt: skip
    last = entries.order_by("-number").values_list("at", flat=True).first()
    if last is not None and timezone.localdate(last) == clock.today():
        return YES
    return no("佐证材料与核查情况一样，须写明用途后查看。", "请先打开“查看核查情况和理由”，写明用途。")


def standing_conclusion(candidate) -> ReviewConclusion | None:
    """The one in force or waiting for its second signature."""
    return ReviewConclusion.objects.filter(candidate=candidate, state__in=STANDING).first()


def latest_review(candidate) -> JointReview | None:
    """The newest review that was sent out: the one a conclusion belongs to."""
    return JointReview.objects.filter(candidate=candidate, batch__sent_on__isnull=False).order_by("-pk").first()


def set_aside(candidate) -> set[str]:
    """Digests of conclusions that a reconsideration set aside."""
    rows = ReviewConclusion.objects.filter(candidate=candidate, reconsideration__state=ReconsiderationState.GRANTED)
    return set(rows.values_list("basis_digest", flat=True))


def conclusions(viewer):
    """Conclusions a viewer works with, without reasons."""
    return (
        ReviewConclusion.objects.visible_to(viewer)
        .exclude(candidate_id__in=recused_candidates(viewer))
        .select_related(
            "candidate__community_cycle__cycle", "candidate__community_cycle__community__subdistrict", "notification",
            "reconsideration",
        )
        .defer(
            "reason", "candidate__id_number", "candidate__phone", "notification__answer", "reconsideration__grounds",
            "reconsideration__answer",
        )
    )  # fmt: skip


def reconsiderations(viewer):
    """Reconsiderations, without what was written."""
    return (
        Reconsideration.objects.visible_to(viewer)
        .exclude(candidate_id__in=recused_candidates(viewer))
        .select_related(
            "candidate__community_cycle__cycle", "candidate__community_cycle__community__subdistrict", "conclusion",
        )
        .defer("grounds", "answer", "candidate__id_number", "candidate__phone", "conclusion__reason")
    )  # fmt: skip


def waiting_for_second(viewer, cycle):
    """Conclusions this organizer can sign second: another's, the person still under review, no hand in it oneself."""
    return _unbarred(viewer, conclusions(viewer).filter(candidate__community_cycle__cycle=cycle)).filter(
        state=ConclusionState.AWAITING_SECOND, candidate__state=CandidateState.JOINT_REVIEW
    ).exclude(decided_by_id=viewer.user_id)  # fmt: skip


def to_be_told(viewer, cycle):
    """Refusals in force that nobody has brought to the person."""
    return conclusions(viewer).filter(
        candidate__community_cycle__cycle=cycle, state=ConclusionState.IN_FORCE, decision=Decision.NOT_PASSED,
        notification__isnull=True,
    )  # fmt: skip


def open_reconsiderations(viewer, cycle):
    """Those this organizer can decide: signed neither half."""
    rows = reconsiderations(viewer).filter(candidate__community_cycle__cycle=cycle, state=ReconsiderationState.OPEN)
    mine = Q(conclusion__decided_by_id=viewer.user_id) | Q(
        conclusion__second_by_id__isnull=False, conclusion__second_by_id=viewer.user_id
    )
    return rows.exclude(mine)


def _unbarred(viewer, rows):
    signed = DepartmentOpinion.objects.filter(candidate=OuterRef("candidate"), signed_by_id=viewer.user_id)
    return rows.filter(~Exists(signed))
