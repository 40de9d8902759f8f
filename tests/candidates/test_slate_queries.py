"""Slates of communities from the records."""

import pytest

from candidates.models import PostPlan, Recusal
from candidates.queries.slate_check import HIDDEN, slate_of, slates_of
from candidates.services import conclude, nominate, withdraw
from candidates.services.background import add_relative
from elections.models import CommunityCycle
from tests.candidates.review_fixtures import FOUND, review


@pytest.fixture
def seats(place):
    for post, number in (("committee_chair", 1), ("committee_member", 4)):
        PostPlan.objects.create(community_cycle=place, area_code=place.area_code, post=post, seats=number)


def test_who_left_or_did_not_pass_is_not_on_the_slate(
    in_joint_review, facts, number, place, other_place, clerk, street, organizer, today
):
    wife = nominate(
        by=clerk,
        **facts(
            id_number=number(1, woman=True), gender="female", name="贺小红", posts=["committee_member"],
            political_status="none", join_date="", is_incumbent=False,
        ),
    )  # fmt: skip
    nominate(by=street, **facts(id_number=number(2), name="邻居", community_cycle=other_place))
    add_relative(candidate=wife, relation="spouse", name="戚志远", by=clerk)
    slate = slate_of(place, organizer)
    assert [(p.name, p.is_woman, p.in_party, p.is_incumbent, sorted(p.relatives)) for p in slate.people] == [
        ("戚志远", False, True, True, []), ("贺小红", True, False, False, [in_joint_review.pk]),
    ]  # fmt: skip
    assert next(each for each in slate.indicators() if each.key == "relatives").value == "戚志远与贺小红"
    withdraw(candidate=wife, on=today, reason="本人申请", by=clerk)
    assert [person.name for person in slate_of(place, organizer).people] == ["戚志远"]
    review(in_joint_review, organizer, {("court", "Q01"): FOUND})
    conclude(
        candidate=in_joint_review, decision="not_passed", document_number="滨联审〔2026〕3号", on=today, by=organizer
    )
    assert slate_of(place, organizer).people == []


def test_seats_come_from_the_plan_and_nothing_else(candidate, place, seats, organizer):
    slate = slate_of(place, organizer)
    assert slate.seats == {"committee_chair": 1, "committee_member": 4}
    by_key = {each.key: (each.met, each.gap) for each in slate.indicators()}
    assert (by_key["committee_margin"], by_key["party_margin"]) == (
        (False, "还差 5 名"), (None, "没有填写职数，不能比较"),
    )  # fmt: skip
    assert ("party_margin" in {each.key for each in slate.gaps}, [each.key for each in slate.unknown]) == (
        False, ["party_margin"],
    )  # fmt: skip


def test_who_is_recused_counts_without_a_name(candidate, place, organizer, viewer):
    leader = viewer("street_leader", "420199001")
    Recusal.objects.create(
        candidate=candidate, area_code=candidate.area_code, user_id=leader.user_id, user_name=leader.name,
        ground="declared",
    )  # fmt: skip
    assert [[p.name for p in slate_of(place, who).people] for who in (leader, organizer)] == [[HIDDEN], ["戚志远"]]


def test_the_district_costs_what_one_community_costs(candidate, cycle, organizer, django_assert_num_queries):
    rows = list(CommunityCycle.objects.filter(cycle=cycle).select_related("cycle"))
    for some in (rows[:1], rows):
        with django_assert_num_queries(4):
            assert len(slates_of(cycle, some, organizer)) == len(some)
