"""One community's steps, and the day on which things are played."""

import pytest
from django.utils import timezone

from elections.models import CommunityCycle, StepRecord


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def community_cycle(cycle):
    return CommunityCycle.objects.get(cycle=cycle, area_code="420199001001")


@pytest.fixture
def record(community_cycle):
    """步骤 PA07 of 东湖甲社区."""
    return StepRecord.objects.get(community_cycle=community_cycle, code="PA07")


@pytest.fixture
def clerk(viewer, cycle):
    return viewer("community_clerk", "420199001001")


@pytest.fixture
def street(viewer, cycle):
    return viewer("street_staff", "420199001")


@pytest.fixture
def organizer(viewer, cycle):
    return viewer("district_organizer", "420199")
