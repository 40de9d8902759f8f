"""The people who show the demonstration."""

import secrets
from datetime import timedelta

from candidates.rules.circumstances import DEPARTMENTS
from elections.models import Subdistrict
from huanjie.accounts.enums import Role
from huanjie.accounts.services.accounts import create_account
from huanjie.accounts.services.assignments import grant_assignment
from huanjie.accounts.viewers import Viewer
from huanjie.shared import clock

DISTRICT_ROLES = (
    ("qwzzb", "区委组织部·演示", Role.DISTRICT_ORGANIZER),
    ("lingdao", "区领导·演示", Role.LEADER),
    ("shenji", "区审计局·演示", Role.AUDITOR),
    ("qwzzb2", "区委组织部会签·演示", Role.DISTRICT_ORGANIZER),
    ("qwzzb3", "区委组织部复议·演示", Role.DISTRICT_ORGANIZER),
)
SHOWN_OFFICERS = {"discipline": "jiwei", "court": "fayuan", "police": "gongan", "civil_affairs": "minzheng"}
"""The departments whose officers the sign-in page offers; the others have accounts too, or nobody could sign for them."""
ADMINISTRATORS = (
    ("xitong", "系统管理员·演示", Role.SYSTEM_ADMINISTRATOR),
    ("anquan", "安全管理员·演示", Role.SECURITY_ADMINISTRATOR),
    ("rizhi", "日志管理员·演示", Role.ACTIVITY_ADMINISTRATOR),
)


def new_password() -> str:
    """A password for all demo accounts, made anew for every installation."""
    return f"Demo-{secrets.token_hex(4)}"


def officer_of(code: str) -> str:
    """The work number of a department's officer."""
    return SHOWN_OFFICERS.get(code, f"ls{code.replace('_', '')}"[:20])


def make_accounts(district, password: str, days: int) -> tuple[list[dict], dict[str, Viewer]]:
    """Open the accounts. Returns the list for the sign-in page and the viewers by work number."""
    by = Viewer.system()
    starts_on = clock.today() - timedelta(days=days + 60)
    wanted = [(*row, "", "") for row in ADMINISTRATORS]
    wanted += [(*row, district.prefix, district.name) for row in DISTRICT_ROLES]
    units = {}
    for department in DEPARTMENTS:
        username = officer_of(department.code)
        units[username] = department.name
        wanted.append(
            (username, f"{department.short_name}·演示", Role.REVIEWING_DEPARTMENT, district.prefix, district.name)
        )
    for number, street in enumerate(Subdistrict.objects.current().filter(district=district), start=1):
        wanted.append((f"jiedao{number:02}", f"{street.name}·演示", Role.STREET_STAFF, street.prefix, street.name))
        wanted.append((f"jdfz{number:02}", f"{street.name}负责人·演示", Role.STREET_LEADER, street.prefix, street.name))
        if number == 1:
            community = street.communities.current().first()
            wanted.append(("shequ01", f"{community.name}·演示", Role.COMMUNITY_CLERK, community.code, community.name))
    listed, viewers = [], {}
    for username, name, role, area, area_name in wanted:
        user, _ = create_account(
            username=username,
            name=name,
            unit=units.get(username, area_name),
            password=password,
            must_change=False,
            by=by,
        )
        assignment = grant_assignment(user=user, role=role, area=area, area_name=area_name, starts_on=starts_on, by=by)
        viewers[username] = Viewer.of(assignment)
        if username in units and username not in SHOWN_OFFICERS.values():
            continue
        listed.append(
            {"username": username, "name": name, "role_label": Role(role).label, "area_name": area_name or "全部"}
        )
    return listed, viewers
