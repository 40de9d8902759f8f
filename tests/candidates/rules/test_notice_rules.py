"""A notice: names and posts only, and its days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.rules.notice import (
    Days,
    change_between,
    check_ending,
    check_lines,
    check_period,
    check_words,
    digest_of,
    line_of,
    proposed_period,
)
from candidates.rules.sides import posts_of_side, sides_of
from elections.enums import Side
from huanjie.shared.calendar import WorkCalendar

MONDAY = date(2026, 11, 2)
VOTE = date(2026, 12, 20)
PLAIN = WorkCalendar()
HOLIDAY = WorkCalendar({date(2026, 11, 4): False, date(2026, 11, 7): True}, frozenset({2026}))


def days(side=Side.PARTY, today=MONDAY, calendar=PLAIN, vote=VOTE, lead=5):
    return Days(side, today, calendar, 5, vote, lead)


def of(key=1, name="戚志远", posts=("party_secretary",)):
    return line_of(key, name, posts)


def test_names_and_posts_pass():
    assert check_lines([of(), of(2, "阿依古丽·买买提", ["party_committee_member"]), of(3, "John O'Neil")]).ok


@pytest.mark.parametrize(
    "name",
    [
        "戚志远420199198306150017",
        "戚志远 16000000000",
        "戚志远1983",
        "戚志远（东湖路3号）",
        "戚志远\n1983-06-15",
        "",
        "戚志远1983年6月生",
    ],
)
def test_nothing_but_a_name_hangs_there(name):
    assert not check_lines([of(name=name)])


@pytest.mark.parametrize(
    "line",
    [of() | {"birth_date": "1983-06-15"}, of() | {"id_number": ""}, {"key": 1, "name": "戚志远"}, of(posts=[]),
     of(posts=["街道电话"])],
)  # fmt: skip
def test_no_other_field_and_no_other_post(line):
    assert check_lines([line]).reason == "公示名单只能有姓名和拟任职务。"


def test_an_empty_list_is_no_notice_but_may_be_a_correction():
    assert (check_lines([]).ok, check_lines([], may_be_empty=True).ok) == (False, True)


@pytest.mark.parametrize(
    ("words", "ok"), [("因候选人退出", True), ("反映人电话 16000000000", False), ("住东湖路3号5室", False)]
)
def test_the_reason_of_a_correction_is_public(words, ok):
    assert check_words(words).ok == ok


@pytest.mark.parametrize(
    ("ends", "calendar", "ok"),
    [(date(2026, 11, 6), WorkCalendar(), True), (date(2026, 11, 5), WorkCalendar(), False),
     (date(2026, 11, 6), HOLIDAY, False), (date(2026, 11, 7), HOLIDAY, True)],
)  # fmt: skip
def test_five_working_days_both_ends_counted(ends, calendar, ok):
    assert check_period(MONDAY, ends, days(calendar=calendar)).ok == ok


@pytest.mark.parametrize(
    ("before", "until", "words"),
    [(7, 5, ""), (8, 5, ""), (6, 5, "不足 3 天"), (7, 4, "太晚"), (5, 7, "早于开始日期")],
)
def test_the_residents_side_hangs_from_d7_to_d5(before, until, words):
    got = check_period(
        VOTE - timedelta(days=before), VOTE - timedelta(days=until), days(Side.RESIDENTS_COMMITTEE)
    )  # fmt: skip
    assert (got.ok, words in got.reason) == (not words, True)


def test_no_day_is_written_back():
    assert "已经过去" in check_period(MONDAY - timedelta(days=1), VOTE, days()).reason


@pytest.mark.parametrize(("today", "ok"), [(MONDAY, False), (MONDAY + timedelta(days=1), True)])
def test_the_last_day_is_not_over(today, ok):
    assert check_ending(MONDAY, today).ok == ok


@given(start=st.dates(date(2026, 1, 1), date(2026, 12, 31)), side=st.sampled_from(list(Side)), ahead=st.integers(8, 90))
def test_what_is_proposed_is_allowed(start, side, ahead):
    given_days = days(side, today=start, vote=start + timedelta(days=ahead))
    assert check_period(*proposed_period(given_days), given_days).ok


def test_a_correction_knows_who_left_and_who_is_new():
    before = [of(), of(2, "谢小燕", ["committee_chair"])]
    assert change_between(before, before[:1]) == type(change_between([], []))(("谢小燕",), ())
    moved = change_between(before, [of(), of(2, "谢小燕", ["committee_member"])])
    assert (moved.gone, moved.new, moved.needs_new_period) == (("谢小燕",), ("谢小燕",), True)
    assert not change_between(before, before[:1]).needs_new_period


def test_the_digest_is_of_everything_that_hangs():
    def number(**other):
        return digest_of(**({"area_code": "420199001001", "side": "party", "starts_on": MONDAY, "ends_on": VOTE,
                             "lines": [of()]} | other))  # fmt: skip

    others = [number(lines=[of(2)]), number(ends_on=MONDAY), number(side="residents"), number(area_code="1"),
              number(corrects="a")]  # fmt: skip
    assert number() == number() and len({number(), *others}) == 6


def test_the_posts_of_a_side():
    posts = ["party_secretary", "committee_chair", "part_time_member"]
    assert posts_of_side(posts, "party") == ("party_secretary", "part_time_member")
    assert posts_of_side(posts, Side.RESIDENTS_COMMITTEE) == ("committee_chair",)
    assert [sides_of(posts), sides_of(["committee_member"]), sides_of(["part_time_member"])] == [
        (Side.PARTY, Side.RESIDENTS_COMMITTEE), (Side.RESIDENTS_COMMITTEE,), (Side.PARTY,),
    ]  # fmt: skip
