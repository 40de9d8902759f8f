"""Result papers say what the signed report says, to the number."""

import pytest
from django.utils import timezone

from elections.models import Ballot, BallotEntry, BallotPerson, BallotSeat, BallotVenue, ElectedPerson
from tests.elections.papers.conftest import COMMUNITY


@pytest.fixture
def declare(community_cycle):
    """declare(side, post, seats, due, attended, counts, votes, winners) → a declared round in one hall."""

    def make(side, post, seats, due, attended, counts, votes, winners, write_ins=()):
        on = timezone.localdate()
        ballot = Ballot.objects.create(
            community_cycle=community_cycle, area_code=COMMUNITY, side=side, round_number=1, held_on=on, due_count=due,
            state="declared", mode="all_voters",
        )  # fmt: skip
        hall = BallotVenue.objects.create(ballot=ballot, position=1, name="主会场")
        BallotSeat.objects.create(ballot=ballot, post=post, count=seats)
        people = {
            name: BallotPerson.objects.create(ballot=ballot, post=post, position=place, name=name)
            for place, name in enumerate(votes, start=1)
        }
        paper = dict(zip(("issued", "returned", "valid", "invalid"), counts, strict=True))
        paper |= {"votes": {str(people[n].pk): list(v) for n, v in votes.items()}, "write_ins": list(write_ins)}
        BallotEntry.objects.create(
            ballot=ballot, sheet=1, entered_by_id=1, entered_by="某人", entered_at=timezone.now(),
            data={"venues": {str(hall.pk): {"attended": attended, "posts": {post: paper}}}},
        )  # fmt: skip
        for name in winners:
            ElectedPerson.objects.create(
                ballot=ballot, community_cycle=community_cycle, area_code=COMMUNITY, side=side, post=post, name=name, key=name,
                gender="female", votes=votes[name][0], elected_on=on,
            )  # fmt: skip
        return ballot

    return make


def texts(paper):
    return [body for kind, body in paper.words["blocks"] if kind == "text"]


def tables(paper):
    return [body["rows"] for kind, body in paper.words["blocks"] if kind == "table"]


def test_the_report_of_a_party_election(declare, issue, organization):
    ballot = declare(
        "party", "party_committee_member", 3, 50, 42, (42, 42, 41, 1), {"李四": (30, 8, 3), "丁一": (25, 10, 6), "马飚": (28, 13, 0)},
        ["李四", "马飚"], write_ins=[{"name": "王小兰", "gender": "female", "votes": 2}],
    )  # fmt: skip
    paper = issue("PA-21R")
    day = ballot.held_on
    assert texts(paper) == [
        f"{day.year}年{day.month}月{day.day}日召开党员大会。应到会有选举权的党员50名，实到会42名。",
        "发出选票42张，收回选票42张，其中有效票41张，无效票1张。",
        "另选他人：王小兰2票。", "马飚、李四", "尚缺1名。",
    ]  # fmt: skip
    assert tables(paper) == [[
        ["李四", "党组织委员", "30", "8", "3"], ["丁一", "党组织委员", "25", "10", "6"], ["马飚", "党组织委员", "28", "13", "0"],
    ]]  # fmt: skip


def test_the_announcement_of_a_committees_result(declare, issue, candidates):
    declare(
        "residents_committee", "committee_member", 2, 2951, 1620, (1620, 1618, 1600, 18), {"马飚": (1010,), "王小兰": (920,)},
        ["王小兰", "马飚"],
    )  # fmt: skip
    paper = issue("RC-A17")
    assert (
        "登记选民2951名，参加投票1620名。发出选票1620张，收回选票1618张，其中有效票1600张，无效票18张。"
        in texts(paper)[0]
    )
    assert tables(paper) == [[["马飚", "女", "居委会委员", "1010"], ["王小兰", "女", "居委会委员", "920"]]]
    assert not any("另行选举" in line for line in texts(paper))
    report = issue("RC-19R")
    assert tables(report)[1] == [["主会场", "1620", "1620", "1618", "1600", "18"]]
    assert tables(report)[0] == [["马飚", "居委会委员", "1010"], ["王小兰", "居委会委员", "920"]]
