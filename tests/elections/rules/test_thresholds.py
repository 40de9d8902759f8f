"""The formulas of domain brief §13 at their edges."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.enums import ElectionMode
from elections.rules import thresholds as t
from elections.rules.parameters import Ratio

ALL, HOUSEHOLDS, REPRESENTATIVES = ElectionMode.ALL_VOTERS, ElectionMode.HOUSEHOLDS, ElectionMode.REPRESENTATIVES


@pytest.mark.parametrize(
    ("function", "arguments", "expected"),
    [
        (t.party_quorum_met, (40, 50), True),
        (t.party_quorum_met, (39, 50), False),
        (t.party_quorum_met, (42, 50), True),
        (t.party_quorum_met, (41, 51), True),
        (t.party_quorum_met, (40, 51), False),
        (t.party_quorum_needed, (51,), 41),
        (t.party_elected, (25, 50), False),
        (t.party_elected, (26, 50), True),
        (t.party_votes_needed, (50,), 26),
        (t.party_votes_needed, (51,), 26),
        (t.party_margin_met, (6, 5), True),
        (t.party_margin_met, (5, 5), False),
        (t.party_margin_met, (8, 7), False),
        (t.party_margin_met, (9, 7), True),
        (t.returned_within_issued, (82, 82), True),
        (t.returned_within_issued, (83, 82), False),
        (t.picked_within_seats, (3, 3), True),
        (t.picked_within_seats, (4, 3), False),
        (t.seats_may_be_reduced, (21, 42), False),
        (t.seats_may_be_reduced, (22, 42), True),
        (t.seats_may_be_reduced, (21, 42, True), True),
        (t.turnout_valid, (ALL, 50, 100), False),
        (t.turnout_valid, (ALL, 51, 100), True),
        (t.turnout_valid, (HOUSEHOLDS, 50, 100), False),
        (t.turnout_valid, (HOUSEHOLDS, 51, 100), True),
        (t.turnout_valid, (REPRESENTATIVES, 26, 39), False),
        (t.turnout_valid, (REPRESENTATIVES, 27, 39), True),
        (t.turnout_valid, (REPRESENTATIVES, 26, 40), False),
        (t.turnout_valid, (REPRESENTATIVES, 27, 40), True),
        (t.turnout_needed, (REPRESENTATIVES, 39), 27),
        (t.turnout_needed, (REPRESENTATIVES, 40), 27),
        (t.committee_elected, (50, 100), False),
        (t.committee_elected, (51, 100), True),
        (t.committee_votes_needed, (101,), 51),
        (t.supplementary_elected, (33, 99), True),
        (t.supplementary_elected, (33, 100), False),
        (t.supplementary_votes_needed, (100,), 34),
        (t.candidates_exceed_seats, (5, 5), False),
        (t.candidates_exceed_seats, (6, 5), True),
        (t.nomination_valid, (9,), False),
        (t.nomination_valid, (10,), True),
        (t.proxy_within_limit, (3,), True),
        (t.proxy_within_limit, (4,), False),
        (t.residents_meeting_valid, (50, 100), False),
        (t.residents_meeting_valid, (51, 100), True),
        (t.representatives_meeting_valid, (26, 39), True),
        (t.representatives_meeting_valid, (25, 39), False),
        (t.representatives_meeting_composed, (40, 50), True),
        (t.representatives_meeting_composed, (39, 50), False),
        (t.representatives_meeting_called, (8, 39), True),
        (t.representatives_meeting_called, (7, 39), False),
        (t.meeting_decides, (13, 26), False),
        (t.meeting_decides, (14, 26), True),
        (t.recall_by_voters, (340, 3400), True),
        (t.recall_by_voters, (339, 3400), False),
        (t.recall_by_representatives, (13, 39), True),
        (t.recall_by_representatives, (12, 39), False),
        (t.recall_passed, (REPRESENTATIVES, 26, 39, 26), False),
        (t.recall_passed, (REPRESENTATIVES, 27, 39, 14), True),
        (t.recall_passed, (ALL, 60, 100, 30), False),
        (t.representatives_usual, (39, 1000), True),
        (t.representatives_usual, (19, 1000), False),
        (t.representatives_usual, (51, 1000), False),
        (t.representatives_usual_range, (1001,), (21, 50)),
    ],
)
def test_a_threshold_at_its_edge(function, arguments, expected):
    assert function(*arguments) == expected


@pytest.mark.parametrize(("seats", "candidates"), [(3, 4), (5, 6), (7, 9), (9, 11), (11, 14)])
def test_the_margin_is_rounded_up_as_published(seats, candidates):
    assert t.party_candidates_needed(seats) == candidates


@given(st.integers(1, 10_000), st.sampled_from([Ratio(1, 2), Ratio(2, 3), Ratio(4, 5), Ratio(1, 3), Ratio(1, 5)]))
def test_the_least_number_passes_and_the_one_below_does_not(whole, ratio):
    most, least = t.least_more_than(ratio, whole), t.least_at_least(ratio, whole)
    assert (type(most), type(least)) == (int, int)
    assert (t.more_than(most, ratio, whole), t.more_than(most - 1, ratio, whole)) == (True, False)
    assert (t.at_least(least, ratio, whole), t.at_least(least - 1, ratio, whole)) == (True, False)


def test_days_count_from_the_day_after():
    day = date(2026, 12, 20)
    assert t.latest_voter_list(day) == date(2026, 11, 30)
    assert t.appeal_deadline(date(2026, 11, 28)) == date(2026, 12, 3)
    assert t.appeal_decision_deadline(date(2026, 12, 3)) == date(2026, 12, 6)
    assert t.handover_deadline(day) == date(2026, 12, 30)
    assert t.latest_meeting_notice(day) == date(2026, 12, 10)
    assert t.publication_long_enough(date(2026, 10, 1), date(2026, 10, 16)) is True
    assert t.publication_long_enough(date(2026, 10, 1), date(2026, 10, 15)) is False


@pytest.mark.parametrize(
    ("born", "includes", "expected"),
    [
        (date(2008, 12, 20), True, True),
        (date(2008, 12, 20), False, False),
        (date(2008, 12, 19), False, True),
        (date(2008, 12, 21), True, False),
    ],
)
def test_the_eighteenth_birthday_on_the_election_day_is_a_parameter(born, includes, expected):
    assert t.is_of_age(born, date(2026, 12, 20), 18, includes) == expected


def test_somebody_born_on_a_leap_day_is_of_age_on_the_last_of_february():
    assert t.of_age_on(date(2008, 2, 29), 18) == date(2026, 2, 28)
    assert t.of_age_on(date(2008, 2, 29), 20) == date(2028, 2, 29)
