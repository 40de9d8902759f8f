"""Batches: who is asked about what, once and by everybody concerned."""

from datetime import timedelta

import pytest

from candidates.models import Candidate, DepartmentOpinion, JointReview
from candidates.queries.standing import standing, standings
from candidates.services import correct_candidate
from candidates.services.circumstances import ensure_review_setup
from candidates.services.joint_review import close_batch, open_batch, send_batch, sign
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.review_fixtures import FOUND, cell_of, officer_of, review, sent_batch, sign_all

COMMITTEE_ONLY = ["committee_chair"]


def test_every_department_is_asked_about_its_circumstances_and_nothing_is_clear_yet(in_joint_review, organizer, today):
    batch = sent_batch([in_joint_review], organizer)
    asked = {(row.department.code, row.circumstance.code) for row in DepartmentOpinion.objects.all()}
    assert asked == {(code, each) for code, codes in batch.duties.items() for each in codes}
    assert (len(batch.duties), len(asked)) == (19, 39)
    found = standing(in_joint_review, today)
    assert (found.cells, len(found.pending), found.is_complete, found.may_pass) == (39, 39, False, False)


def test_all_clear_is_complete(in_joint_review, organizer, today):
    review(in_joint_review, organizer)
    found = standing(in_joint_review, today)
    assert (found.is_complete, found.may_pass, found.needs_second_signature) == (True, True, False)
    later = standing(in_joint_review, today + timedelta(days=46))
    assert (later.is_complete, len(later.spoiled)) == (False, 39)
    assert standing(in_joint_review, today + timedelta(days=45)).is_complete


def test_a_statutory_hit_is_one(in_joint_review, organizer, today):
    review(in_joint_review, organizer, {("court", "Q01"): FOUND})
    found = standing(in_joint_review, today)
    assert (found.statutory_hits, found.may_pass) == (("Q01",), False)
