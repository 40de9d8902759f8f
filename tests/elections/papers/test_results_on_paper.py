"""Result papers say what the signed reports say, to the number: every round of the side, every place of voting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from elections.queries.ballot import latest_outcome
from elections.services.declaration import open_next_round, reduce_seats
from elections.services.paper import draft_paper, issue_paper
from huanjie.shared.verdict import Refused
from tests.elections.ballot.papers import declared, one_hall, people, prepared

TODAY = timezone.localdate
PARTY = ("李四", "丁一", "马飚", "王小兰", "欧阳丹", "何五")


def spoken(day):
    return f"{day.year}年{day.month}月{day.day}日"


def texts(paper):
    return [body for kind, body in paper.words["blocks"] if kind == "text"]


def headings(paper):
    return [body for kind, body in paper.words["blocks"] if kind == "heading"]


def tables(paper):
    return [body["rows"] for kind, body in paper.words["blocks"] if kind == "table"]


def party_paper(yes, attended=42, counts=None, write_ins=(), names=PARTY):
    counts = counts or (attended,) * 3 + (0,)
    votes = {name: (each, counts[2] - each, 0) for name, each in zip(names, yes, strict=True)}
    return one_hall(attended, party_committee_member=(counts, votes, list(write_ins)))


@pytest.fixture
def party(community_cycle, organization, clerk, street):
    """party(yes, ...) → the members' first ballot, declared: 5 seats, 50 due."""

    def make(yes, **more):
        ballot = prepared(
            community_cycle, clerk, side="party", due=50, seats={"party_committee_member": 5},
            standing=people(party_committee_member=PARTY), held_on=TODAY() - timedelta(days=3),
        )  # fmt: skip
        return declared(ballot, party_paper(yes, **more), clerk, street)

    return make


@pytest.fixture
def secretary(community_cycle, clerk, street):
    """The committee elects its secretary and a deputy: five members, five present."""

    def make(due=5, venues=None):
        ballot = prepared(
            community_cycle, clerk, side="party", due=due, seats={"party_secretary": 1, "party_deputy_secretary": 1},
            standing=people(party_secretary=["李四"], party_deputy_secretary=["丁一"]), held_on=TODAY() - timedelta(days=2),
        )  # fmt: skip
        full = (due, due, due, 0)
        paper = one_hall(
            due, party_secretary=(full, {"李四": (due, 0, 0)}), party_deputy_secretary=(full, {"丁一": (due - 1, 1, 0)})
        )
        return declared(ballot, paper, clerk, street)

    return make


def test_one_round_of_the_party(party, issue):
    party((30, 28, 27, 27, 26, 1), counts=(42, 42, 41, 1), write_ins=[("周八", "female", 2)])
    paper = issue("PA-21R")
    assert texts(paper) == [
        f"{spoken(TODAY() - timedelta(days=3))}召开党员大会。", "应到会有选举权的党员50名，实到会42名。",
        "发出选票42张，收回选票42张，其中有效票41张，无效票1张。", "另选他人：周八2票。",
        "委员：丁一、马飚、王小兰、李四、欧阳丹。",
    ]  # fmt: skip
    assert headings(paper) == ["当选名单（按姓氏笔画为序）"]
    assert tables(paper)[0][0] == ["李四", "党组织委员", "30", "11", "0", "当选"]
    assert tables(paper)[0][-1] == ["何五", "党组织委员", "1", "40", "0", "不当选"]


def test_a_tie_and_the_secretary_leave_the_members_figures_where_they_are(
    party, secretary, issue, clerk, street
):  # fmt: skip
    first = party((40, 37, 36, 35, 30, 30))
    again = open_next_round(ballot=first, held_on=TODAY() - timedelta(days=3), due_count=50, by=street)
    declared(again, party_paper((25, 17), names=("欧阳丹", "何五")), clerk, street, "报告单2号")
    secretary()
    paper = issue("PA-21R")
    day = spoken(TODAY() - timedelta(days=3))
    assert headings(paper) == [f"首次投票（{day}）", f"再次投票（{day}）", "当选名单（按姓氏笔画为序）"]
    one, two = tables(paper)
    assert [(row[0], row[2]) for row in one] == [
        ("李四", "40"), ("丁一", "37"), ("马飚", "36"), ("王小兰", "35"), ("何五", "30"), ("欧阳丹", "30"),
    ]  # fmt: skip
    assert [(row[0], row[2], row[-1]) for row in two] == [("欧阳丹", "25", "当选"), ("何五", "17", "不当选")]
    assert "委员：丁一、马飚、王小兰、李四、欧阳丹。" in texts(paper)
    report = issue("PA-24R", signer="李四")
    assert f"首次投票（{day}）：应到会有选举权的党员50名，实到会42名。" in texts(report)[0]
    assert f"再次投票（{day}）：应到会有选举权的党员50名，实到会42名。" in texts(report)[0]


