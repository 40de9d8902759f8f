"""What a community's page says of its own day and of its kind of organization."""

from datetime import timedelta

import pytest
from django.urls import reverse

from elections.models import CommunityCycle
from elections.queries.electorate import form_proposal


@pytest.fixture
def page(row, client_as):
    client = client_as("street_staff", "420199001")
    return lambda name="community_cycle": client.get(reverse(f"elections:{name}", args=[row.pk])).content.decode()


def test_its_own_election_day_is_shown_with_the_districts(row, page):
    assert "本社区单独确定" not in page()
    own = row.cycle.election_day + timedelta(days=2)
    CommunityCycle.objects.filter(pk=row.pk).update(election_day=own)
    assert f"<dt>选举日</dt><dd>{own}" in page()
    assert f"本社区单独确定，全区为 {row.cycle.election_day}" in page()


def test_the_kind_is_proposed_until_it_is_chosen(row, branch, enrol, page, today):
    enrol(branch, 45)
    enrol(branch, 7, is_probationary=True)
    assert form_proposal(row, today).label == "党总支"
    words = "建议：党总支。名册党员 52 名，其中正式党员 45 名，50 名以上不足 100 名可设党总支"
    assert words in page()
    assert words in page("change_schedule")
    CommunityCycle.objects.filter(pk=row.pk).update(organization_kind="general_party_branch")
    assert "建议：" not in page()
    CommunityCycle.objects.filter(pk=row.pk).update(organization_kind="party_branch")
    assert words in page()
