"""`manage.py import_candidates` and the upload of a registration sheet."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from candidates.jobs import CANDIDATES
from candidates.models import Candidate
from elections.models import Community, District, Subdistrict
from huanjie.activity.queries.history import changes_of
from huanjie.files.services import run_job
from huanjie.files.services.imports import confirm_import, undo_import, upload_import

MESSY = Path("/work/shared/data/messy")
HEADER = [
    "序号",
    "社区名称",
    "拟推荐职务",
    "姓名",
    "性别",
    "民族",
    "身份证号",
    "政治面貌",
    "入党时间",
    "学历",
    "提名方式",
    "联审结论",
]


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["东湖街道候选人登记表"])
    book.active.append(HEADER)
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def rows(number):
    return [
        [1, "东湖甲社区", "书记", "戚志远", "男", "汉", number(), "党员", "2006.07", "大学", "组织推荐", "合格"],
        [2, "东湖甲社区", "主任", "戚志远", "男", "汉", number(), "党员", "2006.07", "大学", "组织推荐", "合格"],
        [3, "东湖乙社区", "副主任", "邹凯", "男", "汉", number(1), "群众", "/", "大专", "个人自荐", ""],
        [4, "东湖丙社区", "书记", "窦明", "男", "汉", number(2), "群众", "", "大专", "组织推荐", ""],
        [5, "南山甲社区", "主任", "外区人", "男", "汉", number(3), "群众", "", "大专", "联名推荐", ""],
    ]


def command(file, *args) -> list[dict]:
    out = io.StringIO()
    call_command("import_candidates", str(file), "--json", *args, stdout=out, stderr=io.StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.skipif(not MESSY.exists(), reason="the founder's messy files are not part of the product")
def test_the_messy_file_is_judged_as_expected(db):
    district = District.objects.create(code="420102000000", name="江岸区")
    street = Subdistrict.objects.create(code="420102004000", name="车站街道", district=district)
    names = {"003": "华清社区", "005": "长安社区", "006": "三德社区", "007": "辅堂社区"}
    Community.objects.bulk_create(
        Community(code=f"420102004{n}", name=name, subdistrict=street) for n, name in names.items()
    )
    file = next(MESSY.glob("03_*.xlsx"))
    lines = command(file, "--area", "420102", "--dry-run", "--on", "2026-09-01", "--election-day", "2026-12-06")
    expected = json.loads((MESSY / "expected.json").read_text())["files"][file.name]["rows"]
    said = {
        str(line["row"]): {
            key: value
            for key, value in (("outcome", line["outcome"]), ("normalized", line["normalized"]),
                               ("warnings", line["warnings"]), ("errors", line["errors"]), ("why", line.get("why")))
            if value
        }
        for line in lines
    }  # fmt: skip
    assert said == expected


def test_a_dry_run_writes_nothing(cycle, rows, tmp_path):
    file = tmp_path / "登记表.xlsx"
    file.write_bytes(workbook(*rows))
    lines = command(file, "--area", "420199001", "--dry-run")
    assert [(line["row"], line["outcome"], line["errors"]) for line in lines if line["outcome"] != "skip"] == [
        (3, "accept", []), (4, "accept_with_warning", []), (5, "accept", []),
        (6, "reject", ["position_requires_party_member"]), (7, "reject", ["unknown_community"]),
    ]  # fmt: skip
    assert Candidate.objects.count() == 0


def test_good_rows_become_nominations_and_pass_nobody(cycle, rows, tmp_path):
    file, marked = tmp_path / "登记表.xlsx", tmp_path / "标注.xlsx"
    file.write_bytes(workbook(*rows))
    command(file, "--area", "420199001", "--errors", str(marked))
    found = Candidate.objects.order_by("pk")
    assert [(c.name, c.posts, c.state, c.nomination, c.remark) for c in found] == [
        ("戚志远", ["party_secretary", "committee_chair"], "nominated", "organization", "导入表所写联审结论：合格"),
        ("邹凯", ["committee_deputy_chair"], "nominated", "self", ""),
    ]
    assert [list(changes_of(c).values_list("after", flat=True)) for c in found] == [["nominated"]] * 2
    assert marked.exists()
    again = command(file, "--area", "420199001")
    assert [line["warnings"] for line in again if line["row"] == 3] == [["already_registered"]]
    assert Candidate.objects.count() == 2


def test_without_a_running_cycle_the_file_is_not_read(district, rows, tmp_path):
    file = tmp_path / "登记表.xlsx"
    file.write_bytes(workbook(*rows))
    with pytest.raises(CommandError, match="没有进行中的换届"):
        command(file, "--area", "420199001")


def test_upload_preview_confirm_undo(cycle, rows, street, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("登记表.xlsx", workbook(*rows))
    run = upload_import(kind=CANDIDATES, file=file, by=street)
    run_job(run.source_job_id, renew=False)
    run.refresh_from_db()
    assert (run.state, run.accept_count + run.warn_count, run.reject_count) == ("preview", 3, 2)
    run = confirm_import(run=run, by=street, expected_version=run.version)
    run_job(run.apply_job_id, renew=False)
    run.refresh_from_db()
    assert (run.state, Candidate.objects.count()) == ("done", 2)
    assert {c.batch_id for c in Candidate.objects.all()} == {run.apply_job_id}
    run = undo_import(run=run, by=street, expected_version=run.version)
    run_job(run.undo_job_id, renew=False)
    run.refresh_from_db()
    assert (run.state, Candidate.objects.count()) == ("undone", 0)