def test_the_secretary_stands_in_the_papers_from_the_count(party, secretary, issue):
    party((40, 39, 38, 37, 36, 2))
    secretary()
    day = spoken(TODAY() - timedelta(days=2))
    paper = issue("PA-23R")
    assert texts(paper)[:2] == [
        f"{day}，中共东湖甲社区支部委员会新一届委员会召开第一次全体会议，选举书记、副书记。", "应到会委员5名，实到会5名。",
    ]  # fmt: skip
    assert texts(paper)[-1] == "书记：李四。副书记：丁一。"
    assert tables(paper) == [[
        ["李四", "党组织书记", "5", "0", "0", "当选"], ["丁一", "党组织副书记", "4", "1", "0", "当选"],
    ]]  # fmt: skip
    request = issue("PA-24Q", signer="李四")
    assert texts(request)[:2] == [
        f"{day}，中共东湖甲社区支部委员会新一届委员会召开第一次全体会议，选举李四同志为书记。", "选举丁一同志为副书记。",
    ]  # fmt: skip
    assert [row[1:3] for row in tables(issue("PA-23D"))[0]] == [
        ["丁一", "副书记、委员"], ["马飚", "委员"], ["王小兰", "委员"], ["李四", "书记、委员"], ["欧阳丹", "委员"],
    ]  # fmt: skip


def test_a_reply_offers_the_number_of_the_request_it_answers(party, secretary, issue, community_cycle, street):
    party((40, 39, 38, 37, 36, 2))
    secretary()
    request = issue("PA-24Q", signer="李四")
    draft = draft_paper(community_cycle=community_cycle, code="PA-25R", by=street)
    assert draft.given["result_request_mark"] == request.mark


def test_a_branch_without_a_committee_elects_its_secretary_in_the_assembly(
    secretary, issue, organization, community_cycle
):
    community_cycle.step_records.filter(code="PA23").update(is_needed=False)
    secretary(due=9)
    paper = issue("PA-21R")
    assert "应到会有选举权的党员9名，实到会9名。" in texts(paper)
    assert "书记：李四。副书记：丁一。" in texts(paper)
    assert "召开党员大会，选举李四同志为书记。" in texts(issue("PA-24Q", signer="李四"))[0]


def test_without_the_secretarys_vote_the_request_waits(party, community_cycle, street):
    party((40, 39, 38, 37, 36, 2))
    draft = draft_paper(community_cycle=community_cycle, code="PA-24Q", by=street, given={"signer": "李四"})
    with pytest.raises(Refused, match="当选书记"):
        issue_paper(paper=draft, by=street, seen="")


def test_seats_left_empty_by_consent_are_not_missing(party, issue, street):
    ballot = party((40, 39, 38, 37, 20, 2))
    assert "尚缺1名。" in texts(issue("PA-21R"))
    reduce_seats(ballot=ballot, document_number="表决1号", consent_count=30, by=street)
    report = issue("PA-24R", signer="李四")
    assert not [line for line in texts(report) if "尚缺" in line]


# --- the residents' committee -----------------------------------------------------------------------------------------

HALLS = (("主会场", "hall"), ("二站", "station"), ("流动票箱", "mobile_box"))


@pytest.fixture
def committee(community_cycle, clerk, street):
    """Chair 1 of 2 and members 2 of 3, counted at three places; 1000 voters, 800 took part."""
    ballot = prepared(
        community_cycle, clerk, side="residents_committee", due=1000, seats={"committee_chair": 1, "committee_member": 2},
        standing=people(committee_chair=["赵一", "钱二"], committee_member=["孙三", "李四", "周五"]),
        held_on=TODAY() - timedelta(days=3), venues=HALLS,
    )  # fmt: skip
    parts = {"主会场": (500, 300, 150), "二站": (250, 150, 90), "流动票箱": (50, 50, 10)}
    paper = {
        name: {
            "attended": n,
            "committee_chair": {"counts": (n, n, n, 0), "votes": {"赵一": chair, "钱二": n - chair}},
            "committee_member": {
                "counts": (n, n - 5, n - 10, 5),
                "votes": {"孙三": n - 10, "李四": member, "周五": 20},
            },
        }
        for name, (n, chair, member) in parts.items()
    }
    return declared(ballot, paper, clerk, street)


def test_every_place_of_voting_is_in_the_frozen_sums_and_in_the_report(committee, issue):
    places = latest_outcome(committee).counts["places"]
    assert [(each["name"], each["attended"]) for each in places] == [("主会场", 500), ("二站", 250), ("流动票箱", 50)]
    assert sum(post["returned"] for each in places for post in each["posts"]) == 800 + 785
    votes, venues, elected = tables(issue("RC-19R"))
    assert venues[:3] == [
        ["主会场", "居委会主任", "500", "500", "500", "500", "0"], ["主会场", "居委会委员", "500", "500", "495", "490", "5"],
        ["二站", "居委会主任", "250", "250", "250", "250", "0"],
    ]  # fmt: skip
    assert votes[:3] == [
        ["赵一", "居委会主任", "500", "当选"], ["钱二", "居委会主任", "300", "不当选"], ["孙三", "居委会委员", "770", "当选"],
    ]  # fmt: skip
    assert elected == [["赵一", "女", "居委会主任", "500"], ["孙三", "女", "居委会委员", "770"]]


