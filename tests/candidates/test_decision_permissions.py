"""Every role, every state and every act of the decision, as a table, on unsaved objects."""

import pytest

from candidates import permissions_decisions as may
from candidates.enums import CandidateState
from candidates.enums_review import ConclusionState, Decision, ReconsiderationState
from candidates.models import Candidate, Reconsideration, Recusal, ReviewConclusion, WrittenNotification
from elections.enums import CycleState
from elections.models import CommunityCycle, ElectionCycle
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer

PLACE = "420199001001"
AREAS = {
    Role.COMMUNITY_CLERK: PLACE, Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
    Role.AUDITOR: "420199001", Role.DISTRICT_ORGANIZER: "420199", Role.REVIEWING_DEPARTMENT: "420199",
    Role.LEADER: "420199",
}  # fmt: skip
STREET, LEADER = Role.STREET_STAFF, Role.STREET_LEADER
DISTRICT, DEPARTMENT = Role.DISTRICT_ORGANIZER, Role.REVIEWING_DEPARTMENT
FIRST, SECOND, THIRD = 11, 12, 13
NOBODY: set = set()


def viewer(role, user=THIRD, area=None):
    return Viewer(user, "某人", role, AREAS.get(role, "") if area is None else area)


def someone(state, cycle_state=CycleState.OPEN):
    place = CommunityCycle(cycle=ElectionCycle(area_code="420199", state=cycle_state), area_code=PLACE)
    return Candidate(pk=1, community_cycle=place, area_code=PLACE, state=state)


def conclusion(state, candidate_state, decision=Decision.NOT_PASSED, *, told=False, answered=False, asked=None,
               cycle_state=CycleState.OPEN):  # fmt: skip
    row = ReviewConclusion(
        candidate=someone(candidate_state, cycle_state), area_code=PLACE, state=state, decision=decision,
        decided_by_id=FIRST, second_by_id=SECOND,
    )  # fmt: skip
    if told:
        WrittenNotification(conclusion=row, answered_on="2026-11-20" if answered else None)
    if asked:
        Reconsideration(conclusion=row, candidate=row.candidate, state=asked)
    return row


def reconsideration(state, cycle_state=CycleState.OPEN):
    row = conclusion(ConclusionState.IN_FORCE, CandidateState.NOT_PASSED, told=True, cycle_state=cycle_state)
    return Reconsideration(conclusion=row, candidate=row.candidate, state=state)


def recusal(*, inferred=True, lifted=None, user=FIRST):
    return Recusal(
        candidate=someone(CandidateState.JOINT_REVIEW), user_id=user, is_inferred=inferred, lifted_at=lifted, area_code=PLACE
    )  # fmt: skip


def allowed(check, thing, **other):
    return {role for role in Role if check(viewer(role), thing, **other)}


IN_STATE = {
    may.can_conclude: ({CandidateState.JOINT_REVIEW}, {DISTRICT}),
    may.can_reopen: ({CandidateState.PASSED}, {DISTRICT}),
}
SENT = {CandidateState.JOINT_REVIEW, CandidateState.PASSED, CandidateState.NOT_PASSED, CandidateState.FORMAL}


@pytest.mark.parametrize("check", IN_STATE)
@pytest.mark.parametrize("state", list(CandidateState))
def test_acts_on_a_candidate_belong_to_one_state(check, state):
    states, roles = IN_STATE[check]
    assert allowed(check, someone(state)) == (roles if state in states else NOBODY)


@pytest.mark.parametrize("state", list(CandidateState))
def test_reasons_and_recusal_by_state(state):
    assert allowed(may.can_open_reasons, someone(state)) == ({DISTRICT} if state in SENT else NOBODY)
    departments = {DEPARTMENT} if state in SENT else NOBODY
    assert allowed(may.can_declare_recusal, someone(state)) == {STREET, LEADER, DISTRICT} | departments


@pytest.mark.parametrize("state", list(ConclusionState))
def test_acts_on_a_conclusion_by_its_state(state):
    under_review = conclusion(state, CandidateState.JOINT_REVIEW)
    decided = conclusion(state, CandidateState.NOT_PASSED)
    told = conclusion(state, CandidateState.NOT_PASSED, told=True)
    waiting, in_force = state == ConclusionState.AWAITING_SECOND, state == ConclusionState.IN_FORCE
    assert {
        "sign": allowed(may.can_co_sign, under_review), "sign decided": allowed(may.can_co_sign, decided),
        "tell": allowed(may.can_notify, decided), "tell twice": allowed(may.can_notify, told),
        "answer untold": allowed(may.can_record_answer, decided), "answer": allowed(may.can_record_answer, told),
        "file untold": allowed(may.can_file_reconsideration, decided), "file": allowed(may.can_file_reconsideration, told),
    } == {
        "sign": {DISTRICT} if waiting else NOBODY, "sign decided": NOBODY,
        "tell": {DISTRICT} if in_force else NOBODY, "tell twice": NOBODY,
        "answer untold": NOBODY, "answer": {DISTRICT} if in_force else NOBODY,
        "file untold": NOBODY, "file": {DISTRICT} if in_force else NOBODY,
    }  # fmt: skip


