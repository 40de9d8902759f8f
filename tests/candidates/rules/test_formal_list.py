"""The formal gate: no silence, no shortage, and every candidate's problem by name."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.enums_review import Answer, Bar, HitAction
from candidates.rules.formal_list import Notice, Person, check_review, check_seats, judge
from candidates.rules.notice import line_of
from candidates.rules.standing import Cell, standing_of
from elections.enums import Side
from elections.rules.rule_sets import parameters_for
from huanjie.shared.verdict import YES, no

RULES = parameters_for({})
RC, PARTY = Side.RESIDENTS_COMMITTEE, Side.PARTY
ON = date(2026, 12, 15)
CHAIR, DEPUTY, MEMBER = "committee_chair", "committee_deputy_chair", "committee_member"


def cell(key=1, answer=Answer.CLEAR, bar=Bar.POLICY, **other):
    return Cell(key, "police", f"Q{key:02}", bar, HitAction.REVIEW, answer, **other)


CLEAN = standing_of([cell(1), cell(2)], ON)


def person(key=1, name="戚志远", posts=(CHAIR,), gender="male", state="passed", standing=CLEAN, **other):
    given_ = {"concluded_digest": standing.digest if standing else None} | other
    return Person(key, name, gender, tuple(posts), state, standing, **given_)


def noticed(*people, state="ended", **other):
    return Notice(state, {each.key: line_of(each.key, each.name, each.posts) for each in people}, **other)


FOUR = [
    person(1, "戚志远"), person(2, "谢小燕", gender="female"), person(3, "林晓", [MEMBER]), person(4, "周敏", [MEMBER]),
]  # fmt: skip
SEATS = {CHAIR: 1, MEMBER: 2}


def gate(people=FOUR, side=RC, seats=SEATS, notice=None, audit=YES, parameters=RULES):
    return judge(
        side=side, people=people, seats=seats, notice=notice or noticed(*people), parameters=parameters, audit=audit
    )


def test_a_whole_list_stands():
    assert (gate().ok, gate().verdict) == (True, YES)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "joint_review"}, "资格联审还没有结论"),
        ({"state": "nominated"}, "资格联审还没有结论"),
        ({"standing": None}, "没有联审单位的核查意见"),
        ({"standing": standing_of([], ON)}, "没有联审单位的核查意见"),
        ({"standing": standing_of([cell(1), cell(2, "")], ON)}, "未反馈不等于未发现"),
        ({"standing": standing_of([cell(1, expires_on=date(2026, 12, 14))], ON)}, "已过期"),
        ({"standing": standing_of([cell(1, is_current=False)], ON)}, "审查内容有变化"),
        ({"standing": standing_of([cell(1, is_recused=True)], ON)}, "需要重新核查"),
        ({"standing": standing_of([cell(1, Answer.CHECK_FURTHER)], ON)}, "需进一步核实"),
        ({"standing": standing_of([cell(1, Answer.FOUND, Bar.STATUTORY)], ON)}, "结论只能是不通过"),
        ({"concluded_digest": None}, "没有已生效的联审通过结论"),
        ({"is_held": True, "hold_reason": "公示异议 Y1 核实中"}, "已暂缓（公示异议 Y1 核实中）"),
        ({"open_objections": 2}, "有 2 件公示异议没有办结"),
    ],
)
def test_one_candidate_in_the_way_stops_the_list_by_name(change, words):
    people = [*FOUR[:3], replace(FOUR[3], **change)]
    got = gate(people)
    assert got.of_the_list == () and [len(each.problems) for each in got.people] == [0, 0, 0, 1]
    assert (got.ok, f"周敏：{got.people[3].problems[0]}" in got.verdict.reason) == (False, True)
    assert words in got.verdict.reason


def test_a_hit_that_was_passed_rests_on_the_very_cells():
    hit = standing_of([cell(1), cell(2, Answer.FOUND)], ON)
    assert check_review(person(standing=hit)) == []
    assert "有变化" in check_review(person(standing=hit, concluded_digest=CLEAN.digest))[0].reason
    renewed = standing_of([cell(7), cell(8)], ON)
    assert check_review(person(standing=renewed, concluded_digest=CLEAN.digest)) == []


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (noticed(*FOUR, state="published"), "公示还没有登记期满"),
        (noticed(*FOUR[:3]), "没有列入公示名单"),
        (noticed(*FOUR[:3], replace(FOUR[3], posts=(CHAIR,))), "与现在的登记不一致"),
        (noticed(*FOUR[:3], replace(FOUR[3], name="周敏敏")), "与现在的登记不一致"),
        (noticed(*FOUR, open_objections=1), "没有指明候选人的异议"),
    ],
)
def test_the_notice_is_over_and_says_the_same(notice, words):
    assert words in gate(notice=notice).verdict.reason


def test_no_notice_at_all():
    got = judge(side=RC, people=FOUR, seats=SEATS, notice=None, parameters=RULES, audit=YES)
    assert [each.problems[0].reason for each in got.people] == ["还没有公示。"] * 4


def test_a_woman_stands_for_the_residents_committee_only():
    men = [replace(each, gender="male") for each in FOUR]
    assert [verdict.article for verdict in gate(men).of_the_list] == ["城市居民委员会组织法第8条"]
    members = [person(n, f"党员{'甲乙丙丁'[n]}", ["party_committee_member"]) for n in range(4)]
    assert gate(members, PARTY, {"party_committee_member": 3}).ok


def test_the_audit_gate():
    shut = no("还没有公布审计结果。", "请公布。", "城市居民委员会组织法第38条")
    assert (gate(audit=shut).of_the_list, gate(audit=None).ok) == ((shut,), False)
    later = parameters_for({"parameters": {"audit_before_stage": "voting"}})
    members = [person(n, f"党员{'甲乙丙丁'[n]}", ["party_committee_member"]) for n in range(4)]
    assert gate(audit=shut, parameters=later).ok
    assert gate(members, PARTY, {"party_committee_member": 3}, audit=shut).ok


@pytest.mark.parametrize(
    ("seats", "words"),
    [({}, "没有登记居民委员会的职数"), ({CHAIR: 1}, "居委会委员有候选人，没有登记职数"),
     ({**SEATS, DEPUTY: 1}, "居委会副主任还没有候选人"), ({CHAIR: 2, MEMBER: 2}, "没有差额")],
)  # fmt: skip
def test_the_seats(seats, words):
    assert words in gate(seats=seats).verdict.reason


def test_nobody_is_no_list():
    assert "没有可以列入正式名单" in gate([], notice=noticed()).verdict.reason


COUNTS = st.integers(0, 8)


@given(chair=st.integers(1, 2), member=st.integers(1, 7), stand_chair=COUNTS, stand_member=COUNTS)
def test_never_fewer_candidates_than_the_law_asks_for(chair, member, stand_chair, stand_member):
    people = [person(n, posts=[CHAIR]) for n in range(stand_chair)]
    people += [person(100 + n, posts=[MEMBER]) for n in range(stand_member)]
    ok = not check_seats(RC, {CHAIR: chair, MEMBER: member}, people, RULES)
    assert ok == (stand_chair >= 1 and stand_member >= 1 and stand_chair + stand_member > chair + member)


@given(seats=st.integers(1, 11), standing=st.integers(0, 16))
def test_the_party_asks_for_a_fifth_more(seats, standing):
    people = [person(n, posts=["party_committee_member"]) for n in range(standing)]
    ok = not check_seats(PARTY, {"party_committee_member": seats}, people, RULES)
    assert ok == (standing * 5 >= seats * 6)


def test_one_for_one_seat_of_the_secretary():
    people = [person(1, posts=["party_secretary"])]
    assert check_seats(PARTY, {"party_secretary": 1}, people, RULES) == []
    assert check_seats(PARTY, {"party_secretary": 2}, people, RULES) != []
