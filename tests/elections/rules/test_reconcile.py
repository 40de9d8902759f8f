"""The identities of domain brief §13: what does not fit is named with its place and what to do."""

import pytest

from elections.enums import ElectionMode, RoundKind, Side, VenueKind
from elections.rules.counting import Count, Person, PostCount, Tally, Venue, Votes
from elections.rules.outcome import decide
from elections.rules.reconcile import Weight, reconcile, total_of
from tests.elections.rules.counts import MEMBER, PARTY_MEMBER, RULES, residents

PEOPLE = (Person("甲", "甲", "male"), Person("乙", "乙", "female"))


def one(tally, seats=1, people=PEOPLE, due=100, attended=90, side=Side.RESIDENTS_COMMITTEE, **more):
    name = PARTY_MEMBER if side == Side.PARTY else MEMBER
    mode = None if side == Side.PARTY else ElectionMode.ALL_VOTERS
    return Count(side, due, (PostCount(name, seats, people, (tally,)),), mode=mode, attended=attended, **more)


def said(count) -> list[str]:
    return [str(problem) for problem in reconcile(count)]


def tally(issued=90, returned=90, valid=88, invalid=2, votes=(50, 38), venue="", **more):
    given = {person.key: v if isinstance(v, Votes) else Votes(v) for person, v in zip(PEOPLE, votes, strict=False)}
    return Tally(venue, issued, returned, valid, invalid, votes=given, **more)


def test_numbers_that_fit():
    assert said(one(tally())) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (tally(invalid=1), "居委会委员：有效 88 张与无效 1 张之和 89，不等于收回 90 张。请对照签字的报告单核对。"),
        (tally(valid=91, invalid=None), "居委会委员：有效票 91 张，多于收回 90 张。请对照签字的报告单核对。"),
        (tally(votes=(89, 0)), "居委会委员：甲的得票 89，多于有效票 88 张。请对照签字的报告单核对。"),
        (
            tally(votes=(50, 39)),
            "居委会委员：各人得票之和 89，多于有效票 88 张乘应选 1 名的 88。所选人数多于应选名额的选票是无效票，请核对。",
        ),
        (
            tally(issued=91),
            "居委会委员合计：发出 91 张，多于参加投票的 90 人。受委托代投的，委托人也计入参加投票人数；请核对。",
        ),
        (tally(full=89), "居委会委员：选满名额的 89 张，多于有效票 88 张。请对照签字的报告单核对。"),
    ],
)
def test_what_does_not_fit(given, words):
    assert words in said(one(given))
    assert decide(one(given), RULES).is_decided is False


def test_yes_no_and_abstentions_stay_within_the_valid_ballots():
    fits = one(tally(votes=(Votes(50, 30, 8), Votes(38, 40, 10))), side=Side.PARTY)
    assert said(fits) == []
    over = one(tally(votes=(Votes(50, 30, 9), Votes(38, 40, 10))), side=Side.PARTY)
    assert said(over) == ["党组织委员：甲的赞成、不赞成、弃权之和 89，多于有效票 88 张。请对照签字的报告单核对。"]


def test_only_who_votes_no_writes_somebody_in():
    people = (PEOPLE[0], Person("丙", "丙", is_write_in=True))
    given = Tally("", 90, 90, 90, 0, votes={"甲": Votes(80, 3, 7), "丙": Votes(5)})
    problems = reconcile(one(given, people=people, side=Side.PARTY))
    assert [(p.words, p.weight) for p in problems] == [
        ("另选他人 5 票，多于不赞成的 3 票；投不赞成票者方可另选他人。", Weight.LOOK)
    ]


def test_more_took_part_than_could():
    assert said(one(tally(), due=89)) == ["参加人数：参加投票 90 人，多于登记选民 89 人。请对照签字的报告单核对。"]


def test_more_returned_than_issued_is_void_and_not_wrong():
    problems = reconcile(one(tally(issued=89)))
    assert [(p.words, p.weight) for p in problems] == [("收回 90 张，多于发出 89 张，选举无效。", Weight.VOID)]


def places(attended=(60, 30), total=None, **more):
    tallies = (
        Tally("东站", 60, 60, 59, 1, votes={"甲": Votes(30), "乙": Votes(29)}),
        Tally("西站", 30, 30, 29, 1, votes={"甲": Votes(20), "乙": Votes(9)}),
    )
    venues = (Venue("东站", VenueKind.STATION, attended[0]), Venue("西站", VenueKind.MOBILE_BOX, attended[1]))
    return Count(
        Side.RESIDENTS_COMMITTEE, 100, (PostCount(MEMBER, 1, PEOPLE, more.pop("tallies", tallies), total),),
        mode=ElectionMode.ALL_VOTERS, venues=venues, **more,
    )  # fmt: skip


