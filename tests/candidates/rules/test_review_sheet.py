"""The returned sheet as rows: what is understood, and what is refused in words."""

from datetime import date, datetime

import pytest

from candidates.rules.review_sheet import KeyCell, NotOurs, headers, key_of, read_key, read_sheet

TODAY = date(2026, 12, 10)
DIGEST = "3f9a0c1d77aabbcc" + "0" * 48


def row(*answers, key=None, facts="", as_of="2026-12-09", name="戚志远"):
    key = key or key_of(7, 3, [KeyCell("Q01", 81, 1, DIGEST), KeyCell("Q03", 82, 2, DIGEST)])
    person = [key, 1, name, "1983-06", "420***********0011", "甲社区", "党组织书记"]
    return [*person, *answers, facts, as_of]


def read(*rows):
    return read_sheet([["", "第一批"], headers(["Q01", "Q03"]), *rows], 7, 3, TODAY)


def test_a_key_says_batch_department_and_cells():
    cells = [KeyCell("Q01", 81, 1, DIGEST), KeyCell("Q10", 90, 4, DIGEST)]
    assert read_key(key_of(7, 3, cells)) == (
        7,
        3,
        [KeyCell("Q01", 81, 1, DIGEST[:12]), KeyCell("Q10", 90, 4, DIGEST[:12])],
    )


@pytest.mark.parametrize("text", ["", "HJ7|", "HJ7-3|Q01=81", "HJ7-3|Q01=81:1:xyz", "旧表"])
def test_a_damaged_key_is_none(text):
    assert read_key(text) is None


def test_answers_and_blanks():
    (found,) = read(row("未发现", "", "", ""))
    assert [(a.opinion, a.version, a.digest, a.answer, a.as_of) for a in found.answers] == [
        (81, 1, DIGEST[:12], "clear", date(2026, 12, 9))
    ]
    assert (found.blank, found.problems) == (1, [])


def test_facts_go_with_what_is_not_clear():
    (found,) = read(row("发现", "(2019)刑初1号", "未发现", "", facts="判处罚金"))
    assert [(a.code, a.answer, a.document_number, a.facts) for a in found.answers] == [
        ("Q01", "found", "(2019)刑初1号", "判处罚金"), ("Q03", "clear", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("发现", "", "", ""), "Q01：查实发现要有文书。请填写判决书、处罚决定书等文书的文号。"),
        (("发现", "1号", "", ""), "Q01：“发现”要写明事实摘要。请写明时间、事项和来源，供作出结论的人核对。"),
        (("没有", "", "", ""), "Q01 的“没有”不是可用的结果，请填写：未发现、发现、无法核查、需进一步核实。"),
    ],
)
def test_what_cannot_be_signed_is_said(cells, problem):
    (found,) = read(row(*cells))
    assert (found.answers, found.problems) == ([], [problem])


@pytest.mark.parametrize(
    "written", ["2026-12-09", "2026/12/9", "2026年12月9日", date(2026, 12, 9), datetime(2026, 12, 9, 8)]
)
def test_days_as_people_write_them(written):
    (found,) = read(row("未发现", "", "", "", as_of=written))
    assert [a.as_of for a in found.answers] == [date(2026, 12, 9)]


@pytest.mark.parametrize("written", ["", None, "昨天", "2026-13-09", date(2026, 12, 11)])
def test_no_answer_without_its_day(written):
    (found,) = read(row("未发现", "", "", "", as_of=written))
    assert (found.answers, len(found.problems)) == ([], 1)


def test_a_key_lost_or_used_twice():
    lost, first, again = read(
        row("未发现", "", "", "", key="改过"), row("未发现", "", "", ""), row("发现", "1号", "", "", facts="某事")
    )
    assert (lost.problems, lost.answers) == (["核对码缺失或被改动，这一行没有读取。"], [])
    assert (len(first.answers), again.answers, again.problems) == (1, [], ["此人在表中重复出现，后一行没有读取。"])


def test_another_batch_or_department_is_refused_whole():
    for key in (key_of(8, 3, [KeyCell("Q01", 81, 1, DIGEST)]), key_of(7, 4, [KeyCell("Q01", 81, 1, DIGEST)])):
        with pytest.raises(NotOurs):
            read(row("未发现", "", "", ""), row("未发现", "", "", "", key=key))


@pytest.mark.parametrize("rows", [[], [["姓名", "结果"], ["甲", "未发现"]], [headers(["Q01"])]])
def test_a_file_that_is_no_sheet_of_ours(rows):
    with pytest.raises(NotOurs):
        read_sheet(rows, 7, 3, TODAY)


def test_sorted_rows_and_moved_columns_keep_their_meaning():
    names = headers(["Q01", "Q03"])
    order = [7, 8, 9, 10, 0, 1, 2, 3, 4, 5, 6, 11, 12]
    cells = row("未发现", "", "无法核查", "")
    (found,) = read_sheet([[names[n] for n in order], [cells[n] for n in order]], 7, 3, TODAY)
    assert [(a.code, a.answer) for a in found.answers] == [("Q01", "clear"), ("Q03", "cannot_check")]
