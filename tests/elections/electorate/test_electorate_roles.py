"""Every role at every form of the electorate: what it sees, and what its post changes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from elections.models import (
    AttendanceExclusion,
    CommitteeRelative,
    CommitteeVote,
    DuplicateVoter,
    ElectionCommittee,
    Representative,
    RightsRestriction,
    Venue,
    VoterObjection,
    VoterRoll,
)
from elections.services import election_committee as committees
from huanjie.accounts.enums import ADMINISTRATORS, Role

CLERK, STREET = Role.COMMUNITY_CLERK, Role.STREET_STAFF
DISTRICT, STREET_LEADER = Role.DISTRICT_ORGANIZER, Role.STREET_LEADER
AREAS = {CLERK: "420199001001", STREET: "420199001", STREET_LEADER: "420199001"}
READERS = {CLERK, STREET, STREET_LEADER, DISTRICT}
RECORDERS = {CLERK, STREET, DISTRICT}
ABOVE = {STREET, DISTRICT}
FIELD = set(Role) - set(ADMINISTRATORS)
NUMBER = "42019919600101001X"
pytestmark = pytest.mark.django_db


@pytest.fixture
def as_role(client_as):
    """as_role(role, elsewhere) → a client of that role, in the community's area or in the street next to it."""

    def make(role, elsewhere=False):
        area = AREAS.get(role, "420199")
        return client_as(role, area.replace("420199001", "420199002") if elsewhere else area)

    return make


@pytest.fixture
def member(branch, enrol):
    return enrol(branch, 1)[0]


@pytest.fixture
def restriction(member, today):
    return RightsRestriction.objects.create(
        member=member,
        area_code=member.area_code,
        kind="detained",
        since=today - timedelta(days=9),
        document_number="1号",
    )


@pytest.fixture
def exclusion(member, today):
    return AttendanceExclusion.objects.create(
        member=member, area_code=member.area_code, ground="bedridden", since=today - timedelta(days=9), evidence="证明"
    )


@pytest.fixture
def hall(row):
    return Venue.objects.create(
        community=row.community, area_code=row.area_code, name="礼堂", address="东湖路1号", capacity=100
    )


@pytest.fixture
def roll(row, today):
    return VoterRoll.objects.create(
        community_cycle=row, area_code=row.area_code, published_on=today - timedelta(days=1), published_count=1000
    )


@pytest.fixture
def objection(row, roll, today):
    return VoterObjection.objects.create(
        community_cycle=row, area_code=row.area_code, received_on=today, decide_by=today + timedelta(days=3), name="周小满",
        group="一组", matter="left_out",
    )  # fmt: skip


@pytest.fixture
def duplicate(row, other, today):
    return DuplicateVoter.objects.create(
        community_cycle=row, other=other, area_code=row.area_code, name="周小满", group="一组", id_number_hash="x",
        id_number_masked="420***", reported_on=today,
    )  # fmt: skip


@pytest.fixture
def person(row, organizer, today):
    meeting = committees.Meeting("representatives", today, 60, 50, 5, "记录1号")
    votes = [committees.Line(name, 50 - place) for place, name in enumerate("甲乙丙丁戊己庚")]
    committees.choose_committee(community_cycle=row, meeting=meeting, people=votes, by=organizer)
    return CommitteeVote.objects.get(name="乙")


@pytest.fixture
def representative(row):
    return Representative.objects.create(
        community_cycle=row, area_code=row.area_code, kind="resident", group="一组", name="周小满", gender="female"
    )


def url(name, *args):
    return reverse(f"elections:{name}", args=args)


def sees(client, where) -> bool:
    return client.get(where).status_code == 200


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("role", list(Role))
def test_a_restriction_is_ended_above_the_community(role, restriction, as_role, today):
    client, where = as_role(role), url("restriction", restriction.pk)
    assert sees(client, where) == (role in READERS)
    client.post(where, {"act": "end", "end-on": today.isoformat(), "end-version": "1"})
    assert (fresh(restriction).until == today) == (role in ABOVE)


@pytest.mark.parametrize("role", list(Role))
def test_the_superiors_consent_is_recorded_above_the_community(role, exclusion, as_role, today):
    client, where = as_role(role), url("exclusion", exclusion.pk)
    assert sees(client, where) == (role in READERS)
    consent = {"superior-document_number": "街工委1号", "superior-on": today.isoformat(), "superior-version": "1"}
    client.post(where, {"act": "superior", **consent})
    assert (fresh(exclusion).superior_document == "街工委1号") == (role in ABOVE)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("act", "field"), [("assembly", "assembly_on"), ("end", "ended_on")])
def test_the_assemblys_resolution_and_the_end_are_recorded_by_the_community_too(
    role, act, field, exclusion, as_role, today
):  # fmt: skip
    data = {"act": act, f"{act}-document_number": "决议1号", f"{act}-on": today.isoformat(), f"{act}-version": "1"}
    as_role(role).post(url("exclusion", exclusion.pk), data)
    assert (getattr(fresh(exclusion), field) == today) == (role in RECORDERS)


