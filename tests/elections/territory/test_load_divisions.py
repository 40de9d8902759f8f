"""Editions of the code file, one after another."""

import csv
import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from elections.models import Community, CommunityCycle, District, Region, Subdistrict, TerritoryChange
from elections.queries.territory import full_name_of, name_of
from elections.rules.divisions import DivisionError, lines_of, read_edition
from huanjie.activity.models import ActivityEntry

DATA = Path(__file__).parents[2] / "data"
BEFORE, AFTER = DATA / "divisions_before.csv", DATA / "divisions_after.csv"
SHARED = Path("/work/shared/data/divisions")
DAY = date(2026, 3, 1)
pytestmark = pytest.mark.django_db


def load(path, **options) -> dict:
    out = io.StringIO()
    call_command("load_divisions", str(path), "--json", stdout=out, **options)
    return json.loads(out.getvalue())


def counts(summary) -> dict:
    return {kind: n for kind, n in summary.items() if kind != "by_level" and n}


def changes():
    rows = TerritoryChange.objects.order_by("area_code")
    return [(c.kind, c.old_code, c.old_name, c.new_code, c.new_name) for c in rows]


def test_the_first_edition_comes_in_without_a_history_and_twice_changes_nothing():
    assert counts(load(BEFORE)) == {"created": 17}
    tables = [model.objects.count() for model in (Region, District, Subdistrict, Community)]
    assert tables == [3, 3, 4, 7]
    assert changes() == []
    assert counts(load(BEFORE)) == {"unchanged": 17}
    assert [model.objects.count() for model in (Region, District, Subdistrict, Community)] == tables


def test_a_city_without_districts_is_a_district_of_its_own_name():
    load(BEFORE)
    district = District.objects.get(code="990200000000")
    assert (district.name, district.prefix) == ("无区市", "990200")
    assert Subdistrict.objects.get(code="990200001000").district == district
    assert full_name_of("990200001001") == "无区市直管镇直管社区"
    assert (name_of("9902"), name_of("990200")) == ("无区市", "无区市")


def test_a_later_edition_of_one_district():
    load(BEFORE)
    summary = load(AFTER, within="990101", on=DAY)
    assert counts(summary) == {"created": 1, "renamed": 3, "moved": 1, "retired": 1, "reused": 2, "unchanged": 3}
    assert changes() == [
        ("renamed", "990101000000", "试点区", "990101000000", "试点新区"),
        ("renamed", "990101001000", "前街办事处", "990101001000", "前街街道"),
        ("renamed", "990101001001", "甲社区居委会", "990101001001", "甲社区"),
        ("reused", "990101001003", "丙社区", "990101001003", "丙丙社区"),
        ("created", "", "", "990101001004", "己社区"),
        ("retired", "990101002001", "丁社区", "", ""),
        ("reused", "990101002002", "戊村委会", "990101002002", "庚社区"),
        ("moved", "990101001002", "乙社区", "990101002003", "乙社区"),
    ]
    assert list(Community.objects.filter(code="990101001003").order_by("pk").values_list(
        "name", "valid_from", "valid_to")) == [("丙社区", date(1949, 10, 1), DAY), ("丙丙社区", DAY, None)]  # fmt: skip
    assert Community.objects.current().get(code="990102001001").name == "邻社区"
    assert name_of("990101001003", date(2026, 2, 28)) == "丙社区"
    assert name_of("990101001003", DAY) == name_of("990101001003") == "丙丙社区"
    assert name_of("990101002001", DAY) == "" and name_of("990101002001", date(2020, 1, 1)) == "丁社区"
    assert counts(load(AFTER, within="990101")) == {"unchanged": 10}


def test_a_list_of_renames_settles_what_the_file_cannot_say(tmp_path):
    load(BEFORE)
    listed = tmp_path / "renames.csv"
    listed.write_text("code\n990101001003\n")
    summary = load(AFTER, within="990101", renames=listed)
    assert (summary["renamed"], summary["reused"]) == (4, 1)
    assert Community.objects.get(code="990101001003").name == "丙丙社区"


def test_a_file_of_one_district_takes_nothing_from_its_neighbours():
    load(BEFORE)
    load(AFTER)
    assert District.objects.current().count() == 3
    assert Community.objects.current().filter(code__startswith="990102").count() == 1


def test_a_wider_scope_gives_up_a_district_that_is_gone():
    load(BEFORE)
    load(AFTER, within="9901", on=DAY)
    gone = [
        m.objects.filter(code__startswith="990102", valid_to=DAY).count() for m in (District, Subdistrict, Community)
    ]
    assert gone == [1, 1, 1]
    assert Community.objects.current().filter(code__startswith="9902").count() == 1


