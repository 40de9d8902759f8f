"""Written proxies (csjwh-2026 art. 19): three at most, no candidates, nobody twice, none among representatives."""

import pytest

from elections.rules.proxies import Proxy, Voter, may_entrust, read_lines

A, B, C, D, E = (Voter(name, "一组") for name in ("甲", "乙", "丙", "丁", "戊"))


def ask(new, *standing, mode="all_voters", candidates=(), most=3):
    return may_entrust(new, standing=standing, mode=mode, candidates=candidates, most=most)


def test_three_are_allowed_and_the_fourth_is_not():
    three = [Proxy(each, E) for each in (A, B, C)]
    assert all(ask(each, *three[:place]).ok for place, each in enumerate(three))
    refused = ask(Proxy(D, E), *three)
    assert (refused.ok, refused.article) == (False, "城市居民委员会组织法第19条")
    assert "已接受 3 人委托" in str(refused)
    assert ask(Proxy(D, Voter("戊", "二组")), *three).ok


@pytest.mark.parametrize(("new", "standing", "more", "words"), [
    (Proxy(A, A), [], {}, "不能委托自己"),
    (Proxy(A, E), [], {"candidates": {"戊"}}, "候选人不得接受委托"),
    (Proxy(A, E), [], {"mode": "representatives"}, "不实行委托投票"),
    (Proxy(A, C), [Proxy(A, E)], {}, "已经委托他人"),
    (Proxy(A, B), [Proxy(B, E)], {}, "自己也委托了他人"),
    (Proxy(E, B), [Proxy(A, E)], {}, "已经接受他人委托"),
    (Proxy(A, E), [Proxy(B, E)], {"most": 1}, "每人最多 1 人"),
])  # fmt: skip
def test_what_is_refused(new, standing, more, words):
    assert words in str(ask(new, *standing, **more))


def test_household_representatives_may_entrust_too():
    assert ask(Proxy(A, E), mode="households").ok


def test_lines_from_a_sheet():
    found, flaws = read_lines("甲\t一组\t戊\t一组\n\n乙，一组，戊，一组\n")
    assert (found, flaws) == ([Proxy(A, E), Proxy(B, E)], [])
    assert read_lines("甲 一组 戊")[1] == ["第 1 行应有四项：委托人、居民小组、受委托人、居民小组。"]
    assert read_lines("委托人 居民小组 受委托人 居民小组\n甲 一组 戊 一组") == ([Proxy(A, E)], [])
    assert read_lines("甲 42019919600101001X 戊 一组") == ([], ["第 1 行有身份证号，请删去；只写姓名和居民小组。"])
    assert read_lines(" \n")[1] == ["请至少填写一行。"]
