"""Names, blanks, fixed vocabularies and numbers as they are typed into cells."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.shared.text import (
    Name,
    Number,
    clean_text,
    han_number,
    is_blank,
    parse_education,
    parse_ethnicity,
    parse_gender,
    parse_name,
    parse_number,
    parse_yes_no,
)

SHARED = Path(os.environ.get("HUANJIE_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")


def test_every_case_of_the_shared_list():
    path = SHARED / "names" / "name_cases.csv"
    if not path.exists():
        pytest.skip("the shared data directory is not here; set HUANJIE_SHARED_DATA to run this test")
    with path.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    read = [(case["raw"], parse_name(case["raw"])) for case in cases]
    assert [(raw, name.verdict, name.text) for raw, name in read] == [
        (case["raw"], case["expected"], case["normalized"]) for case in cases
    ]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("测　试", "测试"),
        ("测\u00a0试\u200b", "测试"),
        ("测\n试", "测试"),
        ("陈𬭎", "陈𬭎"),
        ("测𱖎", "测𱖎"),
        ("阿依•测试", "阿依·测试"),
        ("阿依 ． 测试", "阿依·测试"),
        ("阿依··测试", "阿依·测试"),
        ("⾼测试", "高测试"),
    ],
)
def test_accepts_names_and_makes_them_regular(typed, name):
    assert parse_name(typed)[:3] == (name, "accept", "")


@pytest.mark.parametrize(
    ("typed", "name", "reason"),
    [
        ("测试（曾用名：试测）", "测试", "name_annotation"),
        ("测试,（离休）", "测试", "name_annotation"),
        ("测试2", "测试", "name_annotation"),
        ("测", "测", "name_single_character"),
        ("⻓江", "长江", "name_lookalike_character"),
        ("测\ue08b", "", "name_private_character"),
        ("测⿰王莹", "", "name_described_character"),
        ("小（氵甸）", "", "name_described_character"),
        ("满（lang）测", "", "name_pinyin"),
    ],
)
def test_sends_doubtful_names_to_review(typed, name, reason):
    assert parse_name(typed) == Name(name, "review", reason, typed)


@pytest.mark.parametrize(
    "typed", ["测?", "测？", "测\ufffd", "123", "=1+1", "@SUM(1)", "测'; DROP TABLE x;--", "<b>测</b>"]
)
def test_rejects_what_is_no_name(typed):
    assert parse_name(typed) == Name("", "reject", "invalid_name")


@pytest.mark.parametrize("typed", ["", None, "无", "暂缺", "—", " / "])
def test_a_blank_name_is_missing(typed):
    assert parse_name(typed) == Name("", "reject", "missing_name")


@given(st.text(alphabet="测试甲乙丙丁𬭎㛃", min_size=2, max_size=15))
def test_a_regular_name_stays_itself(name):
    assert parse_name(name)[:2] == (name, "accept")
    assert parse_name(" ".join(name)).text == name


@pytest.mark.parametrize("sign", ["", None, "无", "/", "—", "-", "--", "暂缺", "　", "N/A", "（无）"])
def test_signs_written_because_a_form_forbids_blanks(sign):
    assert is_blank(sign)


def test_zero_is_not_blank():
    assert [is_blank(value) for value in (0, 0.0, "0", "零报告", "无问题")] == [False] * 5


def test_cleans_text_but_keeps_chinese_punctuation():
    assert clean_text("吉庆社区党委（老年 支部） ") == "吉庆社区党委（老年支部）"
    assert clean_text("１６０ａ\n保成") == "160a保成"
    assert clean_text(12.0) == "12"


@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)


def test_ethnicity_and_gender():
    assert [parse_ethnicity(text) for text in ("汉", "汉 族", "土家", "维吾尔族", "火星", "")] == [
        "汉族", "汉族", "土家族", "维吾尔族", None, None]  # fmt: skip
    assert [parse_gender(text) for text in ("女 ", "男性", "M", "不明", "")] == ["女", "男", "男", None, None]


def test_education_falls_into_five_classes():
    typed = ["研究生", "硕士", "大学", "本科", "大学专科", "大专", "中专", "高中", "初中", "小学", "其他", ""]
    assert [parse_education(text) for text in typed] == [
        "研究生及以上", "研究生及以上", "大学本科", "大学本科", "大学专科", "大学专科", "高中及中专", "高中及中专",
        "初中及以下", "初中及以下", None, None]  # fmt: skip


def test_yes_and_no():
    assert [parse_yes_no(text) for text in ("√", "是", "Y", "×", "否", "", "也许")] == [
        True, True, True, False, False, None, None]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (7.0, Number(7)),
        ("４", Number(4)),
        ("10,235", Number(10235)),
        ("34人", Number(34, has_unit=True)),
        ("约9600", Number(9600, is_approximate=True)),
        ("900+", Number(900, is_approximate=True)),
        ("94.99%", Number(94.99, is_percent=True)),
        ("1.2万", Number(12000, has_unit=True, is_approximate=True)),
        ("-1", Number(-1)),
        ("二十三", Number(23)),
        ("—", Number(None)),
        ("零报告", Number(None, valid=False)),
        ("1,23", Number(None, valid=False)),
    ],
)
def test_reads_numbers(typed, number):
    assert parse_number(typed) == number


@given(st.integers(-(10**9), 10**9))
def test_a_formatted_number_is_parsed(value):
    assert parse_number(f"{value:,}") == parse_number(str(value)) == Number(value)


def test_han_numbers():
    assert [han_number(text) for text in ("十", "十一", "一百零五", "一千二百", "一九五六")] == [
        10,
        11,
        105,
        1200,
        1956,
    ]
