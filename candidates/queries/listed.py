"""On which side's formal list somebody is."""

from candidates.enums import CandidateState
from candidates.models import Candidate


def is_formal_on(row: Candidate, side: str) -> bool:
    """Whether a candidate is on the formal list of this side. Those made formal before the sides were told apart are on
    the lists of all their posts."""
    return row.state == CandidateState.FORMAL and (row.formal_sides is None or side in row.formal_sides)


def state_on_side(row: Candidate, side: str) -> str:
    """The state as this side sees it: formal on the other side only is passed on this one."""
    if row.state == CandidateState.FORMAL and not is_formal_on(row, side):
        return CandidateState.PASSED.value
    return row.state
