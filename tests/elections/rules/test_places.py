"""Matching places by the names people write."""

import pytest

from elections.rules.places import Match, PlaceIndex

PLACES = PlaceIndex(
    [
        ("420102002003", "保成社区", "420102002000", "大智街道"),
        ("420102002004", "泰宁社区", "420102002000", "大智街道"),
        ("420102003007", "天津社区", "420102003000", "一元街道"),
        ("420102005001", "五福社区", "420102005000", "四唯街道"),
        ("420102016009", "幸福社区", "420102016000", "谌家矶街道"),
        ("420102017009", "幸福社区", "420102017000", "后湖街道"),
        ("420102018001", "金潭社区", "420102018000", "塔子湖街道"),
        ("420102018201", "金潭村委会", "420102018000", "塔子湖街道"),
        ("420102400001", "一居委会", "420102400000", "百步亭花园"),
    ]
)
DAZHI, YIYUAN, TAZIHU = "420102002000", "420102003000", "420102018000"


@pytest.mark.parametrize(
    "text",
    ["保成社区", "保成", "保成社区 ", "保 成社区", "保成社区居委会", "保成社区居民委员会", "大智街道保成社区", "大智街保成社区居委会",
     "武汉市江岸区大智街道保成社区", "江岸区保成社区"],
)  # fmt: skip
def test_matches_every_form_of_a_name_inside_the_street(text):
    assert PLACES.community(text, DAZHI) == Match("420102002003")


def test_a_street_in_the_cell_comes_first():
    assert PLACES.community("一元街道天津社区居民委员会", DAZHI) == Match("420102003007")


def test_never_takes_a_community_of_another_street():
    assert PLACES.community("幸福社区", DAZHI) == Match(
        "", "unknown_community", "（后湖街道、谌家矶街道有同名社区，如属该街道请改由该街道填报。）"
    )


def test_without_a_street_only_an_unambiguous_name_matches():
    assert PLACES.community("五福") == Match("420102005001")
    assert PLACES.community("幸福社区") == Match("", "ambiguous_community")


def test_village_and_community_of_one_name_are_told_apart():
    assert PLACES.community("金潭村", TAZIHU) == Match("420102018201")
    assert PLACES.community("金潭社区居委会", TAZIHU) == Match("420102018001")


def test_suggests_a_similar_name_but_does_not_take_it():
    assert PLACES.community("泰林社区", DAZHI) == Match("", "unknown_community", "是否为“泰宁社区”？")
    assert PLACES.street("堪家矶街道") == Match("", "unknown_street", "是否为“谌家矶街道”？")


def test_blank_is_missing():
    assert PLACES.community("无", DAZHI) == Match("", "missing_community")
    assert PLACES.street("") == Match("", "missing_street")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("一元街道", Match(YIYUAN)),
        ("江岸区一元街道", Match(YIYUAN)),
        ("一元街", Match(YIYUAN, is_short=True)),
        ("一元街道办事处", Match(YIYUAN, is_short=True)),
        ("百步亭", Match("420102400000", is_short=True)),
        ("塔子", Match("", "unknown_street", "是否为“塔子湖街道”？")),
    ],
)
def test_matches_streets(text, match):
    assert PLACES.street(text) == match


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("大智街道党工委", DAZHI),
        ("江岸区大智街道党员花名册", DAZHI),
        ("一元街", YIYUAN),
        ("区换届办", ""),
        ("大智街道、一元街道", ""),
    ],
)
def test_finds_the_street_a_heading_names(text, code):
    assert PLACES.street_named_in(text) == code


def test_finds_the_community_a_branch_names():
    assert PLACES.community_in("保成社区第一党支部", DAZHI) == Match("420102002003")
    assert PLACES.community_in("老年支部", DAZHI) == Match("", "missing_community")


def test_counts_the_communities_of_a_street():
    assert [PLACES.community_count(code) for code in (DAZHI, "420102018000", "000")] == [2, 2, 0]
