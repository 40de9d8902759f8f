"""Every role and every act on candidates, as a table, on unsaved objects."""

import pytest

from candidates import permissions as may
from candidates.enums import CandidateState
from candidates.models import Candidate
from elections.enums import CycleState
from elections.models import CommunityCycle, ElectionCycle
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer

AREAS = {
    Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
    Role.AUDITOR: "420199001", Role.DISTRICT_ORGANIZER: "420199", Role.REVIEWING_DEPARTMENT: "420199",
    Role.LEADER: "420199",
}  # fmt: skip
CLERK, STREET, LEADER = Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER
DISTRICT, DEPARTMENT = Role.DISTRICT_ORGANIZER, Role.REVIEWING_DEPARTMENT


def viewer(role, area=None):
    return Viewer(1, "某人", role, AREAS.get(role, "") if area is None else area)


def someone(state, cycle_state=CycleState.OPEN):
    cycle = ElectionCycle(area_code="420199", state=cycle_state)
    row = CommunityCycle(cycle=cycle, area_code="420199001001")
    return Candidate(community_cycle=row, area_code="420199001001", state=state)


def allowed(check, thing):
    return {role for role in Role if check(viewer(role), thing)}


def test_every_role_and_every_act():
    nominated, first = someone(CandidateState.NOMINATED), someone(CandidateState.PRELIMINARY_REVIEW)
    joint, passed = someone(CandidateState.JOINT_REVIEW), someone(CandidateState.PASSED)
    assert {
        "list": {role for role in Role if may.can_see_candidates(viewer(role))},
        "see nominated": allowed(may.can_see_candidate, nominated),
        "see in joint review": allowed(may.can_see_candidate, joint),
        "nominate": allowed(may.can_nominate, nominated.community_cycle),
        "correct nominated": allowed(may.can_correct, nominated),
        "correct in first review": allowed(may.can_correct, first),
        "correct in joint review": allowed(may.can_correct, joint),
        "correct passed": allowed(may.can_correct, passed),
        "take up": allowed(may.can_take_up, nominated),
        "send": allowed(may.can_send, first),
        "conclude": allowed(may.can_conclude, joint),
        "formal": allowed(may.can_make_formal, passed),
        "withdraw nominated": allowed(may.can_withdraw, nominated),
        "withdraw first": allowed(may.can_withdraw, first),
        "withdraw passed": allowed(may.can_withdraw, passed),
        "reveal": allowed(may.can_reveal, joint),
    } == {
        "list": {CLERK, STREET, LEADER, DISTRICT, DEPARTMENT},
        "see nominated": {CLERK, STREET, LEADER, DISTRICT},
        "see in joint review": {CLERK, STREET, LEADER, DISTRICT, DEPARTMENT},
        "nominate": {CLERK, STREET},
        "correct nominated": {CLERK, STREET, DISTRICT},
        "correct in first review": {STREET, DISTRICT},
        "correct in joint review": {DISTRICT},
        "correct passed": set(),
        "take up": {STREET},
        "send": {STREET},
        "conclude": {DISTRICT},
        "formal": {DISTRICT},
        "withdraw nominated": {CLERK, STREET, DISTRICT},
        "withdraw first": {STREET, DISTRICT},
        "withdraw passed": {DISTRICT},
        "reveal": {CLERK, STREET, DISTRICT},
    }


@pytest.mark.parametrize("check", [may.can_conclude, may.can_make_formal, may.can_take_up, may.can_send])
@pytest.mark.parametrize("state", list(CandidateState))
def test_an_act_belongs_to_one_state(check, state):
    own = {may.can_conclude: "joint_review", may.can_make_formal: "passed", may.can_take_up: "nominated",
           may.can_send: "preliminary_review"}[check]  # fmt: skip
    role = DISTRICT if check in (may.can_conclude, may.can_make_formal) else STREET
    assert bool(check(viewer(role), someone(state))) == (state == own)


def test_outside_the_area_and_in_an_ended_cycle_nothing():
    other, ended = viewer(STREET, "420199002"), someone(CandidateState.NOMINATED, CycleState.CLOSED)
    candidate = someone(CandidateState.NOMINATED)
    assert [bool(check(other, candidate)) for check in (may.can_see_candidate, may.can_correct, may.can_take_up,
                                                        may.can_withdraw, may.can_reveal)] == [False] * 5  # fmt: skip
    assert [bool(check(viewer(STREET), ended)) for check in (may.can_correct, may.can_take_up)] == [False] * 2
