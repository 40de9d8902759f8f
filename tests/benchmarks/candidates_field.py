"""Candidates, departments and their officers to measure the joint review on."""

from datetime import date, timedelta

from candidates.models import Candidate, ReviewDepartment
from candidates.services.circumstances import ensure_review_setup
from elections.models import CommunityCycle
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from huanjie.shared import clock
from huanjie.shared.identity import check_digit
from tests.benchmarks import field

POSTS = (["party_secretary", "committee_chair"], ["party_deputy_secretary"], ["party_committee_member"],
         ["committee_deputy_chair"], ["committee_member"])  # fmt: skip


def organizer() -> Viewer:
    user = field.User.objects.filter(username="zuzhibu").first()
    user = user or field.account("zuzhibu", Role.DISTRICT_ORGANIZER, field.DISTRICT)
    return Viewer(user.pk, user.name, Role.DISTRICT_ORGANIZER, field.DISTRICT)


def in_review(cycle, count: int, first: int = 0) -> list[Candidate]:
    """`count` invented people who were sent to the joint review, spread over the communities."""
    places = list(CommunityCycle.objects.filter(cycle=cycle).order_by("area_code"))
    today, rows = clock.today(), []
    for number in range(first, first + count):
        birth = date(1970, 1, 1) + timedelta(days=number % 9000)
        base = f"{field.DISTRICT}{birth:%Y%m%d}{1 + number // 9000 * 2:03}"
        place = places[number % len(places)]
        row = Candidate(
            community_cycle=place, area_code=place.area_code, name=f"候选{number:05}", gender="male", ethnicity="汉族",
            birth_date=birth, posts=POSTS[number % len(POSTS)], nomination="organization", state="joint_review",
            political_status="party_member", join_date="2001-07", education="university",
            nominated_on=today - timedelta(days=12), preliminary_on=today - timedelta(days=9),
            review_sent_on=today - timedelta(days=6),
        )  # fmt: skip
        row.set_identity(base + check_digit(base), "16000000000")
        rows.append(row)
    return Candidate.objects.bulk_create(rows, batch_size=500)


def departments(cycle, by: Viewer) -> list[tuple[ReviewDepartment, Viewer]]:
    """The default departments, each with an officer."""
    ensure_review_setup(cycle=cycle, by=by)
    found = []
    for number, row in enumerate(ReviewDepartment.objects.filter(cycle=cycle, is_active=True), start=1):
        user = field.account(f"lianshen{number:02}", Role.REVIEWING_DEPARTMENT, field.DISTRICT)
        field.User.objects.filter(pk=user.pk).update(unit=row.name)
        found.append((row, Viewer(user.pk, user.name, Role.REVIEWING_DEPARTMENT, field.DISTRICT, unit=row.name)))
    return found
