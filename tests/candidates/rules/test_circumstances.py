"""The default list: what the law bars stays barred, every department has something to say."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.enums import Post
from candidates.enums_review import Applies, Bar, HitAction
from candidates.rules.circumstances import (
    CIRCUMSTANCES,
    DEPARTMENTS,
    STRICTNESS,
    action_for,
    applies_to,
    bar_for,
    can_change,
    check_coverage,
    check_edit,
)
from candidates.rules.review_content import CONTENT_FIELDS
from elections.rules.parameters_office import CIRCUMSTANCES as CODES
from elections.rules.parameters_office import STATUTORY

PARTY, COMMITTEE = ["party_secretary"], ["committee_chair"]
BY_CODE = {each.code: each for each in CIRCUMSTANCES}


def test_ten_circumstances_nineteen_departments():
    assert [each.code for each in CIRCUMSTANCES] == list(CODES)
    assert tuple(each.code for each in CIRCUMSTANCES if each.bar == Bar.STATUTORY) == STATUTORY
    codes = [each.code for each in DEPARTMENTS]
    assert (len(codes), len(set(codes))) == (19, 19)
    assert {code for each in CIRCUMSTANCES for code in each.departments} == set(codes)
    assert {name for each in CIRCUMSTANCES for name in each.content_fields} <= set(CONTENT_FIELDS)


def test_what_each_department_is_asked_as_in_the_brief():
    duties = {code.code: [each.code for each in CIRCUMSTANCES if code.code in each.departments] for code in DEPARTMENTS}
    assert duties["police"] == ["Q01", "Q03", "Q04", "Q06", "Q07", "Q08"]
    assert (duties["court"], duties["petitions"], duties["audit"]) == (["Q01", "Q03", "Q09"], ["Q08"], ["Q09"])


@pytest.mark.parametrize(
    ("code", "posts", "bar", "action"),
    [
        ("Q01", COMMITTEE, "statutory", "reject"),
        ("Q01", PARTY, "policy", "review"),
        ("Q01", PARTY + COMMITTEE, "statutory", "reject"),
        ("Q02", PARTY, "party_rule", "reject"),
        ("Q06", PARTY, "party_rule", "review"),
        ("Q06", COMMITTEE, "policy", "review"),
        ("Q06", PARTY + COMMITTEE, "party_rule", "review"),
        ("Q07", PARTY + COMMITTEE, "policy", "review"),
        ("Q04", ["part_time_member"], "policy", "review"),
    ],
)
def test_the_bar_for_these_posts(code, posts, bar, action):
    assert (bar_for(BY_CODE[code], posts), action_for(BY_CODE[code], posts)) == (bar, action)


@given(st.sampled_from(CIRCUMSTANCES), st.sets(st.sampled_from(Post.values), min_size=1), st.sampled_from(Post.values))
def test_one_more_post_is_never_milder(circumstance, posts, more):
    before, after = bar_for(circumstance, posts), bar_for(circumstance, posts | {more})
    assert STRICTNESS.index(after) >= STRICTNESS.index(before)
    if action_for(circumstance, posts) == HitAction.REJECT:
        assert action_for(circumstance, posts | {more}) == HitAction.REJECT


def test_a_party_only_circumstance_is_not_asked_of_the_committee():
    party_only = replace(BY_CODE["Q06"], applies=Applies.PARTY)
    assert [applies_to(party_only, posts) for posts in (PARTY, COMMITTEE, PARTY + COMMITTEE)] == [True, False, True]


def test_a_second_review_asks_what_can_have_changed():
    assert [code for code in CODES if can_change(code)] == ["Q01", "Q03", "Q06", "Q07", "Q08", "Q09", "Q10"]
    assert can_change("Q11")


def test_what_the_law_bars_has_somebody_who_answers():
    full = {"court": ["Q01", "Q02"], "police": ["Q03", "Q04"]}
    assert check_coverage(CIRCUMSTANCES, full)
    refused = check_coverage(CIRCUMSTANCES, {"court": ["Q01"], "police": ["Q03", "Q05"]})
    assert refused.reason == "法律规定的情形 Q02、Q04 没有单位核查。"


@dataclass(frozen=True)
class Edition:
    title: str = "受过刑事处罚"
    statement: str = "因犯罪被判处刑罚。"
    bar: str = "statutory"
    party_bar: str = "policy"
    applies: str = "residents_committee"
    lookback_months: int | None = None
    departments: tuple = ("court",)
    hit_action: str = "reject"
    article: str = "第18条"
    content_fields: tuple = ("work_unit",)
    is_active: bool = True


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_active": False}, "不能停用"),
        ({"statement": "  "}, "不能为空"),
        ({"hit_action": "review"}, "只能不列为候选人"),
        ({"bar": "policy", "hit_action": "review"}, "较宽的性质"),
        ({"bar": "policy"}, "较宽的性质"),
        ({"applies": "party"}, "缩小适用"),
        ({"lookback_months": 60}, "缩短回溯期"),
        ({"content_fields": ()}, "减少随之重核"),
        ({"departments": ()}, "没有选择核查单位"),
        ({"departments": ("nobody",)}, "没有代号为 nobody"),
        ({"content_fields": ("work_unit", "phone")}, "phone 不能随之重核"),
    ],
)
def test_the_law_cannot_be_switched_off_or_narrowed(change, words):
    verdict = check_edit(Edition(), replace(Edition(), **change), {"court"})
    assert words in verdict.reason


@pytest.mark.parametrize(
    "change",
    [{"applies": "both"}, {"party_bar": "statutory"}, {"title": "新"}, {"content_fields": ("work_unit", "join_date")}],
)
def test_the_law_can_be_made_stricter_or_clearer(change):
    assert check_edit(Edition(), replace(Edition(), **change), {"court"})


@pytest.mark.parametrize("change", [{"is_active": False}, {"applies": "party"}, {"lookback_months": 12}])
def test_a_policy_is_the_districts_own(change):
    policy = Edition(bar="policy", hit_action="review")
    assert check_edit(policy, replace(policy, **change), {"court"})