def test_the_announcement_says_every_posts_ballots_and_what_is_missing(committee, issue):
    (words, *rest) = texts(issue("RC-A17"))
    assert words.endswith(
        "登记选民1000名，参加投票800名。居委会主任选票：发出选票800张，收回选票800张，其中有效票800张，无效票0张。"
        "居委会委员选票：发出选票800张，收回选票785张，其中有效票770张，无效票15张。"
    )
    assert rest[-1] == "本次选举应选3名，尚缺1名，依法另行选举，时间另行公告。"


def test_a_supplementary_round_is_announced_from_the_count_and_added_to_the_report(
    committee, issue, community_cycle, clerk, street
):  # fmt: skip
    draft = draft_paper(community_cycle=community_cycle, code="RC-A20", by=street)
    assert draft.given == {"supplementary_candidates": "李四 居委会委员 250票\n周五 居委会委员 60票"}
    draft.delete()
    given = {"supplementary_on": TODAY().isoformat(), "supplementary_place": "社区服务中心"}
    notice = issue("RC-A20", **given)
    assert f"{spoken(TODAY() - timedelta(days=3))}的选举中，当选人数不足应选名额，尚缺1名。" in texts(notice)[0]
    later = open_next_round(
        ballot=committee, held_on=TODAY(), due_count=1000, by=street, venues=[("主会场", "hall")]
    )  # fmt: skip
    paper = one_hall(600, committee_member=((600, 600, 600, 0), {"李四": 400, "周五": 200}))
    declared(later, paper, clerk, street, "报告单2号")
    report = issue("RC-19R")
    assert headings(report)[:3] == [
        f"首次投票（{spoken(TODAY() - timedelta(days=3))}）", "各投票点情况", f"另行选举（{spoken(TODAY())}）",
    ]  # fmt: skip
    assert tables(report)[0][0] == ["赵一", "居委会主任", "500", "当选"]
    assert tables(report)[2] == [["李四", "居委会委员", "400", "当选"], ["周五", "居委会委员", "200", "不当选"]]
    assert ["李四", "女", "居委会委员", "另行选举", "400"] in tables(report)[3]
    assert not [line for line in texts(report) if "尚缺" in line]
    sealed = tables(issue("RC-22S"))[0]
    assert [row[:3] for row in sealed] == [
        [f"首次投票（{spoken(TODAY() - timedelta(days=3))}）居委会主任", "800", "0"],
        [f"首次投票（{spoken(TODAY() - timedelta(days=3))}）居委会委员", "770", "15"],
        [f"另行选举（{spoken(TODAY())}）居委会委员", "600", "0"],
    ]  # fmt: skip


def test_somebody_written_in_is_not_named_before_the_review(community_cycle, clerk, street, issue):
    ballot = prepared(
        community_cycle, clerk, side="residents_committee", due=1000, seats={"committee_member": 2},
        standing=people(committee_member=["孙三", "李四", "周五"]), held_on=TODAY(),
    )  # fmt: skip
    paper = one_hall(
        800, committee_member=((800, 800, 800, 0), {"孙三": 700, "李四": 100, "周五": 20}, [("吴六", "male", 500)])
    )
    declared(ballot, paper, clerk, street)
    notice = issue("RC-A17")
    assert [row[0] for row in tables(notice)[0]] == ["孙三"]
    assert texts(notice)[-1] == "另有1名得票达到当选票数的，依法审查或者确定后另行公告。"


def test_a_void_round_says_so_and_keeps_its_figures(community_cycle, clerk, street, issue):
    ballot = prepared(
        community_cycle, clerk, side="residents_committee", due=1000, seats={"committee_member": 2},
        standing=people(committee_member=["孙三", "李四", "周五"]), held_on=TODAY() - timedelta(days=3),
    )  # fmt: skip
    votes = {"孙三": 300, "李四": 200, "周五": 100}
    declared(ballot, one_hall(500, committee_member=((500, 500, 500, 0), votes)), clerk, street)
    again = open_next_round(ballot=ballot, held_on=TODAY(), due_count=1000, by=street)
    votes = {"孙三": 600, "李四": 500, "周五": 100}
    declared(again, one_hall(800, committee_member=((800, 800, 800, 0), votes)), clerk, street, "报告单2号")
    report = issue("RC-19R")
    assert "本轮选举无效。" in texts(report)
    assert [line for line in texts(report) if "参加投票" in line] == [
        "登记选民1000名，参加投票500名。", "登记选民1000名，参加投票800名。",
    ]  # fmt: skip
    assert [row[0] for row in tables(report)[-1]] == ["孙三", "李四"]
