"""The pages of the electorate: every role, bad input, query counts, nothing personal where it does not belong."""

from datetime import timedelta

import pytest
from django.urls import reverse

from elections.models import (
    CommunityCycle,
    PartyAssembly,
    PartyOrganization,
    RegistrationSum,
    RightsRestriction,
    Venue,
    VoterObjection,
    VoterRoll,
)
from huanjie.accounts.enums import ADMINISTRATORS, Role
from huanjie.activity.models import ActivityEntry

AREAS = {
    Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
}  # fmt: skip
WITH_NAMES = {Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER}
NUMBER = "42019919600101001X"
WRITERS = {Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.DISTRICT_ORGANIZER}
PAGES = ("assembly", "assembly_print", "registration", "election_committee")


def status(client, name, *args, **data):
    """The answer's status; a refusal comes as a redirect with its words or as 403."""
    return client.get(reverse(f"elections:{name}", args=args), data).status_code


@pytest.mark.parametrize("role", list(Role))
def test_numbers_for_everybody_in_the_field_names_for_readers_of_the_roster(role, row, branch, enrol, client_as):
    enrol(branch, 3)
    client = client_as(role, AREAS.get(role, "420199"))
    seen = {name: status(client, name, row.pk) == 200 for name in PAGES}
    assert set(seen.values()) == {role not in ADMINISTRATORS}
    assert (status(client, "assembly_people", row.pk, "expected") == 200) == (role in WITH_NAMES)
    assert (status(client, "objections") == 200) == (role in WITH_NAMES)
    assert (status(client, "halls") == 200) == (role not in ADMINISTRATORS)
    assert (status(client, "choose_committee", row.pk) == 200) == (role in WRITERS)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_write(role, row, client_as):
    client = client_as(role, AREAS.get(role, "420199"))
    hall = {"venue-name": "礼堂", "venue-address": "东湖路1号", "venue-capacity": "300"}
    client.post(reverse("elections:assembly_act", args=[row.pk, "venue"]), hall)
    size = {"describe-households": "1500", "describe-groups": "12"}
    client.post(reverse("elections:registration_act", args=[row.pk, "describe"]), size)
    assert (Venue.objects.count(), VoterRoll.objects.count()) == ((1, 1) if role in WRITERS else (0, 0))


def test_only_those_above_the_community_restrict_rights(row, branch, enrol, client_as, today):
    member = enrol(branch, 1)[0]
    data = {
        "restrict-name": member.name, "restrict-kind": "detained", "restrict-since": today.isoformat(),
        "restrict-document_number": "监留〔2026〕1号",
    }  # fmt: skip
    url = reverse("elections:assembly_act", args=[row.pk, "restrict"])
    client_as("community_clerk", "420199001001").post(url, data)
    assert RightsRestriction.objects.count() == 0
    assert client_as("street_staff", "420199001").post(url, data).status_code == 302
    assert RightsRestriction.objects.get().member_id == member.pk


def test_another_community_is_not_there(row, client_as):
    client = client_as("community_clerk", "420199001002")
    assert [status(client, name, row.pk) for name in PAGES] == [404] * 4


def test_the_meeting_from_plan_to_opening(row, branch, enrol, client_as, today):
    enrol(branch, 50)
    client = client_as("community_clerk", "420199001001")

    def post(act, **data):
        url = reverse("elections:assembly_act", args=[row.pk, act])
        return client.post(url, {f"{act}-{name}": value for name, value in data.items()})

    assert post("venue", name="礼堂", address="东湖路1号", capacity=60).status_code == 302
    assert post("plan", kind="assembly", planned_on=today.isoformat(), organizations=[branch.pk]).status_code == 302
    assert post("arrange", version=1).status_code == 302
    assert post("open", version=1).status_code == 422
    assert post("open", version=2).status_code == 302
    meeting = PartyAssembly.objects.get()
    hall = meeting.meetings.get()
    assert (meeting.snapshot["numbers"]["expected"], hall.expected, hall.is_main) == (50, 50, True)
    told = {f"attended-{hall.pk}": 42, f"issued-{hall.pk}": 42, f"returned-{hall.pk}": 41}
    assert post("turnout", **told).status_code == 302
    page = client.get(reverse("elections:assembly", args=[row.pk])).content.decode()
    assert "到会达到法定人数" in page and "<strong>50</strong> 人，按" in page
    assert post("turnout", **told | {f"attended-{hall.pk}": 51}).status_code == 422
    assert client.get(reverse("elections:assembly_print", args=[row.pk])).status_code == 200


