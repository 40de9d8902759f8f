"""The installation's own row."""

from huanjie.accounts.models import Installation, User


def current() -> Installation | None:
    """The installation's row, or None while nothing is set up."""
    return Installation.objects.filter(pk=1).first()


def is_set_up() -> bool:
    """False while the installation is empty or its set-up stands half-way. Without a row, accounts made from a console
    count as a set-up: an installation with people in it never shows the wizard to a stranger."""
    row = current()
    if row is None:
        return User.objects.exists()
    return row.is_ready or row.is_demo
