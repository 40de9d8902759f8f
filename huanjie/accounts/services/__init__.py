from huanjie.accounts.services.accounts import (
    change_password,
    create_account,
    disable_account,
    enable_account,
    reset_password,
)
from huanjie.accounts.services.assignments import end_assignment, grant_assignment
from huanjie.accounts.services.sign_in import unlock

__all__ = [
    "change_password",
    "create_account",
    "disable_account",
    "enable_account",
    "end_assignment",
    "grant_assignment",
    "reset_password",
    "unlock",
]
