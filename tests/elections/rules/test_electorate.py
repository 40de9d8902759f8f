"""应到会 with the numbers of domain brief §1.2 and §12.1 to 12.4; halls; the residents' side's rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.enums_electorate import ExclusionGround, RestrictionKind
from elections.rules.election_committee import Member, Vote, conflicts, next_in_order, ranking, size_words
from elections.rules.electorate import (
    Exclusion,
    Person,
    Restriction,
    attendance,
    is_probationary_on,
    months_after,
    what_is_missing,
)
from elections.rules.registration import Sums, check_sums, may_publish, objection_clock, representatives_words
from elections.rules.representatives import read_lines
from elections.rules.thresholds import party_elected, party_quorum_met
from elections.rules.venues import Group, Hall, congress_possible, plan_venues

DAY = date(2026, 12, 10)
BOTH = Exclusion(
    ExclusionGround.BEDRIDDEN,
    date(2026, 1, 1),
    None,
    "东街发〔2026〕1号",
    date(2026, 11, 1),
    "决议1号",
    date(2026, 12, 10),
)


def test_leave_stays_in_the_denominator():
    """Tuanjie community 2020: 50 due, 8 of them on leave, 42 present; quorate, and 26 votes elect."""
    due = attendance([Person(n) for n in range(50)], DAY)
    assert (due.expected, due.quorum_needed, due.votes_needed) == (50, 40, 26)
    assert (
        party_quorum_met(42, due.expected) and not party_elected(25, due.expected) and party_elected(26, due.expected)
    )


@pytest.mark.parametrize("ground", list(ExclusionGround))
def test_each_exclusion_needs_both_approvals(ground):
    full = replace(BOTH, ground=ground)
    counts = []
    for each in (full, replace(full, superior_document=""), replace(full, superior_on=None), replace(full, assembly_on=None),
                 replace(full, assembly_document=""), replace(full, assembly_on=DAY + timedelta(1))):  # fmt: skip
        due = attendance([Person(1, exclusions=(each,)), Person(2)], DAY)
        counts.append((due.expected, due.excluded_pending, due.excluded[ground]))
    assert counts == [(1, 0, 1)] + [(2, 1, 0)] * 5


def test_a_ground_the_cycle_does_not_know_excludes_nobody():
    due = attendance([Person(1, exclusions=(BOTH,))], DAY, grounds=["abroad"])
    assert (due.expected, due.excluded_pending) == (1, 1)


def test_half_a_year_abroad_includes_the_day_itself():
    away = replace(BOTH, ground=ExclusionGround.ABROAD, since=date(2026, 6, 10))
    assert what_is_missing(away, DAY) == []
    assert what_is_missing(away, DAY - timedelta(1)) == ["到会议当日还不满 6 个月", "缺党员大会通过的决议"]
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


@pytest.mark.parametrize(("since", "until", "expected"), [
    (DAY - timedelta(1), None, 1), (DAY, None, 1), (DAY + timedelta(1), None, 2),
    (date(2026, 1, 1), DAY, 1), (date(2026, 1, 1), DAY - timedelta(1), 2),
])  # fmt: skip
def test_detained_the_day_before_the_meeting(since, until, expected):
    detained = Restriction(RestrictionKind.DETAINED, since, until, "监留〔2026〕1号")
    due = attendance([Person(1, restrictions=(detained,)), Person(2)], DAY)
    assert (due.expected, due.suspended) == (expected, 2 - expected)


def test_the_subtraction_adds_up_and_counts_nobody_twice():
    watched = Restriction(RestrictionKind.PROBATION_WITHIN_PARTY, date(2026, 1, 1), None, "1号")
    detained = replace(watched, kind=RestrictionKind.ARRESTED)
    people = [
        Person(1, is_probationary=True, restrictions=(watched,)), Person(2, restrictions=(watched, detained)),
        Person(3, restrictions=(detained,), exclusions=(BOTH,)), Person(4, exclusions=(BOTH,)), Person(5),
    ]  # fmt: skip
    due = attendance(people, DAY)
    assert (due.members, due.probationary, due.on_probation_within_party, due.suspended) == (5, 1, 1, 1)
    assert (due.entitled, due.excluded_count, due.expected) == (2, 1, 1)
    assert due.keys("excluded") == [4]


@pytest.mark.parametrize(("flag", "full", "probationary"), [
    (True, "", True), (False, "", False), (True, "2026-12-10", False), (True, "2026-12-11", True),
    (False, "2026-12-11", True), (True, "2026", True), (False, "2026", False), (False, "2027", True),
])  # fmt: skip
def test_probation_is_judged_on_the_day(flag, full, probationary):
    assert is_probationary_on(flag, full, DAY) is probationary


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
restrictions = st.builds(Restriction, st.sampled_from(list(RestrictionKind)), days, st.none() | days, st.just("1号"))
exclusions = st.builds(
    Exclusion, st.sampled_from(list(ExclusionGround)), days, st.none() | days, st.sampled_from(["", "1号"]),
    st.none() | days, st.sampled_from(["", "2号"]), st.none() | days,
)  # fmt: skip
crowds = st.lists(
    st.tuples(st.booleans(), st.lists(restrictions, max_size=2), st.lists(exclusions, max_size=2)), max_size=30
).map(lambda rows: [Person(n, p, "", tuple(r), tuple(e)) for n, (p, r, e) in enumerate(rows)])


@given(crowds, days)
def test_whatever_the_roster_the_numbers_are_whole(people, on):
    due = attendance(people, on)
    assert 0 <= due.expected <= due.entitled <= due.members == len(people)
    assert due.members - due.probationary - due.on_probation_within_party - due.suspended == due.entitled
    assert due.entitled - due.excluded_count == due.expected
    assert due.excluded_pending <= due.expected
    assert party_quorum_met(due.quorum_needed, due.expected) and party_elected(due.votes_needed, due.expected)
    assert due.quorum_needed == 0 or not party_quorum_met(due.quorum_needed - 1, due.expected)


@given(crowds, days)
def test_one_more_member_moves_the_number_by_one_and_an_approval_never_raises_it(people, on):
    due = attendance(people, on)
    more = attendance([*people, Person(999)], on)
    assert more.expected == due.expected + 1
    assert more.quorum_needed >= due.quorum_needed and more.votes_needed >= due.votes_needed
    stripped = [replace(p, exclusions=tuple(replace(e, superior_document="") for e in p.exclusions)) for p in people]
    assert attendance(stripped, on).expected >= due.expected


# --- halls


def test_five_hundred_makes_a_congress_possible_not_automatic():
    assert congress_possible(500, least=500) and not congress_possible(499, least=500)
    assert congress_possible(80, least=500, is_dispersed=True)


def test_fewest_halls_and_branches_together():
    plan = plan_venues(
        [Group(1, 200), Group(2, 180), Group(3, 120)], [Hall(1, 300), Hall(2, 220), Hall(3, 100), Hall(4, 60)]
    )
    assert [(s.hall.key, s.is_main, s.shares) for s in plan.seatings] == [
        (1, True, {2: 180, 3: 120}),
        (2, False, {1: 200}),
    ]
    assert (plan.missing, plan.split) == (0, ())


def test_the_plan_says_how_many_seats_are_missing():
    plan = plan_venues([Group(1, 300), Group(2, 250)], [Hall(1, 200), Hall(2, 150)])
    assert (plan.heads, plan.capacity, plan.missing) == (550, 350, 200)
    assert sum(seating.heads for seating in plan.seatings) == 350
    assert plan_venues([Group(1, 5)], []).missing == 5


@given(st.lists(st.integers(1, 80), max_size=8), st.lists(st.integers(1, 200), max_size=6))
def test_nobody_sits_twice_and_no_hall_overflows(branches, halls):
    plan = plan_venues(
        [Group(n, heads) for n, heads in enumerate(branches)], [Hall(n, size) for n, size in enumerate(halls)]
    )
    assert all(seating.heads <= seating.hall.capacity for seating in plan.seatings)
    assert sum(seating.heads for seating in plan.seatings) == sum(branches) - plan.missing
    seated = {n: sum(s.shares.get(n, 0) for s in plan.seatings) for n in range(len(branches))}
    assert all(seated[n] <= heads for n, heads in enumerate(branches))


# --- the residents' side


def test_clocks_of_an_objection():
    clock = objection_clock(date(2026, 11, 20), date(2026, 11, 25))
    assert (clock.raise_by, clock.decide_by, clock.is_late) == (date(2026, 11, 25), date(2026, 11, 28), False)
    assert objection_clock(date(2026, 11, 20), date(2026, 11, 26)).is_late


def test_the_list_is_out_twenty_days_before_and_with_the_representatives():
    ask = {"election_day": date(2026, 12, 20), "registered": 3000, "mode": "all_voters", "representatives": 0}
    assert may_publish(date(2026, 11, 30), **ask)
    assert may_publish(date(2026, 12, 1), **ask).article == "城市居民委员会组织法第17条"
    assert not may_publish(date(2026, 11, 30), **ask | {"registered": 0})
    assert not may_publish(date(2026, 11, 30), **ask | {"mode": "representatives"})
    assert may_publish(date(2026, 11, 30), **ask | {"mode": "representatives", "representatives": 39})


def test_workers_count_once_confirmed():
    assert Sums(3000, 400, 12, 10, 1700, 20).total == 3410
    assert check_sums(Sums(3000, 400, 12, 12, 1700, 20))
    assert not check_sums(Sums(3000, 400, 12, 13, 1700, 20))
    assert not check_sums(Sums(10, 0, 0, 0, 11, 0))


def test_how_many_representatives_are_usual():
    assert representatives_words(39, 1500) == ""
    assert representatives_words(29, 1500) == "1500 户一般推选 30—75 名居民代表（每 20—50 户 1 名），现有 29 名。"


def test_pasted_representatives_are_read_or_refused_line_by_line():
    lines, flaws = read_lines("居民小组\t姓名\t性别\n第一组\t甲一\t女\t是\t否\t\n第二组,乙二,男\n", "resident")
    assert flaws == [] and [(x.group, x.name, x.gender, x.is_party_member) for x in lines] == [
        ("第一组", "甲一", "female", True), ("第二组", "乙二", "male", False)]  # fmt: skip
    lines, flaws = read_lines("第一组\t甲一\n第一组\t甲一\t女\n第一组\t甲一\t女", "resident")
    assert lines == [] and flaws == [
        "第 1 行：性别“”看不懂，请写男或女。", "第 2 行：与第 1 行是同一小组的同名代表，请在姓名后注明。",
        "第 3 行：与第 1 行是同一小组的同名代表，请在姓名后注明。"]  # fmt: skip
    assert read_lines("第一组\t甲一\t女", "household")[1] == [
        "第 1 行：户代表要写明户（如 3 栋 2 单元 501，或户主姓名）。"
    ]


def test_the_whole_ranking_is_kept():
    votes = [Vote("甲", 40), Vote("乙", 38), Vote("丙", 30), Vote("丁", 26), Vote("戊", 25)]
    order = ranking(votes, seats=3, attended=50)
    assert [(p.name, p.rank, p.is_chosen, p.has_majority) for p in order.places] == [
        ("甲", 1, True, True), ("乙", 2, True, True), ("丙", 3, True, True), ("丁", 4, False, True), ("戊", 5, False, False)]  # fmt: skip
    assert (order.tied, order.open_seats) == ((), 0)
    assert ranking([Vote("甲", 40), Vote("乙", 30), Vote("丙", 30)], seats=2, attended=50).tied == ("丙", "乙")
    assert ranking(votes, seats=5, attended=50).open_seats == 1


def test_nominated_members_and_their_near_relatives_leave_and_are_not_called_in():
    members = [Member(1, "甲"), Member(2, "乙", (("乙妻", "spouse"),)), Member(3, "丙")]
    assert [(c.member.key, c.relation) for c in conflicts(members, {"甲", "乙妻"})] == [(1, ""), (2, "spouse")]
    assert next_in_order(members, {"甲", "乙妻"}).key == 3
    assert next_in_order(members[:2], {"甲", "乙妻"}) is None
    assert size_words(4, 7, 5) == "现有 4 人，不足 5 人，须尽快递补或另行推选。"
    assert size_words(7, 7, 5) == ""
