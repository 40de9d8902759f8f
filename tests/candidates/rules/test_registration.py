"""Candidate registration and joint-review sheets. Persons and numbers are invented (area 420199 is not assigned)."""

import csv
import datetime as dt
import io
import json
import os
from pathlib import Path

import openpyxl
import pytest

from candidates.rules.registration import BOOK, LAYOUT, column_of, explain, normalize_registration
from candidates.rules.registration_marks import Positions, parse_conclusion, parse_positions, parse_review_mark
from elections.rules.places import PlaceIndex
from huanjie.shared.identity import check_digit
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.spreadsheet.table import read_table

SHARED = Path(os.environ.get("HUANJIE_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
ON, ELECTION_DAY = dt.date(2026, 9, 1), dt.date(2026, 12, 6)
PLACES = PlaceIndex(
    [
        ("420102004003", "华清社区", "420102004000", "车站街道"),
        ("420102004005", "长安社区", "420102004000", "车站街道"),
    ]
)
SINGLE = ["社区名称", "拟推荐\n职务", "姓名", "性别", "民族", "出生年月\n（岁）", "身份证号", "政治\n面貌", "入党时间", "学历", "是否\n连任",
          "生产方式"]  # fmt: skip


def number(birth, serial=301):
    first = f"420199{birth.replace('-', '')}{serial:03d}"
    return first + check_digit(first)


GOOD = dict(
    zip(
        SINGLE,
        ["华清社区", "书记、主任", "测试甲", "男", "汉", "1983.06\n（43岁）", number("1983-06-15"), "中共党员", "2006.07", "大学", "√",
         "组织推荐"],
        strict=True,
    )
) | {"公安": "无问题", "信访": "/", "结论": "合格"}  # fmt: skip
NORMALIZED = {
    "name": "测试甲", "gender": "男", "ethnicity": "汉族", "id_number": number("1983-06-15"), "birth_date": "1983-06-15",
    "positions": ["党组织书记", "居委会主任"], "community_code": "420102004003", "political_status": "中共党员",
    "join_date": "2006-07", "education": "大学本科", "incumbent": True, "nomination": "组织推荐",
    "review": {"公安": "pass", "信访": "not_applicable"}, "review_result": "合格", "phone": None}  # fmt: skip


def judge(*changes):
    header = [
        [*SINGLE, "联审部门意见", None, "联审\n结论"],
        [None] * len(SINGLE) + ["公安\n分局", "信访"],
    ]
    rows = [{**GOOD, **change} for change in changes]
    return judge_rows(*header, *([row[title] for title in (*SINGLE, "公安", "信访", "结论")] for row in rows))


def judge_rows(*rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["报送单位（盖章）：车站街道"])
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    table = read_table(open_workbook(target), LAYOUT)
    return [result for result in normalize_registration(table, PLACES, ON, ELECTION_DAY) if not result.why]


def test_a_good_row():
    (result,) = judge({})
    assert (result.row, result.outcome, result.warnings, result.errors) == (4, "accept", (), ())
    assert result.normalized == NORMALIZED


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"姓名": "无"}, ("missing_name",)),
        ({"身份证号": "420199198306153011"}, ("id_checksum",)),
        ({"性别": "女"}, ("gender_mismatch",)),
        ({"社区名称": "华情社区"}, ("unknown_community",)),
        ({"政治\n面貌": "群众", "入党时间": "无"}, ("position_requires_party_member",)),
        ({"政治\n面貌": "预备党员", "入党时间": "2025.11"}, ("position_requires_full_member",)),
        ({"入党时间": ""}, ("missing_join_date",)),
        ({"入党时间": "2027.01"}, ("date_in_future:入党时间",)),
        ({"拟推荐\n职务": ""}, ("missing_position",)),
        ({"拟推荐\n职务": "队长"}, ("unknown_position",)),
        ({"拟推荐\n职务": "书记、副书记"}, ("two_positions_same_committee",)),
        ({"公安": "有前科，详见附件"}, ("review_contradiction:公安",)),
        ({"公安": ""}, ("review_contradiction:公安",)),
        ({"结论": "不合格"}, ("review_contradiction:联审结论",)),
    ],
)
def test_rejects(change, errors):
    (result,) = judge(change)
    assert (result.outcome, result.normalized, result.errors) == ("reject", None, errors)


def test_age_counts_on_election_day():
    young = {"拟推荐\n职务": "居委会委员", "政治\n面貌": "群众", "入党时间": "/", "出生年月\n（岁）": ""}
    (before,) = judge(young | {"身份证号": number("2008-12-06")})
    (after,) = judge(young | {"身份证号": number("2008-12-07")})
    assert (before.errors, after.errors) == ((), ("under_18_on_election_day",))


def test_warns_about_a_stated_age_and_an_inferred_committee():
    (result,) = judge({"出生年月\n（岁）": "1983.06（29岁）", "拟推荐\n职务": "委员"})
    assert result.warnings == ("age_text_differs", "position_committee_inferred:居委会")
    assert result.normalized == NORMALIZED | {"positions": ["居委会委员"]}


def test_a_failed_review_is_recorded_with_its_words():
    (result,) = judge({"公安": "2023年受处分", "结论": "不合格"})
    assert result.warnings == ("review_failed",)
    assert result.normalized["review"] == {"公安": "fail", "信访": "not_applicable"}
    assert result.extra == {"opinions": {"公安": "2023年受处分"}}


