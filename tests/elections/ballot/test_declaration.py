"""Results declared from a paper typed twice: published figures unchanged, and what each outcome sets going."""

from datetime import timedelta

import pytest

from elections.enums import BallotState, ElectState, RoundKind
from elections.models import Ballot, BallotEntry, ElectedPerson, Handover
from elections.queries.ballot import is_complete, latest_outcome, pending_of, standing_entries
from elections.services.ballot import correct_ballot, enter_reading, start_over
from elections.services.declaration import (
    contradictions,
    declare_ballot,
    note_relatives,
    open_next_round,
    preview,
    reduce_seats,
)
from elections.services.settling import settle_elected
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale
from tests.elections.ballot.papers import declared, one_hall, people, prepared, reading_of, type_twice

FULL = (800, 800, 800, 0)


def _committee(chair=(500, 200), members=(700, 600, 500, 450, 100), **more):
    return one_hall(
        800,
        committee_chair=(FULL, dict(zip(("赵一", "钱二"), chair, strict=True)), more.get("chair_write_ins", [])),
        committee_member=(
            FULL,
            dict(zip(("孙三", "李四", "周五", "吴六", "郑七"), members, strict=True)),
            more.get("write_ins", []),
        ),
    )


def _party(*yes, attended=42):
    counts = (attended,) * 3 + (0,)
    names = ("甲", "乙", "丙", "丁", "戊", "己")
    return one_hall(
        attended,
        party_committee_member=(counts, {n: (y, attended - y, 0) for n, y in zip(names, yes, strict=True)}),
    )


def _elected(ballot, state=ElectState.ELECTED):
    return list(
        ElectedPerson.objects.filter(ballot=ballot, state=state)
        .order_by("post", "-votes")
        .values_list("name", flat=True)
    )


# --- two people


def test_the_first_reading_waits_for_a_second_person(committee, clerk):
    row = enter_reading(ballot=committee, reading=reading_of(committee, _committee()), by=clerk)
    assert row.state == BallotState.ENTERED
    with pytest.raises(Refused):
        declare_ballot(ballot=row, report_number="1", by=clerk)


def test_the_same_person_twice_is_one_reading(committee, clerk):
    enter_reading(ballot=committee, reading=reading_of(committee, _committee()), by=clerk)
    mine = standing_entries(committee)[0]
    row = enter_reading(
        ballot=committee, reading=reading_of(committee, _committee(chair=(501, 199))), by=clerk, expected_entry=mine.pk
    )
    assert row.state == BallotState.ENTERED
    assert [(e.sheet, e.is_superseded) for e in BallotEntry.objects.order_by("pk")] == [(1, True), (1, False)]


def test_two_readings_that_agree_are_verified(committee, clerk, street):
    assert type_twice(committee, _committee(), clerk, street).state == BallotState.VERIFIED


def test_readings_that_differ_wait_until_one_is_typed_anew(committee, clerk, street):
    enter_reading(ballot=committee, reading=reading_of(committee, _committee()), by=clerk)
    row = enter_reading(ballot=committee, reading=reading_of(committee, _committee(chair=(501, 199))), by=street)
    assert row.state == BallotState.DIFFERING
    mine = next(e for e in standing_entries(committee) if e.entered_by_id == street.user_id)
    row = enter_reading(
        ballot=committee, reading=reading_of(committee, _committee()), by=street, expected_entry=mine.pk
    )
    assert row.state == BallotState.VERIFIED


def test_a_third_person_is_refused_by_name(committee, clerk, street, organizer):
    type_twice(committee, _committee(), clerk, street)
    with pytest.raises(Refused, match="已由社区填报员、街道工作人员各录一遍"):
        enter_reading(ballot=committee, reading=reading_of(committee, _committee()), by=organizer)


def test_a_double_click_keeps_one_reading(committee, clerk):
    for _ in range(2):
        enter_reading(ballot=committee, reading=reading_of(committee, _committee()), by=clerk)
    assert BallotEntry.objects.count() == 1
    assert changes_of(committee).count() == 1


