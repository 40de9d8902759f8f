"""The schedule engine: exact days, every bound of the law, the ripple, and what may never happen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elections.enums import ElectionMode
from elections.enums_schedule import PartyForm
from elections.rules.intervals import Force
from elections.rules.procedure_template import BY_CODE, STEPS, check_needed, is_needed_at_first
from elections.rules.rule_sets import parameters_for
from elections.rules.schedule import ends_on, ripple, schedule
from elections.rules.schedule_facts import Plan, Situation
from huanjie.shared.calendar import WorkCalendar

D = date(2026, 12, 20)
LAW = "城市居民委员会组织法"
PARAMETERS = parameters_for({})
ALL, HOUSEHOLDS, REPRESENTATIVES = ElectionMode.ALL_VOTERS, ElectionMode.HOUSEHOLDS, ElectionMode.REPRESENTATIVES
# the days off around the turn of the year as the State Council announced them for 2026; 2027 is not announced
CALENDAR = WorkCalendar(
    {date(2026, 10, day): False for day in (1, 2, 5, 6, 7)} | {date(2026, 9, 20): True, date(2026, 10, 10): True},
    frozenset({2026}),
)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def situation(on=D, **more) -> Situation:
    return Situation(on, **({"parameters": PARAMETERS, "calendar": CALENDAR} | more))


def broken(*args, **more) -> list[tuple[str, str]]:
    return [(each.rule, each.code) for each in schedule(situation(*args, **more)).broken]


def planned(*args, **more) -> dict[str, date]:
    return {each.code: each.planned for each in schedule(situation(*args, **more)).steps}


# --- the template ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("mode", [ALL, HOUSEHOLDS, REPRESENTATIVES])
@pytest.mark.parametrize("on", [D + days(n) for n in range(9)])
def test_the_template_breaks_nothing_on_any_weekday(mode, on):
    found = schedule(situation(on, mode=mode))
    assert found.broken == ()
    assert {each.code: each.planned for each in found.steps} == {
        step.code: on + days(step.offset_days) for step in STEPS
    }


def test_every_step_says_whose_it_is_and_names_only_steps_there_are():
    codes = set(BY_CODE)
    assert [step.code for step in STEPS if not step.owner or not step.documents] == []
    assert {code for step in STEPS for code in step.predecessors} <= codes
    assert {bound.other for step in STEPS for bound in step.intervals} - {""} <= codes
    assert {code for step in STEPS for paper in step.announcements for code in paper.states} <= codes
    assert {step.code: step.gates for step in STEPS if step.gates} == {
        "PA16": ("review",), "RC15": ("audit", "review"), "RC19": ("audit",),
    }  # fmt: skip


def test_the_announcements_have_their_numbers():
    numbers = [paper.number for step in STEPS for paper in step.announcements if paper.number]
    assert sorted(numbers, key=lambda n: (not n[0].isdigit(), int(n.split("-")[0]) if n[0].isdigit() else 0, n)) == [
        "1", "2", "2-1", "3", "4", "5", "6", "6-1", "7", "8", "9", "10", "11", "12", "13", "14", "15", "17", "17-1",
        "补充公告",
    ]  # fmt: skip


def test_no_step_comes_before_what_it_waits_for():
    place = {step.code: number for number, step in enumerate(STEPS)}
    assert [(s.code, p) for s in STEPS for p in s.predecessors if place[p] > place[s.code]] == []
    assert [(s.code, p) for s in STEPS for p in s.predecessors if BY_CODE[p].offset_days > s.offset_days] == []


def test_steps_that_wait_for_each_other_are_refused():
    ring = (replace(BY_CODE["RC04"], predecessors=("RC05",)), BY_CODE["RC05"])
    with pytest.raises(ValueError, match="RC04, RC05"):
        Plan(ring)


# --- a published schedule (domain brief §2.4b) -----------------------------------------------------------------------
PUBLISHED = {
    "RC01": date(2026, 11, 15), "RC04": date(2026, 11, 16), "RC06": date(2026, 11, 21), "RC08": date(2026, 11, 22),
    "RC09": date(2026, 11, 29), "RC07": date(2026, 12, 4), "RC10": date(2026, 12, 5), "RC11": date(2026, 12, 6),
    "RC12": date(2026, 12, 7), "RC14": date(2026, 12, 15), "RC15": date(2026, 12, 16), "RC23": date(2026, 12, 30),
}  # fmt: skip


@pytest.mark.parametrize("mode", [HOUSEHOLDS, REPRESENTATIVES])
def test_representatives_after_the_list_are_caught(mode):
    found = schedule(situation(mode=mode, fixed=PUBLISHED))
    [breach] = found.breaks
    assert (breach.rule, breach.code, breach.article, breach.force) == ("H2", "RC07", f"{LAW}第17条", Force.LAW)
    assert (breach.day, breach.limit) == (date(2026, 12, 4), date(2026, 11, 22))
    assert breach.words == (
        "采取户代表或者居民代表方式的，代表名单应与选民名单同时公布，代表须先于名单公布选出："
        "“推选户代表、居民代表、小组长”最迟 2026-11-22，现计划 2026-12-04，晚 12 天。"
    )
    assert breach.remedy == (
        "请把“推选户代表、居民代表、小组长”提前到 2026-11-22 或以前，或把“审核并公布选民名单”推迟 12 天或以上。"
    )


def test_under_all_voters_the_same_schedule_is_lawful():
    found = schedule(situation(mode=ALL, fixed=PUBLISHED))
    assert found.breaks == []
    # formal candidates on D-4: a province may ask for five to seven days; said, not forbidden
    assert [(each.rule, each.force) for each in found.broken] == [("RC15", Force.OFFICE)]


# --- H1 to H11, on the edge and beyond -------------------------------------------------------------------------------
EDGES = [
    # rule, fixed days, other facts, the last lawful day, the first unlawful one
    ("H1", "RC08", {}, D - days(20), D - days(19)),
    ("H2", "RC07", {"mode": REPRESENTATIVES, "fixed": {"RC08": D - days(25)}}, D - days(25), D - days(24)),
    ("H3", "RC09", {}, D - days(22) + days(5), D - days(22) + days(4)),
    ("H4", "RC09", {}, D - days(22) + days(8), D - days(22) + days(9)),
    ("H5", "RC11", {}, D - days(21), D - days(22)),
    ("H8", "RC23", {}, D + days(10), D + days(11)),
    ("H9", "RC02", {"parameters": {"audit_before_stage": "voting"}}, D - days(1), D),
    ("H10", "RC03", {"starts_on": D - days(200), "published": {"notice": D - days(45)}}, D - days(35), D - days(36)),
    ("H11", "RC20", {"needed": frozenset({"RC19", "RC20"})}, D + days(30), D + days(31)),
]


@pytest.mark.parametrize(("rule", "code", "facts", "good", "bad"), EDGES, ids=[edge[0] for edge in EDGES])
def test_each_bound_holds_to_the_day(rule, code, facts, good, bad):
    def at(day):
        return broken(**(facts | {"fixed": facts.get("fixed", {}) | {code: day}}))

    assert (rule, code) not in at(good)
    assert (rule, code) in at(bad)


def test_a_term_that_ends_is_h7_and_an_approved_extension_mends_it():
    assert broken(term_ends_on=D) == []
    assert broken(term_ends_on=D - days(1)) == [("H7", "RC19")]
    late = schedule(situation(term_ends_on=D - days(10)))
    [breach] = [each for each in late.broken if each.rule == "H7"]
    assert (breach.article, breach.limit, breach.force) == (f"{LAW}第14条", D - days(10), Force.LOCAL)
    assert "批准延期" in breach.remedy
    assert broken(term_ends_on=D - days(10), extended_to=D) == []
    assert broken(term_ends_on=D - days(10), extended_to=D - days(1)) == [("H7", "RC19")]


def test_the_party_s_own_term():
    assert ("P1", "PA21") in broken(term_ends_on=D - days(39))
    assert ("P25", "PA08") in broken(term_ends_on=D - days(51))
    assert ("P25", "PA08") not in broken(term_ends_on=D - days(50))


def test_the_lists_of_voters_and_representatives_come_out_on_one_day():
    out = {"4": D - days(22), "6": D - days(22)}
    assert broken(mode=REPRESENTATIVES, published=out) == []
    assert broken(mode=REPRESENTATIVES, published=out | {"6": D - days(23)}) == [("H2", "RC07")]
    assert broken(mode=HOUSEHOLDS, published={"4": D - days(22), "6-1": D - days(21)}) == [("H2", "RC07")]
    assert broken(mode=ALL, published=out | {"6": D - days(23)}) == []


def test_an_objection_is_decided_within_three_days():
    received = D - days(18)
    assert broken(objections=((received, received + days(3)),)) == []
    assert broken(objections=((received, received + days(4)),)) == [("H4", "RC09")]
    assert broken(objections=((received, None),), as_of=received + days(3)) == []
    assert broken(objections=((received, None),), as_of=received + days(4)) == [("H4", "RC09")]


def test_as_many_candidates_as_seats_are_no_election():
    seats, out = {"committee_chair": 1, "committee_member": 4}, {"RC15": D - days(5)}
    standing = {"committee_people": 6, "committee_women": 2}
    assert broken(formal=standing, seats=seats, done=out) == []
    assert broken(formal=standing | {"committee_people": 5}, seats=seats, done=out) == [("H6", "RC15")]
    assert broken(formal=standing | {"committee_people": 5}, seats=seats) == []  # no list is out yet


def test_the_audit_is_out_before_formal_candidates_and_always_before_the_ballot():
    on = {"RC02": D - days(4)}
    found = schedule(situation(fixed=on)).broken
    assert [(each.rule, each.other, each.force) for each in found] == [
        ("H9", "RC15", Force.LOCAL), ("RC02", "RC02", Force.USUAL),
    ]  # fmt: skip
    assert [each.rule for each in schedule(situation(fixed={"RC02": D})).unlawful] == ["H9"]


def test_what_is_done_counts_as_it_was():
    found = schedule(situation(done={"RC08": D - days(19)}))
    [breach] = found.unlawful
    assert (breach.rule, breach.remedy) == ("H1", "请把“投票、计票、当场公布”推迟 1 天或以上。")
    assert "已于 2026-12-01 完成" in breach.words


# --- earliest, latest, periods ---------------------------------------------------------------------------------------
def test_earliest_and_latest_of_the_steps_that_count():
    found = schedule(situation(starts_on=D - days(200), done={"RC08": D - days(28)})).by_code
    assert found["RC09"].earliest == D - days(23)
    assert found["RC19"].earliest == D - days(8)
    assert found["RC11"].earliest == D - days(27)
    free = schedule(situation(starts_on=D - days(200), term_ends_on=D + days(3))).by_code
    assert (free["RC08"].latest, free["RC06"].latest, free["RC02"].latest) == (D - days(20), D - days(20), D - days(5))
    assert (free["RC19"].latest, free["RC23"].latest, free["RC25"].latest) == (D + days(3), D + days(10), None)
    assert free["RC03"].earliest == D - days(190)


def test_the_list_may_wait_until_twenty_days_before_when_nothing_else_needs_the_time():
    few = Plan((BY_CODE["RC08"], BY_CODE["RC19"]))
    assert schedule(situation(plan=few, needed=frozenset({"RC08", "RC19"}))).by_code["RC08"].latest == D - days(20)


def test_nothing_is_planned_before_the_cycle_begins():
    start = D - days(30)
    found = planned(starts_on=start)
    assert min(found.values()) == start
    assert found["RC08"] == D - days(22)
    assert ("H1", "RC08") in broken(starts_on=D - days(10))


def test_five_working_days_of_publicity_need_the_days_off_too():
    party_day = date(2026, 10, 12)
    approved = date(2026, 9, 30)  # the day before the National Day holiday of seven days
    plan = schedule(situation(party_day=party_day, fixed={"PA17": approved})).by_code
    # 10-08, 10-09, the Saturday 10-10 that is worked, 10-12, 10-13: past the assembly, so not later than it
    assert ends_on(approved, 5, PARAMETERS, CALENDAR, working=True) == date(2026, 10, 13)
    assert (plan["PA18"].planned, plan["PA21"].planned) == (party_day, party_day)
    assert ("PA18", "PA18") in broken(party_day=party_day, fixed={"PA17": approved})
    assert ("PA18", "PA18") not in broken(party_day=party_day + days(1), fixed={"PA17": approved})


def test_the_turn_of_the_year_is_not_covered_and_said_so():
    assert schedule(situation(date(2026, 12, 31))).uncovered_years == (2027,)
    assert schedule(situation(date(2026, 10, 1))).uncovered_years == ()
    new_year = WorkCalendar(CALENDAR.exceptions | {date(2027, 1, 1): False}, frozenset({2026, 2027}))
    end = date(2026, 12, 25)
    assert ends_on(end, 5, PARAMETERS, CALENDAR, working=True) == date(2027, 1, 1)
    assert ends_on(end, 5, PARAMETERS, new_year, working=True) == date(2027, 1, 4)
    assert schedule(situation(date(2026, 12, 31), calendar=new_year)).uncovered_years == ()


EDGE_DAYS = [
    # start, days, first day counted, rolls on, last day
    (date(2026, 11, 27), 5, False, False, date(2026, 12, 2)),
    (date(2026, 11, 27), 5, True, False, date(2026, 12, 1)),
    (date(2026, 11, 23), 5, False, False, date(2026, 11, 28)),
    (date(2026, 11, 23), 5, False, True, date(2026, 11, 30)),
    (date(2026, 11, 24), 5, False, True, date(2026, 11, 30)),
    (date(2026, 11, 25), 5, False, True, date(2026, 11, 30)),
    (date(2026, 9, 26), 5, False, True, date(2026, 10, 8)),
    (date(2026, 9, 26), 5, False, False, date(2026, 10, 1)),
    (date(2026, 9, 15), 5, False, True, date(2026, 9, 20)),
    (date(2026, 10, 5), 5, False, True, date(2026, 10, 10)),
    (date(2026, 12, 29), 3, False, False, date(2027, 1, 1)),
    (date(2026, 12, 29), 3, False, True, date(2027, 1, 1)),
    (date(2026, 12, 30), 3, False, True, date(2027, 1, 4)),
    (date(2026, 12, 20), 10, False, False, date(2026, 12, 30)),
    (date(2026, 12, 25), 10, False, False, date(2027, 1, 4)),
    (date(2028, 2, 24), 5, False, False, date(2028, 2, 29)),
    (date(2027, 2, 24), 5, False, False, date(2027, 3, 1)),
    (date(2026, 12, 20), 0, True, True, date(2026, 12, 20)),
]


@pytest.mark.parametrize(("start", "count", "first", "rolls", "last"), EDGE_DAYS)
def test_counting_days_on_the_edge(start, count, first, rolls, last):
    convention = {"period_counts_first_day": first, "period_rolls_over_rest_days": rolls}
    assert ends_on(start, count, convention, CALENDAR) == last


def test_a_last_day_at_rest_gives_more_time_only_where_the_parameters_say_so():
    voted = date(2026, 12, 17)  # ten days later is a Sunday
    late = {"RC23": date(2026, 12, 28)}
    assert broken(voted, fixed=late) == [("H8", "RC23")]
    assert broken(voted, fixed=late, parameters=dict(PARAMETERS) | {"period_rolls_over_rest_days": True}) == []


# --- the two sides, modes, organizations -----------------------------------------------------------------------------
def test_the_party_may_have_a_day_of_its_own():
    found = planned(party_day=D - days(30))
    assert (found["PA21"], found["PA17"], found["PA24"]) == (D - days(30), D - days(42), D - days(27))
    assert (found["PA27"], found["RC08"]) == (D + days(60), D - days(22))
    assert ("P·C", "PA21") in broken(party_day=D + days(1))


def test_what_follows_the_vote_is_counted_from_the_day_it_was_held():
    found = planned(done={"RC19": D - days(2)})
    assert (found["RC23"], found["RC22"]) == (D + days(8), D + days(1))


def test_which_steps_a_community_starts_with():
    def unneeded(mode=ALL, kind=""):
        return [step.code for step in STEPS if not is_needed_at_first(step, mode, kind)]

    assert unneeded() == ["PA11", "PA22", "RC07", "RC13", "RC20"]
    assert unneeded(HOUSEHOLDS) == ["PA11", "PA22", "RC13", "RC20"]
    assert unneeded(kind=PartyForm.BRANCH_WITHOUT_COMMITTEE) == ["PA11", "PA22", "PA23", "RC07", "RC13", "RC20"]


def test_a_step_is_left_out_only_by_its_own_condition():
    def check(code, is_needed, mode=ALL, kind=""):
        return check_needed(BY_CODE[code], is_needed=is_needed, mode=mode, organization_kind=kind)

    assert [bool(check(step.code, False)) for step in STEPS if not step.condition] == [False] * 46
    assert check("RC08", False).article == f"{LAW}第17条"
    assert (bool(check("RC13", True)), bool(check("RC13", False))) == (True, True)
    assert bool(check("RC07", False, REPRESENTATIVES)) is False
    assert bool(check("RC07", True, ALL)) is False
    assert bool(check("RC07", True, HOUSEHOLDS)) is True
    assert bool(check("PA23", False, kind=PartyForm.PARTY_COMMITTEE)) is False
    assert bool(check("PA23", False, kind=PartyForm.BRANCH_WITHOUT_COMMITTEE)) is True


# --- the ripple ------------------------------------------------------------------------------------------------------
def test_moving_the_day_says_what_moves_what_stays_and_what_must_be_corrected():
    done = {"RC03": D - days(35), "RC08": D - days(22), "RC06": D - days(29)}
    before = schedule(situation(done=done))
    after = schedule(situation(D + days(7), done=done))
    found = ripple(before, after, done, {})
    assert {shift.days for shift in found.shifts} == {7}
    assert [each.code for each in found.kept] == ["RC03", "RC06", "RC08"]
    assert found.broken == ()
    assert "RC09" not in [shift.step.code for shift in found.shifts]  # objections run from the list, not from the day
    assert [(each.step.code, each.announcement.number, [s.step.code for s in each.moved]) for each in found.corrections] == [
        ("RC03", "1", ["RC19"]), ("RC06", "3", ["RC19"]),
    ]  # fmt: skip


def test_what_runs_from_something_done_is_planned_within_its_period():
    found = planned(done={"RC08": D - days(28), "RC19": D})
    assert (found["RC09"], found["RC23"]) == (D - days(20), D + days(10))


def test_moving_the_day_forward_breaks_what_is_out():
    done = {"RC08": D - days(22)}
    found = ripple(schedule(situation(done=done)), schedule(situation(D - days(5), done=done)), done, {})
    assert [(each.rule, each.limit) for each in found.unlawful][0] == ("H1", D - days(25))
    assert found.unlawful[0].article == f"{LAW}第17条"
    back = ripple(schedule(situation(D - days(5), done=done)), schedule(situation(done=done)), done, {})
    assert "H1" in [each.rule for each in back.mended]


def test_an_announcement_that_is_out_is_corrected_though_its_step_is_not_done():
    before, after = schedule(situation()), schedule(situation(D + days(3)))
    assert ripple(before, after, {}, {}).corrections == ()
    [found] = ripple(before, after, {}, {"10": D - days(4)}).corrections
    assert (found.announcement.name, found.moved[0].before, found.moved[0].after) == (
        "第10号公告 投票时间和地点", D, D + days(3),
    )  # fmt: skip


def test_a_change_of_mode_names_the_step_that_joins():
    before = schedule(situation())
    found = ripple(before, schedule(situation(mode=REPRESENTATIVES)), {}, {})
    assert ([step.code for step in found.joins], [step.code for step in found.leaves]) == (["RC07"], [])


DONE = st.dictionaries(
    st.sampled_from(["RC01", "RC02", "RC03", "RC04", "RC06", "RC08", "RC15"]),
    st.integers(-60, -1).map(lambda n: D + days(n)),
)
MINIMUM_TO_THE_DAY = {("H1", "RC08"), ("H9", "RC02"), ("RC15", "RC15")}


@settings(max_examples=300, deadline=None)
@given(
    mode=st.sampled_from(list(ElectionMode)), by=st.integers(1, 400), done=DONE,
    starts_before=st.integers(0, 200), fixed=DONE,
)  # fmt: skip
def test_a_later_day_never_breaks_a_minimum_to_the_election_day(mode, by, done, starts_before, fixed):
    facts = {"mode": mode, "done": done, "fixed": fixed, "starts_on": D - days(starts_before)}
    before, after = schedule(situation(D, **facts)), schedule(situation(D + days(by), **facts))
    found = {(each.rule, each.code) for each in ripple(before, after, done, {}).broken if each.other == "RC19"}
    assert found & MINIMUM_TO_THE_DAY == set()


@settings(max_examples=200, deadline=None)
@given(mode=st.sampled_from(list(ElectionMode)), on=st.integers(0, 1500), starts_before=st.integers(0, 250))
def test_every_plan_keeps_its_order_and_its_start(mode, on, starts_before):
    day = date(2026, 1, 1) + days(on)
    start = day - days(starts_before)
    found = schedule(situation(day, mode=mode, starts_on=start)).by_code
    assert all(step.planned >= start for step in found.values())
    assert found["RC19"].planned == day
    for step in found.values():
        for code in step.step.predecessors:
            if step.is_needed and found[code].is_needed and starts_before >= 90:
                assert found[code].planned <= step.planned


def test_what_was_broken_and_breaks_further_counts_as_broken_by_the_change():
    done = {"RC08": D - days(18)}

    def at(on):
        return schedule(situation(on, done=done))

    further = ripple(at(D), at(D - days(3)), done, {})
    assert [(each.rule, each.gap) for each in further.unlawful if each.rule == "H1"] == [("H1", 5)]
    better = ripple(at(D), at(D + days(1)), done, {})
    assert ([each.rule for each in better.unlawful], "H1" in [each.rule for each in better.still_broken]) == ([], True)
