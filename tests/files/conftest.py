"""Workbooks of invented people and an import of them through real jobs."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from elections.jobs import ROSTER
from huanjie.files.services import run_job
from huanjie.files.services.imports import confirm_import, upload_import
from huanjie.shared.identity import check_digit

HEADER = [
    "姓名",
    "性别",
    "民族",
    "身份证号码",
    "学历",
    "入党时间",
    "转正时间",
    "党员类别",
    "所在党支部",
    "社区",
    "联系电话",
]
STREET = "420199001"


def id_number(n: int, birth: str = "19800512") -> str:
    """A valid number nobody has: area 420199, men only."""
    year, n = divmod(n, 400)
    base = f"420199{int(birth[:4]) + year}{birth[4:]}{n * 2 + 1:03}"
    return base + check_digit(base)


def person(n: int, **other) -> dict:
    """One good row; `other` replaces cells by header."""
    return {
        "姓名": "甲乙丙丁戊己庚辛壬癸"[n % 10] + "小" + "一二三四五六七八九十"[n // 10 % 10], "性别": "男", "民族": "汉族",
        "身份证号码": id_number(n), "学历": "大专", "入党时间": "2005.07", "转正时间": "2006.07", "党员类别": "正式党员",
        "所在党支部": "东湖甲社区第一党支部", "社区": "东湖甲社区", "联系电话": f"160{n:08}",
    } | other  # fmt: skip


def workbook(rows: list[dict]) -> bytes:
    """An xlsx with a title, the header in row 2, and the rows from row 3."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["东湖街道党员花名册"])
    sheet.append(HEADER)
    for row in rows:
        sheet.append([row.get(name) for name in HEADER])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def upload(rows, by, name="花名册.xlsx", kind=ROSTER):
    """Upload and read a file: the run in preview."""
    content = rows if isinstance(rows, bytes) else workbook(rows)
    run = upload_import(kind=kind, file=SimpleUploadedFile(name, content), by=by)
    run_job(run.source_job_id, renew=False)
    run.refresh_from_db()
    return run


def apply(run, by):
    """Confirm and write."""
    run = confirm_import(run=run, by=by, expected_version=run.version)
    run_job(run.apply_job_id, renew=False)
    run.refresh_from_db()
    return run


@pytest.fixture
def clerk(district, viewer):
    """A street's staff: may import into the street."""
    from huanjie.accounts.enums import Role

    return viewer(Role.STREET_STAFF, STREET)