def test_an_old_tab_does_not_overwrite_ones_newer_reading(committee, clerk):
    enter_reading(ballot=committee, reading=reading_of(committee, _committee()), by=clerk)
    with pytest.raises(Stale):
        enter_reading(ballot=committee, reading=reading_of(committee, _committee(chair=(501, 199))), by=clerk)


def test_starting_over_keeps_the_readings_in_history(committee, clerk, street):
    type_twice(committee, _committee(), clerk, street)
    row = start_over(ballot=committee, reason="拿错了报告单", by=street)
    assert row.state == BallotState.PREPARED
    assert [e.is_superseded for e in BallotEntry.objects.all()] == [True, True]


# --- the arithmetic of the paper


def test_valid_and_invalid_must_make_up_what_was_returned(committee):
    wrong = _committee()
    wrong["主会场"]["committee_chair"]["counts"] = (800, 800, 790, 0)
    flaws = contradictions(committee, reading_of(committee, wrong).data)
    venue = committee.venues.get()
    assert [flaw.name for flaw in flaws] == [f"{venue.pk}-committee_chair-issued"]
    assert "有效 790 张与无效 0 张之和 790，不等于收回 800 张" in flaws[0].words


def test_more_returned_than_issued_is_an_outcome_and_no_slip(committee, clerk, street):
    over = _committee()
    over["主会场"]["committee_chair"]["counts"] = (799, 800, 800, 0)
    assert contradictions(committee, reading_of(committee, over).data) == []
    row = declared(committee, over, clerk, street)
    outcome = latest_outcome(row)
    assert outcome.is_valid is False
    assert [(each["kind"], each["post"], each["seats"]) for each in outcome.next_rounds] == [
        ("rerun_election", "committee_chair", 1)
    ]
    assert _elected(row) == ["孙三", "李四", "周五", "吴六"]


# --- published figures (domain brief §6.5)


def test_r1_goes_through_unchanged_with_an_alert_about_the_size(community_cycle, clerk, street, today):
    names = {
        "committee_chair": [f"主任{n}" for n in range(12)],
        "committee_deputy_chair": [f"副主任{n}" for n in range(12)],
        "committee_member": [f"委员{n}" for n in range(30)],
    }
    seats = {"committee_chair": 11, "committee_deputy_chair": 11, "committee_member": 29}
    ballot = prepared(
        community_cycle, clerk, side="residents_committee", due=34157, seats=seats, standing=people(**names),
        held_on=today,
    )  # fmt: skip
    counts = (31088, 31088, 31088, 0)
    paper = one_hall(
        31088,
        **{p: (counts, {n: 20000 if i < seats[p] else 100 for i, n in enumerate(names[p])}) for p in names},
    )
    row = declared(ballot, paper, clerk, street)
    outcome = latest_outcome(row)
    assert (outcome.counts["due"], outcome.counts["attended"]) == (34157, 31088)
    assert [(p["post"], p["elected"]) for p in outcome.counts["posts"]] == [
        ("committee_chair", 11), ("committee_deputy_chair", 11), ("committee_member", 29),
    ]  # fmt: skip
    assert ElectedPerson.objects.filter(ballot=row).count() == 51
    assert any("法律规定每个居委会 5 至 9 名" in each["text"] for each in outcome.words)


def test_r5_goes_through_unchanged(community_cycle, clerk, street, today):
    names = {
        "committee_chair": [f"主任{n}" for n in range(6)],
        "committee_deputy_chair": [f"副主任{n}" for n in range(5)],
        "committee_member": [f"委员{n}" for n in range(25)],
    }
    seats = {"committee_chair": 5, "committee_deputy_chair": 5, "committee_member": 25}
    ballot = prepared(
        community_cycle, clerk, side="residents_committee", due=5888, seats=seats, standing=people(**names),
        held_on=today,
    )  # fmt: skip
    counts = (5263, 5263, 5263, 0)
    paper = one_hall(
        5263, **{p: (counts, {n: 4000 if i < seats[p] else 7 for i, n in enumerate(names[p])}) for p in names}
    )
    row = declared(ballot, paper, clerk, street)
    counts = latest_outcome(row).counts
    assert (counts["due"], counts["attended"], [p["elected"] for p in counts["posts"]]) == (5888, 5263, [5, 5, 25])


