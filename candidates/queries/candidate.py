"""Candidates as a viewer may see them."""

from django.db.models import Q

from audits.queries.audit import unpublished_in
from candidates.enums import CANDIDATE_TRANSITIONS, SENT_STATES, CandidateState
from candidates.models import Candidate
from candidates.queries.recusal import recused_candidates
from elections.models import CommunityCycle
from huanjie.accounts.enums import Role


def candidates(viewer):
    """Candidates inside the viewer's area, without what is encrypted and without those from whom the viewer is recused; a
    reviewing department sees those it was asked about. Lists, pages, search and exports all begin here."""
    rows = (
        Candidate.objects.visible_to(viewer)
        .exclude(pk__in=recused_candidates(viewer))
        .select_related("community_cycle__cycle", "community_cycle__community__subdistrict")
        .defer("id_number", "phone")
    )
    return rows.filter(state__in=SENT_STATES) if viewer.role == Role.REVIEWING_DEPARTMENT else rows


def candidates_of(cycle, viewer):
    """Those of one cycle."""
    return candidates(viewer).filter(community_cycle__cycle=cycle)


def waiting_for(viewer, cycle):
    """Whose next act is this viewer's."""
    states = {
        Role.STREET_STAFF: Q(state__in=(CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW)),
        Role.DISTRICT_ORGANIZER: Q(state__in=(CandidateState.JOINT_REVIEW, CandidateState.PASSED)),
    }
    if viewer.role not in states:
        return Candidate.objects.none()
    return candidates_of(cycle, viewer).filter(states[viewer.role])


def communities_to_nominate_in(viewer, cycle):
    """The cycle's communities inside the viewer's area."""
    return (
        CommunityCycle.objects.visible_to(viewer)
        .filter(cycle=cycle)
        .select_related("community__subdistrict", "cycle")
        .order_by("area_code")
    )


def next_states(candidate) -> frozenset:
    """The states that may follow."""
    return CANDIDATE_TRANSITIONS.after(CandidateState(candidate.state))


def audits_in_the_way(candidate) -> int:
    """Audits of the candidate's community whose result is not published yet (csjwh-2026 art. 38)."""
    return unpublished_in(candidate.community_cycle_id).count()