def test_a_file_without_communities_gives_up_none(tmp_path):
    load(BEFORE)
    short = tmp_path / "streets.csv"
    short.write_text("\n".join(line for line in BEFORE.read_text().splitlines() if ",5," not in line))
    assert counts(load(short)) == {"unchanged": 10}


def test_a_street_whose_code_was_reused_keeps_its_communities(tmp_path):
    load(BEFORE)
    other = tmp_path / "other.csv"
    other.write_text(BEFORE.read_text().replace("后街街道", "新港街道"))
    assert counts(load(other)) == {"reused": 1, "unchanged": 16}
    street = Subdistrict.objects.current().get(code="990101002000")
    assert sorted(street.communities.values_list("name", flat=True)) == ["丁社区", "戊村委会"]


def test_an_open_cycle_keeps_its_communities(cycle, tmp_path):
    file = tmp_path / "one.csv"
    file.write_text(
        "code,name,level,parent_code\n420199000000,滨江区,3,420100000000\n420199001000,东湖街道,4,420199000000\n"
        "420199001001,东湖甲社区,5,420199001000\n"
    )
    with pytest.raises(CommandError, match="正在换届的社区不能直接撤销"):
        load(file)
    assert Community.objects.current().count() == 6
    CommunityCycle.objects.exclude(community__code="420199001001").update(inclusion="not_due")
    assert load(file)["retired"] == 6


@pytest.mark.parametrize(("line", "words"), [
    ("99010100100,甲,5,990101001000", "不是 12 位"), ("990101001001,甲,9,990101001000", "级别"),
    ("990101001001,,5,990101001000", "名称为空"), ("990101001001,甲,4,990101000000", "与级别"),
    ("990101001001,甲,5,990101002000", "上级代码"), ("990101001001,甲,5,990101001000", "所在的区县"),
    ("990101001001,甲", "列数不足"),
])  # fmt: skip
def test_a_bad_line_is_named(line, words):
    with pytest.raises(DivisionError, match=words):
        read_edition(lines_of(f"code,name,level,parent_code\n{line}\n".encode()))


def test_headers_encodings_and_scope():
    with pytest.raises(DivisionError, match="缺少列：level、parent_code"):
        read_edition(lines_of(b"code,name\n"))
    text = BEFORE.read_text()
    for content in (text.encode("gb18030"), text.encode("utf-8-sig"), gzip.compress(text.encode())):
        assert len(read_edition(lines_of(content), "990101").units) == 10
    with pytest.raises(DivisionError, match="没有“98”范围内"):
        read_edition(lines_of(text.encode()), "98")


def test_a_dry_run_writes_nothing():
    assert load(BEFORE, dry_run=True)["created"] == 17
    assert (Community.objects.count(), ActivityEntry.objects.count()) == (0, 0)


@pytest.mark.skipif(not SHARED.exists(), reason="the real code files (/work/shared/data/divisions) are not here")
def test_three_real_editions_of_a_real_district(tmp_path):
    rows = list(csv.DictReader((SHARED / "jiangan_changes.csv").open(encoding="utf-8")))
    for year in ("2016", "2021", "2023"):
        lines = ["code,name,level,parent_code", "420000000000,湖北省,1,", "420100000000,武汉市,2,420000000000"]
        for row in rows:
            if row[f"name_{year}"]:
                cut = {"3": 4, "4": 6, "5": 9}[row["level"]]
                lines.append(f"{row['code']},{row[f'name_{year}']},{row['level']},{row['code'][:cut].ljust(12, '0')}")
        (tmp_path / f"{year}.csv").write_text("\n".join(lines), encoding="utf-8")
    load(tmp_path / "2016.csv")
    whole = load(tmp_path / "2023.csv", within="420102", dry_run=True)["by_level"]["5"]
    assert (whole["retired"] + whole["moved"], whole["created"] + whole["moved"], whole["reused"]) == (26, 16, 4)
    assert (whole["moved"], whole["renamed"]) == (2, 0)
    first = load(tmp_path / "2021.csv", within="420102", on=date(2021, 12, 31))
    second = load(tmp_path / "2023.csv", within="420102", on=date(2023, 6, 30))
    assert (first["by_level"]["4"]["renamed"], first["reused"], second["reused"]) == (16, 1, 3)
    current = {c.code: c.name for c in Community.objects.current()}
    assert current == {row["code"]: row["name_2023"] for row in rows if row["level"] == "5" and row["name_2023"]}
    assert name_of("420102011003", date(2022, 1, 1)) == "新江岸社区"
    assert full_name_of("420102011003") == "武汉市江岸区新村街道盛锦社区"
