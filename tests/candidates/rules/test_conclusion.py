"""What a conclusion needs, and the clock of reconsideration."""

from datetime import date

import pytest

from candidates.enums_review import Bar, HitAction
from candidates.rules.conclusion import (
    after_working_days,
    check_conclusion,
    check_filing,
    check_signer,
    grounds_of,
    needs_second,
)
from candidates.rules.standing import Cell, standing_of
from huanjie.shared.calendar import WorkCalendar

TODAY = date(2026, 11, 26)
LONG = "经区委组织部会议研究，情节轻微。"


def cell(code, answer, bar=Bar.POLICY, **other):
    action = HitAction.REJECT if bar == Bar.STATUTORY else HitAction.REVIEW
    return Cell(int(code[1:]), "court", code, bar, action, answer, **other)


def stands(*cells):
    return standing_of(cells, TODAY)


CLEAR = stands(cell("Q01", "clear"), cell("Q07", "clear"))
STATUTORY = stands(cell("Q01", "found", Bar.STATUTORY), cell("Q07", "clear"))
STATUTORY_EARLY = stands(cell("Q01", "found", Bar.STATUTORY), cell("Q07", ""))
POLICY = stands(cell("Q01", "clear"), cell("Q07", "found"))
POLICY_EARLY = stands(cell("Q01", ""), cell("Q07", "found"))
UNCERTAIN = stands(cell("Q01", "clear"), cell("Q07", "cannot_check"))
PENDING = stands(cell("Q01", "clear"), cell("Q07", ""))
UNFINISHED = stands(cell("Q01", "clear"), cell("Q07", "check_further"))
EXPIRED = stands(cell("Q01", "clear", expires_on=date(2026, 11, 25)))
EXPIRED_HIT = stands(cell("Q01", "found", Bar.STATUTORY, expires_on=date(2026, 11, 25)))
CHANGED_HIT = stands(cell("Q01", "found", Bar.STATUTORY, is_current=False))
RECUSED = stands(cell("Q01", "clear", is_recused=True))
NOTHING = stands()


@pytest.mark.parametrize(
    ("standing", "decision", "reason", "document", "words"),
    [
        (CLEAR, "passed", "", "", ""),
        (CLEAR, "", "", "", "没有填写联审结论"),
        (CLEAR, None, "", "", "没有填写联审结论"),
        (CLEAR, "not_passed", LONG, "3号", "没有查实或无法核查的情形"),
        (NOTHING, "passed", "", "", "没有联审单位的核查意见"),
        (NOTHING, "not_passed", LONG, "3号", "没有联审单位的核查意见"),
        (PENDING, "passed", LONG, "", "还有 1 项没有有效的核查意见"),
        (UNFINISHED, "passed", LONG, "", "还有 1 项没有有效的核查意见"),
        (EXPIRED, "passed", LONG, "", "还有 1 项没有有效的核查意见"),
        (RECUSED, "passed", LONG, "", "还有 1 项没有有效的核查意见"),
        (STATUTORY, "passed", LONG, "", "不能通过"),
        (STATUTORY, "not_passed", "", "", "联审不通过要有依据"),
        (STATUTORY, "not_passed", "", "3号", ""),
        (STATUTORY_EARLY, "not_passed", "", "3号", ""),
        (EXPIRED_HIT, "not_passed", "", "3号", "查实的意见已过期"),
        (CHANGED_HIT, "not_passed", "", "3号", "查实的意见已过期"),
        (POLICY, "passed", "", "", "须说明理由"),
        (POLICY, "passed", "九个字不到十个字", "", "须说明理由"),
        (POLICY, "passed", LONG, "", ""),
        (POLICY, "not_passed", "", "3号", "须说明理由"),
        (POLICY, "not_passed", LONG, "3号", ""),
        (POLICY_EARLY, "not_passed", LONG, "3号", "没有反馈齐"),
        (UNCERTAIN, "passed", "", "", "须说明理由"),
        (UNCERTAIN, "passed", LONG, "", ""),
        (UNCERTAIN, "not_passed", LONG, "3号", ""),
    ],
)
def test_what_can_be_concluded(standing, decision, reason, document, words):
    verdict = check_conclusion(standing, decision, reason, document)
    assert (verdict.ok, words in str(verdict)) == (not words, True)


def test_who_must_sign_second_and_what_is_named():
    every = (CLEAR, STATUTORY, POLICY, UNCERTAIN, PENDING)
    assert [needs_second(each) for each in every] == [False, False, True, True, False]
    assert [grounds_of(each) for each in every] == [[], ["Q01"], ["Q07"], ["Q07"], []]


def test_cells_set_aside_by_a_reconsideration_are_not_concluded_on_again():
    assert "没有新的核查意见" in str(check_conclusion(STATUTORY, "not_passed", "", "3号", {STATUTORY.digest}))
    assert check_conclusion(STATUTORY, "not_passed", "", "3号", {"other"})


def test_nobody_concludes_on_their_own_work():
    said = [
        str(check_signer(has_own_act=own, is_recused=recused, has_signed_cell=cell))
        for own, recused, cell in ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1))
    ]
    assert [each[:9] for each in said] == ["", "您经办过此人的提名", "您对此人应当回避，", "您签署过此人的核查"]


def test_the_clock_counts_working_days_from_the_day_after():
    calendar = WorkCalendar({date(2026, 12, 2): False, date(2026, 12, 5): True})
    assert after_working_days(date(2026, 11, 27), 5, calendar) == date(2026, 12, 5)
    assert after_working_days(date(2026, 11, 28), 1, calendar) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("filed", "words"), [(20, "早于送达日期"), (21, ""), (25, ""), (26, "已经逾期"), (27, "还没有到")]
)
def test_an_application_keeps_the_clock(filed, words):
    verdict = check_filing(date(2026, 11, filed), date(2026, 11, 21), date(2026, 11, 25), TODAY)
    assert (verdict.ok, words in str(verdict)) == (not words, True)
    assert ("申请复议期限" in verdict.article) == (filed == 26)