def test_silence_is_pending_and_approves_nothing():
    (result,) = judge({"公安": "", "结论": ""})
    assert (result.normalized["review"]["公安"], result.normalized["review_result"]) == ("pending", "待审")
    (result,) = judge({"结论": ""})
    assert result.normalized["review_result"] == "待审"


@pytest.mark.parametrize("title", ["公安机关", "公安部门意见", "区公安分局", "公安总队"])
def test_a_department_spelled_otherwise_is_heard(title):
    header = [*SINGLE, "法院", title, "信访局", "联审结论"]
    good = [GOOD[name] for name in SINGLE]
    first, second = judge_rows(header, [*good, "无", "有前科", "无", "合格"], [*good, "无", "无", "无", "合格"])
    label = "公安" if title != "公安总队" else title
    assert first.errors == (f"review_contradiction:{label}",)
    assert second.normalized["review"] == {"法院": "pass", label: "pass", "信访": "pass"}


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("拟推荐\n职务", "推荐岗位"), ("拟推荐\n职务", "拟任职务（职位）"), ("姓名", "候选人姓名/曾用名"), ("身份证号", "公民身份号码"),
        ("生产方式", "提名/推荐方式"), ("结论", "资格联审结论"), ("结论", "联审结果（合格/不合格）"), ("是否\n连任", "是否连选连任"),
    ],
)  # fmt: skip
def test_a_header_spelled_otherwise(title, written):
    titles = [*SINGLE, "公安", "信访", "结论"]
    (result,) = judge_rows([written if each == title else each for each in titles], [GOOD[each] for each in titles])
    assert (result.normalized, result.errors) == (NORMALIZED, ())


def test_a_row_pushed_aside_is_told_as_such():
    titles = [*SINGLE, "公安", "信访", "结论"]
    good = [GOOD[each] for each in titles]
    first, second = judge_rows(titles, ["", *good], good)
    assert (first.errors, second.errors) == (("column_shift",), ())


def test_one_person_in_several_rows():
    deputy = {"拟推荐\n职务": "副主任"}
    results = judge({"拟推荐\n职务": "主任"}, deputy, deputy | {"社区名称": "长安社区"}, {"拟推荐\n职务": "书记"},
                    {"拟推荐\n职务": "主任"}, {"姓名": "测试乙"})  # fmt: skip
    assert [result.errors for result in results] == [
        (), ("two_positions_same_committee",), ("candidate_in_two_communities",), (), ("duplicate_row",),
        ("duplicate_id_other_name",)]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "mark"),
    [("√", "pass"), ("无", "pass"), ("同意", "pass"), ("无违法犯罪记录", "pass"), ("经审查，未发现不良记录。", "pass"),
     ("", "pending"), ("—", "pending"), ("未反馈", "pending"), ("审核中", "pending"), ("/", "not_applicable"),
     ("×", "fail"), ("不同意", "fail"), ("有问题", "fail"), ("无证驾驶", "fail"), ("无问题，但有欠税", "fail")],
)  # fmt: skip
def test_marks_of_departments(text, mark):
    assert parse_review_mark(text) == mark


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("书记兼主任", ("党组织书记", "居委会主任")),
        ("一肩挑", ("党组织书记", "居委会主任")),
        ("党委副书记", ("党组织副书记",)),
        ("兼职委员", ("兼职委员",)),
        ("纪检委员", ("党组织委员",)),
        ("居务监督委员会主任", ("居务监督委员会主任",)),
    ],
)
def test_positions(text, positions):
    assert parse_positions(text).positions == positions


def test_an_unreadable_part_spoils_the_cell():
    assert parse_positions("书记、队长") == Positions((), ())


def test_conclusions():
    assert [parse_conclusion(text, ("pass",)) for text in ("合格", "√", "通过", "不合格", "×", "待审", "", "再议")] == [
        "合格", "合格", "合格", "不合格", "不合格", "待审", "待审", None]  # fmt: skip


def test_every_code_is_explained_and_has_a_column():
    assert [code for code in BOOK.texts if not explain(code).endswith("。")] == []
    assert column_of("review_contradiction:公安") == "公安"
    assert column_of("review_contradiction:联审结论") == "review_result"


def test_the_shared_registration():
    path = SHARED / "messy" / "03_候选人登记及联审_车站街道.xlsx"
    if not path.exists():
        pytest.skip("the shared data directory is not here; set HUANJIE_SHARED_DATA to run this test")
    with (SHARED / "divisions" / "jiangan_district.csv").open(encoding="utf-8") as file:
        places = {row["code"]: row for row in csv.DictReader(file)}
    index = PlaceIndex(
        (code, row["name"], row["parent_code"], places[row["parent_code"]]["name"])
        for code, row in places.items()
        if row["level"] == "5"
    )
    expected = json.loads((SHARED / "messy" / "expected.json").read_text())["files"][path.name]["rows"]
    table = read_table(open_workbook(path), LAYOUT)
    results = list(normalize_registration(table, index, ON, ELECTION_DAY))
    assert [(str(r.row), r.outcome, r.why, r.normalized, list(r.warnings), list(r.errors)) for r in results] == [
        (row, e["outcome"], e.get("why", ""), e.get("normalized"), e.get("warnings", []), e.get("errors", []))
        for row, e in expected.items()
    ]
