"""Every role and every act on the reserve pool, as a table, on unsaved objects."""

from datetime import date

from candidates import permissions_reserve as may
from candidates.models import ReservePool
from elections.enums import CycleState
from elections.models import CommunityCycle, ElectionCycle
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer

AREAS = {
    Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
    Role.AUDITOR: "420199001", Role.DISTRICT_ORGANIZER: "420199", Role.REVIEWING_DEPARTMENT: "420199",
    Role.LEADER: "420199",
}  # fmt: skip
CLERK, STREET, LEADER, DISTRICT = (
    Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER,
)  # fmt: skip
WRITERS = {CLERK, STREET, DISTRICT}


def viewer(role, area=None):
    return Viewer(1, "某人", role, AREAS.get(role, "") if area is None else area)


def place(state=CycleState.OPEN):
    return CommunityCycle(cycle=ElectionCycle(area_code="420199", state=state), area_code="420199001001")


def person(state=CycleState.OPEN, **facts):
    return ReservePool(community_cycle=place(state), area_code="420199001001", **facts)


def allowed(check, *things):
    return {role for role in Role if check(viewer(role), *things)}


def test_every_role_and_every_act():
    gone = person(left_on=date(2026, 11, 1))
    assert {
        "see": allowed(may.can_see_reserve),
        "enter": allowed(may.can_enter_reserve),
        "enter here": allowed(may.can_enter_reserve, place()),
        "change": allowed(may.can_change_reserve, person()),
        "change who left": allowed(may.can_change_reserve, gone),
        "nominate": allowed(may.can_nominate_from_pool, person()),
        "nominate who left": allowed(may.can_nominate_from_pool, gone),
        "nominate again": allowed(may.can_nominate_from_pool, person(candidate_id=1)),
        "plan": allowed(may.can_plan_posts, place()),
        "reveal": allowed(may.can_reveal_reserve, gone),
    } == {
        "see": WRITERS | {LEADER}, "enter": WRITERS, "enter here": WRITERS, "change": WRITERS, "change who left": set(),
        "nominate": {CLERK, STREET}, "nominate who left": set(), "nominate again": set(), "plan": WRITERS,
        "reveal": WRITERS,
    }  # fmt: skip


def test_outside_the_area_and_in_an_ended_cycle_nothing():
    other = viewer(STREET, "420199002")
    assert [
        bool(check(other, thing))
        for check, thing in (
            (may.can_enter_reserve, place()), (may.can_change_reserve, person()), (may.can_plan_posts, place()),
            (may.can_nominate_from_pool, person()), (may.can_reveal_reserve, person()),
        )
    ] == [False] * 5  # fmt: skip
    ended = CycleState.CLOSED
    assert [
        bool(check(viewer(STREET), thing))
        for check, thing in (
            (may.can_enter_reserve, place(ended)), (may.can_change_reserve, person(ended)),
            (may.can_plan_posts, place(ended)), (may.can_nominate_from_pool, person(ended)),
        )
    ] == [False] * 4  # fmt: skip