def test_r6_keeps_each_persons_votes(community_cycle, clerk, street, today):
    ballot = prepared(
        community_cycle, clerk, side="residents_committee", due=3400, seats={"committee_member": 3},
        standing=people(committee_member=["甲", "乙", "丙", "丁"]), held_on=today,
    )  # fmt: skip
    votes = {"甲": 2694, "乙": 2756, "丙": 2677, "丁": 900}
    row = declared(ballot, one_hall(3118, committee_member=((3118, 3118, 3118, 0), votes)), clerk, street)
    assert list(ElectedPerson.objects.filter(ballot=row).order_by("-votes").values_list("name", "votes")) == [
        ("乙", 2756), ("甲", 2694), ("丙", 2677),
    ]  # fmt: skip


def test_r17_is_quorate_with_42_of_50(party, clerk, street):
    row = declared(party, _party(40, 38, 36, 30, 26, 25), clerk, street)
    outcome = latest_outcome(row)
    assert (outcome.counts["due"], outcome.counts["attended"], outcome.is_valid) == (50, 42, True)
    assert _elected(row) == ["甲", "乙", "丙", "丁", "戊"]
    assert "应到会有选举权人数 50 人，实到会 42 人" in outcome.words[0]["text"]


def test_r18_keeps_full_and_invalid_ballots(community_cycle, clerk, street, today):
    ballot = prepared(
        community_cycle, clerk, side="party", due=90, seats={"party_committee_member": 2},
        standing=people(party_committee_member=["甲", "乙", "丙"]), held_on=today,
    )  # fmt: skip
    paper = one_hall(
        82, party_committee_member=((82, 82, 78, 4), {"甲": (70, 8, 0), "乙": (60, 18, 0), "丙": (20, 58, 0)})
    )
    paper["主会场"]["party_committee_member"]["full"] = 63
    row = declared(ballot, paper, clerk, street)
    post = latest_outcome(row).counts["posts"][0]
    assert [post[key] for key in ("issued", "returned", "valid", "invalid", "full")] == [82, 82, 78, 4, 63]
    assert _elected(row) == ["甲", "乙"]


def test_25_of_50_is_not_elected_and_calls_for_a_supplementary_ballot(party, clerk, street):
    row = declared(party, _party(40, 38, 36, 30, 25, 10), clerk, street)
    assert _elected(row) == ["甲", "乙", "丙", "丁"]
    pending = pending_of(row.community_cycle, "party")
    assert [(e["kind"], e["post"], e["seats"], [p["name"] for p in e["people"]]) for _, e in pending] == [
        ("supplementary_ballot", "party_committee_member", 1, ["戊", "己"])
    ]


# --- further rounds


def test_a_tie_is_voted_on_again_and_decided(committee, clerk, street, today):
    first = declared(committee, _committee(members=(700, 600, 500, 450, 450)), clerk, street)
    assert _elected(first) == ["赵一", "孙三", "李四", "周五"]
    before = (latest_outcome(first).digest, first.version)
    tie = open_next_round(ballot=first, held_on=today, due_count=1000, by=street)
    assert (tie.kind, tie.round_number, tie.follows) == (RoundKind.TIE_BALLOT, 2, first)
    assert [(s.post, s.count) for s in tie.seats.all()] == [("committee_member", 1)]
    assert [p.name for p in tie.people.all()] == ["吴六", "郑七"]
    assert pending_of(first.community_cycle, "residents_committee") == []
    second = declared(
        tie, one_hall(900, committee_member=((900, 900, 900, 0), {"吴六": 440, "郑七": 460})), clerk, street
    )
    assert _elected(second) == ["郑七"]
    first.refresh_from_db()
    assert (latest_outcome(first).digest, first.version) == before
    assert is_complete(first.community_cycle, "residents_committee")


