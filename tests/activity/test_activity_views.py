"""Who reads which part of the log, and the proof of the chain on the page."""

import pytest
from django.db import connection
from django.urls import reverse

from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from huanjie.activity.services import act

READERS = {Role.ACTIVITY_ADMINISTRATOR, Role.DISTRICT_ORGANIZER}
LIST = "/activity/"


@pytest.fixture
def entries(viewer):
    """One entry inside the district 420199, one in another district, one of no area."""
    by = viewer(Role.STREET_STAFF, "420199001", "刘街道")
    for verb, area in (("audit.planned", "420199001"), ("list.exported", "420198002"), ("account.created", "")):
        with act() as log:
            log.record(by=by, verb=verb, label=f"对象 {area}", area=area, detail={"区": area})
    return list(ActivityEntry.objects.order_by("number"))


def numbers(answer):
    return [row.row.number for row in answer.context["table"].rows]


@pytest.mark.parametrize("role", Role)
def test_only_two_roles_read_the_log(role, client_as, entries):
    client = client_as(role)
    allowed = 200 if role in READERS else 403
    assert client.get(LIST).status_code == allowed
    assert client.get(reverse("activity:entry", args=[1])).status_code == allowed
    assert ("操作日志" in client.get("/").content.decode()) == (role in READERS)


def test_a_stranger_is_sent_to_sign_in(client, installation):
    answer = client.get(LIST)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("accounts:sign_in"))


def test_the_administrator_reads_all_of_it_newest_first(client_as, entries):
    assert numbers(client_as(Role.ACTIVITY_ADMINISTRATOR, "").get(LIST)) == [3, 2, 1]


def test_an_organizer_reads_the_own_area_only(client_as, entries):
    client = client_as(Role.DISTRICT_ORGANIZER, "420199")
    assert numbers(client.get(LIST)) == [1]
    assert client.get(reverse("activity:entry", args=[1])).status_code == 200
    assert client.get(reverse("activity:entry", args=[2])).status_code == 404
    assert client.get(reverse("activity:entry", args=[3])).status_code == 404


def test_an_organizer_without_an_area_reads_nothing(client_as, entries):
    assert client_as(Role.DISTRICT_ORGANIZER, "").get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("actor=刘", [3, 2, 1]),
        ("actor=无此人", []),
        ("verb=list.exported", [2]),
        ("subject=420199", [1]),
        ("since=2000-01-01&until=2000-01-02", []),
        ("since=2000-01-01", [3, 2, 1]),
    ],
)
def test_filters(client_as, entries, query, found):
    answer = client_as(Role.ACTIVITY_ADMINISTRATOR, "").get(f"{LIST}?{query}")
    assert numbers(answer) == found


def test_detail_shows_the_place_in_the_chain(client_as, entries):
    html = client_as(Role.ACTIVITY_ADMINISTRATOR, "").get(reverse("activity:entry", args=[2])).content.decode()
    assert entries[0].hash in html
    assert entries[1].hash in html
    assert "内容与摘要相符" in html
    assert "导出列表" in html


def test_detail_says_when_an_entry_does_not_fit(client_as, entries):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE activity_activityentry SET actor_name = 'x' WHERE number = 2")
    html = client_as(Role.ACTIVITY_ADMINISTRATOR, "").get(reverse("activity:entry", args=[2])).content.decode()
    assert "内容与摘要不符" in html


def test_verifying_says_the_result_and_is_noted(client_as, entries):
    client = client_as(Role.ACTIVITY_ADMINISTRATOR, "")
    html = client.post(reverse("activity:verify"), follow=True).content.decode()
    assert "日志链完整：共核验 3 条" in html
    assert ActivityEntry.objects.get(number=4).detail == {"entries": 3, "broken_at": None, "reason": ""}


def test_verifying_names_the_break(client_as, entries):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM activity_activityentry WHERE number = 2")
    html = client_as(Role.ACTIVITY_ADMINISTRATOR, "").post(reverse("activity:verify"), follow=True).content.decode()
    assert "第 2 条断裂：第 2 条缺失" in html


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ACTIVITY_ADMINISTRATOR}))
def test_only_the_administrator_verifies(role, client_as, entries):
    assert client_as(role).post(reverse("activity:verify")).status_code == 403
    assert not ActivityEntry.objects.filter(verb="activity.verified").exists()


def test_number_of_queries_does_not_grow(client_as, entries, django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    client = client_as(Role.ACTIVITY_ADMINISTRATOR, "")
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(f"{LIST}?subject=420199")
    with django_assert_num_queries(len(one)):
        client.get(LIST)
