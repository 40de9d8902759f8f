"""Accounts as lists and pages need them."""

from django.db.models import Prefetch
from django.utils import timezone

from huanjie.accounts.models import Assignment, User


def accounts_for(viewer):
    """Accounts this person may see, each with its assignments that are not over (`standing`)."""
    standing = Assignment.objects.not_over(timezone.localdate()).order_by("starts_on", "pk")
    return User.objects.visible_to(viewer).prefetch_related(Prefetch("assignments", standing, to_attr="standing"))


def roles_of(user: User) -> list[str]:
    """Roles an account holds now or later."""
    return list(Assignment.objects.not_over(timezone.localdate()).filter(user=user).values_list("role", flat=True))
