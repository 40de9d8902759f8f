"""Figures that were really published (domain brief §6.5) go through unchanged; what is missing in them is said, not made up."""

from datetime import date

from elections.enums import ElectionMode, Side
from elections.rules.counting import Count, Person, PostCount, Tally, Votes
from elections.rules.outcome import decide, reconcile
from elections.rules.rule_sets import freeze_for_cycle, parameters_for
from tests.elections.rules.counts import CHAIR, DEPUTY, MEMBER, PARTY_MEMBER, RULES, codes, decided, results

R6_RULES = parameters_for(freeze_for_cycle(date(2013, 1, 1), date(2013, 1, 26)))
R5_RULES = parameters_for(freeze_for_cycle(date(2017, 1, 1), date(2017, 2, 25)))


def street(due, attended, units, *numbers):
    """A street's published totals: chairs, deputies and members elected, nobody's votes."""
    posts = tuple(PostCount(name, n, declared=n) for name, n in zip((CHAIR, DEPUTY, MEMBER), numbers, strict=True))
    return Count(
        Side.RESIDENTS_COMMITTEE, due, posts, mode=ElectionMode.ALL_VOTERS, attended=attended, units=units
    )  # fmt: skip


def test_r1_eleven_communities_with_fewer_than_five_members_each_are_alerted_not_rejected():
    count = street(34157, 31088, 11, 11, 11, 29)
    assert reconcile(count) == []
    outcome = decided(count)
    assert outcome.is_valid
    assert [r.words for r in outcome.reasons] == [
        "登记选民 34157 人，参加投票 31088 人，超过半数（须 17079 人），参加人数符合规定。"
    ]
    assert [post.declared for post in outcome.posts] == [11, 11, 29]
    assert [a.words for a in outcome.alerts if a.code == "seats_outside_law"] == [
        "11 个居委会成员共 51 名，法律规定每个居委会 5 至 9 名（合计 55 至 99 名）。"
    ]
    assert outcome.next_rounds == ()


def test_r5_five_communities():
    count = street(5888, 5263, 5, 5, 5, 25)
    assert reconcile(count) == []
    outcome = decided(count, R5_RULES)
    assert outcome.is_valid
    assert outcome.reasons[0].words == "登记选民 5888 人，参加投票 5263 人，超过半数（须 2945 人），参加人数符合规定。"
    assert codes(outcome) == ["votes_unknown"] * 3


def test_r6_three_full_time_members_by_their_votes():
    votes = {"一": 2694, "二": 2756, "三": 2677}
    tally = Tally("", valid=3118, votes={key: Votes(number) for key, number in votes.items()})
    post = PostCount(MEMBER, 3, tuple(Person(key, key) for key in votes), (tally,))
    count = Count(Side.RESIDENTS_COMMITTEE, 3400, (post,), mode=ElectionMode.ALL_VOTERS, committee_size=9)
    assert reconcile(count) == []
    outcome = decided(count, R6_RULES)
    assert results(outcome) == {"一": "elected", "二": "elected", "三": "elected"}
    assert [(p.name, p.votes) for p in outcome.posts[0].people] == [("二", 2756), ("一", 2694), ("三", 2677)]
    assert outcome.posts[0].needed == 1560
    assert [a.words for a in outcome.alerts] == ["居委会委员的报告单没有参加投票人数，按已知的 3118 张选票计算。"]


def test_r17_fifty_due_eight_excused_forty_two_present():
    """Those excused stay in the denominator: 42 of 50, not of 42."""
    count = Count(Side.PARTY, 50, (PostCount(PARTY_MEMBER, 1),), attended=42)
    assert reconcile(count) == []
    outcome = decided(count)
    assert outcome.is_valid
    assert outcome.reasons[0].words == (
        "应到会有选举权人数 50 人，实到会 42 人，不少于五分之四（40 人），到会人数符合规定。"
    )
    assert outcome.posts[0].needed == 26


def test_r18_ballots_of_a_general_branch_balance_and_the_missing_number_is_named():
    tally = Tally("", issued=82, returned=82, valid=78, invalid=4, full=63)
    count = Count(Side.PARTY, None, (PostCount("党员代表大会代表", 2, total=tally),))
    assert [(p.place, p.words) for p in reconcile(count)] == [
        ("参加人数", "没有填写应到会有选举权人数，不能判断选举是否有效。")
    ]
    assert decide(count, RULES).is_decided is False


def test_r18_with_one_number_wrong_does_not_balance():
    tally = Tally("", issued=82, returned=82, valid=78, invalid=5, full=63)
    count = Count(Side.PARTY, 100, (PostCount("党员代表大会代表", 2, total=tally),))
    assert [p.words for p in reconcile(count)] == ["有效 78 张与无效 5 张之和 83，不等于收回 82 张。"]
