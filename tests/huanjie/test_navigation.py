"""Navigation by role, to-dos by urgency, and the frame around every page."""

import pytest
from django.urls import reverse

from huanjie import navigation
from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment, Installation
from huanjie.accounts.viewers import Viewer
from huanjie.navigation import Entry, Registry, Todo, entries_for, todos_for


@pytest.fixture
def registry(monkeypatch):
    """An empty registry in place of the real one."""
    fresh = Registry()
    monkeypatch.setattr(navigation, "registry", fresh)
    return fresh


def viewer_as(role):
    return Viewer(1, "某人", role, "420199")


def test_entries_are_those_of_the_role_in_order(registry):
    navigation.register(
        Entry("丙", "home", "x", order=30),
        Entry("甲", "home", "x", order=10, roles=frozenset({Role.LEADER})),
        Entry("乙", "home", "x", order=20, roles=frozenset({Role.AUDITOR})),
    )
    assert [entry.label for entry in entries_for(viewer_as(Role.LEADER))] == ["甲", "丙"]
    assert [entry.label for entry in entries_for(viewer_as(Role.AUDITOR))] == ["乙", "丙"]


def test_todos_come_most_pressing_first_and_never_empty(registry):
    navigation.register_todos(lambda viewer: [Todo("提示", "/a", 1, "info"), Todo("无", "/b", 0, "late")])
    navigation.register_todos(lambda viewer: [Todo("退回", "/c", 2, "returned"), Todo("逾期", "/d", 3, "late")])
    assert [todo.label for todo in todos_for(viewer_as(Role.LEADER))] == ["逾期", "退回", "提示"]


AREAS = {
    Role.COMMUNITY_CLERK: "420199001001",
    Role.STREET_STAFF: "420199001",
    Role.STREET_LEADER: "420199001",
}


@pytest.mark.parametrize("role", Role)
def test_every_entry_leads_to_a_page_its_role_may_open(role, client_as, cycle):
    client = client_as(role, AREAS.get(role, "420199"))
    entries = client.get("/").context["navigation"]
    assert len([entry for entry in entries if entry.phone]) <= 5
    for entry in entries:
        assert client.get(entry.url, follow=True).status_code == 200, entry.label


@pytest.mark.parametrize("role", Role)
def test_home_shows_whose_eyes_and_the_way(role, client_as):
    html = client_as(role).get("/").content.decode()
    assert Role(role).label in html
    assert f'href="{reverse("files:jobs")}"' in html
    assert 'aria-current="page"' in html


def test_home_shows_what_waits_and_how_much_of_it(registry, client_as):
    navigation.register_todos(lambda viewer: [Todo("退回的日报", "/x/", 2, "returned"), Todo("今日日报", "/y/", 5)])
    html = client_as(Role.STREET_STAFF).get("/").content.decode()
    assert 'data-todo-total="2"' in html
    assert html.index("退回的日报") < html.index("今日日报")


def test_home_is_friendly_when_nothing_waits(registry, client_as):
    html = client_as(Role.STREET_STAFF).get("/").content.decode()
    assert "现在没有等您办的事" in html
    assert 'data-todo-total="0"' in html


def test_ribbon_is_on_every_page_of_a_demonstration_only(client_as):
    client = client_as(Role.DISTRICT_ORGANIZER)
    assert "演示数据" not in client.get("/").content.decode()
    Installation.objects.update(is_demo=True)
    assert "演示数据" in client.get("/").content.decode()
    assert "演示数据" in client.get("/files/").content.decode()


def test_choice_of_eyes_is_offered_to_those_who_have_one(client_as):
    client = client_as(Role.STREET_STAFF, "420199001")
    assert "切换身份" not in client.get("/").content.decode()
    mine = Assignment.objects.get()
    Assignment.objects.create(
        user=mine.user, role=Role.STREET_LEADER, area_code="420199002", area_name="南山街道", starts_on=mine.starts_on
    )
    html = client.get("/").content.decode()
    assert "切换身份" in html
    assert "街道负责人 · 南山街道" in html


@pytest.mark.parametrize("path", ["/", "/files/"])
def test_pages_hold_to_the_strict_policy(client_as, path):
    answer = client_as(Role.DISTRICT_ORGANIZER).get(path)
    html = answer.content.decode()
    assert "unsafe" not in answer["Content-Security-Policy"]
    for forbidden in (" style=", "<style", " onclick=", "<script>", "javascript:"):
        assert forbidden not in html


def test_page_of_a_stranger_has_no_navigation(installation, client):
    answer = client.get("/nowhere/")
    assert answer.status_code in (302, 404)
    html = client.get(reverse("accounts:sign_in")).content.decode()
    assert 'aria-label="主导航"' not in html
