"""The edge cases of domain brief §12 that a count answers, with exact numbers."""

from dataclasses import replace

import pytest

from elections.enums import ElectionMode, RoundKind, Side, VenueKind
from elections.rules.counting import Count, DualPlan, Holder, Person, PostCount, Proxy, Reduction, Tally, Venue, Votes
from elections.rules.outcome import decide
from tests.elections.rules.counts import (
    CHAIR,
    DEPUTY,
    MEMBER,
    PARTY_MEMBER,
    SECRETARY,
    codes,
    decided,
    party,
    post,
    residents,
    results,
    rules,
)

REPRESENTATIVES, HOUSEHOLDS = ElectionMode.REPRESENTATIVES, ElectionMode.HOUSEHOLDS
TIE, SUPPLEMENTARY, RERUN = RoundKind.TIE_BALLOT, RoundKind.SUPPLEMENTARY_BALLOT, RoundKind.RERUN_ELECTION


def rounds(outcome) -> list[tuple]:
    return [(each.kind, each.seats, each.keys) for each in outcome.next_rounds]


# --- the Party side: quorum and majority (§12.1, §12.2, §12.4)


def test_forty_two_of_fifty_is_a_quorum_and_twenty_six_votes_elect():
    outcome = decided(party(50, 42, {"甲": 42, "乙": 26, "丙": 25, "丁": 20}))
    assert outcome.is_valid
    assert [r.words for r in outcome.reasons] == [
        "应到会有选举权人数 50 人，实到会 42 人，不少于五分之四（40 人），到会人数符合规定。"
    ]
    assert results(outcome) == {"甲": "elected", "乙": "elected", "丙": "not_elected", "丁": "not_elected"}
    words = {p.name: p.words for p in outcome.posts[0].people}
    assert words["丙"] == "丙赞成 25 票，没有超过应到会有选举权人数 50 人的半数（须 26 票），不当选。"
    assert words["乙"] == "乙赞成 26 票，超过应到会有选举权人数 50 人的半数（须 26 票），当选。"


def test_exactly_four_fifths_is_a_quorum_and_one_less_is_not():
    assert decided(party(50, 40, {"甲": 40}, seats=1)).is_valid
    outcome = decided(party(50, 39, {"甲": 39}, seats=1))
    assert (outcome.is_valid, results(outcome)) == (False, {"甲": "void"})
    assert outcome.reasons[0].words == "应到会有选举权人数 50 人，实到会 39 人，不到五分之四（须 40 人），选举无效。"
    assert rounds(outcome) == [(RERUN, 1, ("甲",))]
    assert outcome.next_rounds[0].words == "党组织委员选举无效，应选 1 名重新选举；本轮记录保留。"


def test_half_of_those_present_is_not_half_of_those_due():
    """22 of 42 present would do under the old rules; 26 of 50 due are needed."""
    outcome = decided(party(50, 42, {"甲": 25}, seats=1))
    assert results(outcome) == {"甲": "not_elected"}


def test_leaving_people_out_of_those_due_changes_both_thresholds():
    """Six excused with both approvals: 44 due, 36 present suffice and 23 votes elect."""
    assert decided(party(50, 36, {"甲": 23}, seats=1)).is_valid is False
    assert results(decided(party(44, 36, {"甲": 23}, seats=1))) == {"甲": "elected"}


def test_several_halls_are_counted_together():
    """§12.1: a community with 520 members due meets in three halls; each is recorded, the whole decides."""
    halls = [("一楼会场", 200), ("二楼会场", 130), ("学校会场", 90)]
    yes = {"一楼会场": 150, "二楼会场": 70, "学校会场": 41}
    tallies = tuple(Tally(name, n, n, n, 0, votes={"甲": Votes(yes[name], n - yes[name], 0)}) for name, n in halls)
    count = Count(
        Side.PARTY, 520, (PostCount(PARTY_MEMBER, 1, (Person("甲", "甲"),), tallies),),
        venues=tuple(Venue(name, VenueKind.HALL, n) for name, n in halls),
    )  # fmt: skip
    outcome = decided(count)
    assert outcome.reasons[0].words.startswith("应到会有选举权人数 520 人，实到会 420 人，不少于五分之四（416 人）")
    assert results(outcome) == {"甲": "elected"}
    assert outcome.posts[0].people[0].words == "甲赞成 261 票，超过应到会有选举权人数 520 人的半数（须 261 票），当选。"


