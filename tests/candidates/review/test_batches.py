"""Batches: who is asked about what, once and by everybody concerned."""

from datetime import timedelta

import pytest

from candidates.enums_review import Answer
from candidates.models import Candidate, Circumstance, DepartmentOpinion, JointReview, ReviewBatch, ReviewDepartment
from candidates.queries.standing import standing
from candidates.services import correct_candidate, nominate, withdraw
from candidates.services.circumstances import edit_circumstance, ensure_review_setup, set_department
from candidates.services.joint_review import close_batch, open_batch, send_batch
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.review_fixtures import FOUND, SMALL, cell_of, review, sent_batch, sign_all


@pytest.fixture
def setup(cycle, organizer):
    ensure_review_setup(cycle, organizer)
    return cycle


@pytest.fixture
def draft(in_joint_review, cycle, organizer, today):
    """draft(**other) → a draft of the one candidate."""

    def make(**other):
        return open_batch(
            **{"cycle": cycle, "candidates": [in_joint_review], "name": "第一批", "departments": SMALL, "as_of": today,
               "due_on": today + timedelta(days=5), "by": organizer} | other
        )  # fmt: skip

    return make


def asked(**which):
    rows = DepartmentOpinion.objects.filter(voided_at__isnull=True, **which)
    return sorted(rows.values_list("department__code", "circumstance__code"))


def pass_(candidate):
    Candidate.objects.filter(pk=candidate.pk).update(state="passed")
    return Candidate.objects.get(pk=candidate.pk)


def test_every_department_is_asked_and_nothing_is_clear_yet(in_joint_review, organizer, today):
    batch = sent_batch([in_joint_review], organizer)
    assert asked() == sorted((code, each) for code, codes in batch.duties.items() for each in codes)
    assert (len(batch.duties), len(asked())) == (19, 39)
    found = standing(in_joint_review, today)
    assert (found.cells, len(found.pending), found.is_complete, found.may_pass) == (39, 39, False, False)
    entry = ActivityEntry.objects.get(verb="review_batch.asked")
    assert entry.detail == {"on": str(today), "candidates": 1, "cells": 39}


def test_all_clear_is_complete_until_it_runs_out(in_joint_review, organizer, today):
    review(in_joint_review, organizer, departments=SMALL)
    found = standing(in_joint_review, today)
    assert (found.is_complete, found.may_pass, found.needs_second_signature) == (True, True, False)
    assert standing(in_joint_review, today + timedelta(days=45)).is_complete
    later = standing(in_joint_review, today + timedelta(days=46))
    assert (later.is_complete, len(later.spoiled)) == (False, 6)


def test_a_hit_of_the_law_and_one_of_policy(in_joint_review, organizer, today):
    review(in_joint_review, organizer, {"Q01": FOUND, "Q07": FOUND}, departments=SMALL)
    found = standing(in_joint_review, today)
    assert (found.statutory_hits, found.other_hits, found.may_pass) == (("Q01",), ("Q07",), False)


def test_a_draft_asks_nobody_and_is_sent_once(draft, organizer, today):
    batch = draft()
    assert (batch.number, batch.state, asked()) == (1, "draft", [])
    with pytest.raises(Refused, match="还没有到"):
        send_batch(batch=batch, on=today + timedelta(days=1), by=organizer)
    with pytest.raises(Refused, match="早于街道送审的日期"):
        send_batch(batch=batch, on=today - timedelta(days=11), by=organizer)
    with pytest.raises(Stale):
        send_batch(batch=batch, on=today, by=organizer, expected_version=9)
    sent = send_batch(batch=batch, on=today, by=organizer, expected_version=1)
    assert (sent.state, sent.sent_on, len(asked())) == ("sent", today, 6)
    with pytest.raises(Refused, match="不能直接变为"):
        send_batch(batch=batch, on=today, by=organizer)
    assert len(asked()) == 6


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"name": " "}, "没有填写批次名称"),
        ({"departments": {"court": ["Q01", "Q02", "Q03"]}}, "法律规定的情形 Q04 没有单位核查"),
        ({"departments": {**SMALL, "ghost": ["Q05"]}}, "没有参加联审的单位“ghost”"),
        ({"departments": {**SMALL, "court": ["Q99"]}}, "情形 Q99 没有启用"),
        ({"candidates": []}, "没有选择候选人"),
        ({"round": "second"}, "“戚志远”不能列入二次联审"),
    ],
)
def test_a_batch_that_does_not_do(draft, other, words):
    with pytest.raises(Refused, match=words):
        draft(**other)
    assert not ReviewBatch.objects.exists()


def test_only_an_organizer_opens_and_sends(draft, street, today):
    with pytest.raises(Refused, match="由区委组织部建立"):
        draft(by=street)
    batch = draft()
    with pytest.raises(Refused, match="由区委组织部办理"):
        send_batch(batch=batch, on=today, by=street)


def test_nobody_is_under_two_reviews(draft):
    draft()
    with pytest.raises(Refused, match="“戚志远”还在另一批联审中"):
        draft()


