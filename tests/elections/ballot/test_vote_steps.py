"""A ballot and the step of its vote: one asks what the other asks, one completes the other."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audits.models import Audit
from elections.enums import RoundKind, Side, StepState
from elections.models import Ballot
from elections.queries.gates import judgements
from elections.queries.vote_steps import result_step
from elections.rules.gates import in_words
from elections.rules.vote_steps import vote_step
from elections.services.ballot import correct_ballot, prepare_ballot
from elections.services.declaration import open_next_round
from elections.services.procedure import complete_step
from huanjie.shared.verdict import Refused
from tests.elections.ballot.papers import declared, one_hall, people, prepared, way_behind

FULL = (800, 800, 800, 0)
MEMBERS = ("孙三", "李四", "周五", "吴六", "郑七")


def committee_paper(members=(700, 600, 500, 450, 100), attended=800):
    counts = (attended,) * 3 + (0,)
    return one_hall(
        attended,
        committee_chair=(counts, {"赵一": attended * 5 // 8, "钱二": attended // 4}),
        committee_member=(counts, dict(zip(MEMBERS, members, strict=True))),
    )


def step(community_cycle, code):
    return community_cycle.step_records.select_related("step", "community_cycle__cycle").get(code=code)


@pytest.mark.parametrize(
    ("side", "kind", "posts", "has_plenary", "code"),
    [
        (Side.PARTY, RoundKind.FIRST_BALLOT, ["party_committee_member"], True, "PA21"),
        (Side.PARTY, RoundKind.FIRST_BALLOT, ["party_secretary", "party_deputy_secretary"], True, "PA23"),
        (Side.PARTY, RoundKind.FIRST_BALLOT, ["party_secretary"], False, "PA21"),
        (Side.PARTY, RoundKind.FIRST_BALLOT, [], True, "PA21"),
        (Side.PARTY, RoundKind.RERUN_ELECTION, ["party_committee_member"], True, "PA21"),
        (Side.PARTY, RoundKind.TIE_BALLOT, ["party_committee_member"], True, "PA22"),
        (Side.PARTY, RoundKind.SUPPLEMENTARY_BALLOT, ["party_committee_member"], True, "PA22"),
        (Side.RESIDENTS_COMMITTEE, RoundKind.FIRST_BALLOT, ["committee_chair"], True, "RC19"),
        (Side.RESIDENTS_COMMITTEE, RoundKind.RERUN_ELECTION, ["committee_chair"], True, "RC19"),
        (Side.RESIDENTS_COMMITTEE, RoundKind.SUPPLEMENTARY_BALLOT, ["committee_member"], True, "RC20"),
        (Side.RESIDENTS_COMMITTEE, RoundKind.TIE_BALLOT, ["committee_member"], True, ""),
    ],
)
def test_the_step_of_a_round(side, kind, posts, has_plenary, code):
    assert vote_step(side=side, kind=kind, posts=posts, has_plenary=has_plenary) == code


def _first(community_cycle, by, on):
    return prepare_ballot(
        community_cycle=community_cycle, side="residents_committee", held_on=on, due_count=1000,
        seats={"committee_chair": 1}, people=people(committee_chair=["赵一", "钱二"]), venues=[("主会场", "hall")], by=by,
    )  # fmt: skip


def test_a_ballot_is_refused_in_the_words_of_its_step(community_cycle, clerk, today):
    way_behind(community_cycle, "residents_committee", today, but=("RC16",))
    Audit.objects.update(state="reported")
    vote = step(community_cycle, "RC19")
    words = in_words(judgements([vote], today)[vote.pk])
    assert words.reason == "“候选人与居民见面”还没有完成。居委会主任的经济责任审计还有 1 项没有公布结果。"
    with pytest.raises(Refused) as refused:
        _first(community_cycle, clerk, today)
    assert refused.value.verdict == words
    with pytest.raises(Refused) as refused:
        complete_step(record=vote, done_on=today, evidence="报告单", by=clerk)
    assert refused.value.verdict == words
    assert not Ballot.objects.exists()


def test_the_laws_days_are_asked_for_the_day_of_the_vote(community_cycle, clerk, today):
    """The list of voters was out 22 days ago: a vote three days ago had 19."""
    way_behind(community_cycle, "residents_committee", today)
    community_cycle.step_records.filter(code__in=("RC15", "RC16", "RC17")).update(done_on=today - timedelta(days=9))
    with pytest.raises(Refused, match="选民名单应当在选举日的二十日前公布"):
        _first(community_cycle, clerk, today - timedelta(days=3))
    assert _first(community_cycle, clerk, today - timedelta(days=2)).held_on == today - timedelta(days=2)


def test_the_page_says_beforehand_what_stands_in_the_way(community_cycle, client_as, today):
    page = client_as("community_clerk", "420199001001").get(
        reverse("elections:prepare_ballot", args=[community_cycle.pk, "residents_committee"])
    )
    assert "今天举行的投票还不能登记：" in page.content.decode()
    way_behind(community_cycle, "residents_committee", today)
    page = client_as("community_clerk", "420199001001").get(
        reverse("elections:prepare_ballot", args=[community_cycle.pk, "residents_committee"])
    )
    assert "今天举行的投票还不能登记" not in page.content.decode()


def test_declaring_completes_the_step_on_the_day_of_the_vote(committee, clerk, street):
    row = declared(committee, committee_paper(), clerk, street)
    vote = step(row.community_cycle, "RC19")
    assert (vote.state, vote.done_on, vote.evidence) == (StepState.DONE, row.held_on, "选举结果报告单 报告单1号")
    assert result_step(row).is_done


def test_a_void_vote_completes_nothing_and_the_page_says_so(committee, clerk, street, client_as):
    """500 of 1000 is not more than half."""
    row = declared(committee, committee_paper((300, 290, 280, 270, 10), attended=500), clerk, street)
    assert step(row.community_cycle, "RC19").state == StepState.NOT_STARTED
    page = client_as("street_staff", "420199001").get(row.get_absolute_url()).content.decode()
    assert "没有登记完成：选举无效或者有职务要重新选举。重新选举有效后再登记完成。" in page
    again = open_next_round(ballot=row, held_on=row.held_on, due_count=1000, by=street)
    declared(again, committee_paper(), clerk, street, "报告单2号")
    vote = step(row.community_cycle, "RC19")
    assert (vote.state, vote.evidence) == (StepState.DONE, "选举结果报告单 报告单2号")


def test_a_result_stands_where_its_step_cannot_be_recorded_and_the_page_says_why(committee, clerk, street, client_as):
    meeting = step(committee.community_cycle, "RC16")
    type(meeting).objects.filter(pk=meeting.pk).update(state=StepState.NOT_STARTED, done_on=None)
    row = declared(committee, committee_paper(), clerk, street)
    assert (row.state, step(row.community_cycle, "RC19").state) == ("declared", StepState.NOT_STARTED)
    page = client_as("street_staff", "420199001").get(row.get_absolute_url()).content.decode()
    assert "没有登记完成：“候选人与居民见面”还没有完成。请先登记完成“候选人与居民见面”。" in page
    type(meeting).objects.filter(pk=meeting.pk).update(state=StepState.DONE, done_on=row.held_on)
    page = client_as("street_staff", "420199001").get(row.get_absolute_url()).content.decode()
    assert "没有登记完成，现在可以到该步骤登记。" in page


def test_a_result_taken_back_takes_its_step_back(committee, clerk, street):
    row = declared(committee, committee_paper(), clerk, street)
    row = correct_ballot(ballot=row, reason="数字抄错", document_number="更正1号", by=street)
    vote = step(row.community_cycle, "RC19")
    assert (vote.state, vote.done_on) == (StepState.UNDER_WAY, None)
    declared(row, committee_paper(), clerk, street, "报告单2号")
    vote = step(row.community_cycle, "RC19")
    assert (vote.state, vote.evidence) == (StepState.DONE, "选举结果报告单 报告单2号")


def test_a_step_that_others_stand_on_stays_when_the_result_is_taken_back(committee, clerk, street):
    row = declared(committee, committee_paper(), clerk, street)
    community_cycle = row.community_cycle
    community_cycle.step_records.filter(code="RC22").update(state=StepState.DONE, done_on=row.held_on)
    correct_ballot(ballot=row, reason="数字抄错", document_number="更正1号", by=street)
    vote = step(community_cycle, "RC19")
    assert (vote.state, vote.done_on) == (StepState.DONE, row.held_on)


def test_a_supplementary_round_calls_for_its_step_and_completes_it(committee, clerk, street, today):
    """吴六 has 400 of 800: no more than half, one seat is left."""
    row = declared(committee, committee_paper((700, 600, 500, 400, 100)), clerk, street)
    assert not step(row.community_cycle, "RC20").is_needed
    later = open_next_round(ballot=row, held_on=today, due_count=1000, by=street)
    again = step(row.community_cycle, "RC20")
    assert (later.kind, again.is_needed, again.state) == (RoundKind.SUPPLEMENTARY_BALLOT, True, StepState.NOT_STARTED)
    paper = one_hall(700, committee_member=((700, 700, 700, 0), {"吴六": 380, "郑七": 320}))
    declared(later, paper, clerk, street, "报告单2号")
    assert (step(row.community_cycle, "RC20").done_on, step(row.community_cycle, "RC20").state) == (
        today,
        StepState.DONE,
    )


def test_the_secretary_is_elected_in_the_plenary(party, community_cycle, clerk, street, today):
    names = ("甲", "乙", "丙", "丁", "戊", "己")
    votes = {name: (yes, 42 - yes, 0) for name, yes in zip(names, (40, 39, 38, 37, 36, 10), strict=True)}
    with pytest.raises(Refused, match="前一轮投票的结果还没有确认"):
        _secretary(community_cycle, clerk, today)
    declared(party, one_hall(42, party_committee_member=((42, 42, 42, 0), votes)), clerk, street)
    assert step(community_cycle, "PA21").state == StepState.DONE
    ballot = _secretary(community_cycle, clerk, today)
    declared(ballot, one_hall(5, party_secretary=((5, 5, 5, 0), {"甲": (5, 0, 0)})), clerk, street, "报告单2号")
    assert step(community_cycle, "PA23").evidence == "选举结果报告单 报告单2号"


def _secretary(community_cycle, by, on):
    return prepared(
        community_cycle, by, side="party", due=5, seats={"party_secretary": 1},
        standing=people(party_secretary=["甲"]), held_on=on,
    )  # fmt: skip