def test_the_party_side_knows_neither_mobile_boxes_nor_proxies():
    count = replace(
        party(50, 42, {"甲": 30}, seats=1),
        venues=(Venue("流动票箱", VenueKind.MOBILE_BOX, 42),), proxies=(Proxy("乙", 1),),
    )  # fmt: skip
    outcome = decide(count, rules())
    assert outcome.is_decided is False
    assert [p.words for p in outcome.problems] == ["党内选举不能委托他人投票。", "党内选举在会场投票，没有流动票箱。"]


# --- ties (§12.5)


def test_a_tie_at_the_last_seat_votes_again_and_nothing_else_decides():
    outcome = decided(party(50, 45, {"甲": 30, "乙": 27, "丙": 27, "丁": 5}, seats=2))
    assert results(outcome) == {"甲": "elected", "乙": "tied", "丙": "tied", "丁": "not_elected"}
    assert rounds(outcome) == [(TIE, 1, ("丙", "乙"))]
    assert outcome.next_rounds[0].words == "党组织委员还有 1 个名额，丙、乙票数相等，在这几人中再次投票，得票多的当选。"
    assert (outcome.posts[0].vacant, outcome.posts[0].unsettled) == (0, 1)


def test_equal_votes_within_the_seats_are_no_tie():
    assert results(decided(party(50, 45, {"甲": 30, "乙": 30, "丙": 12}, seats=2))) == {
        "甲": "elected", "乙": "elected", "丙": "not_elected",
    }  # fmt: skip


def test_a_tie_ballot_goes_to_the_most_votes_and_may_tie_again():
    again = {"乙": 22, "丙": 20}
    assert results(decided(party(50, 42, again, seats=1, kind=TIE))) == {"乙": "elected", "丙": "not_elected"}
    outcome = decided(party(50, 42, {"乙": 21, "丙": 21}, seats=1, kind=TIE))
    assert rounds(outcome) == [(TIE, 1, ("丙", "乙"))]


def test_three_tied_for_two_seats():
    outcome = decided(residents(1000, 800, post(MEMBER, 2, {"甲": 500, "乙": 500, "丙": 500}, ballots=800)))
    assert rounds(outcome) == [(TIE, 2, ("丙", "乙", "甲"))]


# --- too few (§12.6)


def test_nobody_under_the_half_fills_a_seat_and_the_best_of_them_stand_again():
    votes = {"甲": 40, "乙": 25, "丙": 24, "丁": 3}
    outcome = decided(party(50, 45, votes, seats=3))
    assert [p.name for p in outcome.elected] == ["甲"]
    assert rounds(outcome) == [(SUPPLEMENTARY, 2, ("乙", "丙", "丁"))]
    assert outcome.next_rounds[0].words == (
        "党组织委员应选 3 名，还缺 2 名，另行选举。候选人为未当选人员中得票多的：乙（25 票）、丙（24 票）、丁（3 票）。"
        "接近应选名额的，也可经超过半数选举人同意或者大会主席团决定，减少名额不再选。"
    )


@pytest.mark.parametrize(
    ("reduction", "parameters", "reduced"),
    [
        (Reduction(23), {}, 2),
        (Reduction(22), {}, None),
        (Reduction(21), {}, None),
        (Reduction(by_presidium=True), {}, 2),
        (None, {}, None),
    ],
)
def test_party_seats_are_reduced_with_more_than_half_of_the_electors_or_the_presidium(reduction, parameters, reduced):
    count = party(50, 44, {"甲": 40, "乙": 30, "丙": 20}, seats=3, reduction=reduction)
    outcome = decided(count, rules(**parameters))
    assert outcome.posts[0].reduced_to == reduced
    assert outcome.is_complete == (reduced is not None)


def test_half_of_the_electors_is_enough_where_the_cycle_says_so():
    count = party(50, 44, {"甲": 40, "乙": 30, "丙": 20}, seats=3, reduction=Reduction(22))
    assert decided(count, rules(party_reduce_consent="half_or_more")).posts[0].reduced_to == 2


def test_seats_of_the_residents_committee_are_never_reduced():
    count = residents(100, 80, post(MEMBER, 2, {"甲": 60, "乙": 20}, ballots=80, reduction=Reduction(80, True)))
    assert [r.kind for r in decided(count).next_rounds] == [SUPPLEMENTARY]


