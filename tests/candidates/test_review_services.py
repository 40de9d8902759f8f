"""From the street's first look to the formal list: no silence, no default, no act twice."""

from datetime import timedelta

import pytest

from candidates.enums import CandidateState
from candidates.models import Candidate
from candidates.queries import facts as figures
from candidates.services import (
    make_formal,
    nominate,
    return_to_nomination,
    reveal_identity,
    send_many_to_joint_review,
    send_to_joint_review,
    start_preliminary_review,
    withdraw,
)
from candidates.services.notice import end_notice, publish_notice
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.reviewed import seats


def test_the_whole_way_with_its_days_and_its_history(passed, place, organizer, clerk, street, today, later):
    seats(place, party_secretary=1)
    notice = publish_notice(
        community_cycle=place, side="party", starts_on=today, ends_on=today + timedelta(days=13), by=street
    )
    with later(14):
        end_notice(notice=notice, by=street)
        row = make_formal(
            candidate=passed, side="party", on=today + timedelta(days=14), by=organizer, expected_version=passed.version
        )
    ago = [today - timedelta(days=days) for days in (20, 15, 10, 5, -14)]
    assert [row.nominated_on, row.preliminary_on, row.review_sent_on, row.concluded_on, row.formal_on] == ago
    assert (row.state, row.version) == (CandidateState.FORMAL, passed.version + 1)
    assert list(changes_of(row).values_list("before", "after", "by_name")) == [
        ("", "nominated", clerk.name),
        ("nominated", "preliminary_review", street.name),
        ("preliminary_review", "joint_review", street.name),
        ("joint_review", "passed", organizer.name),
        ("passed", "formal", organizer.name),
    ]


def test_no_step_is_skipped(candidate, organizer, street, today):
    for act in (
        lambda: make_formal(candidate=candidate, on=today, by=organizer),
        lambda: send_to_joint_review(candidate=candidate, on=today, by=street),
    ):
        with pytest.raises(Refused, match="不能直接变为"):
            act()
    assert (Candidate.objects.get().state, Candidate.objects.get().version) == (CandidateState.NOMINATED, 1)


def test_the_same_act_twice_and_an_old_page(candidate, street, today):
    start_preliminary_review(candidate=candidate, on=today, by=street, expected_version=1)
    with pytest.raises(Stale):
        start_preliminary_review(candidate=candidate, on=today, by=street, expected_version=1)
    with pytest.raises(Refused, match="不能直接变为"):
        start_preliminary_review(candidate=candidate, on=today, by=street)
    assert changes_of(candidate).count() == 2


@pytest.mark.parametrize(("days", "words"), [(1, "还没有到"), (-21, "早于上一环节的日期")])
def test_days_are_true_and_in_order(candidate, street, today, days, words):
    with pytest.raises(Refused, match=words):
        start_preliminary_review(candidate=candidate, on=today + timedelta(days=days), by=street)


def test_the_street_sends_back_with_a_reason(candidate, street, today):
    row = start_preliminary_review(candidate=candidate, on=today, by=street)
    with pytest.raises(Refused, match="写明原因"):
        return_to_nomination(candidate=row, reason="", by=street)
    back = return_to_nomination(candidate=row, reason="缺推荐函", by=street, expected_version=2)
    assert (back.state, back.preliminary_on) == (CandidateState.NOMINATED, None)
    assert changes_of(back).last().comment == "缺推荐函"


def test_withdrawing_keeps_the_earlier_days(passed, organizer, today):
    with pytest.raises(Refused, match="写明原因"):
        withdraw(candidate=passed, on=today, reason=" ", by=organizer)
    row = withdraw(candidate=passed, on=today, reason="本人书面申请", by=organizer)
    assert (row.state, row.withdrawn_on, row.concluded_on) == (
        CandidateState.WITHDRAWN, today, today - timedelta(days=5)
    )  # fmt: skip


def test_a_batch_is_sent_whole_or_not_at_all(facts, number, street, prove, today):
    rows = [
        start_preliminary_review(
            candidate=nominate(by=street, **facts(id_number=number(n), name=f"候选{n}")), on=today, by=street
        )
        for n in range(3)
    ]
    for row in rows[:2]:
        prove(row)
    with pytest.raises(Refused, match="“候选2”不能送审：组织推荐要有推荐文件"):
        send_many_to_joint_review(candidates=rows, on=today, by=street)
    prove(rows[2])
    versions = {row.pk: row.version for row in rows}
    sent = send_many_to_joint_review(candidates=rows, on=today, by=street, expected_versions=versions)
    assert [(row.state, row.review_sent_on, row.version) for row in sent] == [("joint_review", today, 3)] * 3
    assert [changes_of(row).last().after for row in sent] == ["joint_review"] * 3
    assert ActivityEntry.objects.get(verb="candidate.sent_in_batch").detail["candidates"] == [row.pk for row in rows]
    late = nominate(by=street, **facts(id_number=number(9), name="后来者"))
    with pytest.raises(Refused, match="“候选0”不能送审"):
        send_many_to_joint_review(candidates=[rows[0], late], on=today, by=street)
    with pytest.raises(Stale):
        send_many_to_joint_review(candidates=[late], on=today, by=street, expected_versions={late.pk: 7})
    assert Candidate.objects.get(pk=late.pk).state == CandidateState.NOMINATED


def test_figures_stand_as_they_were_on_a_day(passed, cycle, organizer, today):
    def counts(days):
        on = today - timedelta(days=days)
        asked = (figures.nominated_by, figures.sent_by, figures.passed_by, figures.not_passed_by, figures.formal_by)
        return [ask(cycle, on).count() for ask in asked]

    assert [counts(days) for days in (21, 20, 10, 5, 0)] == [
        [0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [1, 1, 1, 0, 0], [1, 1, 1, 0, 0],
    ]  # fmt: skip
    withdraw(candidate=passed, on=today, reason="本人书面申请", by=organizer)
    assert (counts(1), counts(0)) == ([1, 1, 1, 0, 0], [0, 1, 1, 0, 0])


def test_showing_the_number_is_an_act_with_a_purpose(candidate, street, number):
    with pytest.raises(Refused, match="写明用途"):
        reveal_identity(candidate=candidate, purpose="看", by=street)
    shown = reveal_identity(candidate=candidate, purpose="与公安核对身份", by=street)
    assert shown == (number(), "16000000000")
    entry = ActivityEntry.objects.get(verb="candidate.identity_revealed")
    assert (entry.detail, entry.subject_id) == ({"purpose": "与公安核对身份"}, str(candidate.pk))