def test_once_each_and_only_of_a_refusal():
    answered = conclusion(ConclusionState.IN_FORCE, CandidateState.NOT_PASSED, told=True, answered=True)
    asked = conclusion(
        ConclusionState.IN_FORCE, CandidateState.NOT_PASSED, told=True, asked=ReconsiderationState.REJECTED
    )
    passed = conclusion(ConclusionState.IN_FORCE, CandidateState.PASSED, Decision.PASSED, told=True)
    assert [
        allowed(may.can_record_answer, answered), allowed(may.can_file_reconsideration, asked),
        allowed(may.can_file_reconsideration, passed), allowed(may.can_record_answer, passed),
    ] == [NOBODY, NOBODY, NOBODY, {DISTRICT}]  # fmt: skip


@pytest.mark.parametrize("state", list(ReconsiderationState))
def test_a_reconsideration_is_decided_while_open(state):
    roles = {DISTRICT} if state == ReconsiderationState.OPEN else NOBODY
    assert allowed(may.can_decide_reconsideration, reconsideration(state)) == roles


def test_who_signed_does_not_sign_again_or_judge_the_own_signature():
    waiting = conclusion(ConclusionState.AWAITING_SECOND, CandidateState.JOINT_REVIEW)
    asked = reconsideration(ReconsiderationState.OPEN)
    people = [viewer(DISTRICT, user) for user in (FIRST, SECOND, THIRD)]
    assert [bool(may.can_co_sign(each, waiting)) for each in people] == [False, True, True]
    assert [bool(may.can_decide_reconsideration(each, asked)) for each in people] == [False, False, True]


def test_a_recusal_is_lifted_by_an_organizer_and_only_what_was_inferred():
    assert allowed(may.can_lift_recusal, recusal()) == {DISTRICT}
    assert allowed(may.can_lift_recusal, recusal(inferred=False)) == NOBODY
    assert allowed(may.can_lift_recusal, recusal(inferred=False), declared_too=True) == {DISTRICT}
    assert allowed(may.can_lift_recusal, recusal(lifted="2026-11-20")) == NOBODY
    assert allowed(may.can_lift_recusal, recusal(user=THIRD)) == NOBODY


def test_lists_are_the_organization_department_s():
    assert {role for role in Role if may.can_see_conclusions(viewer(role))} == {DISTRICT}
    assert {role for role in Role if may.can_see_recusals(viewer(role))} == {DISTRICT}


def test_outside_the_area_and_in_an_ended_cycle_nothing():
    other = viewer(DISTRICT, area="420198")
    things = [
        (may.can_conclude, someone(CandidateState.JOINT_REVIEW)), (may.can_reopen, someone(CandidateState.PASSED)),
        (may.can_open_reasons, someone(CandidateState.PASSED)), (may.can_declare_recusal, someone(CandidateState.PASSED)),
        (may.can_co_sign, conclusion(ConclusionState.AWAITING_SECOND, CandidateState.JOINT_REVIEW)),
        (may.can_notify, conclusion(ConclusionState.IN_FORCE, CandidateState.NOT_PASSED)),
        (may.can_decide_reconsideration, reconsideration(ReconsiderationState.OPEN)), (may.can_lift_recusal, recusal()),
    ]  # fmt: skip
    assert [bool(check(other, thing)) for check, thing in things] == [False] * 8
    ended = CycleState.CLOSED
    organizer = viewer(DISTRICT)
    assert [
        bool(may.can_conclude(organizer, someone(CandidateState.JOINT_REVIEW, ended))),
        bool(may.can_co_sign(organizer, conclusion(ConclusionState.AWAITING_SECOND, CandidateState.JOINT_REVIEW, cycle_state=ended))),
        bool(may.can_decide_reconsideration(organizer, reconsideration(ReconsiderationState.OPEN, ended))),
        bool(may.can_declare_recusal(organizer, someone(CandidateState.PASSED, ended))),
    ] == [False] * 4  # fmt: skip


def test_the_system_recuses_nobody_by_declaration():
    assert not may.can_declare_recusal(viewer(DISTRICT, None), someone(CandidateState.PASSED))
