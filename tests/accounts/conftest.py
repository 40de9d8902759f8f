"""A small installation: a district with two streets, and one person for each role."""

import pytest
from django.utils import timezone

from elections.models import Community, District, Region, Subdistrict
from huanjie.accounts.enums import ADMINISTRATORS, Role
from huanjie.accounts.models import Assignment, Installation, User
from huanjie.accounts.viewers import Viewer

PASSWORD = "Right-Horse-7"
AREAS = {Role.COMMUNITY_CLERK: "990101001001", Role.STREET_STAFF: "990101001", Role.STREET_LEADER: "990101001"}


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Argon2 is slow on purpose; these tests sign in a hundred times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def place(db):
    """试验市试点区 with 前街 (甲社区, 乙社区) and 后街 (甲社区)."""
    Region.objects.create(code="990000000000", name="试验省")
    Region.objects.create(code="990100000000", name="试验市")
    district = District.objects.create(code="990101000000", name="试点区")
    front = Subdistrict.objects.create(code="990101001000", name="前街街道", district=district)
    back = Subdistrict.objects.create(code="990101002000", name="后街街道", district=district)
    Community.objects.create(code="990101001001", name="甲社区", subdistrict=front)
    Community.objects.create(code="990101001002", name="乙社区", subdistrict=front)
    Community.objects.create(code="990101002001", name="甲社区", subdistrict=back)
    return district


@pytest.fixture
def home(place):
    return Installation.objects.create(pk=1, area_code="990101", area_name="试验市试点区", is_ready=True)


def make_user(username, *, name="", password=None, **fields):
    return User.objects.create_user(username, password, name=name or f"人{username}", **fields)


def area_for(role) -> str:
    return "" if role in ADMINISTRATORS else AREAS.get(role, "990101")


@pytest.fixture
def person(home):
    """person(role) is a user who holds it, with the area that fits; the same one at each call."""
    made = {}

    def get(role):
        if role not in made:
            user = make_user(f"u-{role}")
            Assignment.objects.create(user=user, role=role, area_code=area_for(role), area_name="",
                                      starts_on=timezone.localdate())  # fmt: skip
            made[role] = user
        return made[role]

    return get


@pytest.fixture
def viewer(person):
    """viewer(role) is the Viewer of that person."""
    return lambda role: Viewer.of(person(role).assignments.select_related("user").get())


@pytest.fixture
def enter(person, client):
    """enter(role) signs the client in as that person."""

    def go(role):
        client.force_login(person(role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return go
