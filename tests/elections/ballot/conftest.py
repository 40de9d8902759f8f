"""One community on the day of its vote, and the people who write down what came of it."""

import pytest
from django.utils import timezone

from elections.models import CommunityCycle
from tests.elections.ballot import papers


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def community_cycle(cycle):
    return CommunityCycle.objects.select_related("cycle", "community").get(cycle=cycle, area_code="420199001001")


@pytest.fixture
def clerk(viewer, cycle):
    return viewer("community_clerk", "420199001001")


@pytest.fixture
def street(viewer, cycle):
    return viewer("street_staff", "420199001")


@pytest.fixture
def organizer(viewer, cycle):
    return viewer("district_organizer", "420199")


@pytest.fixture
def committee(community_cycle, clerk, today):
    """A first ballot of the residents' committee: chair 1 of 2, members 4 of 5; 1000 voters."""
    return papers.prepared(
        community_cycle, clerk, side="residents_committee", due=1000,
        seats={"committee_chair": 1, "committee_member": 4},
        standing=papers.people(committee_chair=["赵一", "钱二"], committee_member=["孙三", "李四", "周五", "吴六", "郑七"]),
        held_on=today,
    )  # fmt: skip


@pytest.fixture
def party(community_cycle, clerk, today):
    """A first ballot of the Party committee: 5 of 6 members; 50 due."""
    return papers.prepared(
        community_cycle, clerk, side="party", due=50, seats={"party_committee_member": 5},
        standing=papers.people(party_committee_member=["甲", "乙", "丙", "丁", "戊", "己"]), held_on=today,
    )  # fmt: skip


@pytest.fixture
def way_behind(community_cycle, today):
    """What stands in the way of the residents' vote is out of the way."""
    papers.way_behind(community_cycle, "residents_committee", today)
