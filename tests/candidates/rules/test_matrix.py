"""Folding the cells of one department into one state."""

from datetime import date

import pytest

from candidates.rules.matrix import LOOKS, WORST_FIRST, fold, state_of

DAY = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("states", "state", "words"),
    [
        (["clear", "clear"], "clear", "未发现 2"),
        (["clear", "pending"], "pending", "待反馈 1、未发现 1"),
        (["pending", "cannot_check", "clear"], "cannot_check", "无法核查 1、待反馈 1、未发现 1"),
        (["cannot_check", "check_further"], "check_further", "需进一步核实 1、无法核查 1"),
        (["clear", "check_further", "pending", "found"], "found", "发现 1、需进一步核实 1、待反馈 1、未发现 1"),
    ],
)
def test_the_worst_comes_first(states, state, words):
    folded = fold(states)
    assert (folded.state, folded.words, folded.total) == (state, words, len(states))


def test_nothing_asked_is_no_fold():
    assert fold([]) is None


def test_one_open_cell_is_never_clear():
    assert [fold(["clear"] * n + ["pending"]).state for n in (0, 1, 9)] == ["pending"] * 3


@pytest.mark.parametrize(
    ("answer", "expires_on", "state"),
    [("", None, "pending"), ("clear", None, "clear"), ("clear", DAY, "clear"), ("clear", date(2026, 12, 9), "pending"),
     ("found", date(2026, 12, 9), "pending")],
)  # fmt: skip
def test_an_answer_out_of_date_is_open_again(answer, expires_on, state):
    assert state_of(answer, expires_on, DAY) == state


def test_answered_counts_all_but_the_open_ones():
    assert fold(["clear", "found", "pending", "pending"]).answered == 2


def test_every_state_has_its_own_shape_and_word():
    assert set(LOOKS) == set(WORST_FIRST)
    assert len(set(LOOKS.values())) == len({shape for shape, _ in LOOKS.values()}) == len(WORST_FIRST)
