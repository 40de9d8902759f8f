"""Who may see and change how a candidate was nominated and what he declared."""

from candidates.permissions import SOURCE, can_correct, can_see_candidate
from huanjie.accounts.enums import OFFICES
from huanjie.shared.verdict import YES, Verdict, no


def can_see_background(viewer, candidate) -> Verdict:
    """Proof, relatives, disciplines: who sees the candidate."""
    return can_see_candidate(viewer, candidate)


def can_see_nominators(viewer, candidate) -> Verdict:
    """The voters who nominated jointly: those who work on the nomination, not those who review the person."""
    allowed = can_see_candidate(viewer, candidate)
    if not allowed:
        return allowed
    return YES if viewer.has(OFFICES) else no("联名选民名单由提名和预审单位查看。", "", SOURCE)


def can_change_background(viewer, candidate) -> Verdict:
    """The same people, as long, as may correct the registration."""
    return can_correct(viewer, candidate)
