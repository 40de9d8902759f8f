"""Every role and every act on cycles and steps, as a table, on unsaved objects."""

import pytest

from elections.enums import CycleState, StepState
from elections.models import CommunityCycle, ElectionCycle, Step, StepRecord
from elections.permissions_cycle import (
    can_describe_community,
    can_edit_cycle,
    can_manage_cycle,
    can_open_cycle,
    can_record_step,
    can_reopen_step,
    can_replan_step,
    can_see_cycles,
    can_set_inclusion,
    can_set_needed,
)
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer

AREAS = {
    Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
    Role.AUDITOR: "420199001", Role.DISTRICT_ORGANIZER: "420199", Role.REVIEWING_DEPARTMENT: "420199",
    Role.LEADER: "420199",
}  # fmt: skip
ALL = set(Role)
FIELD = ALL - {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.ACTIVITY_ADMINISTRATOR}
DISTRICT = {Role.DISTRICT_ORGANIZER}
PLANNERS = {Role.STREET_STAFF, Role.DISTRICT_ORGANIZER}
RECORDERS = PLANNERS | {Role.COMMUNITY_CLERK}


def viewer(role, area=None) -> Viewer:
    return Viewer(1, "某人", role, AREAS.get(role, "") if area is None else area)


def things(state=StepState.NOT_STARTED, condition="", cycle_state=CycleState.OPEN):
    cycle = ElectionCycle(area_code="420199", state=cycle_state)
    row = CommunityCycle(cycle=cycle, area_code="420199001001")
    step = Step(cycle=cycle, code="PA08", condition=condition)
    return cycle, row, StepRecord(community_cycle=row, step=step, area_code="420199001001", state=state)


def allowed(check, *things) -> set:
    return {role for role in Role if check(viewer(role), *things)}


def test_every_role_and_every_act():
    cycle, row, record = things()
    done, on_demand = things(StepState.DONE)[2], things(condition="当选不足的")[2]
    assert {
        "see": {role for role in Role if can_see_cycles(viewer(role))},
        "open": {role for role in Role if can_open_cycle(viewer(role))},
        "manage": allowed(can_manage_cycle, cycle),
        "edit": allowed(can_edit_cycle, cycle),
        "inclusion": allowed(can_set_inclusion, row),
        "describe": allowed(can_describe_community, row),
        "record": allowed(can_record_step, record),
        "replan": allowed(can_replan_step, record),
        "reopen": allowed(can_reopen_step, done),
        "needed": allowed(can_set_needed, on_demand),
    } == {
        "see": FIELD, "open": DISTRICT, "manage": DISTRICT, "edit": DISTRICT, "inclusion": DISTRICT,
        "describe": PLANNERS, "record": RECORDERS, "replan": PLANNERS, "reopen": PLANNERS, "needed": PLANNERS,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "area"),
    [(Role.COMMUNITY_CLERK, "420199001002"), (Role.STREET_STAFF, "420199002"), (Role.DISTRICT_ORGANIZER, "420198")],
)
def test_nobody_acts_outside_the_own_area(role, area):
    cycle, row, record = things()
    outside = viewer(role, area)
    checks = (can_set_inclusion, can_describe_community)
    assert [bool(check(outside, row)) for check in checks] == [False, False]
    assert [bool(check(outside, record)) for check in (can_record_step, can_replan_step)] == [False, False]
    assert not can_manage_cycle(outside, cycle)


def test_nothing_is_done_in_an_ended_cycle():
    cycle, row, record = things(cycle_state=CycleState.CLOSED)
    street, district = viewer(Role.STREET_STAFF), viewer(Role.DISTRICT_ORGANIZER)
    assert [bool(v) for v in (can_edit_cycle(district, cycle), can_set_inclusion(district, row),
                              can_record_step(street, record), can_replan_step(street, record))] == [False] * 4  # fmt: skip
    assert can_manage_cycle(district, cycle)


def test_a_refusal_says_why():
    _, _, done = things(StepState.DONE)
    assert (
        str(can_record_step(viewer(Role.STREET_STAFF), done))
        == "这个步骤已经完成。如登记有误，请由街道退回后重新登记。"
    )
    assert "只能查看" in can_record_step(viewer(Role.LEADER), done).reason
