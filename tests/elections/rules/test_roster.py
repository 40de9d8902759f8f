"""Party-member rosters, from file to verdict. Persons, numbers and phones are invented (area 420199 is not assigned)."""

import csv
import datetime as dt
import io
import json
import os
from pathlib import Path

import openpyxl
import pytest

from elections.rules.places import PlaceIndex
from elections.rules.roster import BOOK, LAYOUT, column_of, explain, normalize_roster
from huanjie.shared.identity import check_digit
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.spreadsheet.results import REJECT, SKIP
from huanjie.shared.spreadsheet.table import read_table

SHARED = Path(os.environ.get("HUANJIE_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
ON = dt.date(2026, 9, 1)
PLACES = PlaceIndex(
    [
        ("420102003007", "天津社区", "420102003000", "一元街道"),
        ("420102003008", "扬子社区", "420102003000", "一元街道"),
        ("420102002003", "保成社区", "420102002000", "大智街道"),
    ]
)
TITLES = [
    "姓名",
    "性别",
    "民族",
    "出生年月",
    "身份证号",
    "学历",
    "入党时间",
    "转正时间",
    "党员类别",
    "所在党支部",
    "社区",
    "联系电话",
    "备注",
]


def number(birth, serial=101):
    """An invented identity number in the unassigned area 420199."""
    first = f"420199{birth.replace('-', '')}{serial:03d}"
    return first + check_digit(first)


GOOD = {"姓名": "测试甲", "性别": "男", "民族": "汉", "出生年月": "1965.03", "身份证号": number("1965-03-12"), "学历": "大专",
        "入党时间": "1988.07", "转正时间": "1989.07", "党员类别": "正式", "所在党支部": "第一支部", "社区": "天津社区",
        "联系电话": "16000000001", "备注": ""}  # fmt: skip
NORMALIZED = {
    "name": "测试甲", "gender": "男", "ethnicity": "汉族", "id_number": number("1965-03-12"), "birth_date": "1965-03-12",
    "education": "大学专科", "join_date": "1988-07", "full_date": "1989-07", "member_type": "正式党员",
    "branch": "第一支部", "community_code": "420102003007", "phone": "16000000001"}  # fmt: skip


def xlsx(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def judge(*changes):
    """The results of a workbook whose data rows are the good row with changes."""
    rows = [[{**GOOD, **change}[title] for title in TITLES] for change in changes]
    return judge_file(xlsx([["填报单位：一元街道（盖章）"], TITLES, *rows]))[2:]


def judge_file(content):
    return list(normalize_roster(read_table(open_workbook(content), LAYOUT), PLACES, ON))


def test_a_good_row():
    (result,) = judge({})
    assert (result.row, result.outcome, result.normalized, result.warnings) == (3, "accept", NORMALIZED, ())


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"姓名": ""}, ("missing_name",)),
        ({"姓名": "测?"}, ("invalid_name",)),
        ({"身份证号": "暂缺"}, ("missing_id",)),
        ({"身份证号": 4.20199196503121e17}, ("id_precision_lost",)),
        ({"身份证号": "420199196503121010"}, ("id_checksum",)),
        ({"身份证号": number("2027-03-12"), "出生年月": ""}, ("id_birth_date", "joined_before_18")),
        ({"性别": "女"}, ("gender_mismatch",)),
        ({"入党时间": "无"}, ("missing_join_date",)),
        ({"入党时间": "1985.13"}, ("invalid_date:入党时间",)),
        ({"入党时间": "2027.05", "转正时间": "/"}, ("date_in_future:入党时间",)),
        ({"转正时间": "1987.07"}, ("full_date_before_join_date",)),
        ({"入党时间": "1983.02"}, ("joined_before_18",)),
        ({"出生年月": "1965.14"}, ("invalid_date:出生年月",)),
        ({"社区": "保成社区"}, ("unknown_community",)),
        ({"社区": ""}, ("missing_community",)),
    ],
)
def test_rejects(change, errors):
    (result,) = judge(change)
    assert (result.outcome, result.normalized, result.errors, result.warnings) == (REJECT, None, errors, ())


@pytest.mark.parametrize(
    ("change", "warnings", "normalized"),
    [
        ({"姓名": "测试甲（曾用名：乙）"}, ("name_annotation",), {}),
        ({"身份证号": number("1965-03-12") + "（已核）"}, ("id_annotation",), {}),
        ({"身份证号": number("1965-03-12")[:6] + number("1965-03-12")[8:17]}, ("id_15_digits_converted",), {}),
        ({"出生年月": 65.3, "入党时间": "88.7"}, ("two_digit_year:入党时间", "two_digit_year:出生年月"), {}),
        ({"入党时间": "32325"}, ("excel_serial:入党时间",), {"join_date": "1988-07-01"}),
        ({"入党时间": 1988.1}, ("ambiguous_month:入党时间",), {"join_date": "1988-01"}),
        ({"出生年月": "1966.03"}, ("birth_differs_from_id",), {}),
        ({"联系电话": "1600000002"}, ("invalid_phone",), {"phone": None}),
        ({"备注": "2025年11月转出"}, ("remark_suggests_left:转出",), {}),
        ({"学历": "火星"}, ("unrecognised_value:学历",), {"education": None}),
        ({"党员类别": "", "转正时间": ""}, ("missing_member_type",), {"member_type": None, "full_date": None}),
    ],
)
def test_accepts_with_warnings(change, warnings, normalized):
    (result,) = judge(change)
    assert (result.outcome, result.warnings, result.errors) == ("accept_with_warning", warnings, ())
    assert result.normalized == NORMALIZED | normalized