def test_somebody_who_was_not_sent_is_not_asked_about(draft, facts, number, street):
    with pytest.raises(Refused, match="这一轮只收“资格联审”的候选人"):
        draft(candidates=[nominate(by=street, **facts(id_number=number(3)))])


def test_who_withdrew_in_the_meantime_is_left_out(draft, in_joint_review, organizer, today):
    batch = draft()
    withdraw(candidate=in_joint_review, on=today, reason="本人申请", by=organizer)
    with pytest.raises(Refused, match="没有可以送审的候选人"):
        send_batch(batch=batch, on=today, by=organizer)


def test_a_party_only_circumstance_is_asked_of_party_posts_only(setup, in_joint_review, draft, organizer, today):
    police = Circumstance.objects.get(cycle=setup, code="Q07")
    edit_circumstance(circumstance=police, applies="party", reason="区委文件", by=organizer)
    duties = {**SMALL, "police": ["Q03", "Q04", "Q07"]}
    correct_candidate(candidate=in_joint_review, posts=["committee_chair"], by=organizer)
    send_batch(batch=draft(departments=duties), on=today, by=organizer)
    assert asked(department__code="police") == [("police", "Q03"), ("police", "Q04")]


def test_departments_that_rest_are_not_asked(setup, draft, organizer):
    set_department(department=ReviewDepartment.objects.get(cycle=setup, code="court"), is_active=False, by=organizer)
    with pytest.raises(Refused, match="没有参加联审的单位“court”"):
        draft()
    assert "court" not in draft(departments=None).duties


def test_a_second_round_asks_what_can_have_changed(in_joint_review, organizer, today, later):
    review(in_joint_review, organizer, departments=SMALL)
    passed = pass_(in_joint_review)
    second = sent_batch([passed], organizer, departments=SMALL, round="second")
    assert asked(joint_review__batch=second) == [
        ("court", "Q01"), ("discipline", "Q06"), ("police", "Q03"), ("police", "Q07")
    ]  # fmt: skip
    waiting = standing(passed, today)
    assert (waiting.cells, len(waiting.pending), waiting.is_complete) == (6, 4, False)
    sign_all(passed, {"Q01": FOUND})
    found = standing(passed, today)
    assert (found.cells, found.is_complete, found.statutory_hits) == (6, True, ("Q01",))
    with later(50):
        assert len(standing(passed, today + timedelta(days=50)).spoiled) == 6


def test_a_second_round_asks_what_ran_out_too(in_joint_review, organizer, later):
    review(in_joint_review, organizer, departments=SMALL)
    passed = pass_(in_joint_review)
    with later(46):
        second = sent_batch([passed], organizer, departments={"court": ["Q01"], "police": ["Q03"]}, round="second")
        assert asked(joint_review__batch=second) == [
            ("court", "Q01"), ("discipline", "Q02"), ("discipline", "Q06"), ("police", "Q03"), ("police", "Q04"),
            ("police", "Q07"),
        ]  # fmt: skip


def test_a_finding_stays_when_a_later_round_asks_somebody_else(in_joint_review, organizer, today):
    review(in_joint_review, organizer, {("court", "Q01"): FOUND}, departments=SMALL)
    JointReview.objects.update(closed_at="2026-01-01T00:00Z")
    other = {"police": ["Q01", "Q03", "Q04"], "discipline": ["Q02"]}
    review(in_joint_review, organizer, departments=other, round="reconsideration")
    assert standing(in_joint_review, today).statutory_hits == ("Q01",)


def test_who_was_asked_keeps_the_edition(setup, in_joint_review, organizer, facts, number, street, prove, today):
    review(in_joint_review, organizer, departments=SMALL)
    old = Circumstance.objects.get(cycle=setup, code="Q07")
    edit_circumstance(circumstance=old, statement="另一种表述。", reason="区委文件", by=organizer)
    passed = pass_(in_joint_review)
    assert standing(passed, today).is_complete
    sent_batch([passed], organizer, departments=SMALL, round="second")
    assert cell_of(passed, "Q07").circumstance == old


def test_a_batch_closes_when_everybody_is_concluded(in_joint_review, organizer, today):
    batch = sent_batch([in_joint_review], organizer, departments=SMALL)
    with pytest.raises(Refused, match="还有 1 名候选人没有联审结论"):
        close_batch(batch=batch, by=organizer)
    sign_all(in_joint_review)
    pass_(in_joint_review)
    closed = close_batch(batch=batch, by=organizer)
    assert (closed.state, closed.closed_on) == ("closed", today)
    assert JointReview.objects.get().closed_at is not None


def test_a_second_round_closes_when_everything_is_answered(in_joint_review, organizer):
    review(in_joint_review, organizer, departments=SMALL)
    passed = pass_(in_joint_review)
    second = sent_batch([passed], organizer, departments=SMALL, round="second")
    with pytest.raises(Refused, match="还有 4 项没有核查结果"):
        close_batch(batch=second, by=organizer)
    sign_all(passed, {"Q07": {"answer": Answer.CHECK_FURTHER, "facts": "同名，待核"}})
    with pytest.raises(Refused, match="还有 1 项没有核查结果"):
        close_batch(batch=second, by=organizer)
    assert ReviewBatch.objects.get(pk=second.pk).state == "sent"
