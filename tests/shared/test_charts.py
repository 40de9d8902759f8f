"""Charts: well-formed, self-contained, the same twice, with the numbers written at their marks."""

import re
from xml.etree import ElementTree

import pytest

from huanjie.shared.charts import STATES, _apart, _scale, age_sex_pyramid, bar_chart, line_chart, progress_matrix
from huanjie.shared.qr import qr_data_uri, qr_svg

CHARTS = {
    "line": lambda: line_chart(["11.1", "11.2", "11.3"], {"投票": [0, None, 2], "<登记>": [1, 2, 3]}, unit="个", top=5),
    "bar": lambda: bar_chart([("兰台街道", 3, 4), ("桂园街道", 0, 4)], name="完成情况"),
    "matrix": lambda: progress_matrix(
        ["登记", "投票"], [("兰台街道", "春晨社区", ["done", "late"]), ("", "安华社区", ["", "todo"])]
    ),
    "pyramid": lambda: age_sex_pyramid([("46—59岁", 12, 18), ("35岁及以下", 0, 9)]),
    "empty line": lambda: line_chart([], {}),
    "empty bar": lambda: bar_chart([]),
    "empty matrix": lambda: progress_matrix([], []),
    "empty pyramid": lambda: age_sex_pyramid([]),
}


@pytest.mark.parametrize("make", CHARTS.values(), ids=CHARTS)
def test_svg_is_plain_and_repeatable(make):
    svg = make()
    ElementTree.fromstring(svg)
    assert svg == make()
    assert not re.search(r"<script|<style| style=|href|url\(|@import|<!--", svg)
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


def words(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_lines_end_with_name_and_value():
    shown = words(CHARTS["line"]())
    assert [word for word in shown if word.endswith("个")] == ["应完成 5个", "<登记> 3个", "投票 2个"]
    assert "0" in shown


def test_a_gap_breaks_the_line():
    assert line_chart(list("abcd"), {"投票": [1, 2, None, 3]}).count("<polyline") == 1
    assert line_chart(list("abcde"), {"投票": [1, 2, None, 3, 4]}).count("<polyline") == 2


def test_bars_carry_their_figures():
    assert words(CHARTS["bar"]()) == ["兰台街道", "3/4", "桂园街道", "0/4"]
    assert words(bar_chart([("甲", 7, None)], label=lambda value, total: f"{value}件")) == ["甲", "7件"]


def test_matrix_names_its_group_once_and_explains_its_shapes():
    shown = words(CHARTS["matrix"]())
    assert shown.count("兰台街道") == 1
    assert shown[-len(STATES) :] == list(STATES.values())


def test_pyramid_sums_each_side():
    assert words(CHARTS["pyramid"]())[:2] == ["男 12人", "女 27人"]


def test_scales_are_whole_and_reach_the_top():
    assert [_scale(largest) for largest in (1, 8, 9, 141, 561380)] == [
        (1, 1),
        (8, 1),
        (10, 2),
        (160, 20),
        (600000, 100000),
    ]


def test_end_labels_keep_their_distance():
    places = _apart([(10, "甲"), (11, "乙"), (98, "丙")], 17, 100)
    assert [place[0] for place in places] == [10, 27, 98]
    assert [place[0] for place in _apart([(95, "甲"), (98, "乙")], 17, 100)] == [83, 100]


def test_qr_is_repeatable_and_has_no_reference():
    assert qr_svg("https://example.gov.cn/v/1") == qr_svg("https://example.gov.cn/v/1")
    assert qr_data_uri("甲").startswith("data:image/svg+xml;base64,")
