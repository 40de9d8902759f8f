"""The import's pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elections.models import PartyMember
from huanjie.accounts.enums import Role
from huanjie.files.models import ImportRun
from huanjie.files.services import run_job

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
