"""Who may change the register of divisions and the holiday table."""

from huanjie.accounts.enums import SYSTEM, Role
from huanjie.shared.verdict import YES, Verdict, no


def can_load_divisions(viewer) -> Verdict:
    """A code file is loaded by the system administrator."""
    if viewer.role in (SYSTEM, Role.SYSTEM_ADMINISTRATOR):
        return YES
    return no("只有系统管理员可以导入区划代码文件。", "请联系系统管理员。")


def can_change_unit(viewer, unit) -> Verdict:
    """Renames, moves and the like are the district organizer's, inside the own district."""
    if viewer.role not in (SYSTEM, Role.DISTRICT_ORGANIZER):
        return no("区划变更由区委组织部登记。", "请联系区委组织部。")
    if not viewer.sees(unit.code):
        return no("该单位不在您的区域内。")
    return no(f"{unit.name}的代码已经停用，不能再变更。") if unit.valid_to is not None else YES


def can_edit_calendar(viewer) -> Verdict:
    """The holiday table is kept by the district organizer."""
    if viewer.role in (SYSTEM, Role.DISTRICT_ORGANIZER):
        return YES
    return no("节假日安排由区委组织部维护。", "请联系区委组织部。")
