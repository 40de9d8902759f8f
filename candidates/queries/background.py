"""What is on record beside a candidate's registration, for one or for many at a constant number of queries."""

from collections.abc import Iterable

from django.db.models import Count, F, Q

from candidates.models import Candidate, JointNominator, NominationProof
from candidates.rules.proof import Proof

FIGURES = (
    "document_number", "met_on", "members_due", "members_present", "member_votes", "residents_present", "resident_votes",
)  # fmt: skip


def proofs_of(candidates: Iterable[Candidate]) -> dict[int, Proof]:
    """The proof of each candidate. Nominators are counted by the hash of their ID number; the candidate is not one."""
    keys = [candidate.pk for candidate in candidates]
    voters = dict(
        JointNominator.objects.filter(candidate__in=keys)
        .exclude(Q(id_number_hash=F("candidate__id_number_hash")) | Q(id_number_hash=""))
        .order_by()
        .values("candidate")
        .annotate(found=Count("id_number_hash", distinct=True))
        .values_list("candidate", "found")
    )
    rows = NominationProof.objects.filter(candidate__in=keys).values("candidate", *FIGURES)
    figures = {row.pop("candidate"): row for row in rows}
    return {key: Proof(**figures.get(key, {}), nominators=voters.get(key, 0)) for key in keys}


def nominators_of(candidate: Candidate):
    """The joint nominators, without what is encrypted."""
    return JointNominator.objects.filter(candidate=candidate).defer("id_number", "phone")
