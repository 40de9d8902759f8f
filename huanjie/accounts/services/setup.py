"""The first hour of an installation: three administrators, a district, done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from huanjie.accounts import areas, setup_code
from huanjie.accounts.enums import Role
from huanjie.accounts.models import Installation, User
from huanjie.accounts.services.accounts import create_account
from huanjie.accounts.services.assignments import grant_assignment
from huanjie.accounts.viewers import Viewer
from huanjie.activity.services import act
from huanjie.shared.verdict import Refused

ORDER = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.ACTIVITY_ADMINISTRATOR)


@dataclass(frozen=True)
class Person:
    """One administrator to be: the password must be changed at the first sign-in."""

    username: str
    name: str
    password: str


def name_administrators(*, people: Sequence[Person]) -> list[User]:
    """Open the three administrators' accounts, in the order system, security, activity. They must be three different
    people. Leaves the installation not ready. Raises Refused when it is not empty."""
    if len(people) != 3 or len({p.username for p in people}) != 3 or len({p.name for p in people}) != 3:
        raise Refused("三员须由三个不同的人担任，工号和姓名都不能相同。")
    by = Viewer.system()
    with act() as log:
        if User.objects.exists():
            raise Refused("系统中已有账号，不能再设立三员。")
        try:
            with transaction.atomic():
                row = Installation.objects.create(pk=1, is_demo=False, is_ready=False)
        except IntegrityError:
            raise Refused("已有人在进行初始设置。请刷新页面。") from None
        users = []
        for role, person in zip(ORDER, people, strict=True):
            user, _ = create_account(username=person.username, name=person.name, password=person.password, by=by)
            grant_assignment(user=user, role=role, by=by)
            users.append(user)
        log.record(by=by, verb="installation.administrators_named", subject=row, label="初始设置",
                   detail={"accounts": [user.username for user in users]})  # fmt: skip
    return users


def make_ready(*, area: str) -> Installation:
    """Finish the set-up with the district (6-digit prefix, already in the register). The set-up code dies."""
    name = areas.full_name_of(area) if len(area) == 6 and area.isdecimal() else ""
    if not name:
        raise Refused(f"区划表中没有代码为“{area}”的区县。请先导入代码文件。")
    with act() as log:
        row = Installation.objects.select_for_update().filter(pk=1).first()
        if row is None or row.is_demo or row.is_ready:
            raise Refused("当前不在初始设置中。")
        row.area_code, row.area_name, row.is_ready = area, name, True
        row.save(update_fields=["area_code", "area_name", "is_ready"])
        log.record(by=Viewer.system(), verb="installation.ready", subject=row, label=name, area=area)
        transaction.on_commit(setup_code.discard)
    return row
