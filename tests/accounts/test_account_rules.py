"""Pure rules: who may hold what."""

from datetime import date

import pytest

from huanjie.accounts.enums import ADMINISTRATORS, Role
from huanjie.accounts.rules import Holding, area_fits, may_hold_together

D = date(2026, 3, 1)
EVERY_PAIR = [(a, b) for a in Role for b in Role if a != b]


@pytest.mark.parametrize(("new", "held"), EVERY_PAIR)
def test_an_administrator_holds_nothing_else(new, held):
    verdict = may_hold_together(Holding(new, "", D), [Holding(held, "", D)])
    assert verdict.ok == (new not in ADMINISTRATORS and held not in ADMINISTRATORS)


def test_one_after_the_other_is_allowed():
    held = Holding(Role.STREET_STAFF, "990101001", date(2025, 1, 1), date(2026, 2, 28))
    assert may_hold_together(Holding(Role.SYSTEM_ADMINISTRATOR, "", D), [held]).ok
    last_day_shared = Holding(Role.STREET_STAFF, "990101001", date(2025, 1, 1), D)
    assert not may_hold_together(Holding(Role.SYSTEM_ADMINISTRATOR, "", D), [last_day_shared]).ok


def test_the_same_role_for_the_same_area_once_but_two_areas_are_fine():
    held = [Holding(Role.STREET_STAFF, "990101001", D)]
    assert not may_hold_together(Holding(Role.STREET_STAFF, "990101001", D), held).ok
    assert may_hold_together(Holding(Role.STREET_STAFF, "990101002", D), held).ok


FITTING = {
    Role.COMMUNITY_CLERK: {12}, Role.STREET_STAFF: {9}, Role.STREET_LEADER: {9}, Role.DISTRICT_ORGANIZER: {6},
    Role.REVIEWING_DEPARTMENT: {6}, Role.AUDITOR: {6}, Role.LEADER: {2, 4, 6, 9, 12}, Role.SYSTEM_ADMINISTRATOR: {0},
    Role.SECURITY_ADMINISTRATOR: {0}, Role.ACTIVITY_ADMINISTRATOR: {0},
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_the_level_of_the_area_fits_the_role(role):
    code = "990101001001"
    assert {n for n in range(13) if area_fits(role, code[:n]).ok} == FITTING[role]


def test_the_area_lies_in_the_installation_except_for_a_leader_above():
    assert not area_fits(Role.STREET_STAFF, "990102001", "990101").ok
    assert not area_fits(Role.DISTRICT_ORGANIZER, "990102", "990101").ok
    assert area_fits(Role.LEADER, "9901", "990101").ok
    assert not area_fits(Role.LEADER, "9902", "990101").ok
