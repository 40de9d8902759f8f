"""The rows behind the figures of this app, as of the end of a day. Every row has a 12-digit `area_code`."""

from datetime import date

from django.db.models import Q

from candidates.enums import CandidateState
from candidates.models import Candidate


def _of(cycle):
    return Candidate.objects.filter(community_cycle__cycle=cycle)


def nominated_by(cycle, on: date):
    """Nominated and not withdrawn."""
    return _of(cycle).filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on), nominated_on__lte=on)


def sent_by(cycle, on: date):
    """Sent to the joint review."""
    return _of(cycle).filter(review_sent_on__lte=on)


def passed_by(cycle, on: date):
    """Concluded: passed."""
    return _of(cycle).filter(concluded_on__lte=on).exclude(state=CandidateState.NOT_PASSED)


def not_passed_by(cycle, on: date):
    """Concluded: not passed."""
    return _of(cycle).filter(concluded_on__lte=on, state=CandidateState.NOT_PASSED)


def formal_by(cycle, on: date):
    """On the formal list."""
    return _of(cycle).filter(formal_on__lte=on)
