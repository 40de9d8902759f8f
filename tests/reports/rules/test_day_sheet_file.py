"""Progress report sheets: rows of streets, and rows of communities."""

import csv
import datetime as dt
import io
import json
import os
from pathlib import Path

import openpyxl
import pytest

from elections.rules.places import PlaceIndex
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.spreadsheet.table import read_table
from reports.rules.day_sheet_file import BOOK, LAYOUT, column_of, explain, normalize_day_sheet

SHARED = Path(os.environ.get("HUANJIE_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
ON = dt.date(2026, 10, 20)
PLACES = PlaceIndex(
    [(f"42010200200{n}", f"甲{n}社区", "420102002000", "大智街道") for n in range(1, 6)]
    + [
        ("420102003001", "岳飞社区", "420102003000", "一元街道"),
        ("420102400001", "一居委会", "420102400000", "百步亭花园"),
    ]
)
KEYS = ["due", "party_done", "party_doing", "party_todo", "committee_formed", "registration_done", "nominated",
        "review_done", "elected", "first_time", "further", "re_elect", "registered", "voted", "turnout", "review_sent",
        "review_pass", "review_fail", "petitions"]  # fmt: skip
UPPER = ["街道", "应换届\n社区数", "党组织换届", None, None, "居委会换届", None, None, None, None, "选举结果", None, None,
         "登记选\n民数", "参加投\n票数", "参选率", "联审人选", None, None, "信访\n件数", "备注"]  # fmt: skip
LOWER = [None, None, "已完成", "进行中", "未启动", "成立选委会", "完成选民\n登记", "提名候选人", "完成联审", "已选举", "一次性\n成功",
         "另行\n选举", "重新\n选举", None, None, None, "报送", "通过", "不通过"]  # fmt: skip
FIGURES = dict(zip(KEYS, [5, 5, 0, 0, 5, 5, 5, 5, 3, 2, 1, 0, 12480, 11356, 0.9099, 28, 27, 1, 0], strict=True))
GOOD = {"place": "大智街道", **FIGURES, "remark": None}
NORMALIZED = {"street_code": "420102002000", **FIGURES, "turnout": 91.0}


def judge(*changes, upper=UPPER, **options):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["日报"], ["填报单位：区换届办    截止时间：2026年10月20日17时"], upper, LOWER):
        sheet.append(row)
    for change in changes:
        sheet.append(list({**GOOD, **change}.values()))
    sheet.append(["合  计", "=SUM(B5:B22)"])
    target = io.BytesIO()
    book.save(target)
    results = normalize_day_sheet(read_table(open_workbook(target), LAYOUT), PLACES, ON, **options)
    return [result for result in results if not result.why]


def test_a_good_row():
    (result,) = judge({})
    assert (result.row, result.outcome, result.warnings, result.errors) == (5, "accept", (), ())
    assert result.normalized == NORMALIZED


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"place": "大知街道"}, ("unknown_street",)),
        ({"party_done": 6}, ("party_done_exceeds_due",)),
        ({"party_done": 4}, ("party_sum_mismatch",)),
        ({"nominated": 6}, ("exceeds_due:提名候选人",)),
        ({"first_time": 1}, ("result_sum_mismatch",)),
        ({"first_time": 1, "voted": None, "turnout": None}, ("result_sum_mismatch", "elected_without_votes")),
        ({"voted": 12500, "turnout": "100.2%"}, ("voted_exceeds_registered",)),
        ({"turnout": "95%"}, ("turnout_mismatch:stated_95.0_computed_91.0",)),
        ({"review_fail": 3}, ("review_sum_exceeds_sent",)),
        ({"review_fail": -1}, ("negative_number:不通过",)),
        ({"petitions": "若干"}, ("invalid_number:信访件数",)),
        ({"petitions": 0.5}, ("invalid_number:信访件数",)),
        (dict.fromkeys(KEYS), ("empty_report",)),
    ],
)
def test_rejects(change, errors):
    (result,) = judge(change)
    assert (result.outcome, result.normalized, result.errors) == ("reject", None, errors)


@pytest.mark.parametrize(
    ("change", "warnings", "normalized"),
    [
        ({"place": "大智街"}, ("street_name_short",), {}),
        ({"review_sent": "28人", "petitions": "0件"}, ("number_with_unit",), {}),
        ({"registered": "约12480"}, ("approximate_number:登记选民数",), {}),
        ({"due": 4, "party_done": 4, "committee_formed": 4, "registration_done": 4, "nominated": 4, "review_done": 4},
         ("due_differs_from_register:4_vs_5",),
         {"due": 4, "party_done": 4, "committee_formed": 4, "registration_done": 4, "nominated": 4, "review_done": 4}),
    ],
)  # fmt: skip
def test_accepts_with_warnings(change, warnings, normalized):
    (result,) = judge(change)
    assert (result.outcome, result.warnings, result.errors) == ("accept_with_warning", warnings, ())
    assert result.normalized == NORMALIZED | normalized


def test_one_header_row_with_the_group_in_front_reads_the_same():
    groups = [UPPER[0]]
    for text in UPPER[1:]:
        groups.append(text or groups[-1])
    titles = [f"{group}{leaf}" if leaf else group for group, leaf in zip(groups, [*LOWER, None, None], strict=True)]
    book = openpyxl.Workbook()
    for row in (titles, list(GOOD.values())):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    table = read_table(open_workbook(target), LAYOUT)
    assert [result.normalized for result in normalize_day_sheet(table, PLACES, ON)][1:] == [NORMALIZED]
    assert table.unknown_columns() == ()


