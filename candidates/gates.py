"""Answers the review gate of `elections.gates` with the review's part of the formal gate (candidates/rules/formal_list.py).

Steps before the notice ask for it too, so notice, seats and audit are not part of the answer: they are judged where the
list is made."""

from candidates.enums import CandidateState
from candidates.queries.formal import people_of, running_candidates
from candidates.rules.formal_list import Person, check_standing
from elections.gates import register_answer
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Verdict, no

OPEN = (CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW, CandidateState.JOINT_REVIEW)
ARTICLE = "城市居民委员会组织法第18条"
NAMED_AT_MOST = 3


def review(community_cycles):
    """Shut while a candidate's review is open or no longer stands, somebody is held or objected to, and while nobody at
    all has passed. The same number of queries for one community and for all."""
    rows = running_candidates(community_cycles)
    people = people_of(rows, clock.today())
    found: dict[int, list[Person]] = {member.pk: [] for member in community_cycles}
    for row in rows:
        found[row.community_cycle_id].append(people[row.pk])
    return {pk: _verdict(each) for pk, each in found.items()}


def _verdict(people: list[Person]) -> Verdict:
    waiting = sum(person.state in OPEN for person in people)
    if waiting:
        return no(f"还有 {waiting} 名候选人的资格联审没有结论。", "请在“候选人”中办结联审，或登记退出。", ARTICLE)
    if not people:
        return no("还没有联审通过的候选人。", "请先登记提名并办结资格联审。", ARTICLE)
    problems = [(person.name, str(problem)) for person in people for problem in check_standing(person)]
    if problems:
        words = "".join(f"{name}：{problem}" for name, problem in problems[:NAMED_AT_MOST])
        more = f"另有 {len(problems) - NAMED_AT_MOST} 项。" if len(problems) > NAMED_AT_MOST else ""
        return no(f"{words}{more}", "请在“正式候选人名单”中逐项办理。", ARTICLE)
    return YES


register_answer("review", review)