def test_only_those_tied_stand_in_a_tie_ballot(committee, clerk, street, today):
    first = declared(committee, _committee(members=(700, 600, 500, 450, 450)), clerk, street)
    with pytest.raises(Refused, match="再次投票只在票数相等的人中进行"):
        open_next_round(
            ballot=first, held_on=today, due_count=1000, people=people(committee_member=["吴六", "王八"]), by=street
        )


def test_a_second_click_sets_up_one_round(committee, clerk, street, today):
    first = declared(committee, _committee(members=(700, 600, 500, 450, 450)), clerk, street)
    open_next_round(ballot=first, held_on=today, due_count=1000, by=street)
    with pytest.raises(Refused):
        open_next_round(ballot=first, held_on=today, due_count=1000, by=street)
    assert Ballot.objects.count() == 2


def test_supplementary_ballot_elects_with_exactly_a_third(committee, clerk, street, today):
    first = declared(committee, _committee(members=(700, 600, 500, 300, 200)), clerk, street)
    second = open_next_round(ballot=first, held_on=today, due_count=1000, by=street)
    assert (second.kind, [p.name for p in second.people.all()]) == (RoundKind.SUPPLEMENTARY_BALLOT, ["吴六", "郑七"])
    paper = one_hall(600, committee_member=((600, 600, 600, 0), {"吴六": 200, "郑七": 199}))
    assert _elected(declared(second, paper, clerk, street)) == ["吴六"]


def test_too_few_voters_call_for_a_rerun_of_every_post(committee, clerk, street, today):
    low = one_hall(
        500,
        committee_chair=((500, 500, 500, 0), {"赵一": 400, "钱二": 50}),
        committee_member=((500, 500, 500, 0), dict.fromkeys(("孙三", "李四", "周五", "吴六", "郑七"), 300)),
    )
    first = declared(committee, low, clerk, street)
    assert (latest_outcome(first).is_valid, _elected(first)) == (False, [])
    again = open_next_round(ballot=first, held_on=today, due_count=1000, by=street)
    assert again.kind == RoundKind.RERUN_ELECTION
    assert {s.post: s.count for s in again.seats.all()} == {"committee_chair": 1, "committee_member": 4}
    assert _elected(declared(again, _committee(), clerk, street)) == ["赵一", "孙三", "李四", "周五", "吴六"]


def test_representatives_26_of_39_is_void_and_27_valid(community_cycle, clerk, street, today):
    community_cycle.election_mode = "representatives"
    community_cycle.save()
    for post, attended, valid in (("committee_member", 26, False), ("committee_chair", 27, True)):
        ballot = prepared(
            community_cycle, clerk, side="residents_committee", due=39, seats={post: 1},
            standing=people(**{post: ["甲", "乙"]}), held_on=today,
        )  # fmt: skip
        votes = {"甲": attended, "乙": 0}
        row = declared(ballot, one_hall(attended, **{post: ((attended,) * 3 + (0,), votes)}), clerk, street)
        assert latest_outcome(row).is_valid is valid


# --- fewer seats


def test_seats_are_reduced_with_more_than_half_of_those_present(party, clerk, street):
    row = declared(party, _party(40, 38, 36, 30, 25, 10), clerk, street)
    with pytest.raises(Refused, match="没有超过半数"):
        reduce_seats(ballot=row, consent_count=21, document_number="表决1号", by=street)
    old = latest_outcome(row)
    row = reduce_seats(ballot=row, consent_count=22, document_number="表决1号", by=street)
    new = latest_outcome(row)
    assert new.words[0]["text"] == ("经到会选举人 42 人中 22 人同意，党组织委员名额由 5 名减为 4 名，不再选举。")
    assert (new.counts["posts"][0]["reduced_to"], new.next_rounds, new.document_number) == (4, [], "表决1号")
    assert row.outcomes.count() == 2 and old.next_rounds != []
    assert is_complete(row.community_cycle, "party")


