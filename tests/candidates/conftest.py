"""Invented candidates."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from candidates.models import Candidate
from candidates.services import conclude, nominate, send_to_joint_review, start_preliminary_review
from candidates.services.background import set_proof
from elections.models import CommunityCycle
from huanjie.shared import clock
from huanjie.shared.identity import check_digit
from tests.candidates.review_fixtures import review
from tests.candidates.reviewed import reviewed

PLACE, OTHER_PLACE = "420199001001", "420199001002"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def number():
    """number(n, birth) → a valid ID number nobody has; odd sequence numbers are men's."""

    def make(n: int = 0, birth: str = "19830615", woman: bool = False) -> str:
        base = f"420199{birth}{n * 2 + (0 if woman else 1):03}"
        return base + check_digit(base)

    return make


@pytest.fixture
def place(cycle):
    return CommunityCycle.objects.get(cycle=cycle, area_code=PLACE)


@pytest.fixture
def other_place(cycle):
    return CommunityCycle.objects.get(cycle=cycle, area_code=OTHER_PLACE)


@pytest.fixture
def clerk(viewer, cycle):
    return viewer("community_clerk", PLACE)


@pytest.fixture
def street(viewer, cycle):
    return viewer("street_staff", "420199001")


@pytest.fixture
def organizer(viewer, cycle):
    return viewer("district_organizer", "420199")


@pytest.fixture
def facts(place, number, today):
    """facts(**other) → what `nominate` takes for 戚志远, with some of it replaced."""

    def make(**other) -> dict:
        return {
            "community_cycle": place, "name": "戚志远", "gender": "male", "ethnicity": "汉族",
            "birth_date": date(1983, 6, 15), "id_number": number(), "phone": "16000000000",
            "posts": ["party_secretary", "committee_chair"], "nomination": "organization",
            "political_status": "party_member", "join_date": "2006-07", "education": "university",
            "current_post": "社区书记", "is_incumbent": True, "nominated_on": today - timedelta(days=20),
        } | other  # fmt: skip

    return make


@pytest.fixture
def candidate(facts, clerk):
    return nominate(by=clerk, **facts())


@pytest.fixture
def prove(street):
    """prove(candidate) → the same candidate, its nomination by the organization shown by a document."""

    def make(candidate):
        set_proof(candidate=candidate, document_number="东湖党工委〔2026〕3号", by=street)
        return candidate

    return make


@pytest.fixture
def in_joint_review(candidate, prove, street, today):
    prove(candidate)
    row = start_preliminary_review(candidate=candidate, on=today - timedelta(days=15), by=street)
    return send_to_joint_review(candidate=row, on=today - timedelta(days=10), by=street)


@pytest.fixture
def passed(in_joint_review, organizer, today):
    """Every department asked found nothing, and a person concluded so."""
    review(in_joint_review, organizer, on=today - timedelta(days=8))
    conclude(candidate=in_joint_review, decision="passed", on=today - timedelta(days=5), by=organizer)
    return Candidate.objects.get(pk=in_joint_review.pk)


@pytest.fixture
def people(facts, number, street, organizer):
    """Two for the chair (one a woman), two for the committee, reviewed and passed; the first stands in the Party too."""
    wanted = [
        ("戚志远", ["party_secretary", "committee_chair"], False), ("谢小燕", ["committee_chair"], True),
        ("林晓", ["committee_member"], True), ("周敏", ["committee_member"], False),
    ]  # fmt: skip
    rows = []
    for n, (name, posts, woman) in enumerate(wanted):
        gender = "female" if woman else "male"
        rows.append(
            nominate(by=street, **facts(id_number=number(n, woman=woman), gender=gender, name=name, posts=posts))
        )
    return [reviewed(row, organizer) for row in rows]


@pytest.fixture
def later(today):
    """later(days) → a stretch of code played at noon so many days on."""

    def make(days: int):
        return clock.played(timezone.make_aware(datetime.combine(today + timedelta(days=days), time(12))))

    return make
