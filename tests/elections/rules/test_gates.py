"""Whether a step may be recorded on a day, with exact days (domain brief §2.4)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from elections.enums import ElectionMode
from elections.rules.gates import judge, judge_start
from elections.rules.intervals import Force
from elections.rules.rule_sets import parameters_for
from elections.rules.schedule_facts import Situation
from huanjie.shared.verdict import YES, no

VOTE = date(2026, 12, 20)
OPEN = {"audit": YES, "review": YES}


def before(days: int) -> date:
    return VOTE - timedelta(days=days)


def situation(**more) -> Situation:
    """A community on its way to 2026-12-20; what is done by default leads up to the list of voters."""
    done = {f"PA{n:02}": before(120) for n in range(1, 27)}
    done |= {f"RC{n:02}": before(60 - n) for n in range(1, 7)}
    return replace(
        Situation(election_day=VOTE, starts_on=before(200), parameters=parameters_for({}), done=done), **more
    )  # fmt: skip


def rules(judgement) -> list[str]:
    return [each.rule for each in judgement.refusals]


@pytest.mark.parametrize(("days", "refused"), [(21, []), (20, []), (19, ["H1"]), (18, ["H1"])])
def test_h1_the_list_of_voters_is_out_twenty_days_before(days, refused):
    judgement = judge(situation(), "RC08", before(days), OPEN)
    assert rules(judgement) == refused
    assert [each.verdict.article for each in judgement.refusals] == ["城市居民委员会组织法第17条"] * len(refused)


def test_h2_representatives_are_chosen_before_the_list():
    s = situation(mode=ElectionMode.REPRESENTATIVES, needed=None)
    assert "order:RC07" in rules(judge(s, "RC08", before(22), OPEN))
    chosen = replace(s, done={**s.done, "RC07": before(23)})
    assert rules(judge(chosen, "RC08", before(22), OPEN)) == []
    late = replace(s, done={**s.done, "RC08": before(28)})
    assert "H2" in rules(judge(late, "RC07", before(16), OPEN))


def test_h3_objections_are_not_closed_before_their_five_days():
    s = situation()
    s = replace(s, done={**s.done, "RC08": before(22)})
    assert rules(judge(s, "RC09", before(18), OPEN)) == ["H3"]
    assert rules(judge(s, "RC09", before(17), OPEN)) == []


def test_h5_nomination_ends_after_the_list():
    s = situation()
    s = replace(s, done={**s.done, "RC08": before(22), "RC10": before(22)})
    assert rules(judge(s, "RC11", before(22), OPEN)) == ["H5"]
    assert rules(judge(s, "RC11", before(21), OPEN)) == []


def test_h8_a_late_handover_is_written_down_as_it_was():
    s = situation()
    s = replace(s, done={**s.done, "RC19": VOTE})
    on_time, late = (judge(s, "RC23", VOTE + timedelta(days=days), OPEN) for days in (10, 11))
    assert (rules(on_time), on_time.remarks) == ([], ())
    assert rules(late) == []
    assert ["晚 1 天" in each for each in late.remarks] == [True]


def test_what_comes_before_must_be_done_and_not_later():
    s = situation()
    assert rules(judge(s, "RC10", before(15), OPEN)) == ["order:RC08"]
    later = replace(s, done={**s.done, "RC08": before(14)})
    refusal = judge(later, "RC10", before(15), OPEN).refusals[0]
    assert (refusal.rule, refusal.force) == ("order:RC08", Force.LAW)
    assert f"{before(14)} 才完成" in refusal.verdict.reason


def test_what_is_customary_before_is_only_remarked_on():
    s = replace(situation(), done={})
    judgement = judge_start(s, "RC03", before(35), OPEN)
    assert judgement.ok
    assert [each.split("”")[0] for each in judgement.remarks] == ["“成立选举指导组、方案、培训、摸底"]


SEATS = {"committee_chair": 1, "committee_member": 4}
CHOICE = {"committee_chair": 2, "committee_member": 5, "committee_people": 6, "committee_women": 1}
"""Six people for five seats; one stands for both posts."""


def formal(**parameters) -> Situation:
    s = situation()
    done = {**s.done, "RC08": before(22), "RC09": before(15), "RC10": before(15), "RC11": before(14), "RC12": before(13),
            "RC14": before(6)}  # fmt: skip
    return replace(s, done=done, parameters={**dict(s.parameters), **parameters}, formal=CHOICE, seats=SEATS)


SHUT = no("审计没有公布。", "请公布。", "城市居民委员会组织法第38条")


def test_a_shut_gate_refuses_in_its_own_words():
    judgement = judge(formal(), "RC15", before(5), {"audit": YES, "review": SHUT})
    assert [(each.rule, each.verdict, each.may_be_excepted) for each in judgement.refusals] == [
        ("gate:review", SHUT, False)
    ]


def test_silence_never_opens_a_gate():
    assert rules(judge(formal(), "RC15", before(5), {})) == ["gate:audit", "gate:review"]


def test_the_audit_may_be_asked_for_before_the_vote_only():
    shut = {"audit": SHUT, "review": YES}
    asked = judge(formal(audit_before_stage="formal_candidates"), "RC15", before(5), shut)
    assert [(each.rule, each.may_be_excepted) for each in asked.refusals if each.rule == "gate:audit"] == [
        ("gate:audit", True)
    ]
    later = formal(audit_before_stage="voting")
    assert "gate:audit" not in rules(judge(later, "RC15", before(5), shut))
    ready = replace(later, done={**later.done, "RC15": before(5), "RC16": before(2), "RC17": before(2)})
    vote = judge(ready, "RC19", VOTE, shut)
    assert [(each.rule, each.may_be_excepted) for each in vote.refusals] == [("gate:audit", False)]


def test_a_granted_exception_opens_what_is_local_and_nothing_else():
    shut = {"audit": SHUT, "review": SHUT}
    every = frozenset({"gate:audit", "gate:review", "H9"})
    assert rules(judge(formal(audit_before_stage="formal_candidates"), "RC15", before(5), shut, every)) == [
        "gate:review"
    ]


# --- H6: a choice
COMMITTEE_ONLY = {"audit_before_stage": "voting"}


def h6(counts, seats=SEATS, **parameters) -> list[tuple[str, Force]]:
    s = replace(formal(**COMMITTEE_ONLY, **parameters), formal=counts, seats=seats)
    judged = judge(s, "RC15", before(5), OPEN)
    assert {each.rule for each in judged.refusals} <= {"H6"}
    return [(each.verdict.reason, each.force) for each in judged.refusals]


TOO_FEW = "候选人名额应当多于应选名额：居民委员会应选 5 名，正式候选人 5 名。"


@pytest.mark.parametrize(("people", "refused"), [(7, []), (6, []), (5, [(TOO_FEW, Force.LAW)])])
def test_h6_more_formal_candidates_than_seats_all_posts_together(people, refused):
    assert h6(CHOICE | {"committee_people": people}) == refused


def test_h6_without_a_number_of_people_the_posts_are_added_up():
    assert h6({"committee_chair": 1, "committee_member": 5, "committee_women": 1}) == []
    assert h6({"committee_chair": 1, "committee_member": 4, "committee_women": 1}) == [(TOO_FEW, Force.LAW)]


def test_h6_post_by_post_where_the_province_says_so():
    counts = {"committee_chair": 1, "committee_member": 6, "committee_people": 7, "committee_women": 1}
    assert h6(counts) == []
    assert h6(counts, rc_margin_scope="per_post") == [
        ("候选人名额应当多于应选名额：居委会主任应选 1 名，正式候选人 1 名。", Force.LAW)
    ]


def test_h6_one_more_than_the_province_asks_for():
    assert h6(CHOICE, rc_margin_min=2)[0][0] == "候选人名额应当多于应选名额：居民委员会应选 5 名，正式候选人 6 名。"
    assert h6(CHOICE | {"committee_people": 7}, rc_margin_min=2) == []


def test_a_woman_among_the_candidates_where_the_rules_ask_for_one():
    words = "居民委员会成员中应当有妇女：正式候选人中妇女 0 人，应不少于 1 人。"
    assert h6(CHOICE | {"committee_women": 0}) == [(words, Force.LOCAL)]
    assert h6(CHOICE | {"committee_women": 0}, rc_women_min=0) == []


def test_h6_what_nobody_knows_is_no_approval():
    nobody, no_seats = "还没有正式候选人的人数，不能核对差额。", "还没有居委会的应选名额，不能核对差额。"
    assert h6(None, None) == [(nobody, Force.LAW), (no_seats, Force.LAW)]
    assert h6(CHOICE, {"party_committee_member": 5}) == [(no_seats, Force.LAW)]
    unsaid = {key: count for key, count in CHOICE.items() if key != "committee_women"}
    assert h6(unsaid) == [("正式候选人的性别不全，不能核对有没有妇女。", Force.LOCAL)]
    assert h6(None, None, rc_margin_min=0, rc_women_min=0) == []  # the law before 2026 asked for neither


def test_h6_binds_the_formal_list_alone():
    s = replace(formal(**COMMITTEE_ONLY), formal=None, seats=None)
    s = replace(s, done={**s.done, "RC15": before(5)})
    assert rules(judge(s, "RC16", before(2), OPEN)) == []