def test_the_residents_side_never_reduces_seats(committee, clerk, street):
    row = declared(committee, _committee(members=(700, 600, 500, 300, 200)), clerk, street)
    with pytest.raises(Refused):
        reduce_seats(ballot=row, consent_count=800, document_number="表决1号", by=street)


# --- those elected who are not yet in office


def test_a_write_in_waits_for_review_and_then_counts(committee, clerk, street, organizer):
    paper = _committee(members=(700, 600, 500, 10, 5), write_ins=[("何九", "male", 450)])
    row = declared(committee, paper, clerk, street)
    person = ElectedPerson.objects.get(name="何九")
    assert (person.state, person.is_write_in, person.votes) == (ElectState.AWAITING_REVIEW, True, 450)
    assert not is_complete(row.community_cycle, "residents_committee")
    assert not Handover.objects.exists()
    done = settle_elected(person=person, to="elected", document_number="联审12号", by=organizer)
    assert (done.state, done.document_number) == (ElectState.ELECTED, "联审12号")
    assert Handover.objects.get().elected_on == row.held_on


def test_a_write_in_that_fails_the_review_leaves_the_seat_to_a_supplementary_ballot(
    committee, clerk, street, organizer
):
    paper = _committee(members=(700, 600, 500, 10, 5), write_ins=[("何九", "male", 450)])
    row = declared(committee, paper, clerk, street)
    settle_elected(person=ElectedPerson.objects.get(name="何九"), to="void", document_number="联审13号", by=organizer)
    pending = pending_of(row.community_cycle, "residents_committee")
    assert [(e["kind"], e["seats"], [p["name"] for p in e["people"]]) for _, e in pending] == [
        ("supplementary_ballot", 1, ["吴六", "郑七"])
    ]
    assert latest_outcome(row).document_number == "联审13号"


def test_of_near_relatives_the_higher_post_stays_and_the_next_by_votes_follows(committee, clerk, street):
    row = type_twice(committee, _committee(members=(700, 600, 500, 450, 420)), clerk, street)
    row = note_relatives(ballot=row, one="@赵一", other="@孙三", related=True, by=street)
    row = declare_ballot(ballot=row, report_number="1", by=street)
    assert _elected(row) == ["赵一", "李四", "周五", "吴六", "郑七"]
    assert any("孙三" in e["text"] and "近亲属" in e["text"] for e in latest_outcome(row).words)


@pytest.mark.parametrize(
    ("winner", "state", "third"),
    [("乙", ElectState.WITHDRAWN, "周五"), ("丙", ElectState.ELECTED, None)],
)
def test_who_waits_for_a_relatives_tie_is_settled_by_it(
    community_cycle, clerk, street, today, winner, state, third
):  # fmt: skip
    ballot = prepared(
        community_cycle, clerk, side="residents_committee", due=1000,
        seats={"committee_deputy_chair": 2, "committee_member": 2},
        standing=people(committee_deputy_chair=["甲", "乙", "丙"], committee_member=["孙三", "李四", "周五"]),
        held_on=today,
    )  # fmt: skip
    paper = one_hall(
        800,
        committee_deputy_chair=(FULL, {"甲": 700, "乙": 450, "丙": 450}),
        committee_member=(FULL, {"孙三": 600, "李四": 550, "周五": 420}),
    )
    row = type_twice(ballot, paper, clerk, street)
    row = note_relatives(ballot=row, one="@乙", other="@孙三", related=True, by=street)
    row = declare_ballot(ballot=row, report_number="1", by=street)
    assert _elected(row, ElectState.RELATIVES) == ["孙三"]
    tie = open_next_round(ballot=row, held_on=today, due_count=1000, by=street)
    votes = {"乙": 400, "丙": 399} if winner == "乙" else {"乙": 399, "丙": 400}
    declared(tie, one_hall(800, committee_deputy_chair=(FULL, votes)), clerk, street)
    waited = ElectedPerson.objects.get(name="孙三")
    assert waited.state == state
    assert [p.name for p in ElectedPerson.objects.filter(ballot=row, name="周五")] == ([third] if third else [])
    assert is_complete(community_cycle, "residents_committee")


