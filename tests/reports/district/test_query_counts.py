"""The same number of queries whether there is one row or many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import Candidate
from elections.models import Community, CommunityCycle
from huanjie.accounts.enums import Role
from reports.services.briefing import compile_briefing

EAST = "420199001"


def count(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "url",
    [
        "/reports/figures/voted/",
        "/reports/figures/voted/?tab=records",
        "/reports/figures/candidates_nominated/?tab=records",
        "/reports/district/discrepancies/",
        "/reports/district/?area=420199001",
        "/reports/trend/?figure=talks",
        "/reports/leader/",
    ],
)
def test_one_community_or_six(cycle, file_street, client_as, today, url):
    CommunityCycle.objects.exclude(area_code=EAST + "001").update(inclusion="postponed")
    _nominate(EAST + "001", today)
    file_street(today, EAST)
    client = client_as()
    few = count(client, url)
    CommunityCycle.objects.update(inclusion="due")
    for code in Community.objects.values_list("code", flat=True):
        _nominate(code, today)
    file_street(today, EAST)
    file_street(today, "420199002")
    assert count(client, url) == few


def _nominate(code, today):
    community = CommunityCycle.objects.get(area_code=code)
    Candidate.objects.create(community_cycle=community, area_code=code, name="某人", gender="male", nominated_on=today)


def test_one_briefing_or_three(reported, client_as, viewer, today):
    client = client_as(Role.LEADER)
    compile_briefing(cycle=reported, area="420199", on=today - timedelta(days=2), by=viewer())
    few = count(client, "/reports/briefings/")
    for back in (1, 0):
        compile_briefing(cycle=reported, area="420199", on=today - timedelta(days=back), by=viewer())
    assert count(client, "/reports/briefings/") == few
