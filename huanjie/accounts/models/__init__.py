from huanjie.accounts.models.assignment import Assignment
from huanjie.accounts.models.installation import Installation
from huanjie.accounts.models.user import PasswordHistory, User

__all__ = ["Assignment", "Installation", "PasswordHistory", "User"]