def test_a_supplementary_ballot_needs_a_third_of_the_ballots_cast():
    """100 ballots: 34 votes elect, 33 do not; 99 ballots: 33 do."""

    def second(cast, votes):
        return results(decided(residents(150, cast, post(MEMBER, 1, votes, ballots=cast), kind=SUPPLEMENTARY)))

    assert second(100, {"甲": 34, "乙": 30}) == {"甲": "elected", "乙": "not_elected"}
    assert second(100, {"甲": 33, "乙": 30}) == {"甲": "not_elected", "乙": "not_elected"}
    assert second(99, {"甲": 33, "乙": 30}) == {"甲": "elected", "乙": "not_elected"}


def test_a_supplementary_ballot_counts_the_ballots_cast_not_people_nor_valid_ballots():
    """102 took a ballot, 99 cast it, 96 were valid: a third of 99."""
    tally = Tally("", 102, 99, 96, 3, votes={"甲": Votes(33)})
    count = residents(150, 102, PostCount(MEMBER, 1, (Person("甲", "甲"),), (tally,)), kind=SUPPLEMENTARY)
    outcome = decided(count)
    assert (outcome.posts[0].needed, results(outcome)) == (33, {"甲": "elected"})
    assert outcome.posts[0].people[0].words == "甲得 33 票，不少于已投选票 99 张的三分之一（33 票），当选。"


def test_candidates_of_the_supplementary_ballot_are_those_with_most_votes_equal_ones_together():
    votes = {"甲": 60, "乙": 39, "丙": 20, "丁": 20, "戊": 5, "己": 0}
    outcome = decided(residents(100, 80, post(MEMBER, 2, votes, ballots=80)))
    assert rounds(outcome) == [(SUPPLEMENTARY, 1, ("乙", "丁", "丙"))]


def test_a_barred_person_is_no_candidate_of_the_supplementary_ballot():
    votes = {"甲": 60, "乙": 39, "丙": 20, "丁": 10}
    outcome = decided(residents(100, 80, post(MEMBER, 2, votes, ballots=80, write_ins=("乙",), barred=("乙",))))
    assert rounds(outcome) == [(SUPPLEMENTARY, 1, ("丙", "丁"))]


# --- the three thresholds of art. 19 (§12.7)


@pytest.mark.parametrize(
    ("mode", "due", "cast", "valid"),
    [
        (REPRESENTATIVES, 39, 26, False),
        (REPRESENTATIVES, 39, 27, True),
        (REPRESENTATIVES, 40, 26, False),
        (REPRESENTATIVES, 40, 27, True),
        (HOUSEHOLDS, 1000, 500, False),
        (HOUSEHOLDS, 1000, 501, True),
        (ElectionMode.ALL_VOTERS, 3400, 1700, False),
        (ElectionMode.ALL_VOTERS, 3400, 1701, True),
    ],
)
def test_turnout_by_way_of_electing(mode, due, cast, valid):
    outcome = decided(residents(due, cast, post(CHAIR, 1, {"甲": cast}, ballots=cast), mode=mode))
    assert outcome.is_valid == valid
    assert results(outcome) == {"甲": "elected" if valid else "void"}


def test_thirty_nine_representatives_in_words():
    outcome = decided(residents(39, 26, post(CHAIR, 1, {"甲": 26}, ballots=26), mode=REPRESENTATIVES))
    assert outcome.reasons[0].words == "居民代表 39 人，参加投票 26 人，没有超过三分之二（须 27 人），选举无效。"
    assert outcome.reasons[0].article == "城市居民委员会组织法第19条"
    assert outcome.reasons[0].remedy == "请组织重新选举；原居民委员会继续履行职责到新一届产生。"


def test_no_proxy_counts_with_representatives():
    """27 of 39, one of them by proxy: 26 took part, void."""
    count = residents(
        39, 27, post(CHAIR, 1, {"甲": 27}, ballots=27), mode=REPRESENTATIVES, proxies=(Proxy("乙", 1),)
    )  # fmt: skip
    outcome = decided(count)
    assert outcome.is_valid is False
    assert [p.words for p in outcome.problems] == ["居民代表方式不实行委托投票，1 张委托票无效，不计入参加投票人数。"]


