"""What the public board asks of the notices."""

from candidates.models import CandidateNotice
from elections.enums import CycleState
from elections.models import CommunityCycle
from huanjie.shared import clock


def notices_on_board(community_cycle: CommunityCycle):
    """From its first day on; a corrected one stays, marked."""
    return (
        CandidateNotice.objects.filter(community_cycle=community_cycle, starts_on__lte=clock.today())
        .filter(community_cycle__cycle__state__in=(CycleState.OPEN, CycleState.CLOSED))
        .select_related("corrected_by")
        .order_by("-pk")
    )
