"""More than one person in the organization department."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment, User
from huanjie.accounts.viewers import Viewer


def colleague(
    number: int, name: str = "", role: str = Role.DISTRICT_ORGANIZER, area: str = "420199", unit: str = ""
) -> Viewer:
    """A further account with this role; made when missing."""
    user, _ = User.objects.get_or_create(
        username=f"{role}-{area}-{number}", defaults={"name": name or f"同事{number}", "unit": unit}
    )
    assignment, _ = Assignment.objects.get_or_create(
        user=user, role=role, area_code=area, defaults={"starts_on": timezone.localdate() - timedelta(days=400)}
    )
    return Viewer.of(assignment)


def signed_in(viewer: Viewer) -> Client:
    """A client signed in as that person."""
    client = Client()
    client.force_login(User.objects.get(pk=viewer.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client