def test_ballots_cast_by_proxy_at_a_place_of_their_own_are_left_out_with_representatives():
    tallies = (
        Tally("礼堂", 27, 27, 27, 0, votes={"甲": Votes(14), "乙": Votes(13)}),
        Tally("委托", 2, 2, 2, 0, votes={"甲": Votes(0), "乙": Votes(2)}),
    )
    count = Count(
        Side.RESIDENTS_COMMITTEE, 39, (PostCount(CHAIR, 1, (Person("甲", "甲"), Person("乙", "乙")), tallies),),
        mode=REPRESENTATIVES, venues=(Venue("礼堂", attended=27), Venue("委托", VenueKind.PROXY, 2)),
    )  # fmt: skip
    outcome = decided(count)
    assert {p.name: p.votes for p in outcome.posts[0].people} == {"甲": 14, "乙": 13}
    assert results(outcome) == {"甲": "elected", "乙": "not_elected"}


def test_a_majority_of_those_taking_part_not_of_those_registered():
    votes = {"甲": 401, "乙": 400}
    outcome = decided(residents(1500, 801, post(CHAIR, 1, votes, ballots=801)))
    assert results(outcome) == {"甲": "elected", "乙": "not_elected"}
    assert outcome.posts[0].people[1].words == "乙得 400 票，没有超过参加投票 801 人的半数（须 401 票），不当选。"


# --- proxies (art. 19)


@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        (Proxy("丙", 4), "丙接受 4 人委托，最多 3 人。"),
        (Proxy("甲", 1, is_candidate=True), "甲是候选人，不得接受委托。"),
    ],
)
def test_proxies_beyond_the_law_stop_the_result(proxy, words):
    outcome = decide(residents(100, 80, post(CHAIR, 1, {"甲": 60}, ballots=80), proxies=(proxy,)), rules())
    assert outcome.is_decided is False
    assert [(p.words, p.article) for p in outcome.problems] == [(words, "城市居民委员会组织法第19条")]


def test_three_principals_are_lawful():
    assert decided(residents(100, 80, post(CHAIR, 1, {"甲": 60}, ballots=80), proxies=(Proxy("丙", 3),))).is_valid


# --- near relatives (§12.14)


def test_of_relatives_the_one_in_the_higher_post_stays_whatever_the_votes():
    count = residents(
        1000, 800, post(MEMBER, 2, {"乙": 700, "丙": 450, "丁": 420}, ballots=800),
        post(CHAIR, 1, {"甲": 410}, ballots=800), relatives=(("甲", "乙"),),
    )  # fmt: skip
    outcome = decided(count)
    assert results(outcome) == {"甲": "elected", "乙": "steps_back", "丙": "elected", "丁": "elected"}
    assert outcome.posts[1].people[0].words == (
        "乙得 700 票，超过参加投票 800 人的半数（须 401 票），与当选的甲是近亲属，"
        "职务高的、得票多的留任，本人不任职，名额由得票次多的人递补。"
    )
    assert outcome.posts[1].people[0].article == "城市居民委员会组织法第8条"


def test_of_relatives_in_one_post_the_one_with_more_votes_stays():
    outcome = decided(residents(1000, 800, post(MEMBER, 2, {"甲": 600, "乙": 500, "丙": 300}, ballots=800),
                                relatives=(("乙", "甲"),)))  # fmt: skip
    assert results(outcome) == {"甲": "elected", "乙": "steps_back", "丙": "not_elected"}
    assert rounds(outcome) == [(SUPPLEMENTARY, 1, ("丙",))]


def test_relatives_with_equal_votes_vote_again():
    outcome = decided(residents(1000, 800, post(MEMBER, 2, {"甲": 500, "乙": 500, "丙": 450}, ballots=800),
                                relatives=(("甲", "乙"),)))  # fmt: skip
    assert results(outcome) == {"甲": "tied", "乙": "tied", "丙": "elected"}
    assert rounds(outcome) == [(TIE, 1, ("乙", "甲"))]


def test_a_relative_of_somebody_elected_in_an_earlier_round_steps_back():
    count = residents(
        1000, 800, post(MEMBER, 1, {"乙": 500}, ballots=800), kind=SUPPLEMENTARY, relatives=(("甲", "乙"),),
        already=(Holder("甲", "甲", DEPUTY, "female"),),
    )  # fmt: skip
    assert results(decided(count)) == {"乙": "steps_back"}


