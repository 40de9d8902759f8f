"""Who sees the pages of the joint review. What may be done on them is in permissions_review."""

from huanjie.accounts.enums import Role
from huanjie.shared.verdict import YES, Verdict, no

NEED = "联审意见按需知悉：各单位只看自己的意见，街道只看结论（个人信息保护法第6条）。"


def can_see_batches(viewer) -> Verdict:
    """Batches, the matrix, the workbooks of all departments: the organization department."""
    if viewer.role == Role.DISTRICT_ORGANIZER:
        return YES
    return no("联审批次和联审总表由区委组织部查看。", "您负责的事项请看“待办”。", NEED)


can_see_matrix = can_see_batches


def can_see_queue(viewer) -> Verdict:
    """The work list of a reviewing department: its own officers. An account without a unit finds it empty, with the
    reason on the page."""
    if viewer.role != Role.REVIEWING_DEPARTMENT:
        return no("“我的联审”由联审单位的经办人使用。", "", NEED)
    return YES


def can_see_opinion(viewer, opinion) -> Verdict:
    """What one department said, with its reasons: that department, and those who conclude."""
    if not viewer.sees(opinion.area_code):
        return no("此人不在您管辖的区域内。")
    if viewer.role == Role.DISTRICT_ORGANIZER:
        return YES
    if viewer.role == Role.REVIEWING_DEPARTMENT and viewer.unit and viewer.unit == opinion.department.name:
        return YES
    return no("这是其他单位的意见，您不能查看。", "", NEED)


def can_take_sheet(viewer, department) -> Verdict:
    """Download or return the sheet of one department: its own officers; the organization department may download."""
    if viewer.role == Role.DISTRICT_ORGANIZER and viewer.sees(department.area_code):
        return YES
    if viewer.role == Role.REVIEWING_DEPARTMENT and viewer.unit == department.name:
        return YES
    return no("回执表只给本单位的经办人。", "", NEED)
