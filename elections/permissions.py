"""Who may do what in the field."""

from huanjie.accounts.enums import SYSTEM, Role
from huanjie.shared.verdict import YES, Verdict, no

ROSTER_EDITORS = frozenset({Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.DISTRICT_ORGANIZER})
ROSTER_READERS = ROSTER_EDITORS | {Role.STREET_LEADER}
SOURCE = "党员名册含个人信息，按岗位授权查看（个人信息保护法第六条）。"


def can_see_roster(viewer) -> Verdict:
    """The roster's lines. Leaders see counts only; auditors, departments and administrators nothing of it."""
    if viewer.role in ROSTER_READERS or viewer.role == SYSTEM:
        return YES
    return no("您的角色不能查看党员名册。", "如工作需要，请联系区委组织部。", SOURCE)


def can_see_organizations(viewer) -> Verdict:
    """Organizations with their counts, no person among them: for leaders too."""
    return YES if viewer.role == Role.LEADER else can_see_roster(viewer)


def can_edit_roster(viewer) -> Verdict:
    """Add people and change the organizations inside the viewer's area."""
    if viewer.role in ROSTER_EDITORS or viewer.role == SYSTEM:
        return YES
    return no("您的角色不能修改党员名册。", "请由社区填报员或街道工作人员修改。", SOURCE)


can_import_roster = can_edit_roster


def can_edit_member(viewer, member) -> Verdict:
    """Change a line of the roster, or mark the person as left."""
    verdict = can_edit_roster(viewer)
    if not verdict:
        return verdict
    if not viewer.sees(member.area_code):
        return no("此人不在您管辖的区域内。")
    if member.left_on is not None:
        return no("此人已转出，记录只供查询。", "如已转回，请重新登记。")
    return YES


def can_reveal_member(viewer, member) -> Verdict:
    """See the whole ID number, for a purpose that is put on record."""
    verdict = can_see_roster(viewer)
    if not verdict:
        return verdict
    return YES if viewer.sees(member.area_code) else no("此人不在您管辖的区域内。")
