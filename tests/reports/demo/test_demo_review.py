"""The demonstration's joint review hangs together: who passed was asked about, answered for and concluded by a person."""

from datetime import date

from candidates.enums import CandidateState
from candidates.models import (
    Candidate,
    CandidateNotice,
    DepartmentOpinion,
    PostPlan,
    ReservePool,
    ReviewConclusion,
    ReviewDepartment,
)
from candidates.queries.standing import standings
from huanjie.accounts.models import User
from huanjie.activity.services import act
from reports.demo import seed

CODES = """code,name,level,parent_code
420000000000,江汉省,1,
420100000000,江城市,2,420000000000
420199000000,江城区,3,420100000000
420199001000,望江街道,4,420199000000
420199001001,望江锦绣社区,5,420199001000
420199001002,望江阳光社区,5,420199001000
420199001003,望江康乐社区,5,420199001000
"""


TODAY = date(2026, 11, 26)


def test_a_month_of_a_small_district_hangs_together(db, monkeypatch):
    """One month, asked everything at once: playing it takes a while."""
    monkeypatch.setattr("reports.demo.joint_review.SHARE_WITH_FINDING", 0.9)
    with act():
        _, stage = seed._set_up(CODES.encode(), 30, 1, TODAY, lambda _: None)
        seed._play(stage, TODAY, lambda _: None)
    _passed_on_complete_cells()
    _signed_by_the_departments_own_officers()
    _weighed_by_two(stage)
    assert (ReservePool.objects.count(), PostPlan.objects.count(), CandidateNotice.objects.count()) == (3, 6, 1)


def _passed_on_complete_cells():
    people = list(Candidate.objects.filter(concluded_on__isnull=False))
    found = standings(people, TODAY)
    passed = {row.pk for row in people if row.state == CandidateState.PASSED}
    refused = {row.pk for row in people if row.state == CandidateState.NOT_PASSED}
    assert passed and [pk for pk in passed if not found[pk].may_pass] == []
    assert {pk for pk, standing in found.items() if standing.statutory_hits} <= refused
    in_force = ReviewConclusion.objects.filter(state="in_force").values_list("candidate_id", flat=True)
    assert set(in_force) == passed | refused


def _signed_by_the_departments_own_officers():
    unit = dict(User.objects.values_list("pk", "unit"))
    names = dict(ReviewDepartment.objects.values_list("pk", "name"))
    signed = DepartmentOpinion.objects.exclude(answer="").values_list("department_id", "signed_by_id")
    assert signed.count() > 100
    assert [pair for pair in signed if names[pair[0]] != unit[pair[1]]] == []


def _weighed_by_two(stage):
    weighed = ReviewConclusion.objects.exclude(circumstances=[]).exclude(circumstances=["Q01"])
    assert weighed.filter(state="in_force", second_by_id=None).count() == 0
    assert weighed.filter(state="in_force").exclude(second_by_id=None).exists()
    assert ReviewConclusion.objects.filter(state="awaiting_second").count() == int(stage.left_to_sign)
