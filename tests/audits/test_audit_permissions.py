"""Every role and every act on audits, as a table, on unsaved objects."""

from audits import permissions as may
from audits.enums import AuditState
from audits.models import Audit
from elections.enums import CycleState
from elections.models import CommunityCycle, ElectionCycle
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer

AREAS = {
    Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
    Role.AUDITOR: "420199001", Role.DISTRICT_ORGANIZER: "420199", Role.REVIEWING_DEPARTMENT: "420199",
    Role.LEADER: "420199",
}  # fmt: skip
WRITERS = {Role.AUDITOR, Role.STREET_STAFF, Role.DISTRICT_ORGANIZER}


def viewer(role, area=None):
    return Viewer(1, "某人", role, AREAS.get(role, "") if area is None else area)


def audit(state, cycle_state=CycleState.OPEN):
    cycle = ElectionCycle(area_code="420199", state=cycle_state)
    row = CommunityCycle(cycle=cycle, area_code="420199001001")
    return Audit(community_cycle=row, area_code="420199001001", kind="departure", state=state)


def allowed(check, thing):
    return {role for role in Role if check(viewer(role), thing)}


def test_every_role_and_every_act():
    assert {
        "list": {role for role in Role if may.can_see_audits(viewer(role))},
        "plan": allowed(may.can_plan, audit(AuditState.PLANNED).community_cycle),
        "start": allowed(may.can_start, audit(AuditState.PLANNED)),
        "report": allowed(may.can_report, audit(AuditState.UNDER_WAY)),
        "publish": allowed(may.can_publish, audit(AuditState.REPORTED)),
        "correct": allowed(may.can_correct, audit(AuditState.REPORTED)),
        "correct published": allowed(may.can_correct, audit(AuditState.PUBLISHED)),
    } == {
        "list": WRITERS | {Role.COMMUNITY_CLERK, Role.STREET_LEADER, Role.LEADER}, "plan": WRITERS, "start": WRITERS,
        "report": WRITERS, "publish": WRITERS, "correct": WRITERS, "correct published": set(),
    }  # fmt: skip


def test_an_act_belongs_to_one_state():
    checks = {
        AuditState.PLANNED: may.can_start,
        AuditState.UNDER_WAY: may.can_report,
        AuditState.REPORTED: may.can_publish,
    }
    found = {
        (own, state): bool(check(viewer(Role.AUDITOR), audit(state)))
        for own, check in checks.items()
        for state in AuditState
    }
    assert found == {(own, state): own == state for own in checks for state in AuditState}


def test_outside_the_area_and_in_an_ended_cycle_nothing():
    assert not may.can_start(viewer(Role.AUDITOR, "420199002"), audit(AuditState.PLANNED))
    assert not may.can_start(viewer(Role.AUDITOR), audit(AuditState.PLANNED, CycleState.CLOSED))
