"""Fixtures for the whole suite: an invented district (area 420199) and people to look at it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from elections.models import Community, District, Region, Subdistrict
from elections.queries import calendar
from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment, Installation, User
from huanjie.accounts.viewers import Viewer

DISTRICT = "420199"
STREETS = {"420199001": "东湖街道", "420199002": "南山街道"}


@pytest.fixture(autouse=True)
def fresh_calendar():
    """The work calendar is kept for a minute in a process; no test sees another's holidays."""
    calendar.forget()


@pytest.fixture
def installation(db):
    """A real, set-up installation."""
    row, _ = Installation.objects.get_or_create(
        pk=1, defaults={"is_ready": True, "area_code": DISTRICT, "area_name": "滨江区"}
    )
    return row


@pytest.fixture
def district(db, installation):
    """滨江区: two streets of three communities each."""
    Region.objects.create(code="420000000000", name="江汉省")
    Region.objects.create(code="420100000000", name="江城市")
    district = District.objects.create(code=DISTRICT + "000000", name="滨江区")
    for prefix, name in STREETS.items():
        street = Subdistrict.objects.create(code=prefix + "000", name=name, district=district)
        Community.objects.bulk_create(
            Community(code=f"{prefix}{n:03}", name=f"{name[:2]}{'甲乙丙'[n - 1]}社区", subdistrict=street)
            for n in (1, 2, 3)
        )
    return district


@pytest.fixture
def viewer(db, installation):
    """viewer(role, area) → Viewer with a stored account and assignment."""

    def make(role=Role.DISTRICT_ORGANIZER, area=DISTRICT, name="") -> Viewer:
        return Viewer.of(_assignment(role, area, name))

    return make


@pytest.fixture
def client_as(db, installation):
    """client_as(role, area) → signed-in test client."""

    def make(role=Role.DISTRICT_ORGANIZER, area=DISTRICT, name="") -> Client:
        client = Client()
        client.force_login(_assignment(role, area, name).user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def _assignment(role, area, name) -> Assignment:
    username = f"{role}-{area or 'all'}"
    user, _ = User.objects.get_or_create(username=username, defaults={"name": name or Role(role).label})
    today = timezone.localdate()
    assignment, _ = Assignment.objects.get_or_create(
        user=user, role=role, area_code=area, defaults={"starts_on": today - timedelta(days=400)}
    )
    return assignment


@pytest.fixture
def cycle(district, viewer):
    """An open cycle of the invented district that asks for reports every day, election in 30 days."""
    from elections.services.cycle import open_cycle

    today: date = timezone.localdate()
    return open_cycle(
        district=district,
        name="2026年社区“两委”换届",
        starts_on=today - timedelta(days=60),
        election_day=today + timedelta(days=30),
        ends_on=today + timedelta(days=60),
        reports_on_rest_days=True,
        by=viewer(),
    )
