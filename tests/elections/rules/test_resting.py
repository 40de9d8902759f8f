"""Which done steps stand on one that is taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from elections.rules.gates import judge
from elections.rules.intervals import Force
from elections.rules.resting import AFTERMATH, BY_ORDER, BY_PERIOD, LATER_BY_ORDER, check_resting, resting_on
from elections.rules.rule_sets import parameters_for
from elections.rules.schedule_facts import Situation
from huanjie.shared.verdict import YES

VOTE = date(2026, 12, 20)


def situation(**done: int) -> Situation:
    """Steps done so many days before the vote."""
    days = {code: VOTE - timedelta(days=days) for code, days in done.items()}
    return Situation(election_day=VOTE, starts_on=VOTE - timedelta(days=200), parameters=parameters_for({}), done=days)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("RC08", [("RC09", BY_ORDER), ("RC10", BY_ORDER), ("RC11", BY_PERIOD), ("RC19", BY_ORDER), ("RC23", LATER_BY_ORDER)]),
        ("RC02", [("RC19", BY_PERIOD), ("RC23", LATER_BY_ORDER)]),  # RC10 waits fifteen days by habit only
        ("RC11", [("RC19", LATER_BY_ORDER), ("RC23", LATER_BY_ORDER)]),
        ("RC19", [("RC23", BY_ORDER)]),
        ("RC23", []),
    ],
)  # fmt: skip
def test_what_stands_on_a_step_by_order_or_by_a_period(code, expected):
    s = situation(RC02=50, RC08=22, RC09=14, RC10=15, RC11=14, RC19=0, RC23=-8)
    assert [(each.code, each.why) for each in resting_on(s, code)] == expected


def test_steps_not_done_stand_on_nothing():
    assert resting_on(situation(PA07=85), "PA07") == ()


def test_words_name_step_day_and_reason():
    found = resting_on(situation(PA07=85, PA08=80, PA10=60, PA09=73), "PA07")
    assert list(map(str, found)) == [
        "“呈报换届请示”（2026-10-01 完成，须在它完成之后进行）",
        "“批复换届请示”（2026-10-08 完成，依次在后）",
        "“核定党员名册与应到会人数”（2026-10-21 完成，须在它完成之后进行）",
    ]
    refused = check_resting(found, ["PA08", "PA10"])
    assert refused.reason == ("后面还有 1 个已完成的步骤以本步骤为前提：“批复换届请示”（2026-10-08 完成，依次在后）。")
    assert refused.remedy == f"请核对后再确认退回。{AFTERMATH}"
    assert check_resting(found, ["PA08", "PA09", "PA10"]) == YES


@pytest.mark.parametrize(("days", "refused"), [(81, []), (80, []), (79, ["order:PA08"])])
def test_recorded_anew_it_is_not_later_than_what_followed(days, refused):
    s = situation(PA07=85, PA08=80)
    s = replace(s, done={"PA08": s.done["PA08"]})
    judgement = judge(s, "PA07", VOTE - timedelta(days=days), {})
    assert [(each.rule, each.force) for each in judgement.refusals] == [(rule, Force.LAW) for rule in refused]