def test_somebody_void_under_article_22_is_replaced_by_a_vote_and_the_round_stays(committee, clerk, street, organizer):
    row = declared(committee, _committee(), clerk, street)
    person = ElectedPerson.objects.get(ballot=row, name="赵一")
    settle_elected(person=person, to="void", document_number="街道3号", comment="以贿赂手段当选", by=organizer)
    outcome = latest_outcome(row)
    assert outcome.words[0] == {
        "text": "居委会主任赵一当选无效（街道3号）。", "article": "城市居民委员会组织法第22条", "remedy": "",
    }  # fmt: skip
    assert [(e["kind"], e["post"]) for e in outcome.next_rounds] == [("supplementary_ballot", "committee_chair")]
    assert row.outcomes.count() == 2


def test_only_the_districts_organizer_settles(committee, clerk, street):
    row = declared(committee, _committee(), clerk, street)
    with pytest.raises(Refused, match="只有区委组织部"):
        settle_elected(person=row.elected.first(), to="void", document_number="1", by=street)


# --- corrections


def test_a_correction_needs_its_document_and_keeps_the_old_outcome(committee, clerk, street):
    row = declared(committee, _committee(), clerk, street)
    with pytest.raises(Refused, match="更正单"):
        correct_ballot(ballot=row, reason="数字抄错", document_number=" ", by=street)
    row = correct_ballot(ballot=row, reason="数字抄错", document_number="更正1号", by=street)
    assert row.state == BallotState.PREPARED
    assert set(row.elected.values_list("state", flat=True)) == {ElectState.VOID}
    row = declared(row, _committee(chair=(300, 450)), clerk, street, "报告单2号")
    assert _elected(row)[0] == "钱二"
    assert row.outcomes.count() == 2


def test_a_round_with_a_later_one_is_corrected_from_the_end(committee, clerk, street, today):
    row = declared(committee, _committee(members=(700, 600, 500, 450, 450)), clerk, street)
    open_next_round(ballot=row, held_on=today, due_count=1000, by=street)
    with pytest.raises(Refused, match="请先更正后一轮"):
        correct_ballot(ballot=row, reason="数字抄错", document_number="更正1号", by=street)


# --- what else is written


def test_declaring_begins_the_handover_of_a_complete_committee(committee, clerk, street):
    row = declared(committee, _committee(), clerk, street)
    handover = Handover.objects.get()
    assert (handover.elected_on, handover.due_on) == (row.held_on, row.held_on + timedelta(days=10))


def test_the_log_names_no_person(committee, clerk, street):
    declared(committee, _committee(write_ins=[("何九", "male", 3)]), clerk, street)
    said = "".join(str(entry.detail) + entry.subject_label for entry in ActivityEntry.objects.all())
    assert not [name for name in ("赵一", "钱二", "孙三", "何九") if name in said]


def test_a_stale_page_declares_nothing(committee, clerk, street):
    row = type_twice(committee, _committee(), clerk, street)
    with pytest.raises(Stale):
        declare_ballot(ballot=row, report_number="1", by=street, expected_version=row.version - 1)
    assert not ElectedPerson.objects.exists()


def test_preview_says_what_declaring_will(committee, clerk, street):
    row = type_twice(committee, _committee(), clerk, street)
    shown = preview(row)
    row = declare_ballot(ballot=row, report_number="1", by=street)
    assert (shown.is_valid, shown.words) == (latest_outcome(row).is_valid, latest_outcome(row).words)
