"""One page for a leader: since the last reading, what is late, the latest briefing."""

from datetime import timedelta

import pytest

from elections.models import StepRecord
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from reports.models import Briefing
from reports.queries.leader import leader_page
from reports.services.briefing import compile_briefing

EAST = "420199001"
URL = "/reports/leader/"


@pytest.fixture
def two_briefings(reported, viewer, today):
    """Of the day before yesterday and of yesterday."""
    made = [
        compile_briefing(
            cycle=reported, area="420199", on=today - timedelta(days=back), by=viewer(), problems=["会场不足"]
        )
        for back in (2, 1)
    ]
    Briefing.objects.update(state="ready")
    return made


def test_compares_with_the_previous_briefing_when_nothing_was_read(two_briefings, viewer):
    page = leader_page(viewer(Role.LEADER))
    assert (page.since, page.was_read, page.is_new) == (two_briefings[1], False, True)
    moved = {move.figure.key: (move.before, move.now) for move in page.moves}
    assert moved["ballots_cast"] == (42, 48) and moved["voted"] == (0, 1)


def test_compares_with_the_one_this_person_read(two_briefings, client_as, viewer):
    client = client_as(Role.LEADER)
    client.get(two_briefings[0].get_absolute_url())
    page = leader_page(viewer(Role.LEADER))
    assert (page.since, page.was_read, page.is_new) == (two_briefings[0], True, True)
    assert {move.figure.key: move.before for move in page.moves}["ballots_cast"] == 21
    assert "您上次阅读" in client.get(URL).content.decode()
    # somebody else's reading does not count
    other = Viewer(999_999, "另一位", Role.LEADER, "420199")
    assert leader_page(other).was_read is False
    client.get(two_briefings[1].get_absolute_url())
    page = leader_page(viewer(Role.LEADER))
    assert (page.since, page.is_new) == (two_briefings[1], False)


def test_four_headlines_late_steps_and_missing_streets(two_briefings, client_as, today, monkeypatch):
    StepRecord.objects.filter(code="PA08", area_code__startswith=EAST).update(planned_on=today - timedelta(days=3))
    page = client_as(Role.LEADER).get(URL)
    shown, html = page.context["page"], page.content.decode()
    assert len(shown.headlines) == 4
    east = next(street for street in shown.late if street.area == EAST)
    records = StepRecord.objects.filter(area_code__startswith=EAST, planned_on__lt=today, done_on=None, is_needed=True)
    assert east.steps == records.count() and east.communities == 3
    assert "会场不足" in html and two_briefings[1].get_absolute_url() in html
    monkeypatch.setattr(type(shown.day), "is_over", True)
    assert [child.name for child in client_as(Role.LEADER).get(URL).context["page"].unfiled] == ["南山街道"]


def test_before_anything_is_reported(cycle, client_as):
    page = client_as(Role.LEADER).get(URL)
    assert page.status_code == 200 and "还没有日报" in page.content.decode()


@pytest.mark.parametrize("area", ["4201", "42", ""])
def test_leaders_above_read_the_same_page(two_briefings, client_as, area):
    page = client_as(Role.LEADER, area).get(URL)
    assert page.status_code == 200
    assert len(page.context["page"].headlines) == 4
    assert page.context["page"].latest == two_briefings[1]
    # no briefing of their own: compared with the report day before
    assert {move.figure.key: move.before for move in page.context["page"].moves}["ballots_cast"] == 42


def test_names_of_people_are_not_on_it(two_briefings, client_as, today):
    from candidates.models import Candidate
    from elections.models import CommunityCycle

    for community in CommunityCycle.objects.all():
        Candidate.objects.create(
            community_cycle=community, area_code=community.area_code, name="欧阳候选", gender="male", nominated_on=today
        )
    assert "欧阳候选" not in client_as(Role.LEADER).get(URL).content.decode()
