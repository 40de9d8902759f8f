"""The installation's own row."""

from huanjie.accounts.models import Installation


def current() -> Installation | None:
    """The installation's row, or None while nothing is set up."""
    return Installation.objects.filter(pk=1).first()
