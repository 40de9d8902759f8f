"""`manage.py import_roster`."""

import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from elections.models import PartyMember
from elections.services.organizations import kind_by_name

from .conftest import STREET, id_number

HEADER = "姓名,身份证号,入党时间,转正时间,党员类别,党支部,社区,电话"


def csv(*lines: str) -> bytes:
    return "\r\n".join([HEADER, *lines]).encode("gb18030")


def line(n: int, name="郑小一", community="东湖甲社区") -> str:
    return f"{name},'{id_number(n)},2005.07,2006.07,正式党员,{community}党支部,{community},160-0000-{n:04}"


def run(path, *args):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_roster", str(path), *args, "--json", stdout=out, stderr=err)
    return [json.loads(each) for each in out.getvalue().splitlines()], err.getvalue()


@pytest.fixture
def file(district, tmp_path):
    path = tmp_path / "名册.csv"
    path.write_bytes(csv(line(0), line(1, "古丽•买买提"), "缺号,,2005.07,,正式党员,支部,东湖甲社区,", ",,,,,,,", line(0),
                         line(2, "㛃䶮𬭎"), line(3, "移,位"), "合计,5,,,,,,"))  # fmt: skip
    return path


def test_one_object_per_row(file):
    rows, words = run(file, "--area", STREET, "--dry-run")
    assert [row["row"] for row in rows] == list(range(1, 10))
    outcomes = [row["outcome"] for row in rows]
    assert outcomes == ["skip", "accept", "accept", "reject", "skip", "reject", "accept", "reject", "skip"]
    assert rows[2]["normalized"]["name"] == "古丽·买买提" and rows[1]["normalized"]["phone"] == "16000000000"
    assert (rows[3]["errors"], rows[5]["errors"], rows[7]["errors"]) == (
        ["missing_id"],
        ["duplicate_row"],
        ["column_shift"],
    )
    assert rows[3]["normalized"] is None and not PartyMember.objects.exists() and "没有写入" in words


def test_imports_in_one_go(file, tmp_path):
    marked = tmp_path / "标注.xlsx"
    _, words = run(file, "--area", STREET + "000", "--errors", str(marked))
    assert PartyMember.objects.count() == 3 and "新增 3" in words and "DR-" in words
    assert openpyxl.load_workbook(marked).sheetnames[0] == "导入检查结果"
    rows, words = run(file, "--area", STREET)
    assert PartyMember.objects.count() == 3 and "无变化 3" in words
    assert rows[1]["warnings"] == ["already_on_roster"]


def test_exit_codes(file, tmp_path):
    with pytest.raises(SystemExit):
        run(file, "--area", STREET, "--dry-run", "--strict")
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    for path in (broken, tmp_path / "none.xlsx"):
        with pytest.raises(CommandError):
            run(path, "--area", STREET)


@pytest.mark.parametrize(("name", "kind"), [
    ("先锋社区党总支第二支部", "party_branch"), ("吉庆社区党委（老年支部）", "party_committee"),
    ("保成社区党总支", "general_party_branch"), ("泰宁社区党支部", "party_branch"), ("不知道", "party_branch"),
])  # fmt: skip
def test_kind_by_name(name, kind):
    assert kind_by_name(name) == kind
