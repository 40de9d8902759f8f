"""Is an account locked after too many failures, and until when? (The counting is django-axes'.)"""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone


def cool_off() -> timedelta:
    """How long a lock-out lasts, counted from the last attempt."""
    return timedelta(hours=settings.AXES_COOLOFF_TIME)


def attempts_of(username: str):
    """The records of failed attempts under a work number."""
    return AccessAttempt.objects.filter(username=username)


def locked_until(username: str) -> datetime | None:
    """When the lock-out ends, None when there is none."""
    return locked_accounts([username]).get(username)


def locked_accounts(usernames=None) -> dict[str, datetime]:
    """Work numbers now locked, with the end of the lock-out: all of them, or those among `usernames`."""
    rows = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - cool_off())
    if usernames is not None:
        rows = rows.filter(username__in=list(usernames))
    failures: dict[str, int] = {}
    last: dict[str, datetime] = {}
    for username, count, at in rows.values_list("username", "failures_since_start", "attempt_time"):
        failures[username] = failures.get(username, 0) + count
        last[username] = max(at, last.get(username, at))
    return {name: last[name] + cool_off() for name, n in failures.items() if n >= settings.AXES_FAILURE_LIMIT}
