"""Recusal hides at once, names who takes over, leaves a trace; what was inferred can be lifted, by somebody else."""

import pytest

from candidates.models import Candidate, Recusal, ReviewDepartment
from candidates.queries.candidate import candidates
from candidates.queries.recusal import is_recused, recused_candidates, without_replacement
from candidates.search import candidates as found_by_search
from candidates.services import conclude, declare_recusal, infer_recusals, lift_recusal
from candidates.services.background import add_relative
from candidates.services.circumstances import ensure_review_setup
from candidates.services.recusal import reassign
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused
from tests.candidates.colleagues import colleague
from tests.candidates.review_fixtures import officer_of, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def court(cycle, organizer):
    ensure_review_setup(cycle, organizer)
    return ReviewDepartment.objects.get(cycle=cycle, code="court")


def sees(viewer) -> list[str]:
    return [row.name for row in candidates(viewer)]


def test_a_declared_recusal_hides_the_record_everywhere_and_hands_it_on(in_joint_review, court):
    one, other = officer_of(court, 1), officer_of(court, 2)
    assert (sees(one), sees(other)) == (["戚志远"], ["戚志远"])
    row = declare_recusal(candidate=in_joint_review, note="同学", by=one)
    assert (row.ground, row.is_inferred, row.reassigned_to_id) == ("declared", False, other.user_id)
    assert (sees(one), sees(other)) == ([], ["戚志远"])
    assert (list(found_by_search(one, "戚志远")), len(list(found_by_search(other, "戚志远")))) == ([], 1)
    assert (is_recused(one.user_id, in_joint_review.pk), is_recused(other.user_id, in_joint_review.pk)) == (True, False)
    with pytest.raises(Refused, match="已经回避"):
        declare_recusal(candidate=in_joint_review, note="同学", by=one)
    assert "同学" not in "".join(str(entry.detail) for entry in ActivityEntry.objects.all())


def test_the_last_officer_leaves_a_to_do_until_there_is_another(in_joint_review, court, organizer, cycle):
    one, other = officer_of(court, 1), officer_of(court, 2)
    first = declare_recusal(candidate=in_joint_review, note="同学", by=one)
    assert without_replacement(organizer, cycle).count() == 0
    declare_recusal(candidate=in_joint_review, note="邻居", by=other)
    assert Recusal.objects.get(pk=first.pk).reassigned_to_id is None
    assert [row.unit for row in without_replacement(organizer, cycle)] == [court.name, court.name]
    with pytest.raises(Refused, match="没有其他经办人"):
        reassign(recusal=first, by=organizer)
    third = officer_of(court, 3)
    assert reassign(recusal=first, by=organizer).reassigned_to_id == third.user_id
    assert without_replacement(organizer, cycle).count() == 1


def test_names_and_units_are_compared_once(in_joint_review, court, organizer, clerk):
    one, other = officer_of(court, 1), officer_of(court, 2)
    add_relative(candidate=in_joint_review, relation="spouse", name=one.name, by=organizer)
    made = infer_recusals(candidates=[in_joint_review], by=organizer)
    assert [(row.user_id, row.ground, row.is_inferred, row.reassigned_to_id) for row in made] == [
        (one.user_id, "relative", True, other.user_id)
    ]
    assert (sees(one), infer_recusals(candidates=[in_joint_review], by=organizer)) == ([], [])


def test_same_unit_leaves_nobody_of_that_unit(in_joint_review, court, organizer, cycle):
    officer_of(court, 1), officer_of(court, 2)
    Candidate.objects.filter(pk=in_joint_review.pk).update(work_unit=court.name)
    made = infer_recusals(candidates=[in_joint_review], by=organizer)
    assert [(row.ground, row.reassigned_to_id) for row in made] == [("same_unit", None)] * 2
    assert without_replacement(organizer, cycle).count() == 2


def test_a_namesake_is_lifted_by_an_organizer_and_stays_lifted(in_joint_review, court, organizer, street):
    one = officer_of(court, 1)
    Candidate.objects.filter(pk=in_joint_review.pk).update(predecessor_name=one.name)
    (row,) = infer_recusals(candidates=[in_joint_review], by=organizer)
    with pytest.raises(Refused, match="写明原因"):
        lift_recusal(recusal=row, reason="同", by=organizer)
    with pytest.raises(Refused, match="由区委组织部处理"):
        lift_recusal(recusal=row, reason="已核对系同名", by=street)
    lifted = lift_recusal(recusal=row, reason="已核对系同名", by=organizer)
    assert (lifted.lifted_by_name, lifted.lift_reason, sees(one)) == (organizer.name, "已核对系同名", ["戚志远"])
    assert infer_recusals(candidates=[in_joint_review], by=organizer) == []
    declared = declare_recusal(candidate=in_joint_review, note="同学", by=one)
    with pytest.raises(Refused, match="不能撤销"):
        lift_recusal(recusal=declared, reason="已核对系同名", by=organizer)


def test_organizers_and_the_street_stay_away_too(in_joint_review, organizer, street, clerk, today):
    second = colleague(2)
    review(in_joint_review, organizer)
    row = declare_recusal(candidate=in_joint_review, note="近亲属", by=organizer)
    assert (row.reassigned_to_id, sees(organizer)) == (second.user_id, [])
    with pytest.raises(Refused, match="应当回避"):
        conclude(candidate=in_joint_review, decision="passed", on=today, by=organizer)
    declare_recusal(candidate=in_joint_review, note="近亲属", by=street)
    assert (sees(street), sees(clerk)) == ([], ["戚志远"])
    with pytest.raises(Refused, match="不参加审查"):
        declare_recusal(candidate=in_joint_review, note="近亲属", by=clerk)


def test_hiding_costs_no_query_of_its_own(in_joint_review, court, django_assert_num_queries):
    one = officer_of(court, 1)
    with django_assert_num_queries(1):
        assert len(list(candidates(one))) == 1
    declare_recusal(candidate=in_joint_review, note="同学", by=one)
    with django_assert_num_queries(1):
        assert list(candidates(one)) == []
    assert list(recused_candidates(one).values_list("candidate_id", flat=True)) == [in_joint_review.pk]


def test_inferring_many_takes_a_constant_number_of_queries(
    in_joint_review, court, facts, number, street, organizer, django_assert_max_num_queries
):
    from candidates.services import nominate

    rows = [in_joint_review]
    for n in range(1, 6):
        rows.append(nominate(by=street, **facts(id_number=number(n), name=f"候选{n}")))
    one = officer_of(court, 1)
    Candidate.objects.update(predecessor_name=one.name)
    with django_assert_max_num_queries(40) as first:
        infer_recusals(candidates=rows[:1], by=organizer)
    with django_assert_max_num_queries(40) as more:
        assert len(infer_recusals(candidates=rows[1:], by=organizer)) == 5
    assert len(more) == len(first)