def test_places_sum_up_to_the_whole():
    whole = Tally("", 90, 90, 88, 2, votes={"甲": Votes(50), "乙": Votes(38)})
    assert said(places(total=whole, attended=(60, 30))) == []
    assert total_of(places().posts[0]) == Tally("", 90, 90, 88, 2, None, {"甲": Votes(50), "乙": Votes(38)})


def test_places_that_do_not_sum_up():
    whole = Tally("", 91, 90, 87, 3, votes={"甲": Votes(51), "乙": Votes(38)})
    assert said(places(total=whole)) == [
        "居委会委员合计：各投票点发出之和 90，不等于合计 91。请对照签字的报告单核对。",
        "居委会委员合计：各投票点无效之和 2，不等于合计 3。请对照签字的报告单核对。",
        "居委会委员合计：各投票点有效之和 88，不等于合计 87。请对照签字的报告单核对。",
        "居委会委员合计：甲各投票点得票之和 50，不等于合计 51。请对照签字的报告单核对。",
    ]


def test_the_places_attendance_sums_up_to_the_whole():
    count = places()
    assert said(Count(**{**count.__dict__, "attended": 91})) == [
        "参加人数：各投票点参加人数之和 90 不等于参加投票总数 91。请对照签字的报告单核对。"
    ]


def test_a_place_without_ballots_and_ballots_without_a_place():
    only = (Tally("南站", 60, 60, 59, 1, votes={"甲": Votes(30), "乙": Votes(29)}),)
    assert said(places(tallies=only)) == [
        "居委会委员：“南站”不在投票点名单中。请补写投票点，或改正名称。",
        "居委会委员：缺少投票点“东站”的选票数。请补填；没有发票的填 0。",
        "居委会委员：缺少投票点“西站”的选票数。请补填；没有发票的填 0。",
    ]


def test_more_ballots_at_a_place_than_people():
    assert said(places(attended=(59, 31))) == ["东站居委会委员：发出 60 张，多于参加的 59 人。请对照签字的报告单核对。"]


def test_a_person_without_a_number_is_not_taken_for_nought():
    assert said(one(tally(votes=(50,)))) == [
        "居委会委员：乙没有填写得票。请按报告单补填；没有得票的填 0。",
    ]
    half = Tally("东站", 60, 60, 59, 1, votes={"甲": Votes(30)})
    rest = Tally("西站", 30, 30, 29, 1, votes={"甲": Votes(20), "乙": Votes(9)})
    assert said(places(tallies=(half, rest))) == ["东站居委会委员：没有填写乙的得票。请按报告单补填；没有得票的填 0。"]


def test_a_stranger_and_a_person_twice():
    strange = Tally("", 90, 90, 90, 0, votes={"甲": Votes(50), "丁": Votes(3)})
    assert said(one(strange, people=(PEOPLE[0], PEOPLE[0]))) == [
        "居委会委员：“丁”有票数，但不在候选人和另选人中。请补写此人。",
        "居委会委员：“甲”写了两次。请合并成一行；同名的两人请加以区分。",
    ]


def test_a_write_in_has_no_place_in_a_tie_ballot():
    people = (PEOPLE[0], Person("乙", "乙", is_write_in=True))
    assert said(one(tally(), people=people, kind=RoundKind.TIE_BALLOT)) == [
        "居委会委员：乙是另选人；再次投票只在票数相等的人中进行。请核对；投给其他人的选票作无效票。"
    ]


def test_a_post_of_the_other_side_and_no_post_at_all():
    assert said(residents(100, 90, PostCount(PARTY_MEMBER, 1))) == ["党组织委员：不是居民委员会的职务。请核对职务。"]
    assert said(residents(100, 90)) == ["职务：没有任何职务的选票。请至少填写一个职务。"]


def test_without_any_number_nothing_is_decided():
    outcome = decide(residents(100, None, PostCount(MEMBER, 1)), RULES)
    assert [p.words for p in outcome.problems] == ["没有参加投票人数，也没有选票数，不能判断选举是否有效。"]
    assert outcome.is_decided is False
