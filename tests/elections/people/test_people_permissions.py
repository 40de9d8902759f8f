"""Every role and every act on the roster, on things that need no database."""

import pytest

from elections import permissions
from elections.models import PartyMember
from huanjie.accounts.enums import ADMINISTRATORS, Role
from huanjie.accounts.viewers import Viewer

MEMBER = PartyMember(name="郑小一", area_code="420199001001")
AREAS = {Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001"}
#                             see    organizations edit   import reveal
TABLE = {
    Role.COMMUNITY_CLERK: (True, True, True, True, True),
    Role.STREET_STAFF: (True, True, True, True, True),
    Role.STREET_LEADER: (True, True, False, False, True),
    Role.DISTRICT_ORGANIZER: (True, True, True, True, True),
    Role.LEADER: (False, True, False, False, False),
    Role.AUDITOR: (False, False, False, False, False),
    Role.REVIEWING_DEPARTMENT: (False, False, False, False, False),
} | dict.fromkeys(ADMINISTRATORS, (False, False, False, False, False))


def viewer(role, area=None) -> Viewer:
    return Viewer(1, "某人", role, AREAS.get(role, "420199") if area is None else area)


def test_every_role_is_in_the_table():
    assert set(TABLE) == set(Role)


@pytest.mark.parametrize("role", list(Role))
def test_table(role):
    eyes = viewer(role)
    answers = (
        permissions.can_see_roster(eyes),
        permissions.can_see_organizations(eyes),
        permissions.can_edit_member(eyes, MEMBER),
        permissions.can_import_roster(eyes),
        permissions.can_reveal_member(eyes, MEMBER),
    )
    assert tuple(map(bool, answers)) == TABLE[role]
    assert all(answer.ok or answer.reason for answer in answers)


@pytest.mark.parametrize("role", [Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER])
def test_nothing_outside_the_area(role):
    eyes = viewer(role, "420199002")
    assert not permissions.can_edit_member(eyes, MEMBER) and not permissions.can_reveal_member(eyes, MEMBER)


def test_one_who_left_is_not_edited():
    from datetime import date

    gone = PartyMember(name="郑小一", area_code="420199001001", left_on=date(2026, 9, 1))
    assert not permissions.can_edit_member(viewer(Role.STREET_STAFF), gone)
