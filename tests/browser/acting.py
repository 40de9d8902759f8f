"""What the browser tests do on many pages: unfold an act and do it, bring in a sheet of candidates."""

import io
import re

import openpyxl
from playwright.sync_api import expect

from huanjie.shared.identity import check_digit

HEADER = ["社区名称", "拟推荐职务", "姓名", "性别", "民族", "身份证号", "政治面貌", "入党时间", "学历", "提名方式"]


def act(page, summary: str, **fields) -> None:
    """Unfold an act of a page, fill it in (True ticks a box) and do it."""
    details = page.locator("details.act").filter(has=page.locator("summary", has_text=re.compile(f"^{summary}$")))
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    for label, value in fields.items():
        field = details.get_by_label(label, exact=value is True)
        field.check() if value is True else field.fill(value)
    details.get_by_role("button").last.click()


def number_of(month: int, day: int, woman: bool) -> str:
    """An ID number nobody has."""
    base = f"4201991986{month:02}{day:02}{'002' if woman else '001'}"
    return base + check_digit(base)


def import_candidates(street, rows) -> None:
    """Rows of (post, name, sex, ID number, in the Party) come in through the street's upload."""
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for post, name, sex, number, in_party in rows:
        standing = ("党员", "2010.07") if in_party else ("群众", "")
        book.active.append(["甲社区", post, name, sex, "汉", number, *standing, "大专", "组织推荐"])
    target = io.BytesIO()
    book.save(target)
    street.goto("/files/imports/new/candidates/")
    street.locator("input[type=file]").set_input_files(
        {"name": "候选人登记表.xlsx", "mimeType": "application/octet-stream", "buffer": target.getvalue()}
    )
    street.get_by_role("button", name="上传并检查").click()
    street.get_by_role("button", name=re.compile("^确认导入")).click(timeout=60_000)
    expect(street.get_by_role("link", name="撤销整批导入")).to_be_visible(timeout=60_000)
