"""A community with a roster to count: invented people only."""

import pytest
from django.utils import timezone

from elections.models import CommunityCycle, PartyMember, PartyOrganization

HERE = "420199001001"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def row(cycle):
    """东湖甲社区 in the running cycle."""
    return CommunityCycle.objects.select_related("cycle", "community").get(cycle=cycle, area_code=HERE)


@pytest.fixture
def other(cycle):
    """东湖乙社区, in the same street."""
    return CommunityCycle.objects.select_related("cycle", "community").get(cycle=cycle, area_code="420199001002")


@pytest.fixture
def clerk(viewer, cycle):
    return viewer("community_clerk", HERE)


@pytest.fixture
def street(viewer, cycle):
    return viewer("street_staff", "420199001")


@pytest.fixture
def organizer(viewer, cycle):
    return viewer("district_organizer", "420199")


@pytest.fixture
def branch(row):
    return PartyOrganization.objects.create(
        name="第一党支部", kind="party_branch", community=row.community, area_code=row.area_code
    )


@pytest.fixture
def enrol():
    """enrol(branch, count, **fields) → that many members."""

    def make(branch, count, **fields):
        start = PartyMember.objects.count()
        return PartyMember.objects.bulk_create(
            PartyMember(
                name=f"甲{start + n:04}", gender="male", organization=branch, community=branch.community,
                area_code=branch.area_code, join_date="1990", id_number_masked=f"420***********{n:04}", **fields,
            )
            for n in range(count)
        )  # fmt: skip

    return make