@pytest.mark.parametrize(
    ("change", "normalized"),
    [
        ({"入党时间": "1983.03"}, {"join_date": "1983-03"}),
        ({"入党时间": "一九八八年七月"}, {"join_date": "1988-07"}),
        ({"入党时间": "1988.1", "转正时间": dt.date(1989, 7, 1)}, {"join_date": "1988-01", "full_date": "1989-07-01"}),
        ({"性别": "", "联系电话": "无", "学历": "/"}, {"phone": None, "education": None}),
        (
            {"社区": "", "所在党支部": "扬子社区老年支部"},
            {"branch": "扬子社区老年支部", "community_code": "420102003008"},
        ),
        ({"社区": "大智街道保成社区居委会"}, {"community_code": "420102002003"}),
        ({"党员类别": "预备党员", "转正时间": "—"}, {"member_type": "预备党员", "full_date": None}),
    ],
)
def test_accepts_what_is_only_written_differently(change, normalized):
    (result,) = judge(change)
    assert (result.outcome, result.warnings, result.errors) == ("accept", (), ())
    assert result.normalized == NORMALIZED | normalized


def test_a_number_cell_that_lost_its_zero_is_read_from_the_identity_number():
    (result,) = judge(
        {"身份证号": number("1990-10-16"), "出生年月": 1990.1, "入党时间": "2012.06", "转正时间": "2013.06"}
    )
    assert result.warnings == ("trailing_zero_lost:出生年月",)
    (result,) = judge(
        {"身份证号": number("1990-01-16"), "出生年月": 1990.1, "入党时间": "2012.06", "转正时间": "2013.06"}
    )
    assert result.warnings == ()


def test_duplicates_of_an_accepted_row():
    results = judge({}, {"姓名": "测试乙"}, {}, {"身份证号": number("1966-03-12"), "出生年月": "1966.03"})
    assert [result.errors for result in results] == [(), ("duplicate_id_other_name",), ("duplicate_row",), ()]


def test_a_rejected_row_does_not_block_its_correction():
    results = judge({"社区": "火星社区"}, {})
    assert [result.errors for result in results] == [("unknown_community",), ()]


def test_a_csv_with_a_column_shift_rejects_that_record_only():
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["填报单位：一元街道"] + [""] * 12)
    writer.writerow(TITLES)
    writer.writerow(["10个字以内", "", "", "", "18位文本格式"] + [""] * 8)
    first, second = (dict(GOOD, 身份证号=f"'{number('1965-03-12', serial)}") for serial in (101, 103))
    writer.writerow([{**first, "所在党支部": "天津社区党委,一支部"}[title] for title in TITLES])
    file.write(",".join({**second, "所在党支部": "天津社区党委,一支部"}[title] for title in TITLES) + "\r\n")
    writer.writerow([{**second, "姓名": "测\n试乙"}[title] for title in TITLES])
    results = judge_file(file.getvalue().encode("gb18030"))
    assert [(result.row, result.why, result.errors) for result in results] == [
        (1, "subtitle", ()),
        (2, "header", ()),
        (3, "instruction", ()),
        (4, "", ()),
        (5, "", ("column_shift",)),
        (6, "", ()),
    ]
    assert [result.normalized["branch"] for result in results if result.normalized] == [
        "天津社区党委,一支部",
        "第一支部",
    ]


def test_every_code_is_explained_and_has_a_column():
    codes = list(BOOK.texts)
    assert [code for code in codes if not explain(code).endswith(("。", "？"))] == []
    assert column_of("two_digit_year:入党时间") == "join_date"
    assert column_of("unknown_community") == "community"
    assert "转出" in explain("remark_suggests_left:转出")


def test_no_explanation_shows_personal_data():
    (result,) = judge({"身份证号": "420199196503121010", "姓名": "测?"})
    texts = " ".join(remark.text for remark in BOOK.remarks(result))
    assert "420199" not in texts
    assert "测" not in texts


def test_the_shared_roster():
    path = SHARED / "messy" / "01_党员花名册_大智街道.xlsx"
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
    results = list(normalize_roster(read_table(open_workbook(path), LAYOUT), index, ON))
    assert [(str(r.row), r.outcome, r.why, r.normalized, list(r.warnings), list(r.errors)) for r in results] == [
        (row, e["outcome"], e.get("why", ""), e.get("normalized"), e.get("warnings", []), e.get("errors", []))
        for row, e in expected.items()
    ]
    assert sum(result.outcome == SKIP for result in results) == 10