def test_where_the_street_decides_both_relatives_wait_and_a_seat_is_kept():
    count = residents(1000, 800, post(MEMBER, 2, {"甲": 600, "乙": 500, "丙": 450}, ballots=800),
                      relatives=(("甲", "乙"),))  # fmt: skip
    outcome = decided(count, rules(relatives_order="authority"))
    assert results(outcome) == {"甲": "relatives", "乙": "relatives", "丙": "not_elected"}


def test_relatives_may_both_be_elected_on_the_party_side_unless_a_document_forbids_it():
    count = party(50, 45, {"甲": 40, "乙": 39, "丙": 3}, seats=2, relatives=(("甲", "乙"),))
    assert results(decided(count)) == {"甲": "elected", "乙": "elected", "丙": "not_elected"}
    assert results(decided(count, rules(party_relatives_barred=True)))["乙"] == "steps_back"


def test_the_old_law_knew_no_recusal_of_relatives():
    count = residents(1000, 800, post(MEMBER, 2, {"甲": 600, "乙": 500}, ballots=800), relatives=(("甲", "乙"),))
    assert results(decided(count, rules("csjwh-2018"))) == {"甲": "elected", "乙": "elected"}


# --- one person, two posts (§12.13)


def test_somebody_elected_chair_leaves_the_members_seat_to_the_next():
    count = residents(
        1000, 800, post(CHAIR, 1, {"甲": 500}, ballots=800),
        post(MEMBER, 2, {"甲": 600, "乙": 450, "丙": 410}, ballots=800, write_ins=("甲",)),
    )  # fmt: skip
    outcome = decided(count)
    assert [(p.name, p.post) for p in outcome.elected] == [("甲", CHAIR), ("乙", MEMBER), ("丙", MEMBER)]
    assert outcome.posts[1].people[0].words == (
        "甲（另选人）得 600 票，超过参加投票 800 人的半数（须 401 票），"
        "已当选较高的职务，同一委员会只任一个职务，名额由得票次多的人递补。"
    )


@pytest.mark.parametrize(
    ("votes", "other", "code", "words"),
    [
        (500, True, "dual_office_done", "甲当选居委会主任和党组织书记，一肩挑完成。"),
        (300, True, "dual_office_half", "甲拟一肩挑，居委会主任没有当选，党组织书记已当选，一肩挑没有完成。"),
        (500, False, "dual_office_half", "甲拟一肩挑，居委会主任当选，党组织书记没有当选，一肩挑没有完成。"),
        (500, None, "dual_office_open", "甲拟一肩挑：居委会主任当选，党组织书记尚未选举。"),
    ],
)
def test_dual_office_is_done_only_when_both_halves_succeeded(votes, other, code, words):
    count = residents(1000, 800, post(CHAIR, 1, {"甲": votes}, ballots=800, women=("甲",)),
                      dual=(DualPlan("甲", SECRETARY, other),))  # fmt: skip
    outcome = decided(count)
    assert [(a.code, a.words) for a in outcome.alerts if a.code.startswith("dual")] == [(code, words)]


# --- stations (§12.19)


def stations(scope_counts, attended):
    """Two stations, 甲 and 乙 for one seat; (issued, returned, 甲, 乙) each."""
    tallies = tuple(
        Tally(name, issued, back, back, 0, votes={"甲": Votes(a), "乙": Votes(b)})
        for name, (issued, back, a, b) in scope_counts.items()
    )
    return Count(
        Side.RESIDENTS_COMMITTEE, 200, (PostCount(CHAIR, 1, (Person("甲", "甲", "male"), Person("乙", "乙", "female")), tallies),),
        mode=ElectionMode.ALL_VOTERS,
        venues=tuple(Venue(name, VenueKind.STATION, n) for name, n in attended.items()),
    )  # fmt: skip


def test_more_returned_than_issued_at_one_station_voids_the_whole_post():
    outcome = decided(stations({"东站": (110, 110, 80, 30), "西站": (60, 61, 31, 30)}, {"东站": 110, "西站": 60}))
    assert (outcome.is_valid, results(outcome)) == (False, {"甲": "void", "乙": "void"})
    assert outcome.posts[0].reasons[0].words == "居委会主任收回选票多于发出选票，选举无效，应选 1 名全部重新投票。"
    assert rounds(outcome) == [(RERUN, 1, ("乙", "甲"))]
    assert [(p.place, p.words) for p in outcome.problems] == [
        ("西站居委会主任", "收回 61 张，多于发出 60 张，选举无效。")
    ]


