"""Which step of the way a round of voting belongs to (domain brief §1.4 PA21 to PA23, §2.3 RC19 and RC20)."""

from collections.abc import Collection

from elections.enums import BallotPost, RoundKind, Side
from elections.rules.procedure_intervals import ASSEMBLY, VOTE
from elections.rules.procedure_template import FIRST_PLENARY

WHOLE_VOTES = frozenset({RoundKind.FIRST_BALLOT, RoundKind.RERUN_ELECTION})
LEADERS = frozenset({BallotPost.PARTY_SECRETARY, BallotPost.PARTY_DEPUTY_SECRETARY})
PARTY_AGAIN, COMMITTEE_AGAIN = "PA22", "RC20"


def vote_step(*, side: str, kind: str, posts: Collection[str], has_plenary: bool) -> str:
    """The step whose vote this round is; '' when it has none of its own. The first plenary of the new committee elects
    its secretary, where there is a committee; those tied in the residents' vote vote again within that vote."""
    if kind in WHOLE_VOTES:
        if side == Side.RESIDENTS_COMMITTEE:
            return VOTE
        return FIRST_PLENARY if has_plenary and posts and set(posts) <= LEADERS else ASSEMBLY
    if side == Side.PARTY:
        return PARTY_AGAIN
    return COMMITTEE_AGAIN if kind == RoundKind.SUPPLEMENTARY_BALLOT else ""
