"""The import's pages."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elections.models import PartyMember
from huanjie.accounts.enums import Role
from huanjie.files.models import FileJob, ImportRun
from huanjie.files.services import run_job
from huanjie.files.services.imports import mark_import, undo_import

from .conftest import STREET, apply, id_number, person, upload, workbook

GOOD = [person(0), person(1)]


@pytest.fixture
def client(district, client_as):
    return client_as(Role.STREET_STAFF, STREET)


def page(run, name="import"):
    return reverse(f"files:{name}", args=[run.pk])


def test_from_upload_to_undo(client, clerk):
    new = reverse("files:import_new", args=["roster"])
    assert client.get(new).status_code == 200
    answer = client.post(new, {"file": SimpleUploadedFile("花名册.xlsx", workbook([*GOOD, person(2, 姓名=None)]))})
    run = ImportRun.objects.get()
    assert answer.url == page(run) and "正在读取" in client.get(page(run)).text
    assert "hx-get" in client.get(page(run, "import_progress")).text
    run_job(run.source_job_id, renew=False)
    assert client.get(page(run, "import_progress")).headers["HX-Refresh"] == "true"
    run.refresh_from_db()
    shown = client.get(page(run) + "?tab=accept").text
    assert "确认导入 2 行" in shown and GOOD[0]["姓名"] in shown and id_number(0) not in shown
    assert "缺少姓名" in client.get(page(run)).text
    client.post(page(run, "import_confirm"), {"version": run.version})
    run.refresh_from_db()
    run_job(run.apply_job_id, renew=False)
    run.refresh_from_db()
    assert run.receipt_number in client.get(page(run)).text
    assert "删除本次新增的 2 条记录" in client.get(page(run, "import_undo")).text
    client.post(page(run, "import_undo"), {"version": run.version})
    run.refresh_from_db()
    run_job(run.undo_job_id, renew=False)
    assert "整批撤销" in client.get(page(run)).text and not PartyMember.objects.exists()


def test_says_which_columns_were_not_read(client, clerk):
    book = openpyxl.load_workbook(io.BytesIO(workbook(GOOD)))
    for row, text in enumerate(("籍贯", "某地", "某地"), start=2):
        book.active.cell(row, 12, text)
    target = io.BytesIO()
    book.save(target)
    run = upload(target.getvalue(), clerk)
    assert run.accept_count == 2
    assert "没有认出、没有读取的列：“籍贯”" in client.get(page(run)).text
    assert "没有认出" not in client.get(page(upload(GOOD, clerk))).text


@pytest.mark.parametrize("name", ["花名册.csv", "花名册.xls", "花名册.txt"])
def test_the_content_decides_and_not_the_name(clerk, name):
    run = apply(upload(workbook(GOOD), clerk, name=name), clerk)
    assert (run.created_count, PartyMember.objects.count()) == (2, 2)


def test_a_csv_called_xlsx_is_marked_and_undone_like_any_other(clerk):
    rows = [list(person(0)), *(list(row.values()) for row in (person(0), person(1, 姓名="=1+1"), person(2)))]
    content = "".join(",".join(row) + "\r\n" for row in rows).encode("gb18030")
    run = upload(content, clerk, name="花名册.xlsx")
    assert (run.accept_count, run.reject_count) == (2, 1)
    run = mark_import(run=run, by=clerk)
    run_job(run.marked_job_id, renew=False)
    job = FileJob.objects.get(pk=run.marked_job_id)
    sheet = openpyxl.load_workbook(job.result_file.open("rb")).worksheets[1]
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s") and "姓名" in sheet["A3"].comment.text
    run = undo_import(run=(done := apply(run, clerk)), by=clerk, expected_version=done.version)
    assert PartyMember.objects.count() == 2
    run_job(run.undo_job_id, renew=False)
    assert not PartyMember.objects.exists()


def test_wrong_files_are_refused_in_words(client):
    new = reverse("files:import_new", args=["roster"])
    answer = client.post(new, {"file": SimpleUploadedFile("a.pdf", b"%PDF")})
    assert answer.status_code == 422 and "这不是表格文件" in answer.text
    assert "请选择要导入的文件" in client.post(new, {}).text
    assert not ImportRun.objects.exists()


def test_stale_confirmation_says_so(client, clerk):
    run = upload(GOOD, clerk)
    answer = client.post(page(run, "import_confirm"), {"version": run.version - 1}, follow=True)
    assert "已被他人更新" in answer.text
    run.refresh_from_db()
    assert run.state == "preview"


def test_another_area_does_not_exist(clerk, client_as):
    run = upload(GOOD, clerk)
    other = client_as(Role.STREET_STAFF, "420199002")
    for name in ("import", "import_progress", "import_undo"):
        assert other.get(page(run, name)).status_code == 404
    for name in ("import_confirm", "import_cancel", "import_reopen", "import_undo", "import_marked"):
        assert other.post(page(run, name), {"version": run.version}).status_code == 404


def test_an_auditor_imports_audits_and_sees_no_roster(clerk, client_as):
    run = upload(GOOD, clerk)
    client = client_as(Role.AUDITOR, "420199")
    assert client.get(page(run)).status_code == 404
    assert client.get(reverse("files:imports")).status_code == 200
    assert client.get(reverse("files:import_new", args=["roster"])).status_code == 403


@pytest.mark.parametrize("role", [Role.LEADER, Role.REVIEWING_DEPARTMENT, Role.SYSTEM_ADMINISTRATOR])
def test_others_have_no_imports(clerk, client_as, role):
    run = upload(GOOD, clerk)
    client = client_as(role, "420199")
    assert client.get(page(run)).status_code == 404
    assert client.get(reverse("files:imports")).status_code == 404
    assert client.get(reverse("files:import_new", args=["roster"])).status_code == 403
    assert client.get(reverse("files:import_new", args=["nothing"])).status_code == 404


def test_list_costs_the_same_for_two_and_four(client, clerk):
    client.get(reverse("files:imports"))  # the session's own first write
    counts = []
    for start in (0, 10):
        for n in range(start, start + 2):
            apply(upload([person(n)], clerk), clerk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("files:imports")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
