"""Every page of accounts, for every role; flat queries; the acts over the web."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huanjie.accounts.enums import Role
from huanjie.accounts.models import AccountBatch, Assignment, User
from huanjie.activity.models import ActivityEntry

SYSTEM, SECURITY = Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR
BOTH = {SYSTEM, SECURITY}

# name: (method, path, roles that get through, what they get); others get 403 (pages), 404 (rows) or a refusal.
VIEWS = {
    "list": ("get", "/accounts/", BOTH, 200),
    "export": ("get", "/accounts/?export=csv", BOTH, 200),
    "create": ("get", "/accounts/create/", {SYSTEM}, 200),
    "account": ("get", "/accounts/{user}/", BOTH, 200),
    "grant": ("get", "/accounts/{user}/grant/", {SECURITY}, 200),
    "end": ("get", "/accounts/assignments/{assignment}/end/", {SECURITY}, 200),
    "disable": ("post", "/accounts/{user}/disable/", {SYSTEM}, 302),
    "enable": ("post", "/accounts/{disabled}/enable/", {SYSTEM}, 302),
    "reset": ("post", "/accounts/{user}/reset-password/", {SYSTEM}, 200),
    "unlock": ("post", "/accounts/{user}/unlock/", {SECURITY}, 302),
    "batches": ("get", "/accounts/imports/", BOTH, 200),
    "upload": ("get", "/accounts/imports/upload/", BOTH, 200),
    "template": ("get", "/accounts/imports/template/", BOTH, 200),
    "batch": ("get", "/accounts/imports/{batch}/", BOTH, 200),
    "batch_create": ("post", "/accounts/imports/{batch}/accounts/", {SYSTEM}, 302),
    "batch_grant": ("post", "/accounts/imports/{batch}/grants/", {SECURITY}, 302),
    "batch_passwords": ("post", "/accounts/imports/{done}/passwords/", {SYSTEM}, 200),
}


@pytest.fixture
def things(person):
    user = User.objects.create_user("w1", None, name="王五")
    row = Assignment.objects.create(user=user, role=Role.AUDITOR, area_code="990101", starts_on=timezone.localdate())
    disabled = User.objects.create_user("w2", None, name="赵六", is_active=False)
    line = {"number": 2, "unit": "", "errors": [], "area_name": "试验市试点区", "area_code": "990101"}
    batch = AccountBatch.objects.create(source_name="a.xlsx", uploaded_by=person(SYSTEM), rows=[
        {**line, "username": "w8", "name": "新人", "role": "", "area_code": "", "area_name": ""},
        {**line, "username": "w2", "name": "赵六", "role": "district_organizer"}])  # fmt: skip
    done = AccountBatch.objects.create(
        source_name="b.xlsx", uploaded_by=person(SYSTEM), rows=[], accounts_at=timezone.now(), accounts_count=1,
        passwords='[{"username": "w3", "name": "甲", "unit": "", "password": "x"}]',
    )  # fmt: skip
    return {"user": user.pk, "assignment": row.pk, "disabled": disabled.pk, "batch": batch.pk, "done": done.pk}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("view", VIEWS)
def test_who_gets_where(enter, things, role, view):
    method, path, allowed, status = VIEWS[view]
    client = enter(role)
    before = list(ActivityEntry.objects.values_list("verb", flat=True))
    answer = getattr(client, method)(path.format(**things))
    if role in allowed:
        assert answer.status_code == status
    else:
        assert answer.status_code in (403, 404)
        assert list(ActivityEntry.objects.values_list("verb", flat=True)) == before


@pytest.mark.parametrize("view", VIEWS)
def test_a_stranger_gets_nowhere(client, things, view):
    method, path, _, _ = VIEWS[view]
    answer = getattr(client, method)(path.format(**things))
    assert (answer.status_code, answer.headers["Location"].startswith("/accounts/sign-in/")) == (302, True)


@pytest.mark.parametrize("path", ["/accounts/", "/accounts/imports/"])
def test_lists_ask_as_much_for_three_rows_as_for_one(enter, person, path):
    client = enter(SYSTEM)

    def add(n):
        user = User.objects.create_user(f"w{n}", None, name="王五")
        Assignment.objects.create(user=user, role=Role.AUDITOR, area_code="990101", starts_on=timezone.localdate())
        AccountBatch.objects.create(source_name=f"{n}.xlsx", uploaded_by=user)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    add(1)
    client.get(path)
    one = count()
    add(2)
    add(3)
    assert count() == one


def test_filters(enter, things):
    client = enter(SYSTEM)

    def shown(query):
        return [row.row.username for row in client.get(f"/accounts/?{query}").context["table"].rows]

    assert shown("q=王五") == ["w1"]
    assert shown("role=auditor") == ["w1"]
    assert shown("state=disabled") == ["w2"]
    assert shown("state=unassigned") == ["w2"]
    assert shown("state=locked") == []
    assert shown("area=990101&q=w") == ["w1"]


def test_opening_an_account_shows_its_password_once(enter):
    client = enter(SYSTEM)
    answer = client.post("/accounts/create/", {"username": "w7", "name": "王五", "unit": "前街"})
    password = re.search(r"user-select-all\">([^<]+)<", answer.content.decode())[1]
    user = User.objects.get(username="w7")
    assert user.check_password(password)
    assert answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert password not in client.get(f"/accounts/{user.pk}/").content.decode()


def test_granting_by_name_and_ending(enter, things):
    client = enter(SECURITY)
    url = f"/accounts/{things['user']}/grant/"
    form = {"role": "community_clerk", "area": "甲社区", "starts_on": str(timezone.localdate())}
    text = client.post(url, form).content.decode()
    assert "对应多个区域" in text and "990101002001" in text
    assert client.post(url, {**form, "area": "后街街道甲社区"}).status_code == 302
    row = Assignment.objects.get(role="community_clerk", user_id=things["user"])
    assert (row.area_code, row.area_name) == ("990101002001", "试验市试点区后街街道甲社区")
    assert client.post(url, {**form, "role": "system_administrator", "area": ""}).status_code == 200
    assert client.post(f"/accounts/assignments/{row.pk}/end/", {"last_day": ""}).status_code == 302
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_a_name_that_looks_like_markup_is_shown_as_text(enter, things):
    User.objects.filter(pk=things["user"]).update(name="<script>alert(1)</script>", unit="=1+1")
    client = enter(SYSTEM)
    for path in ("/accounts/", f"/accounts/{things['user']}/"):
        assert "<script>alert(1)" not in client.get(path).content.decode()
