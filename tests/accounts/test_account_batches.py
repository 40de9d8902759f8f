"""Accounts and roles by spreadsheet."""

import io
import json

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from huanjie.accounts.batch_file import read_rows, template_file
from huanjie.accounts.enums import Role
from huanjie.accounts.models import AccountBatch, Assignment, User
from huanjie.accounts.queries.batches import check_rows
from huanjie.accounts.services import batches
from huanjie.activity.models import ActivityEntry
from huanjie.files.models import FileJob
from huanjie.files.services import run_job
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.verdict import Refused

HEADER = ["工号", "姓名", "单位", "角色", "区域代码", "区域名称"]
ROWS = [
    [1001, "王一", "前街", "街道工作人员", "990101001", ""],
    ["w2", "王二", "前街", "社区填报员", "", "后街街道甲社区"],
    ["w2", "王二", "前街", "社区填报员", "990101001001", ""],
    ["w3", "王三", "区委", "安全管理员", "", ""],
    ["w4", "王四", "", "", "", ""],
    ["w5", "王五", "", "社区填报员", "", "甲社区"],
    ["w6", "王六", "", "街道工作人员", "990101", ""],
    ["w3", "王三", "区委", "审计人员", "990101", ""],
    ["", "无号", "", "", "", ""],
    ["w7", "王七", "", "打字员", "", ""],
    ["w2", "别人", "", "", "", ""],
    ["w8", "王八", "", "领导", "990102000000", ""],
]


def workbook(rows, header=HEADER, title="账号表"):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, title)
    for r, row in enumerate([header, *rows], start=1):
        sheet.write_row(r, 0, row)
    book.close()
    return buffer.getvalue()


@pytest.fixture
def batch(viewer):
    return batches.upload_batch(content=workbook(ROWS), source_name="表.xlsx", by=viewer(Role.SECURITY_ADMINISTRATOR))


def test_each_row_is_understood_or_says_why_not(home):
    rows = check_rows(read_rows(workbook(ROWS)))
    assert [(row.number, row.username, row.role, row.area_code) for row in rows if not row.errors] == [
        (3, "1001", "street_staff", "990101001"),
        (4, "w2", "community_clerk", "990101002001"),
        (5, "w2", "community_clerk", "990101001001"),
        (6, "w3", "security_administrator", ""),
        (7, "w4", "", ""),
    ]
    assert {row.number: row.errors[0][:15] for row in rows if row.errors} == {
        8: "“甲社区”对应多个区域（试点区",
        9: "“街道工作人员”须授权到街道。",
        10: "“安全管理员”与“审计人员”不",
        11: "没有填写工号。",
        12: "“打字员”不是系统中的角色。可",
        13: "同一工号在表中对应两个姓名（王",
        14: "所填区域不在本系统的区域内。请",
    }


def test_files_that_cannot_be_read_say_so(home):
    with pytest.raises(SpreadsheetError, match="没有找到表头"):
        read_rows(workbook([["a", "b"]], header=["甲", "乙"]))
    with pytest.raises(SpreadsheetError, match="没有数据"):
        read_rows(workbook([]))
    assert [row.username for row in read_rows(template_file())] == ["JD0001", "SQ0001"]


def test_two_administrators_two_halves(viewer, batch, client, enter):
    system, security = viewer(Role.SYSTEM_ADMINISTRATOR), viewer(Role.SECURITY_ADMINISTRATOR)
    with pytest.raises(Refused, match="没有可以授予的角色"):
        batches.grant_batch(batch=batch, by=security)
    with pytest.raises(Refused):
        batches.start_batch_accounts(batch=batch, by=security)
    job = batches.start_batch_accounts(batch=batch, by=system)
    assert batches.start_batch_accounts(batch=batch, by=system).pk == job.pk
    assert run_job(job.pk, renew=False) == "succeeded"
    assert sorted(User.objects.exclude(username__startswith="u-").values_list("username", flat=True)) == [
        "1001", "w2", "w3", "w4"]  # fmt: skip
    with pytest.raises(Refused):
        batches.grant_batch(batch=batch, by=system)
    assert batches.grant_batch(batch=batch, by=security) == 4
    granted = Assignment.objects.filter(user__username__in=["1001", "w2", "w3"]).order_by("user__username", "area_code")
    assert [(a.user.username, a.role, a.area_code) for a in granted] == [
        ("1001", "street_staff", "990101001"), ("w2", "community_clerk", "990101001001"),
        ("w2", "community_clerk", "990101002001"), ("w3", "security_administrator", "")]  # fmt: skip
    with pytest.raises(Refused, match="没有可以授予的角色"):
        batches.grant_batch(batch=batch, by=security)


def test_first_passwords_come_once_and_work(viewer, batch, enter):
    client = enter(Role.SYSTEM_ADMINISTRATOR)
    job = batches.start_batch_accounts(batch=batch, by=viewer(Role.SYSTEM_ADMINISTRATOR))
    run_job(job.pk, renew=False)
    stored = AccountBatch.objects.get(pk=batch.pk)
    lines = json.loads(stored.passwords)
    answer = client.post(f"/accounts/imports/{batch.pk}/passwords/")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert sheet[1] == ["工号", "姓名", "单位", "初始密码"]
    assert [row[0] for row in sheet[2:]] == ["1001", "w2", "w3", "w4"]
    for row in sheet[2:]:
        user = User.objects.get(username=row[0])
        assert (user.check_password(row[3]), user.must_change_password) == (True, True)
    stored.refresh_from_db()
    assert stored.passwords == ""
    assert client.post(f"/accounts/imports/{batch.pk}/passwords/").status_code == 403
    written = str(list(ActivityEntry.objects.values())) + str(list(FileJob.objects.values("result", "params")))
    assert [line for line in lines if line["password"] in written] == []


def test_upload_over_the_web(enter):
    client = enter(Role.SECURITY_ADMINISTRATOR)
    file = io.BytesIO(workbook(ROWS))
    file.name = "名单.xlsx"
    answer = client.post("/accounts/imports/upload/", {"file": file})
    batch = AccountBatch.objects.get()
    assert answer.headers["Location"] == f"/accounts/imports/{batch.pk}/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "等待系统管理员建立 4 个账号" in page and "需修改（7 行）" in page
    bad = io.BytesIO(b"%PDF-1.4 nonsense")
    bad.name = "a.xlsx"
    assert "这不是表格文件" in client.post("/accounts/imports/upload/", {"file": bad}).content.decode()
