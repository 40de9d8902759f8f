"""Now. One place, so that the demonstration can play a month through the real services at the moments it happened."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_played: ContextVar[datetime | None] = ContextVar("played_moment", default=None)


def now() -> datetime:
    """The present moment (aware)."""
    return _played.get() or timezone.now()


def today() -> date:
    """The present day in Shanghai."""
    return timezone.localdate(now())


@contextmanager
def played(moment: datetime):
    """Within the body it is `moment`. For the demonstration and for tests; nothing a request can reach."""
    token = _played.set(moment)
    try:
        yield
    finally:
        _played.reset(token)
