"""Two officers of one department save the same cell at the same moment: one wins, the other is told."""

import threading

import pytest
from django.db import connection

from candidates.models import DepartmentOpinion
from candidates.services.joint_review import sign, sign_many_clear
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.review_fixtures import SMALL, cell_of, officer_of, sent_batch

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts) -> list[str]:
    """Run the acts at once, each in a thread with a connection of its own; what became of them, sorted."""
    results, gate = [], threading.Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            act()
            results.append("signed")
        except Stale:
            results.append("told")
        except Refused:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


@pytest.fixture
def cell(in_joint_review, organizer):
    sent_batch([in_joint_review], organizer, departments=SMALL)
    return cell_of(in_joint_review, "Q07")


def test_one_signs_and_the_other_is_told(cell, today):
    officers = [officer_of(cell.department, n) for n in (1, 2)]
    said = [{"answer": "clear"}, {"answer": "found", "document_number": "公函1号", "facts": "依据文书。"}]

    def signing(officer, words):
        return lambda: sign(opinion=cell, as_of=today, by=officer, expected_version=1, **words)

    assert together(*map(signing, officers, said)) == ["signed", "told"]
    rows = DepartmentOpinion.objects.filter(circumstance__code="Q07")
    assert [(row.version, row.voided_at, bool(row.answer)) for row in rows] == [(2, None, True)]
    assert ActivityEntry.objects.filter(verb="opinion.signed").count() == 1


def test_a_list_of_clear_answers_does_not_overwrite_a_finding(cell, today):
    one, two = (officer_of(cell.department, n) for n in (1, 2))
    result = together(
        lambda: sign(
            opinion=cell, answer="found", document_number="公函1号", facts="依据文书。", as_of=today, by=one,
            expected_version=1,
        ),
        lambda: sign_many_clear(opinions=[cell], as_of=today, by=two, expected_versions={cell.pk: 1}),
    )  # fmt: skip
    assert result == ["signed", "told"]
    assert DepartmentOpinion.objects.filter(circumstance__code="Q07").count() == 1
