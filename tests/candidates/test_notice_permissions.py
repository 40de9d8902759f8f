"""Every role, every state and every act on notices, objections and formal lists, as a table, on unsaved objects."""

import pytest

from candidates import permissions_notices as may
from candidates.enums_review import NoticeState, ObjectionState
from candidates.models import Candidate, CandidateNotice, NoticeObjection
from elections.enums import CycleState
from elections.models import CommunityCycle, ElectionCycle
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from huanjie.shared import clock

AREAS = {
    Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
    Role.AUDITOR: "420199001", Role.DISTRICT_ORGANIZER: "420199", Role.REVIEWING_DEPARTMENT: "420199",
    Role.LEADER: "420199",
}  # fmt: skip
CLERK, STREET, HEAD, DISTRICT = Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER


def viewer(role, area=None):
    return Viewer(1, "某人", role, AREAS.get(role, "") if area is None else area)


def place(cycle_state=CycleState.OPEN):
    return CommunityCycle(cycle=ElectionCycle(area_code="420199", state=cycle_state), area_code="420199001001")


def notice(state, cycle_state=CycleState.OPEN):
    return CandidateNotice(community_cycle=place(cycle_state), area_code="420199001001", state=state)


def objection(state, held=False, named=True, cycle_state=CycleState.OPEN):
    about = Candidate(area_code="420199001001", held_on=clock.today() if held else None) if named else None
    return NoticeObjection(
        notice=notice(NoticeState.PUBLISHED, cycle_state), area_code="420199001001", state=state, candidate=about
    )


def allowed(check, *thing):
    return {role for role in Role if check(viewer(role), *thing)}


def test_who_sees_what():
    assert {
        "notices": allowed(may.can_see_notices),
        "objections": allowed(may.can_see_objections),
        "formal lists": allowed(may.can_see_formal_lists),
        "publish": allowed(may.can_publish, place()),
        "make the list": allowed(may.can_make_list, place()),
    } == {
        "notices": {CLERK, STREET, HEAD, DISTRICT},
        "objections": {STREET, DISTRICT},
        "formal lists": {STREET, HEAD, DISTRICT},
        "publish": {STREET, DISTRICT},
        "make the list": {DISTRICT},
    }


OFFICES, NOBODY = {STREET, DISTRICT}, set()


@pytest.mark.parametrize(
    ("state", "end", "correct", "receive"),
    [
        (NoticeState.PUBLISHED, OFFICES, OFFICES, OFFICES),
        (NoticeState.ENDED, NOBODY, OFFICES, OFFICES),
        (NoticeState.CORRECTED, NOBODY, NOBODY, NOBODY),
    ],
)
def test_a_notice_by_state(state, end, correct, receive):
    row = notice(state)
    found = [allowed(may.can_end, row), allowed(may.can_correct_notice, row), allowed(may.can_receive, row)]
    assert found == [end, correct, receive]


@pytest.mark.parametrize(
    ("state", "held", "investigate", "hold", "release", "close"),
    [
        (ObjectionState.RECEIVED, False, OFFICES, {DISTRICT}, NOBODY, {DISTRICT}),
        (ObjectionState.RECEIVED, True, OFFICES, NOBODY, {DISTRICT}, {DISTRICT}),
        (ObjectionState.INVESTIGATING, False, NOBODY, {DISTRICT}, NOBODY, {DISTRICT}),
        (ObjectionState.INVESTIGATING, True, NOBODY, NOBODY, {DISTRICT}, {DISTRICT}),
        (ObjectionState.CLOSED, False, NOBODY, NOBODY, NOBODY, NOBODY),
        (ObjectionState.CLOSED, True, NOBODY, NOBODY, NOBODY, NOBODY),
    ],
)
def test_an_objection_by_state(state, held, investigate, hold, release, close):
    row = objection(state, held)
    found = [allowed(check, row) for check in (may.can_investigate, may.can_hold, may.can_release, may.can_close)]
    assert found == [investigate, hold, release, close]


def test_nobody_is_held_who_is_not_named():
    row = objection(ObjectionState.RECEIVED, named=False)
    assert (allowed(may.can_hold, row), allowed(may.can_release, row)) == (NOBODY, NOBODY)


EVERY_ACT = [
    (may.can_publish, lambda state: place(state)), (may.can_make_list, lambda state: place(state)),
    (may.can_end, lambda state: notice(NoticeState.PUBLISHED, state)),
    (may.can_correct_notice, lambda state: notice(NoticeState.PUBLISHED, state)),
    (may.can_receive, lambda state: notice(NoticeState.PUBLISHED, state)),
    (may.can_investigate, lambda state: objection(ObjectionState.RECEIVED, cycle_state=state)),
    (may.can_hold, lambda state: objection(ObjectionState.RECEIVED, cycle_state=state)),
    (may.can_release, lambda state: objection(ObjectionState.RECEIVED, True, cycle_state=state)),
    (may.can_close, lambda state: objection(ObjectionState.RECEIVED, cycle_state=state)),
]  # fmt: skip


@pytest.mark.parametrize(("check", "thing"), EVERY_ACT)
def test_not_outside_the_area_and_not_after_the_cycle(check, thing):
    assert check(viewer(DISTRICT), thing(CycleState.OPEN))
    assert not check(viewer(DISTRICT, "420198"), thing(CycleState.OPEN))
    assert not check(viewer(DISTRICT), thing(CycleState.CLOSED))
