"""An appeal on the notice board becomes an objection with its clocks, once, by those who read what the public writes."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from elections.enums_paper import ReportKind, ReportState
from elections.models import PublicReport, VoterObjection, VoterRoll
from elections.services.public_report import answer_report, receive_report, take_as_objection
from elections.services.registration import decide_objection
from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale

ABOUT = {"name": "周小满", "group": "第三居民小组", "matter": "left_out"}
AREAS = {
    Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
}  # fmt: skip
OFFICE = {Role.STREET_STAFF, Role.DISTRICT_ORGANIZER}


@pytest.fixture
def roll(row, today):
    """The list was published yesterday with a thousand voters."""
    return VoterRoll.objects.create(
        community_cycle=row, area_code=row.area_code, published_on=today - timedelta(days=1), published_count=1000
    )


@pytest.fixture
def appeal(row):
    def make(kind=ReportKind.VOTER_LIST):
        receive_report(community_cycle=row, kind=kind, text="名单上没有我", contact="", address="10.0.0.1")
        return PublicReport.objects.latest("pk")

    return make


def test_it_keeps_its_day_its_clock_and_its_link(appeal, roll, street, today):
    report = appeal()
    PublicReport.objects.filter(pk=report.pk).update(received_at=timezone.now() - timedelta(days=1))
    objection = take_as_objection(report=report, by=street, **ABOUT)
    received = today - timedelta(days=1)
    assert (objection.received_on, objection.decide_by) == (received, received + timedelta(days=3))
    assert (objection.report_id, objection.is_late, objection.name) == (report.pk, False, "周小满")
    report.refresh_from_db()
    assert (report.state, report.text, report.objection) == (ReportState.CHECKED, "名单上没有我", objection)
    assert "周小满" not in str(list(ActivityEntry.objects.values("detail", "subject_label")))


def test_only_once(appeal, roll, street):
    report = appeal()
    take_as_objection(report=report, by=street, **ABOUT)
    with pytest.raises(Refused, match="已经转为"):
        take_as_objection(report=report, by=street, **ABOUT)
    assert VoterObjection.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one(appeal, roll, street):
    report, gate, results = appeal(), threading.Barrier(2), []

    def click():
        gate.wait()
        try:
            results.append(take_as_objection(report=report, by=street, **ABOUT).pk is not None)
        except Refused:
            results.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(results), VoterObjection.objects.count()) == ([False, True], 1)


def test_an_appeal_after_five_days_is_taken_and_marked(appeal, roll, street, today):
    VoterRoll.objects.update(published_on=today - timedelta(days=6))
    assert take_as_objection(report=appeal(), by=street, **ABOUT).is_late is True


def test_other_opinions_and_answered_ones_are_not_taken(appeal, roll, street):
    with pytest.raises(Refused, match="只有对选民名单的申诉"):
        take_as_objection(report=appeal(ReportKind.CANDIDATE), by=street, **ABOUT)
    answered = answer_report(report=appeal(), answer="已查", by=street)
    with pytest.raises(Refused, match="已经答复"):
        take_as_objection(report=answered, by=street, **ABOUT)


def test_before_the_list_is_published_and_from_an_old_page_it_is_refused(appeal, street):
    report = appeal()
    with pytest.raises(Refused, match="还没有公布"):
        take_as_objection(report=report, by=street, **ABOUT)
    with pytest.raises(Stale):
        take_as_objection(report=report, by=street, expected_version=report.version + 1, **ABOUT)
    report.refresh_from_db()
    assert (report.state, VoterObjection.objects.count()) == (ReportState.REGISTERED, 0)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_take_one(role, appeal, roll, client_as):
    report = appeal()
    data = {f"objection-{key}": value for key, value in ABOUT.items()} | {"objection-version": "1"}
    client = client_as(role, AREAS.get(role, "420199"))
    answer = client.post(reverse("elections:public_report_act", args=[report.pk, "objection"]), data)
    assert (answer.status_code == 302) == (role in OFFICE)
    assert VoterObjection.objects.count() == (1 if role in OFFICE else 0)


def test_the_pages_lead_to_each_other_and_the_decision_is_ready_as_the_answer(appeal, roll, client_as, street, today):
    report, client = appeal(), client_as("street_staff", "420199001")
    assert "转为选民名单异议" in client.get(report.get_absolute_url()).content.decode()
    objection = take_as_objection(report=report, by=street, **ABOUT)
    page = client.get(report.get_absolute_url()).content.decode()
    assert reverse("elections:objection", args=[objection.pk]) in page and "objection-name" not in page
    there = client.get(reverse("elections:objection", args=[objection.pk])).content.decode()
    assert report.receipt in there and report.get_absolute_url() in there and "名单上没有我" not in there
    mine = client_as("community_clerk", "420199001001").get(reverse("elections:objection", args=[objection.pk]))
    assert report.receipt in mine.content.decode() and report.get_absolute_url() not in mine.content.decode()
    decide_objection(objection=objection, outcome="added", on=today, explanation="户籍在本社区，应予登记", by=street)
    assert "户籍在本社区，应予登记</textarea>" in client.get(report.get_absolute_url()).content.decode()