@pytest.mark.parametrize("role", list(Role))
def test_a_hall_is_changed_by_those_who_record(role, hall, as_role):
    client, where = as_role(role), url("venue", hall.pk)
    assert sees(client, where) == (role in RECORDERS)
    client.post(where, {"name": "礼堂", "address": "东湖路1号", "capacity": "300", "is_in_use": "on", "version": "1"})
    assert fresh(hall).capacity == (300 if role in RECORDERS else 100)


@pytest.mark.parametrize("role", list(Role))
def test_an_objection_is_decided_by_those_who_record(role, objection, as_role, today):
    client, where = as_role(role), url("objection", objection.pk)
    assert sees(client, where) == (role in READERS)
    client.post(where, {"outcome": "added", "on": today.isoformat(), "explanation": "应予登记", "version": "1"})
    assert fresh(objection).state == ("resolved" if role in RECORDERS else "pending")


@pytest.mark.parametrize("role", list(Role))
def test_an_objection_is_registered_by_those_who_record(role, row, roll, as_role, today):
    data = {
        "object-received_on": today.isoformat(), "object-name": "周小满", "object-group": "一组", "object-matter": "left_out",
    }  # fmt: skip
    as_role(role).post(url("registration_act", row.pk, "object"), data)
    assert VoterObjection.objects.count() == (1 if role in RECORDERS else 0)


@pytest.mark.parametrize("role", list(Role))
def test_a_duplicate_is_settled_above_both_communities(role, duplicate, row, as_role):
    client, where = as_role(role), url("duplicate", duplicate.pk)
    assert sees(client, where) == (role in READERS)
    client.post(where, {"frozen_in": row.pk, "version": "1"})
    assert (fresh(duplicate).frozen_in_id == row.pk) == (role in ABOVE)


@pytest.mark.parametrize("role", list(Role))
def test_a_duplicate_is_reported_by_those_who_record(role, row, other, as_role):
    data = {
        "duplicate-other": other.pk, "duplicate-name": "周小满", "duplicate-group": "一组", "duplicate-id_number": NUMBER,
    }  # fmt: skip
    as_role(role).post(url("registration_act", row.pk, "duplicate"), data)
    assert DuplicateVoter.objects.count() == (1 if role in RECORDERS else 0)


@pytest.mark.parametrize("role", list(Role))
def test_a_person_of_the_election_committee(role, person, as_role, today):
    client, where = as_role(role), url("committee_person", person.pk)
    assert sees(client, where) == (role in READERS)
    client.post(
        url("committee_person_act", person.pk, "relative"), {"relative-name": "周壬", "relative-relation": "spouse"}
    )
    assert CommitteeRelative.objects.count() == (1 if role in RECORDERS else 0)
    client.post(url("committee_person_act", person.pk, "office"), {"office-post": "chair", "office-version": "1"})
    assert (fresh(person).post == "chair") == (role in RECORDERS)
    leaving = {"withdraw-ground": "other", "withdraw-on": today.isoformat(), "withdraw-version": fresh(person).version}
    client.post(url("committee_person_act", person.pk, "withdraw"), leaving)
    assert (fresh(person).state == "withdrawn") == (role in RECORDERS)


@pytest.mark.parametrize("role", list(Role))
def test_representatives_are_listed_led_and_removed_by_those_who_record(role, representative, row, as_role):
    client = as_role(role)
    assert sees(client, url("registration", row.pk)) == (role in FIELD)
    client.post(
        url("registration_act", row.pk, "represent"),
        {"represent-kind": "resident", "represent-text": "二组\t吴小雨\t女\t否\t否"},
    )
    assert Representative.objects.count() == (2 if role in RECORDERS else 1)
    client.post(url("representative_act", representative.pk, "lead"), {"version": "1"})
    assert fresh(representative).is_group_leader == (role in RECORDERS)
    client.post(url("representative_act", representative.pk, "remove"), {"version": fresh(representative).version})
    assert (fresh(representative).left_on is not None) == (role in RECORDERS)


@pytest.mark.parametrize("role", [CLERK, STREET, STREET_LEADER])
def test_the_street_next_door_finds_nothing(
    role, restriction, exclusion, hall, objection, duplicate, person, representative, as_role
):  # fmt: skip
    client = as_role(role, elsewhere=True)
    pages = {
        "restriction": restriction, "exclusion": exclusion, "venue": hall, "objection": objection, "duplicate": duplicate,
        "committee_person": person,
    }  # fmt: skip
    assert [client.get(url(name, row.pk)).status_code for name, row in pages.items()] == [404] * 6
    acts = [("committee_person_act", person.pk, "withdraw"), ("representative_act", representative.pk, "remove")]
    assert [client.post(url(*act)).status_code for act in acts] == [404] * 2


def test_another_vote_is_not_offered_while_no_seat_is_empty(person, row, client_as):
    client = client_as("street_staff", "420199001")
    assert ElectionCommittee.objects.get().seats == 5
    assert client.get(url("choose_committee", row.pk), follow=True).content.decode().count("选举委员会没有缺额。") == 1
