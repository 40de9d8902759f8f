"""One roster saved in every way staff save it says the same thing each time. Everybody is invented."""

import csv
import io
import random

import openpyxl
import pytest

from .test_roster import GOOD, NORMALIZED, TITLES, judge, judge_file, number, xlsx

HEADING = ["填报单位：一元街道（盖章）"]
PEOPLE = [
    {"姓名": "陈𬭎", "身份证号": number("1965-03-12", 101)},
    {"姓名": "买买提•艾力", "身份证号": "'" + number("1965-03-12", 103)},
    {"姓名": "测试丙", "身份证号": number("1965-03-12", 105)[:17] + "?", "入党时间": "1988年7月"},
    {"姓名": "王　芳", "性别": "女", "身份证号": number("1965-03-12", 108), "社区": "一元街道天津社区居民委员会"},
]
ROWS = [[{**GOOD, **person}[title] for title in TITLES] for person in PEOPLE]
TABLE = [HEADING, TITLES, *ROWS]
SAID = [
    ("accept", "陈𬭎", ()),
    ("accept", "买买提·艾力", ()),
    ("reject", None, ("id_format",)),
    ("accept", "王芳", ()),
]


def said(content):
    results = [result for result in judge_file(content) if result.outcome != "skip"]
    return [(r.outcome, r.normalized and r.normalized["name"], r.errors) for r in results]


def text(rows, delimiter=","):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        text(TABLE).encode("gb18030"),
        text(TABLE).encode("utf-8"),
        text(TABLE).encode("utf-8-sig"),
        text(TABLE, "\t").encode("utf-16"),
        b"\xfe\xff" + text(TABLE, "\t").encode("utf-16-be"),
        text(TABLE, "\t").encode("utf-16-le"),
        text(TABLE, ";").encode("gb18030"),
        text(TABLE).replace("\r\n", "\r").encode("gb18030"),
        text([["", "", *row] for row in TABLE]).encode("gb18030"),
        b"sep=,\r\n" + text(TABLE).encode("gb18030"),
        xlsx(TABLE),
        xlsx([[None, None, None, *row] for row in TABLE]),
    ],
    ids=["gb18030", "utf8", "bom", "utf16le", "utf16be", "utf16 no bom", "semicolon", "cr", "shifted csv", "sep",
         "xlsx", "shifted xlsx"],
)  # fmt: skip
def test_the_same_roster_in_every_file(content):
    assert said(content) == SAID


@pytest.mark.parametrize("seed", range(4))
def test_columns_in_any_order_among_others(seed):
    order = list(range(len(TITLES) + 2))
    random.Random(seed).shuffle(order)
    wide = [[*TITLES, "籍贯", "党龄"], *([*row, "某地", 38] for row in ROWS)]
    assert said(xlsx([HEADING, *([row[at] for at in order] for row in wide)])) == SAID


@pytest.mark.parametrize("above", range(6))
def test_the_header_stands_in_any_of_the_first_rows(above):
    lines = [["附件3"], ["某区党员花名册"], [], ["请认真填写"], []][: max(0, above - 1)]
    assert said(xlsx([*lines, *([HEADING] if above else []), TITLES, *ROWS]))[:2] == SAID[:2]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        *[
            ("身份证号", other)
            for other in (
                "身份证号", "公民身份号码", "身份证件号码", "证件号", "身 份 证 号\n码*", "二代身份证号", "党员身份证号", "身份证编码",
                "身份证号/护照号", "居民身份证号码（18位）", "身份证件号",
            )
        ],
        *[("姓名", other) for other in ("姓  名", "姓　名", "姓\n名", "＊姓名（全称）", "姓名/曾用名", "成员姓名", "1.姓名")],
        *[("入党时间", other) for other in ("入党日期", "加入中国共产党日期", "入党/转预备时间", "入　党\n时　间（年.月）")],
        *[("党员类别", other) for other in ("预/正", "人员类别", "正式/预备")],
        *[("所在党支部", other) for other in ("所在党组织全称", "支部名", "组织关系所在单位")],
        *[("联系电话", other) for other in ("联系电话/手机", "手机号码")],
    ],
)  # fmt: skip
def test_a_header_spelled_otherwise(title, written):
    titles = [written if each == title else each for each in TITLES]
    result = judge_file(
        xlsx([HEADING, titles, [{**GOOD, "党员类别": "预备", "转正时间": "/"}[each] for each in TITLES]])
    )[-1]
    assert result.normalized == NORMALIZED | {"member_type": "预备党员", "full_date": None}