def test_a_street_that_says_nothing_else_than_its_name_is_not_passed_over():
    (result,) = judge({"place": "大智街道：零报告", **dict.fromkeys(KEYS)})
    assert (result.outcome, result.errors) == ("reject", ("unknown_street",))


def test_blank_counts_are_zero_and_blank_voters_unknown():
    blank = {"party_doing": "—", "party_todo": "/", "elected": "0", "first_time": "无", "further": None, "voted": None,
             "turnout": None, "registered": "12,480", "due": "５"}  # fmt: skip
    (result,) = judge(blank)
    assert (result.outcome, result.warnings) == ("accept", ())
    assert result.normalized == NORMALIZED | {
        "elected": 0,
        "first_time": 0,
        "further": 0,
        "voted": None,
        "turnout": None,
    }


def test_turnout_as_fraction_text_or_number():
    stated = [0.9099, "90.99%", 90.99, "91", "91.0％"]
    results = [judge({"turnout": value})[0] for value in stated]
    assert [(result.outcome, result.normalized["turnout"]) for result in results] == [("accept", 91.0)] * 5


def test_no_change_is_not_zero():
    silent = dict.fromkeys(KEYS)
    results = judge(silent | {"due": "零报告"}, silent | {"place": "一元街道", "remark": "较昨日无变化"})
    assert [(result.warnings, result.normalized) for result in results] == [
        (("zero_report_no_change",), {"street_code": "420102002000", "same_as_previous_day": True}),
        (("zero_report_no_change",), {"street_code": "420102003000", "same_as_previous_day": True}),
    ]


def test_the_last_correction_wins():
    results = judge({}, {"place": "大智街道（更正）"}, {"place": "大智街道（更正）", "petitions": 2})
    assert [(result.errors, result.warnings) for result in results] == [
        (("superseded_by_row:6",), ()),
        (("superseded_by_row:7",), ()),
        ((), ("correction_row",)),
    ]


def test_a_repetition_that_is_no_correction_is_refused():
    assert [result.errors for result in judge({}, {"petitions": 3})] == [(), ("duplicate_row",)]
    assert [result.errors for result in judge({"remark": "作废"})] == [("voided_row",)]


def test_a_unit_that_is_no_subdistrict():
    ones = dict.fromkeys(KEYS[:8], 1) | {"party_doing": 0, "party_todo": 0}
    (result,) = judge({"place": "百步亭", **ones, "elected": 0, "first_time": 0, "further": 0})
    assert result.warnings == ("street_name_short", "township_level_unit_not_a_街道")


def test_rows_of_communities():
    marks = {"due": None, "party_done": "√", "committee_formed": "√", "registration_done": "√", "nominated": "是",
             "review_done": "×", "elected": 0, "first_time": 0, "further": 0, "voted": None, "turnout": None}  # fmt: skip
    results = judge({"place": "甲1社区居委会", **marks}, {"place": "岳飞社区", **marks}, upper=["社区", *UPPER[1:]],
                    street_code="420102002000")  # fmt: skip
    figures = {key: value for key, value in NORMALIZED.items() if key != "street_code"}
    ones = dict.fromkeys(KEYS[:2] + KEYS[4:7], 1)
    assert results[0].errors == ()
    assert results[0].normalized == {"community_code": "420102002001", **figures, **ones, "review_done": 0, "elected": 0,
                                     "first_time": 0, "further": 0, "voted": None, "turnout": None}  # fmt: skip
    assert results[1].errors == ("unknown_community",)


def test_dates_without_a_year_take_that_of_the_report():
    text = "街道,日期,应换届社区数,已选举\n大智街道,10月19日,5,0\n大智街道,46315,5,0\n大智街道,10.20,5,0\n大智街道,13.20,5,0\n"
    table = read_table(open_workbook(text.encode("utf-16")), LAYOUT)
    results = list(normalize_day_sheet(table, PLACES, ON))[1:]
    assert [(result.normalized or {}).get("report_date") for result in results] == [
        "2026-10-19",
        "2026-10-20",
        None,
        None,
    ]
    assert [(result.warnings, result.errors) for result in results] == [
        (("year_assumed:日期",), ()),
        (("excel_serial:日期",), ()),
        ((), ("duplicate_row",)),
        ((), ("invalid_date:日期",)),
    ]


def test_every_code_is_explained_and_has_a_column():
    assert [code for code in BOOK.texts if not explain(code).endswith("。")] == []
    assert [column_of(code) for code in ("negative_number:不通过", "turnout_mismatch:stated_1.0_computed_2.0")] == [
        "review_fail", "turnout"]  # fmt: skip


def test_the_shared_day_sheet():
    path = SHARED / "messy" / "05_换届进度日报_20261020.xlsx"
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
    results = list(normalize_day_sheet(read_table(open_workbook(path), LAYOUT), index, ON))
    assert [(str(r.row), r.outcome, r.why, r.normalized, list(r.warnings), list(r.errors)) for r in results] == [
        (row, e["outcome"], e.get("why", ""), e.get("normalized"), e.get("warnings", []), e.get("errors", []))
        for row, e in expected.items()
    ]
