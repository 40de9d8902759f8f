"""Who may hold what: pure rules on roles, areas and dates (domain brief §11.1, 三员分立)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from huanjie.accounts.enums import ADMINISTRATORS, STREET, Role
from huanjie.shared.scope import PREFIX_LENGTHS, Level, covers
from huanjie.shared.verdict import YES, Verdict, no

DISTRICT_ROLES = frozenset({Role.DISTRICT_ORGANIZER, Role.REVIEWING_DEPARTMENT, Role.AUDITOR})
LEVEL_WORDS = {Level.DISTRICT: "区", Level.SUBDISTRICT: "街道", Level.COMMUNITY: "社区"}
MUST_REMAIN = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)
"""Roles without which nobody could let anybody in again."""


@dataclass(frozen=True)
class Holding:
    """A role held for an area from `starts_on` to `ends_on` (both included; None: no end)."""

    role: str
    area: str
    starts_on: date
    ends_on: date | None = None

    def overlaps(self, other: "Holding") -> bool:
        """True when both count on at least one day."""
        starts_before_end = other.ends_on is None or self.starts_on <= other.ends_on
        return starts_before_end and (self.ends_on is None or other.starts_on <= self.ends_on)


def level_for(role: str) -> Level | None:
    """The level an assignment's area must have; None when any level (or the whole installation) will do."""
    if role == Role.COMMUNITY_CLERK:
        return Level.COMMUNITY
    if role in STREET:
        return Level.SUBDISTRICT
    return Level.DISTRICT if role in DISTRICT_ROLES else None


def area_fits(role: str, area: str, home: str = "") -> Verdict:
    """Whether a role may be given for an area prefix. `home` is the installation's own prefix ('' when unknown)."""
    if role in ADMINISTRATORS:
        return no("管理员管理整个系统，不按区域授权。", "请将区域留空。") if area else YES
    if len(area) not in PREFIX_LENGTHS or not area.isdecimal() and area:
        return no(f"“{area}”不是有效的区域代码。", "区 6 位、街道 9 位、社区 12 位数字。")
    level = level_for(role)
    if level is not None and len(area) != PREFIX_LENGTHS[level]:
        return no(f"“{Role(role).label}”须授权到{LEVEL_WORDS[level]}。", f"区域代码应为 {PREFIX_LENGTHS[level]} 位。")
    if not area:
        return no("没有填写区域。", "请填写区域代码或区域名称。")
    if not covers(home, area) and not (role == Role.LEADER and covers(area, home)):
        return no("所填区域不在本系统的区域内。", "请核对区域代码。")
    return YES


def may_hold_together(new: Holding, held: Iterable[Holding]) -> Verdict:
    """An administrator holds nothing else in the same days, and nobody holds the same thing twice."""
    for other in held:
        if not new.overlaps(other):
            continue
        if (new.role, new.area) == (other.role, other.area):
            return no(f"该账号在这段时间已有同一授权（{Role(new.role).label}）。", "不需要重复授权。")
        if new.role != other.role and (new.role in ADMINISTRATORS or other.role in ADMINISTRATORS):
            return no(
                f"“{Role(other.role).label}”与“{Role(new.role).label}”不能由同一人同时担任。",
                "请先结束原有授权，或授给其他账号。",
                "三员分立：系统、安全、日志三类管理员互斥，也不兼任业务角色",
            )
    return YES
