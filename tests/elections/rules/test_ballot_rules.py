"""The paper's own rules, the supervision committee's, and what becomes of a seat given up."""

import pytest

from elections.enums import RoundKind, Side
from elections.rules.ballot_paper import Standing, check_choice, check_paper
from elections.rules.rule_sets import parameters_for
from elections.rules.seats_left import may_leave_empty, succeed
from elections.rules.supervision import Vote, choose, may_sit, meeting_valid

PARAMETERS = parameters_for({})
HALL = [("主会场", "hall")]


def _names(post, count):
    return [Standing(post, f"某{n}") for n in range(count)]


@pytest.mark.parametrize(("standing", "ok"), [(5, False), (6, True)])
def test_a_fifth_more_candidates_for_five_seats_of_the_party_committee(standing, ok):
    post = "party_committee_member"
    assert check_choice(
        side=Side.PARTY, kind=RoundKind.FIRST_BALLOT, seats={post: 5}, people=_names(post, standing),
        parameters=PARAMETERS,
    ).ok is ok  # fmt: skip


@pytest.mark.parametrize(("kind", "ok"), [(RoundKind.FIRST_BALLOT, False), (RoundKind.TIE_BALLOT, True)])
def test_the_residents_committee_always_has_a_choice_but_in_a_tie(kind, ok):
    post = "committee_chair"
    assert check_choice(
        side=Side.RESIDENTS_COMMITTEE, kind=kind, seats={post: 1}, people=_names(post, 1), parameters=PARAMETERS
    ).ok is ok  # fmt: skip


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"venues": [("流动", "mobile_box")]}, "党内选举在会场投票"),
        ({"seats": {}}, "还没有填写应选名额"),
        ({"seats": {"committee_chair": 1}}, "居委会主任不是党组织的职务"),
        ({"due_count": 0}, "应大于 0"),
        ({"venues": [("会场", "hall"), ("会场", "hall")]}, "名称不能重复"),
        ({"people": [Standing("party_secretary", "甲"), Standing("party_secretary", "甲")]}, "写了两次"),
        ({"people": []}, "还没有候选人"),
    ],
)
def test_a_paper_that_cannot_be_filled_in_says_why(change, reason):
    paper = {
        "side": Side.PARTY, "due_count": 50, "seats": {"party_secretary": 1},
        "people": [Standing("party_secretary", "甲")], "venues": HALL,
    }  # fmt: skip
    assert check_paper(**paper)
    refused = check_paper(**paper | change)
    assert not refused and reason in refused.reason


@pytest.mark.parametrize(("attended", "ok"), [(25, False), (26, True)])
def test_representatives_meet_with_26_of_39(attended, ok):
    assert meeting_valid(is_residents=False, due=39, attended=attended).ok is ok


@pytest.mark.parametrize(("attended", "ok"), [(50, False), (51, True)])
def test_residents_meet_with_more_than_half(attended, ok):
    assert meeting_valid(is_residents=True, due=100, attended=attended).ok is ok


def test_equal_votes_at_the_edge_choose_nobody():
    chosen = choose([Vote("甲", 30), Vote("乙", 25), Vote("丙", 25)], seats=2, attended=40)
    assert (chosen.names, chosen.tied, chosen.open_seats) == (("甲",), ("丙", "乙"), 1)


def test_relatives_of_the_committee_may_not_sit():
    assert may_sit(["甲"], in_committee=["乙"], relatives=[])
    assert not may_sit(["甲"], in_committee=["乙"], relatives=["甲"])
    assert not may_sit(["乙"], in_committee=["乙"], relatives=[])


def _person(name, yes, **more):
    return {"key": f"@{name}", "name": name, "gender": "", "is_write_in": False, "yes": yes, **more}


def _counts(*people, needed=401, elected=3, attended=42):
    post = {
        "post": "committee_member",
        "label": "居委会委员",
        "needed": needed,
        "elected": elected,
        "people": list(people),
    }
    return {"attended": attended, "posts": [post]}


EMPTY = [{"post": "committee_member", "seats": 1}]


@pytest.mark.parametrize(("consenting", "ok"), [(21, False), (22, True), (43, False), (None, True)])
def test_seats_stay_empty_with_more_than_half_of_42(consenting, ok):
    assert may_leave_empty(_counts(), EMPTY, consenting).ok is ok


def test_a_post_that_nobody_won_is_not_left_empty():
    assert not may_leave_empty(_counts(elected=0), EMPTY, None)


def test_a_relatives_seat_passes_on_by_votes_to_whoever_reached_the_line():
    counts = _counts(_person("甲", 500), _person("乙", 450), _person("丙", 400))
    found = succeed(counts, "committee_member", out={"@甲"}, by_votes=True, wanted=2)
    assert found.heir["name"] == "乙"
    tied = succeed(_counts(_person("乙", 450), _person("丙", 450)), "committee_member", out=(), by_votes=True, wanted=2)
    assert {each["name"] for each in tied.tied} == {"乙", "丙"}


def test_without_anybody_over_the_line_the_seat_is_voted_on():
    counts = _counts(_person("乙", 400), _person("丙", 300), _person("丁", 300), _person("戊", 0))
    found = succeed(counts, "committee_member", out=(), by_votes=True, wanted=2)
    assert {each["name"] for each in found.standing} == {"乙", "丙", "丁"}
