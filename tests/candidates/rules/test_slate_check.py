"""A slate against posts and targets."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.enums import Post
from candidates.rules.slate_check import (
    PostLine,
    Standing,
    Targets,
    failing,
    failing_without,
    indicators,
    make_up,
    post_lines,
    without,
)

DAY = date(2026, 12, 6)
S, D, P = Post.PARTY_SECRETARY, Post.PARTY_DEPUTY_SECRETARY, Post.PARTY_MEMBER
C, V, M = Post.COMMITTEE_CHAIR, Post.COMMITTEE_DEPUTY_CHAIR, Post.COMMITTEE_MEMBER
DEFAULT = Targets()
SEATS = {S: 1, D: 1, P: 3, C: 1, V: 1, M: 3}


def who(key, *posts, **other) -> Standing:
    facts = {"birth_date": date(1980, 1, 1), "education": "college", "in_party": True} | other
    return Standing(key, f"某{key}", frozenset(posts), **facts)


SLATE = [
    who(1, S, C), who(2, D, V), who(3, P, M, is_woman=True, birth_date=date(1991, 12, 6)), who(4, P, M), who(5, P, M),
    who(6, P), who(7, M, in_party=False),
]  # fmt: skip


def of(people, key, targets=DEFAULT, seats=SEATS):
    return next(each for each in indicators(people, seats, targets, DAY) if each.key == key)


def test_a_slate_that_meets_everything():
    assert failing(SLATE, SEATS, Targets(), DAY) == {}


@pytest.mark.parametrize(
    ("standing", "seats", "met"), [(6, 5, True), (5, 5, False), (8, 7, False), (9, 7, True), (4, 3, True)]
)
def test_the_party_s_margin_is_rounded_up(standing, seats, met):
    """Seven seats take nine: eight are less than a hundred and twenty in a hundred."""
    found = of([who(n, P) for n in range(standing)], "party_margin", seats={P: seats})
    assert (found.met, found.target) == (met, f"{-(-seats * 6 // 5)} 名")


def test_the_committee_has_more_candidates_than_seats():
    five = [who(n, M) for n in range(5)]
    assert [of(five, "committee_margin", seats={M: seats}).met for seats in (4, 5)] == [True, False]
    assert of(five, "committee_margin", seats={M: 5}).gap == "还差 1 名"
    per_post = Targets(margin_per_post=True)
    found = {each.key: each.met for each in indicators(SLATE, SEATS, per_post, DAY) if "committee_margin" in each.key}
    assert found == {
        f"committee_margin_{C}": False, f"committee_margin_{V}": False, f"committee_margin_{M}": True,
    }  # fmt: skip


def test_seats_not_filled_in_are_unknown_and_never_met():
    found = of(SLATE, "committee_margin", seats={})
    assert (found.met, found.gap) == (None, "没有填写职数，不能比较")


def test_women_and_the_young_are_counted_in_each_body():
    none = without(SLATE, 3)
    assert failing(none, {}, Targets(), DAY) == {
        "party_women": "党组织妇女", "party_young": "党组织 35 岁以下", "committee_women": "居委会妇女",
        "committee_young": "居委会 35 岁以下",
    }  # fmt: skip
    assert of(none, "committee_women", Targets(women=0)).met is False  # the law asks for one whatever the target
    assert of(none, "party_women", Targets(women=0)).met is None
    older = [replace(person, birth_date=date(1990, 12, 6)) for person in SLATE]
    assert of(older, "party_young").met is False
    assert of(older, "party_young", Targets(under35_age=36)).met is True


def test_dual_office_and_cross_membership():
    apart = [who(1, S), who(2, C), who(3, P, M), who(4, M)]
    assert [of(apart, "dual_office").met, of(apart, "dual_office", Targets(dual_office_percent=0)).met] == [False, None]
    assert of(apart, "cross").value == "1 人，占 25.0%"
    assert [of(apart, "cross", Targets(cross_percent=percent)).met for percent in (25, 26)] == [True, False]
    assert of(apart, "cross", Targets(cross_percent=60)).gap == "还差 2 人"


@pytest.mark.parametrize(
    ("education", "incumbent", "met"),
    [("college", False, True), ("high_school", False, False), ("high_school", True, None), ("", False, None)],
)
def test_the_education_of_a_new_secretary(education, incumbent, met):
    found = of([who(1, S, education=education, is_incumbent=incumbent)], "secretary_education")
    assert (found.met, bool(found.gap)) == (met, met is False or not education)


def test_relatives_on_one_slate():
    pair = [
        who(1, C, relatives=frozenset({2})),
        who(2, M, relatives=frozenset({1})),
        who(3, M, relatives=frozenset({9})),
    ]
    found = of(pair, "relatives")
    assert (found.met, found.value) == (False, "某1与某2")
    assert of(without(pair, 2), "relatives").met is True


def test_posts_against_people():
    assert post_lines([who(1, S, C), who(2, C)], {C: 1, M: 2}) == [
        PostLine(S, None, ("某1",)), PostLine(C, 1, ("某1", "某2")), PostLine(M, 2, ()),
    ]  # fmt: skip
    assert [line.surplus for line in post_lines([who(1, S, C), who(2, C)], {C: 1, M: 2})] == [None, 1, -2]


def test_the_make_up():
    assert dict(make_up(SLATE, DAY)) == {
        "人数": "7 人", "平均年龄": "44.4 岁", "年龄结构": "35 岁以下 1、46—55 岁 6", "学历结构": "大学专科 7",
        "大专以上": "7 人（100.0%）", "女性": "1 人（14.3%）", "中共党员": "6 人（85.7%）", "连任": "0 人（0.0%）",
    }  # fmt: skip
    assert dict(make_up([], DAY))["平均年龄"] == "—"


def test_what_if_one_is_refused():
    assert failing_without(SLATE, SEATS, Targets(), DAY) == {
        1: ["党组织候选人差额", "居委会候选人差额", "书记、主任一肩挑"], 2: ["党组织候选人差额", "居委会候选人差额"],
        3: ["党组织候选人差额", "居委会候选人差额", "党组织妇女", "党组织 35 岁以下", "居委会妇女", "居委会 35 岁以下"],
        4: ["党组织候选人差额", "居委会候选人差额"], 5: ["党组织候选人差额", "居委会候选人差额"],
        6: ["党组织候选人差额"], 7: ["居委会候选人差额"],
    }  # fmt: skip


def test_targets_are_read_from_the_parameters():
    values = {
        "target_women": 2, "under35_rule": 1, "under35_age": 40, "target_dual_office_percent": 90,
        "target_cross_percent": 30, "target_secretary_education": "university", "party_margin": "1/4",
        "rc_margin_scope": "per_post",
    }  # fmt: skip
    assert Targets.of(values) == Targets(2, 1, 40, 90, 30, "university", Fraction(1, 4), True)


people = st.lists(
    st.builds(
        who, st.integers(), st.sampled_from(Post), st.sampled_from(Post), is_woman=st.booleans(),
        birth_date=st.dates(date(1960, 1, 1), date(2008, 1, 1)), education=st.sampled_from(["", "college", "below"]),
        is_incumbent=st.booleans(),
    ),
    max_size=12, unique_by=lambda person: person.key,
)  # fmt: skip
seats = st.dictionaries(st.sampled_from(Post), st.integers(0, 5))
COUNTED = ("party_margin", "committee_margin", "party_women", "committee_women", "party_young", "committee_young")


@given(people, seats)
def test_fewer_people_never_meet_what_more_did_not(slate, seats):
    """Of what is counted; education and relatives may well mend when somebody goes."""
    now = failing(slate, seats, Targets(), DAY)
    for person in slate:
        then = failing(without(slate, person.key), seats, Targets(), DAY)
        assert set(now) & set(COUNTED) <= set(then)


@given(people, seats)
def test_what_would_fail_is_what_a_recount_says(slate, seats):
    now = failing(slate, seats, Targets(), DAY)
    said = failing_without(slate, seats, Targets(), DAY)
    assert said == {
        person.key: [
            label for key, label in failing(without(slate, person.key), seats, Targets(), DAY).items() if key not in now
        ]
        for person in slate
    }


@given(people, seats)
def test_nothing_unknown_is_called_met(slate, seats):
    for each in indicators(slate, seats, Targets(), DAY):
        assert not (each.met and each.gap)
        assert each.met is not False or each.gap
