"""What a nomination must show, by channel."""

from dataclasses import replace
from datetime import date

import pytest

from candidates.enums import Nomination, Post
from candidates.rules.nominator_lines import Voter, read_voters
from candidates.rules.proof import Proof, check_nominator, check_proof
from huanjie.shared.identity import check_digit

DAY = date(2026, 11, 20)
MEETING = Proof("", date(2026, 11, 18), 60, 41, 35, 30, 28)
CHAIR, SECRETARY = [Post.COMMITTEE_CHAIR], [Post.PARTY_SECRETARY]


def ok(nomination, proof, posts=CHAIR) -> bool:
    return bool(check_proof(nomination, posts, proof, DAY))


def test_nothing_on_record_is_enough_for_no_channel():
    assert {channel: ok(channel, None) for channel in (*Nomination, "")} == dict.fromkeys((*Nomination, ""), False)


@pytest.mark.parametrize(("voters", "enough"), [(0, False), (9, False), (10, True), (11, True)])
def test_ten_voters_nominate_jointly(voters, enough):
    assert ok(Nomination.JOINT, Proof(nominators=voters)) == enough
    assert ok(Nomination.JOINT, Proof(document_number="东党〔2026〕3号", nominators=voters)) == enough


def test_the_organization_shows_its_document():
    assert [ok(Nomination.ORGANIZATION, Proof(document_number=text)) for text in ("东党〔2026〕3号", " ")] == [
        True,
        False,
    ]
    assert not ok(Nomination.ORGANIZATION, Proof(nominators=20))


def test_nobody_stands_by_his_own_word():
    assert {
        "alone": ok(Nomination.SELF, Proof()),
        "with ten voters": ok(Nomination.SELF, Proof(nominators=10)),
        "with nine": ok(Nomination.SELF, Proof(nominators=9)),
        "with a document": ok(Nomination.SELF, Proof(document_number="东党〔2026〕3号")),
        "for the Party with voters": ok(Nomination.SELF, Proof(nominators=10), SECRETARY),
    } == {
        "alone": False, "with ten voters": True, "with nine": False, "with a document": True,
        "for the Party with voters": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"members_present": 31}, "党员推荐票多于实到党员"),
        ({"members_present": 31, "member_votes": 31}, ""),
        ({"members_present": 30, "member_votes": 30}, "没有超过半数"),
        ({"members_present": 61}, "实到党员多于应到党员"),
        ({"resident_votes": 31}, "群众推荐票多于参加推荐的群众"),
        ({"resident_votes": 30}, ""),
        ({"resident_votes": 0}, "其中一项为零"),
        ({"met_on": None}, "推荐会议日期"),
        ({"residents_present": None}, "参加推荐群众"),
        ({"met_on": date(2026, 11, 21)}, "晚于提名日期"),
        ({"met_on": DAY}, ""),
    ],
)
def test_two_recommendations_show_their_meeting(changes, words):
    verdict = check_proof(Nomination.TWO_RECOMMENDATIONS, SECRETARY, replace(MEETING, **changes), DAY)
    assert (bool(verdict), words in verdict.reason) == (not words, True)


def test_a_nominator_is_a_voter_and_somebody_else():
    day = date(2026, 12, 6)
    assert [
        bool(check_nominator(birth_date=birth, is_candidate=own, election_day=day))
        for birth, own in ((date(2008, 12, 6), False), (date(2008, 12, 7), False), (date(1980, 1, 1), True))
    ] == [True, False, False]


def number(n: int) -> str:
    base = f"42019919800101{n:03}"
    return base + check_digit(base)


def test_pasted_lines():
    one, two = number(1), number(2)
    text = f"张三 {one}\n\n2、李 四，{two.lower()}\n{one}\t王五\n赵六\n周七 42019919800101001\n阿依古丽·买买提\t{two}"
    assert read_voters(text) == [
        Voter(1, "张三", one), Voter(3, "李四", two), Voter(4, "王五", one), Voter(5, problem="没有找到身份证号"),
        Voter(6, problem="身份证号不正确"), Voter(7, "阿依古丽·买买提", two),
    ]  # fmt: skip
    assert read_voters(f"张三 16000000000 {one}") == [Voter(1, "张三", one)]
    assert read_voters(one) == [Voter(1, problem="没有找到姓名")]