def test_the_number_of_a_relative_is_not_the_persons():
    titles = [*TITLES, "配偶身份证号", "介绍人姓名"]
    row = [*(GOOD[title] for title in TITLES), number("1966-01-01"), "测试丁"]
    assert judge_file(xlsx([HEADING, titles, row]))[-1].normalized == NORMALIZED


def test_a_row_pushed_aside_is_told_as_such():
    good = [GOOD[title] for title in TITLES]
    results = judge_file(xlsx([HEADING, TITLES, ["", *good], good[1:], good]))[2:]
    assert [result.errors for result in results] == [("column_shift",), ("column_shift",), ()]


def test_a_number_in_the_remark_is_no_shift():
    (result,) = judge({"身份证号": "", "备注": f"身份证号：{number('1965-03-12')}"})
    assert result.errors == ("missing_id",)


@pytest.mark.parametrize("kind", ["积极分子", "入党积极分子", "发展对象", "群众", "共青团员", "民盟盟员"])
def test_nobody_becomes_a_member_by_standing_in_the_list(kind):
    (result,) = judge({"党员类别": kind})
    assert result.errors == ("not_party_member",)


@pytest.mark.parametrize("kind", ["非正式", "未转正", "预备期", "中共预备党员"])
def test_who_is_not_yet_full_is_probationary(kind):
    (result,) = judge({"党员类别": kind, "转正时间": ""})
    assert (result.errors, result.normalized["member_type"]) == ((), "预备党员")


def test_a_number_that_ends_in_zeros_is_doubted():
    ends = next(n for day in range(1, 29) if (n := number(f"1965-03-{day:02d}", 100)).endswith("000"))
    (result,) = judge({"身份证号": ends, "性别": "女", "出生年月": ""})
    assert (result.outcome, result.warnings) == ("accept_with_warning", ("id_ends_in_zeros",))


def test_a_file_without_the_column_says_so_in_every_row():
    titles = ["何年加入" if title == "入党时间" else title for title in TITLES]
    result = judge_file(xlsx([HEADING, titles, [GOOD[title] for title in TITLES]]))[-1]
    assert result.errors == ("missing_join_date",)
    assert result.hints["missing_join_date"] == "（表中没有“入党时间”列；没有认出的列：“何年加入”。）"


def test_merged_cells_lost_in_csv_are_not_guessed():
    rows = [[*row[:10], "" if n else row[10], *row[11:]] for n, row in enumerate(ROWS[:2])]
    assert [errors for _, _, errors in said(text([HEADING, TITLES, *rows]).encode("gb18030"))] == [
        (),
        ("missing_community",),
    ]


def test_two_header_rows_repeated_and_merged_down():
    book = openpyxl.Workbook()
    sheet = book.active
    top = [
        "姓名",
        "性别",
        "民族",
        "出生年月",
        "身份证号",
        "学历",
        "党籍信息",
        None,
        None,
        "所在党支部",
        "社区",
        "联系电话",
        "备注",
    ]
    low = [None] * 6 + ["入党\n时间", "转正\n时间", "党员类别\n(正式/预备)"] + [None] * 4
    for row in (HEADING, top, low, ROWS[0], [*ROWS[1][:10], None, *ROWS[1][11:]], top, low, ROWS[3]):
        sheet.append(row)
    for merge in ("G2:I2", "G6:I6", "K4:K5", *(f"{letter}2:{letter}3" for letter in "ABCDEFJKLM")):
        sheet.merge_cells(merge)
    target = io.BytesIO()
    book.save(target)
    results = judge_file(target.getvalue())
    assert [result.why for result in results] == ["subtitle", "header", "header", "", "", "repeated_header",
                                                  "repeated_header", ""]  # fmt: skip
    assert [result.normalized["community_code"] for result in results if result.normalized] == ["420102003007"] * 3
