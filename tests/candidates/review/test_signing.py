"""Signing: each department its own cells, by somebody who may, and never by default."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.enums_review import Answer
from candidates.models import Candidate, DepartmentOpinion, OpinionEvidence, Recusal
from candidates.permissions_review import can_open_batch, can_send_batch, can_sign, can_sign_cell
from candidates.queries.standing import standing
from candidates.services import nominate, send_to_joint_review, start_preliminary_review
from candidates.services.joint_review import add_evidence, open_batch, sign, sign_many_clear
from elections.models import ElectionCycle
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.review_fixtures import FOUND, SMALL, cell_of, officer_of, sent_batch

PDF = b"%PDF-1.7\n%invented\n"


@pytest.fixture
def batch(in_joint_review, organizer):
    return sent_batch([in_joint_review], organizer, departments=SMALL)


@pytest.fixture
def cell(batch, in_joint_review):
    return cell_of(in_joint_review, "Q07")


@pytest.fixture
def officer(cell):
    return officer_of(cell.department)


def test_signed_with_name_day_and_term(cell, officer, today):
    row = sign(opinion=cell, answer="clear", as_of=today - timedelta(days=1), by=officer, expected_version=1)
    stored = DepartmentOpinion.objects.get(pk=row.pk)
    assert (stored.answer, stored.as_of, stored.expires_on) == (
        Answer.CLEAR, today - timedelta(days=1), today + timedelta(days=44)
    )  # fmt: skip
    assert (stored.signed_by_id, stored.signed_by_name, stored.version) == (officer.user_id, officer.name, 2)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"answer": ""}, "没有选择核查结果"),
        ({"answer": None}, "没有选择核查结果"),
        ({"answer": "yes"}, "没有选择核查结果"),
        ({"answer": "found", "facts": "x"}, "查实发现要有文书"),
        ({"answer": "found", "facts": "x", "document_number": "  "}, "查实发现要有文书"),
        ({"answer": "found", "document_number": "1号"}, "“发现”要写明事实摘要"),
        ({"answer": "check_further"}, "“需进一步核实”要写明事实摘要"),
    ],
)
def test_an_answer_that_does_not_do(cell, officer, today, said, words):
    with pytest.raises(Refused, match=words):
        sign(opinion=cell, as_of=today, by=officer, **said)
    assert DepartmentOpinion.objects.get(pk=cell.pk).answer == ""


@pytest.mark.parametrize(("days", "words"), [(1, "还没有到"), (-31, "过早")])
def test_a_day_that_does_not_do(cell, officer, today, days, words):
    with pytest.raises(Refused, match=words):
        sign(opinion=cell, answer="clear", as_of=today + timedelta(days=days), by=officer)


def test_records_that_are_out_of_date_already(cell, officer, today, later):
    with later(16):
        sign(opinion=cell, answer="clear", as_of=today - timedelta(days=29), by=officer)
    with later(17), pytest.raises(Refused, match="已过 45 天有效期"):
        sign(opinion=cell_of(cell.candidate, "Q03"), answer="clear", as_of=today - timedelta(days=29), by=officer)


def test_signed_again_keeps_the_first_as_history(cell, officer, today):
    first = sign(opinion=cell, as_of=today, by=officer, **FOUND)
    add_evidence(opinion=first, file=SimpleUploadedFile("判决.pdf", PDF), by=officer)
    second = sign(opinion=first, as_of=today, by=officer, expected_version=2, **(FOUND | {"facts": "更正。"}))
    old = DepartmentOpinion.objects.get(pk=first.pk)
    assert (old.answer, old.facts, old.void_reason, old.voided_at is None) == (
        "found", FOUND["facts"], "经办人重新签署", False
    )  # fmt: skip
    assert (second.facts, second.version, cell_of(cell.candidate, "Q07").pk) == ("更正。", 1, second.pk)
    assert [each.sha256 for each in second.evidence.all()] == [each.sha256 for each in first.evidence.all()]
    third = sign(opinion=second, answer="clear", as_of=today, by=officer)
    assert (third.evidence.count(), standing(cell.candidate, today).other_hits) == (0, ())
    with pytest.raises(Stale):
        sign(opinion=first, answer="clear", as_of=today, by=officer)


def test_two_reviewers_of_one_cell_one_wins(cell, officer, today):
    other = officer_of(cell.department, 2)
    sign(opinion=cell, answer="cannot_check", as_of=today, by=officer, expected_version=1)
    with pytest.raises(Stale, match="已被他人更新"):
        sign(opinion=cell, answer="clear", as_of=today, by=other, expected_version=1)
    stored = cell_of(cell.candidate, "Q07")
    assert (stored.answer, stored.signed_by_id) == ("cannot_check", officer.user_id)


def test_no_department_signs_for_another(cell, in_joint_review, today):
    court = officer_of(cell_of(in_joint_review, "Q01").department)
    with pytest.raises(Refused, match="只能由该单位签署"):
        sign(opinion=cell, answer="clear", as_of=today, by=court)


@pytest.mark.parametrize("role", list(Role))
def test_who_signs_opens_and_sends(cell, batch, cycle, role):
    somebody = Viewer(999999, "某人", role, "420199", unit="公安分局")
    batch = type(batch).objects.select_related("cycle").get(pk=batch.pk)
    assert bool(can_sign(somebody, cell)) == (role == Role.REVIEWING_DEPARTMENT)
    organizer = role == Role.DISTRICT_ORGANIZER
    assert (bool(can_open_batch(somebody, cycle)), bool(can_send_batch(somebody, batch))) == (organizer, organizer)


@pytest.mark.parametrize(
    "change", [{"unit": "区法院"}, {"unit": ""}, {"user_id": None}, {"area": "420198"}, {"role": "auditor"}]
)
def test_who_does_not_sign(cell, change):
    values = {"user_id": 999999, "name": "某人", "role": "reviewing_department", "area": "420199", "unit": "公安分局"}
    assert can_sign(Viewer(**values), cell)
    assert not can_sign(Viewer(**(values | change)), cell)


@pytest.mark.parametrize("state", ["nominated", "preliminary_review", "passed", "not_passed", "formal", "withdrawn"])
def test_after_a_conclusion_nobody_signs(cell, officer, today, state):
    Candidate.objects.filter(pk=cell.candidate_id).update(state=state)
    with pytest.raises(Refused, match="联审已经结束"):
        sign(opinion=cell, answer="clear", as_of=today, by=officer)


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_only_in_a_batch_that_is_out(cell, officer, batch, state):
    type(batch).objects.update(state=state)
    assert "现在不能签署" in can_sign(officer, _fresh(cell)).reason


def test_a_cycle_that_is_over(cell, officer):
    ElectionCycle.objects.update(state="closed")
    assert not can_sign_cell(officer, _fresh(cell))


def _fresh(cell):
    return DepartmentOpinion.objects.select_related("department", "joint_review__batch").get(pk=cell.pk)


def test_who_is_recused_does_not_sign_and_spoils_what_was_signed(cell, officer, today):
    row = sign(opinion=cell, answer="clear", as_of=today, by=officer)
    recusal = Recusal.objects.create(
        candidate=cell.candidate, area_code=cell.area_code, user_id=officer.user_id, user_name=officer.name,
        ground="declared",
    )  # fmt: skip
    found = standing(cell.candidate, today)
    assert [each.key for each in found.spoiled] == [row.pk]
    with pytest.raises(Refused, match="应当回避"):
        sign(opinion=row, answer="clear", as_of=today, by=officer)
    with pytest.raises(Refused, match="应当回避"):
        sign_many_clear(opinions=[cell_of(cell.candidate, "Q03")], as_of=today, by=officer)
    sign(opinion=row, answer="clear", as_of=today, by=officer_of(cell.department, 2))
    assert standing(cell.candidate, today).spoiled == ()
    recusal.lifted_at = "2026-01-01T00:00Z"
    recusal.save()
    assert can_sign(officer, _fresh(cell_of(cell.candidate, "Q03")))


def test_who_nominated_or_first_reviewed_never_signs(facts, number, prove, organizer, viewer, today):
    """The same account as clerk, as street and as the police: self-approval is impossible."""

    def as_(role, area, user):
        return Viewer(user.user_id, user.name, role, area, unit="公安分局")

    clerk, street = viewer("community_clerk", "420199001001"), viewer("street_staff", "420199001")
    row = prove(nominate(by=clerk, **facts(id_number=number(7))))
    row = start_preliminary_review(candidate=row, on=today, by=street)
    row = send_to_joint_review(candidate=row, on=today, by=street)
    sent_batch([row], organizer, departments=SMALL)
    for user in (clerk, street):
        turned = as_(Role.REVIEWING_DEPARTMENT, "420199", user)
        with pytest.raises(Refused, match="经办过此人的提名或预审"):
            sign(opinion=cell_of(row, "Q07"), answer="clear", as_of=today, by=turned)
        with pytest.raises(Refused, match="经办过此人的提名或预审"):
            sign_many_clear(opinions=[cell_of(row, "Q07")], as_of=today, by=turned)


def test_many_clear_is_whole_or_nothing(batch, in_joint_review, officer, today):
    cells = [cell_of(in_joint_review, code) for code in ("Q03", "Q04", "Q07")]
    versions = {each.pk: each.version for each in cells}
    with pytest.raises(Stale):
        sign_many_clear(opinions=cells, as_of=today, by=officer, expected_versions=versions | {cells[2].pk: 5})
    with pytest.raises(Refused, match="只能由该单位签署"):
        sign_many_clear(opinions=[*cells, cell_of(in_joint_review, "Q01")], as_of=today, by=officer)
    with pytest.raises(Refused, match="没有选择"):
        sign_many_clear(opinions=[], as_of=today, by=officer)
    assert not DepartmentOpinion.objects.exclude(answer="").exists()
    signed = sign_many_clear(opinions=cells, as_of=today, by=officer, expected_versions=versions)
    assert [(each.answer, each.version) for each in signed] == [("clear", 2)] * 3
    with pytest.raises(Stale):
        sign_many_clear(opinions=cells, as_of=today, by=officer)
    entry = ActivityEntry.objects.get(verb="opinion.signed_clear")
    assert (entry.detail, entry.actor_id) == ({"cells": 3, "as_of": str(today)}, officer.user_id)


def test_the_log_says_who_signed_what_but_not_what_was_said(cell, officer, today):
    sign(opinion=cell, as_of=today, by=officer, **FOUND)
    entry = ActivityEntry.objects.get(verb="opinion.signed")
    assert entry.detail == {"circumstance": "Q07", "candidate": cell.candidate_id, "again": False}
    assert not any(word in f"{entry.subject_label}{entry.detail}" for word in ("found", "刑初", "生效", "戚志远"))


def test_evidence_is_what_its_content_says(cell, officer, today, settings):
    with pytest.raises(Refused, match="还没有签署"):
        add_evidence(opinion=cell, file=SimpleUploadedFile("a.pdf", PDF), by=officer)
    row = sign(opinion=cell, as_of=today, by=officer, **FOUND)
    with pytest.raises(Refused, match="文件内容不是"):
        add_evidence(opinion=row, file=SimpleUploadedFile("a.pdf", b"MZ\x90"), by=officer)
    settings.UPLOAD_MAX_BYTES = 10
    with pytest.raises(Refused, match="文件超过"):
        add_evidence(opinion=row, file=SimpleUploadedFile("a.pdf", PDF), by=officer)
    settings.UPLOAD_MAX_BYTES = 10000
    with pytest.raises(Refused, match="只能由该单位签署"):
        add_evidence(opinion=row, file=SimpleUploadedFile("a.pdf", PDF), by=officer_of(_other(cell)))
    kept = add_evidence(opinion=row, file=SimpleUploadedFile("../判决.pdf", PDF), by=officer)
    stored = OpinionEvidence.objects.get(pk=kept.pk)
    assert (stored.original_name, stored.size, len(stored.sha256)) == ("判决.pdf", len(PDF), 64)
    assert stored.file.read() == PDF


def _other(cell):
    return cell_of(cell.candidate, "Q01").department


def test_nobody_signs_before_a_batch_is_sent(in_joint_review, cycle, organizer, today):
    open_batch(
        cycle=cycle, candidates=[in_joint_review], name="第一批", departments=SMALL, as_of=today,
        due_on=today + timedelta(days=5), by=organizer,
    )  # fmt: skip
    assert not DepartmentOpinion.objects.exists()