def test_a_name_that_fits_two_people_is_not_guessed(row, branch, enrol, client_as, today):
    first, second = enrol(branch, 2)
    type(first).objects.filter(pk=second.pk).update(name=first.name)
    client = client_as("community_clerk", "420199001001")
    data = {
        "exclude-name": first.name, "exclude-ground": "bedridden", "exclude-since": today.isoformat(),
        "exclude-evidence": "证明",
    }  # fmt: skip
    url = reverse("elections:assembly_act", args=[row.pk, "exclude"])
    answer = client.post(url, data)
    assert answer.status_code == 422 and "名册上有同名的党员，请填写身份证号后四位。" in answer.content.decode()
    assert client.post(url, data | {"exclude-last_four": "0001"}).status_code == 302
    assert second.exclusions.count() == 1


def test_nothing_personal_in_the_log_or_in_a_file(row, branch, enrol, client_as, today):
    member = enrol(branch, 1)[0]
    member.set_identity(NUMBER, "13800000000")
    member.save()
    client = client_as("street_staff", "420199001")
    client.post(reverse("elections:assembly_act", args=[row.pk, "restrict"]), {
        "restrict-name": member.name, "restrict-kind": "arrested", "restrict-since": "2020-01-01",
        "restrict-document_number": "1号"})  # fmt: skip
    entry = ActivityEntry.objects.get(verb="rights.restricted")
    assert (entry.subject_label, entry.detail) == (f"党员 {member.pk}", {"since": "2020-01-01", "until": ""})
    url = reverse("elections:assembly_people", args=[row.pk, "suspended"])
    file = client.get(url, {"export": "csv"}).getvalue().decode("utf-8-sig")
    assert NUMBER not in file and member.id_number_masked in file


def test_registration_objection_and_correction(row, client_as, today):
    CommunityCycle.objects.filter(pk=row.pk).update(election_day=today + timedelta(days=30))
    client = client_as("community_clerk", "420199001001")

    def post(act, **data):
        url = reverse("elections:registration_act", args=[row.pk, act])
        return client.post(url, {f"{act}-{name}": value for name, value in data.items()})

    numbers = {"local": 3000, "resident": 400, "worker_applied": 2, "worker": 1, "women": 1700, "minority": 3}
    assert post("sums", on=today.isoformat(), **numbers | {"worker": 3}).status_code == 422
    assert post("sums", on=today.isoformat(), **numbers).status_code == 302
    assert post("publish", on=today.isoformat()).status_code == 302
    assert post("sums", on=today.isoformat(), **numbers).status_code == 404
    told = {"received_on": today.isoformat(), "name": "甲一", "group": "第一组", "matter": "left_out"}
    assert post("object", **told).status_code == 302
    item = VoterObjection.objects.get()
    url = reverse("elections:objection", args=[item.pk])
    assert (
        client.post(
            url, {"outcome": "added", "on": today.isoformat(), "explanation": "户籍在本社区", "version": 1}
        ).status_code
        == 302
    )
    page = client.get(reverse("elections:registration", args=[row.pk])).content.decode()
    assert "<strong>3,402</strong> 人（公布时 3,401 人）" in page and "须发布更正补充公告" in page
    assert post("correct", number="第4-1号", on=today.isoformat()).status_code == 302
    assert VoterRoll.objects.get().correction_due_since is None


def counts(client, django_assert_max_num_queries, url, connection_queries):
    with django_assert_max_num_queries(200) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("kind", ["people", "halls", "objections", "registration", "committee", "assembly"])
def test_queries_do_not_grow_with_rows(
    kind, row, branch, enrol, client_as, today, django_assert_max_num_queries, organizer
):
    client = client_as("district_organizer", "420199")
    rows = list(CommunityCycle.objects.filter(cycle=row.cycle).exclude(pk=row.pk))

    def more(n):
        enrol(branch, 1)
        Venue.objects.create(
            community=row.community, area_code=row.area_code, name=f"会场{n}", address="路", capacity=10
        )
        VoterObjection.objects.create(
            community_cycle=row, area_code=row.area_code, received_on=today, decide_by=today, name=f"甲{n}", group="一组",
            matter="left_out",
        )  # fmt: skip
        RegistrationSum.objects.create(
            community_cycle=row, area_code=row.area_code, on=today - timedelta(days=n), local=5, resident=0,
            worker_applied=0, worker=0, women=0, minority=0, entered_by="甲", entered_at="2026-01-01T00:00:00+08:00",
        )  # fmt: skip
        PartyOrganization.objects.create(
            name=f"第{n + 5}党支部", kind="party_branch", community=rows[n].community, area_code=rows[n].area_code
        )

    url = {
        "people": reverse("elections:assembly_people", args=[row.pk, "expected"]), "halls": reverse("elections:halls"),
        "objections": reverse("elections:objections"), "registration": reverse("elections:registration", args=[row.pk]),
        "committee": reverse("elections:election_committee", args=[row.pk]),
        "assembly": reverse("elections:assembly", args=[row.pk]),
    }[kind]  # fmt: skip
    more(0)
    counts(client, django_assert_max_num_queries, url, None)
    one = counts(client, django_assert_max_num_queries, url, None)
    more(1), more(2)
    assert counts(client, django_assert_max_num_queries, url, None) == one
