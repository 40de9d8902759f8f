from huanjie.accounts.models.assignment import Assignment
from huanjie.accounts.models.batch import AccountBatch
from huanjie.accounts.models.installation import Installation
from huanjie.accounts.models.user import PasswordHistory, User

__all__ = ["AccountBatch", "Assignment", "Installation", "PasswordHistory", "User"]
