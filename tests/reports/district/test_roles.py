"""Who may open which page: a table, role by role."""

import pytest

from huanjie.accounts.enums import ADMINISTRATORS, Role
from huanjie.navigation import entries_for, todos_for
from reports.services.briefing import compile_briefing

EAST = "420199001"
FIGURES = ("/reports/district/", "/reports/figures/", "/reports/figures/voted/", "/reports/figures/voted/?tab=records",
           "/reports/trend/", "/reports/trend/chart.svg", "/reports/district/discrepancies/")  # fmt: skip
BRIEFINGS = ("/reports/briefings/", "/reports/leader/")
AREAS = {
    Role.COMMUNITY_CLERK: EAST + "001", Role.STREET_STAFF: EAST, Role.STREET_LEADER: EAST,
    **dict.fromkeys((Role.DISTRICT_ORGANIZER, Role.REVIEWING_DEPARTMENT, Role.AUDITOR, Role.LEADER), "420199"),
    **dict.fromkeys(ADMINISTRATORS, "420199"),
}  # fmt: skip
MAY_READ_FIGURES = {Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER, Role.AUDITOR,
                    Role.LEADER}  # fmt: skip
MAY_READ_BRIEFINGS = {Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER, Role.LEADER}


@pytest.mark.parametrize("role", list(Role))
def test_pages_by_role(reported, client_as, viewer, today, role):
    briefing = compile_briefing(cycle=reported, area="420199", on=today, by=viewer())
    client = client_as(role, AREAS[role])
    for url in FIGURES:
        assert client.get(url).status_code == (200 if role in MAY_READ_FIGURES else 403), url
    for url in BRIEFINGS:
        assert client.get(url).status_code == (200 if role in MAY_READ_BRIEFINGS else 403), url
    wide = role in (Role.DISTRICT_ORGANIZER, Role.LEADER)
    expected = 200 if wide else 404 if role in MAY_READ_BRIEFINGS else 403
    assert client.get(briefing.get_absolute_url()).status_code == expected
    compiles = {Role.DISTRICT_ORGANIZER: 200}.get(role, 403)
    assert client.get("/reports/briefings/compile/").status_code in (compiles, 404 if compiles == 403 else 200)
    assert client.get("/reports/district/decide/?act=return").status_code == (302 if compiles == 200 else 403)


@pytest.mark.parametrize("url", [*FIGURES, *BRIEFINGS, "/reports/briefings/1/", "/reports/district/decide/"])
def test_a_stranger_signs_in_first(reported, client, url):
    answer = client.get(url)
    assert answer.status_code == 302 and "sign" in answer["Location"]


@pytest.mark.parametrize("url", FIGURES)
def test_outside_ones_area_there_is_nothing(reported, client_as, url):
    for role, area in ((Role.STREET_STAFF, EAST), (Role.COMMUNITY_CLERK, EAST + "001"), (Role.LEADER, "420198")):
        client = client_as(role, area)
        sign = "&" if "?" in url else "?"
        for outside in ("420199", "420199002", "42"):
            assert client.get(f"{url}{sign}area={outside}").status_code == 404, (role, url, outside)


def test_navigation_leads_only_to_pages_that_open(reported, client_as, viewer):
    for role in Role:
        client, seen = client_as(role, AREAS[role]), viewer(role, AREAS[role])
        for entry in entries_for(seen):
            if entry.url_name.startswith("reports:"):
                assert client.get(entry.url).status_code == 200, (role, entry.label)


def test_todos_of_the_district(discrepancy, viewer, today):
    todos = {todo.label: (todo.count, todo.url) for todo in todos_for(viewer())}
    assert todos["待审日报"][0] == 3 and todos["数账不符"][0] == 1
    assert "待审日报" not in {todo.label for todo in todos_for(viewer(Role.LEADER, "420199"))}


def test_todos_lead_to_what_they_count(discrepancy, viewer, client_as):
    client = client_as()
    for todo in todos_for(viewer()):
        if todo.label in ("待审日报", "数账不符"):
            assert len(client.get(todo.url).context["grid"].rows) == todo.count