def test_where_the_province_says_so_only_that_station_is_set_aside():
    count = stations({"东站": (110, 110, 80, 30), "西站": (60, 61, 1, 60)}, {"东站": 110, "西站": 60})
    outcome = decided(count, rules(overcount_scope="station"))
    assert outcome.is_valid
    assert {p.name: p.votes for p in outcome.posts[0].people} == {"甲": 80, "乙": 30}
    assert outcome.reasons[0].words.startswith("登记选民 200 人，参加投票 110 人，超过半数（须 101 人）")
    assert "places_void" in codes(outcome)


def test_a_station_set_aside_may_cost_the_turnout():
    count = stations({"东站": (90, 90, 60, 30), "西站": (60, 61, 1, 60)}, {"东站": 90, "西站": 60})
    assert decided(count, rules(overcount_scope="station")).is_valid is False


def test_one_post_may_be_void_while_the_other_stands():
    count = residents(
        1000, 800, post(CHAIR, 1, {"甲": 500}, ballots=800),
        PostCount(MEMBER, 1, (Person("乙", "乙"),), (Tally("", 799, 800, 800, 0, votes={"乙": Votes(500)}),)),
    )  # fmt: skip
    outcome = decided(count)
    assert [(p.post, p.is_valid) for p in outcome.posts] == [(CHAIR, True), (MEMBER, False)]
    assert (outcome.is_valid, results(outcome)) == (False, {"甲": "elected", "乙": "void"})
    assert rounds(outcome) == [(RERUN, 1, ("乙",))]


def test_a_rerun_is_judged_like_a_first_ballot():
    count = residents(1000, 800, post(MEMBER, 1, {"甲": 400, "乙": 300}, ballots=800), kind=RERUN)
    assert results(decided(count)) == {"甲": "not_elected", "乙": "not_elected"}


# --- write-ins and those who may not stand (§12.22)


def test_a_write_in_with_enough_votes_awaits_review():
    outcome = decided(residents(1000, 800, post(CHAIR, 1, {"甲": 300, "乙": 450}, ballots=800, write_ins=("乙",))))
    assert results(outcome) == {"甲": "not_elected", "乙": "awaiting_review"}
    assert [p.name for p in outcome.elected] == ["乙"]
    assert outcome.posts[0].people[0].words == (
        "乙（另选人）得 450 票，超过参加投票 800 人的半数（须 401 票），得票够当选，须经资格审查后再公布。"
    )
    assert "write_in_review" in codes(outcome)


def test_a_candidate_who_may_not_stand_is_not_announced():
    outcome = decided(residents(1000, 800, post(CHAIR, 1, {"甲": 500}, ballots=800, barred=("甲",))))
    assert results(outcome) == {"甲": "awaiting_review"}
    assert [a.words for a in outcome.alerts if a.code == "barred_candidate"] == [
        "甲列为居委会主任候选人，但受过刑事处罚，不得作为候选人。"
    ]


# --- the team (art. 8)


def test_no_woman_among_the_elected():
    outcome = decided(residents(1000, 800, post(MEMBER, 2, {"甲": 500, "乙": 450}, ballots=800)))
    assert [(a.words, a.article) for a in outcome.alerts if a.code == "no_woman"] == [
        ("已当选的 2 人中，妇女 0 人，应当不少于 1 人；名额已经选满。", "城市居民委员会组织法第8条")
    ]
    with_her = decided(residents(1000, 800, post(MEMBER, 2, {"甲": 500, "乙": 450}, ballots=800, women=("乙",))))
    assert codes(with_her) == []


def test_a_woman_elected_earlier_counts():
    count = residents(1000, 800, post(MEMBER, 1, {"甲": 500}, ballots=800), kind=SUPPLEMENTARY,
                      already=(Holder("丁", "丁", CHAIR, "female"),))  # fmt: skip
    assert codes(decided(count)) == []


@pytest.mark.parametrize(
    ("size", "alerts"), [(4, ["seats_outside_law"]), (5, []), (9, []), (10, ["seats_outside_law"])]
)
def test_a_committee_of_another_size_is_an_alert_and_no_refusal(size, alerts):
    count = residents(1000, 800, post(MEMBER, 1, {"甲": 500}, ballots=800, women=("甲",)), committee_size=size)
    outcome = decided(count)
    assert (outcome.is_valid, codes(outcome)) == (True, alerts)
