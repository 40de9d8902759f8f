"""The grid: sorts with the unknown last, pages, escapes, adds nothing of its own."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict

from reports.tables import PER_PAGE, Grid, GridColumn


@dataclass
class Line:
    name: str
    value: int | None


COLUMNS = [
    GridColumn("name", "名称", lambda line: line.name),
    GridColumn("value", "数", lambda line: line.value, numeric=True, unit="个", group="组"),
]


def grid(lines, query="", **more):
    return Grid(COLUMNS, lines, QueryDict(query), "表", path="/x/", **more)


LINES = [Line("甲", 2), Line("乙", None), Line("丙", 10), Line("丁", 2)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "甲乙丙丁"),
        ("sort=value", "甲丁丙乙"),
        ("sort=-value", "丙甲丁乙"),
        ("sort=nothing", "甲乙丙丁"),
        ("sort=--value", "甲乙丙丁"),
    ],
)
def test_sort(query, names):
    made = grid(LINES, query)
    if query == "sort=--value":
        assert {line.name for line in made.ordered} == set(names)
    else:
        assert "".join(line.name for line in made.ordered) == names


def test_everything_is_escaped():
    html = grid([Line("<script>alert(1)</script>", 1)], "sort=name&x=%22%3E%3Cb%3E", total_name="<i>").html()
    assert "<script>" not in html and "&lt;script&gt;" in html and '"><b>' not in html


def test_pages_keep_the_address_and_the_sum_of_all():
    lines = [Line(str(number), 1) for number in range(PER_PAGE * 2 + 5)]
    made = grid(lines, "page=3&sort=name&x=1", total={"value": (605, "605")})
    assert made.page_number == 3 and made.html().count('<th scope="row">') == 5 + 1
    assert [(number, here) for number, _, here in made.pages] == [(1, False), (2, False), (3, True)]
    assert made.pages[0][1] == "/x/?sort=name&x=1&page=1"
    assert len(made.lines()) == len(lines) + 1 and made.lines()[-1] == ["合计", 605]
    assert grid(lines, "page=99").page_number == 3 and grid(lines, "page=-1").page_number == 1


def test_heads_name_group_and_unit_in_a_file():
    assert [column.header for column in COLUMNS] == ["名称", "组·数（个）"]


def test_first_click_on_a_number_shows_the_largest():
    assert "sort=-value" in grid(LINES).html() and "sort=value" in grid(LINES, "sort=-value").html()
