"""A progress sheet in a file: preview, fill in, compare; and the command that judges it row by row."""

import io
import json
import os
import re
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from elections.models import Community, District, Subdistrict
from huanjie.accounts.enums import Role

SHARED = Path(os.environ.get("HUANJIE_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
MESSY = SHARED / "messy" / "05_换届进度日报_20261020.xlsx"


def workbook(*rows, first="社区"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["换届进度日报"])
    sheet.append([first, "应换届社区数", "登记选民数", "参加投票数", "信访件数", "完成选民登记", "备注"])
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    target.seek(0)
    target.name = "日报.xlsx"
    return target


@pytest.fixture
def url(field):
    return f"/reports/sheet/file/?street={field.prefix}&on={field.today}"


def test_lines_of_communities_are_previewed_then_filled_in(field, client_as, url):
    staff = client_as(Role.STREET_STAFF, field.prefix)
    field.fill(numbers=(3,), registered_voters=10)
    file = workbook(["东湖甲", 1, "3,412", 0, "2件", 0, None], ["东湖乙社区", 1, 2951, None, "无", 1, None],
                    ["天宫社区", 1, 5, 0, 0, 0, None], ["东湖丙社区", 1, 10, 0, 1, 0, None])  # fmt: skip
    page = staff.post(url, {"file": file})
    html = page.content.decode()
    assert page.status_code == 200
    assert ("填入 2 个社区的日报" in html, "1 个社区与系统一致。" in html, "第 5 行未读取" in html) == (
        True,
        True,
        True,
    )
    assert "与台账不同的数字（不填入，请核对）" in html
    form = html[html.index('action="/reports/sheet/"') :]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    data = {name: unescape(value) for name, value in fields.items() if name != "csrfmiddlewaretoken"}
    assert [field.report(n).values["registered_voters"] for n in (1, 2)] == [None, None]
    assert staff.post("/reports/sheet/", {**data, "act": "save"}).status_code == 302
    one, two = field.report(1).values, field.report(2).values
    assert (one["registered_voters"], one["ballots_cast"], one["petitions"]) == (3412, 0, 2)
    assert (two["registered_voters"], two["ballots_cast"], two["petitions"], two["registration_done"]) == (
        2951,
        None,
        0,
        0,
    )


def test_rows_of_streets_are_only_compared(field, client_as, url):
    staff = client_as(Role.STREET_STAFF, field.prefix)
    field.fill()
    file = workbook(["东湖街道", 3, 10194, 0, 5, 0, None], ["南山街道", 3, 1, 0, 0, 0, None], first="街道")
    html = staff.post(url, {"file": file}).content.decode()
    rows = [re.sub(r"<[^>]+>", " ", row).split() for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)]
    assert rows == [
        ["东湖街道", "应换届社区", "3", "3", "一致"],
        ["东湖街道", "完成选民登记", "0", "0", "一致"],
        ["东湖街道", "登记选民数", "10,194", "10,194", "一致"],
        ["东湖街道", "参加投票选民数", "0", "0", "一致"],
        ["东湖街道", "信访举报件数", "5", "3", "≠", "+2"],
    ]
    assert "1 行不在您可填的范围内" in html
    assert field.report().values["petitions"] == 1


@pytest.mark.parametrize("content", [b"", b"not a table at all"])
def test_a_file_that_cannot_be_read_is_refused_at_its_field(field, client_as, url, content):
    file = io.BytesIO(content)
    file.name = "日报.xlsx"
    answer = client_as(Role.STREET_STAFF, field.prefix).post(url, {"file": file})
    assert (answer.status_code, 'class="errorlist"' in answer.content.decode()) == (422, True)


@pytest.fixture
def jiangan(db):
    """江岸区 as the messy file knows it."""
    import csv

    with (SHARED / "divisions" / "jiangan_district.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    district = District.objects.create(code="420102000000", name="江岸区")
    streets = {
        row["code"]: Subdistrict.objects.create(code=row["code"], name=row["name"], district=district)
        for row in rows if row["level"] == "4"
    }  # fmt: skip
    Community.objects.bulk_create(
        Community(code=r["code"], name=r["name"], subdistrict=streets[r["parent_code"]])
        for r in rows
        if r["level"] == "5"
    )


@pytest.mark.skipif(not MESSY.exists(), reason="the shared data are not here")
def test_the_command_judges_every_row_as_expected(jiangan, capsys):
    call_command("import_day_sheet", str(MESSY), "--area", "420102", "--on", "2026-10-20", "--json")
    printed = {str(row.pop("row")): row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    expected = json.loads((MESSY.parent / "expected.json").read_text())["files"][MESSY.name]["rows"]
    for row in expected.values():
        row.pop("note", None)
    assert printed == expected


def test_the_command_says_why_a_file_cannot_be_read(db, tmp_path):
    with pytest.raises(CommandError):
        call_command("import_day_sheet", str(tmp_path / "nothing.xlsx"), "--area", "420102")
