"""Answers the review gate of `elections.gates`: nobody becomes a formal candidate before the joint review is concluded."""

from collections import Counter

from candidates.enums import CandidateState
from candidates.models import Candidate
from elections.gates import register_answer
from huanjie.shared.verdict import YES, no

OPEN = (CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW, CandidateState.JOINT_REVIEW)
PASSED = (CandidateState.PASSED, CandidateState.FORMAL)
ARTICLE = "城市居民委员会组织法第18条"


def review(community_cycles):
    """Shut while a candidate's review is open, and while nobody at all has passed. One query for all communities."""
    counts: dict[int, Counter] = {member.pk: Counter() for member in community_cycles}
    rows = Candidate.objects.filter(community_cycle__in=list(counts)).values_list("community_cycle_id", "state")
    for pk, state in rows:
        counts[pk][state] += 1
    return {pk: _verdict(found) for pk, found in counts.items()}


def _verdict(found: Counter):
    waiting, passed = sum(found[state] for state in OPEN), sum(found[state] for state in PASSED)
    if waiting:
        return no(f"还有 {waiting} 名候选人的资格联审没有结论。", "请在“候选人”中办结联审，或登记退出。", ARTICLE)
    if not passed:
        return no("还没有联审通过的候选人。", "请先登记提名并办结资格联审。", ARTICLE)
    return YES


register_answer("review", review)
