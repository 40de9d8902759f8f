"""Numbers as people type and paste them."""

import pytest

from reports.forms.day_sheet import read_cell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), (None, None), ("  ", None), ("0", 0), (7, 7), ("3412", 3412), ("3,412", 3412), ("3，412", 3412),
        ("３４１２", 3412), ("34人", 34), ("0件", 0), ("12 个", 12), ("10,235 人", 10235), ("三十", 30), ("3412\n", 3412),
        ("无", 0), ("—", 0), ("/", 0), ("-1", -1), ("3.0", 3),
    ],
)  # fmt: skip
def test_a_number_is_understood(text, value):
    assert read_cell(text) == (value, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("约9600", "“约9600”是约数，请填准确的数字。"),
        ("900+", "“900+”是约数，请填准确的数字。"),
        ("95%", "“95%”是百分数，这里填人数或个数。"),
        ("2.5", "“2.5”不是整数，请只填数字。"),
        ("待补", "“待补”没有给出数字，没有的请填 0。"),
        ("岳飞社区", "“岳飞社区”不是整数，请只填数字。"),
        ("123456789012", "数字太大，请核对是否多输了几位。"),
        ("=SUM(A1:A9)", "“=SUM(A1:A9)”不是整数，请只填数字。"),
    ],
)
def test_what_is_no_number_is_refused_in_words(text, words):
    assert read_cell(text) == (None, words)
