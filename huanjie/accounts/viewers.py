"""Whose eyes: the assignment a signed-in person is using now."""

from dataclasses import dataclass

from huanjie.accounts.enums import SYSTEM, Role
from huanjie.shared.scope import covers


@dataclass(frozen=True)
class Viewer:
    """Who acts (`user_id`, `name`), as what (`role`, a value of Role) and for which area (`area`, a code prefix)."""

    user_id: int | None
    name: str
    role: str
    area: str
    area_name: str = ""
    unit: str = ""

    @property
    def role_label(self) -> str:
        return "系统" if self.role == SYSTEM else Role(self.role).label

    def has(self, roles) -> bool:
        """True when the viewer's role is one of `roles`."""
        return self.role in roles

    def sees(self, area: str) -> bool:
        """True when `area` (prefix or code) lies inside the viewer's own."""
        return covers(self.area, area)

    @classmethod
    def of(cls, assignment) -> "Viewer":
        """The viewer of an assignment (with its user loaded)."""
        user = assignment.user
        return cls(user.pk, user.name, assignment.role, assignment.area_code, assignment.area_name, user.unit)

    @classmethod
    def system(cls, area: str = "") -> "Viewer":
        """The viewer for work no person asked for: timed jobs, commands."""
        return cls(None, "系统", SYSTEM, area)
