"""Changes made by people, the pages, and the names."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elections.models import Community, CommunityCycle, PartyMember, PartyOrganization, Subdistrict, TerritoryChange
from elections.queries import territory as queries
from elections.services import territory as services
from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused

CODE = "420199001001"


@pytest.fixture
def by(viewer):
    return viewer(Role.DISTRICT_ORGANIZER)


@pytest.fixture
def doc():
    return {"document_number": "滨民政〔2026〕3号", "on": timezone.localdate()}


def community(code=CODE):
    return Community.objects.current().get(code=code)


def changes():
    return [(c.kind, c.old_code, c.old_name, c.new_code, c.new_name) for c in TerritoryChange.objects.all()]


def test_names_and_places(district):
    assert queries.full_name_of("420199001001") == "江城市滨江区东湖街道东湖甲社区"
    assert queries.full_name_of("420199") == "江城市滨江区"
    assert queries.full_name_of("42") == "江汉省"
    assert queries.full_name_of("420199009") == queries.name_of("bad") == queries.name_of("") == ""
    assert [c.code for c in queries.current_communities("420199002")] == [
        "420199002001",
        "420199002002",
        "420199002003",
    ]
    assert queries.places("420199001")[0] == (CODE, "东湖甲社区", "420199001000", "东湖街道")
    assert queries.areas_named("东湖街道东湖甲社区", 5, "420199") == [(CODE, "滨江区东湖街道东湖甲社区")]


def test_rename(district, by, doc):
    services.rename_unit(unit=community(), name="新湖社区", by=by, **doc)
    assert community().name == "新湖社区"
    assert changes() == [("renamed", CODE, "东湖甲社区", CODE, "新湖社区")]
    assert ActivityEntry.objects.get().verb == "unit.renamed"


def test_retire_and_the_street_must_be_empty(district, by, doc):
    street = Subdistrict.objects.get(code="420199001000")
    with pytest.raises(Refused, match="下还有社区"):
        services.retire_unit(unit=street, by=by, **doc)
    for n in (1, 2, 3):
        services.retire_unit(unit=community(f"42019900100{n}"), by=by, **doc)
    services.retire_unit(unit=street, by=by, **doc)
    assert queries.tree("420199001") == []


def test_move_takes_the_roster_along(district, by, doc):
    old = community()
    organization = PartyOrganization.objects.create(name="支部", kind="party_branch", community=old, area_code=CODE)
    PartyMember.objects.create(name="张三", gender="male", organization=organization, community=old, area_code=CODE,
                               join_date="1990-07")  # fmt: skip
    street = Subdistrict.objects.get(code="420199002000")
    new = services.move_community(community=old, subdistrict=street, code="420199002009", by=by, **doc)
    assert (new.name, new.subdistrict, new.valid_from) == ("东湖甲社区", street, doc["on"])
    assert not Community.objects.current().filter(code=CODE).exists()
    assert list(PartyMember.objects.values_list("area_code", "community_id")) == [("420199002009", new.pk)]
    assert changes() == [("moved", CODE, "东湖甲社区", "420199002009", "东湖甲社区")]


def test_merge_and_split(district, by, doc):
    keeper, gone = community("420199001002"), community()
    services.merge_communities(communities=[gone], survivor=keeper, by=by, **doc)
    made = services.split_community(
        community=keeper, parts=[("420199001011", "新甲社区"), ("420199001012", "新乙社区")], keeps=True, by=by, **doc
    )
    assert [c.name for c in made] == ["新甲社区", "新乙社区"]
    assert [c.code[-3:] for c in queries.current_communities("420199001")] == ["002", "003", "011", "012"]
    assert [kind for kind, *_ in changes()] == ["merged", "split", "split"]


@pytest.mark.parametrize("code", ["420199002001", "420199001001", "4201990020", "420199002000", "420199001099"])
def test_a_new_code_must_be_free_and_of_its_street(district, by, doc, code):
    street = Subdistrict.objects.get(code="420199002000")
    with pytest.raises(Refused):
        services.move_community(community=community(), subdistrict=street, code=code, by=by, **doc)
    assert (Community.objects.current().count(), TerritoryChange.objects.count()) == (6, 0)


def test_a_document_and_a_day_that_has_come(district, by, doc):
    with pytest.raises(Refused, match="依据文号"):
        services.retire_unit(unit=community(), by=by, document_number=" ", on=doc["on"])
    with pytest.raises(Refused, match="不能晚于今天"):
        services.retire_unit(unit=community(), by=by, document_number="1", on=doc["on"] + timedelta(days=1))


def test_an_open_cycle_does_not_lose_a_community(cycle, by, doc):
    street = Subdistrict.objects.get(code="420199002000")
    acts = [
        lambda: services.retire_unit(unit=community(), by=by, **doc),
        lambda: services.move_community(community=community(), subdistrict=street, code="420199002009", by=by, **doc),
        lambda: services.merge_communities(
            communities=[community()], survivor=community("420199001002"), by=by, **doc),
        lambda: services.split_community(
            community=community(), parts=[("420199001011", "a"), ("420199001012", "b")], keeps=False, by=by, **doc),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(Refused, match="正在换届"):
            act()
    assert Community.objects.current().count() == 6
    services.rename_unit(unit=community(), name="新湖社区", by=by, **doc)
    CommunityCycle.objects.filter(community__code=CODE).update(inclusion="not_due", inclusion_document="1号")
    services.retire_unit(unit=community(), by=by, **doc)
    assert Community.objects.current().count() == 5


@pytest.mark.parametrize("role", Role)
def test_who_may_change_and_load(district, client_as, role):
    area = {12: CODE, 9: "420199001", 0: ""}[
        12 if role == Role.COMMUNITY_CLERK else 9 if role.startswith("street") else 0
    ] if role not in (Role.DISTRICT_ORGANIZER,) else "420199"  # fmt: skip
    client = client_as(role, area)
    assert client.get("/elections/territory/").status_code == 200
    assert client.get("/elections/territory/changes/").status_code == 200
    acts = [client.get(f"/elections/territory/{CODE}/{act}/").status_code
            for act in ("rename", "retire", "move", "merge", "split")]  # fmt: skip
    assert acts == [200 if role == Role.DISTRICT_ORGANIZER else 403] * 5
    assert client.get("/elections/territory/upload/").status_code == (200 if role == Role.SYSTEM_ADMINISTRATOR else 403)
    assert client.get("/elections/calendar/").status_code == 200
    assert client.get("/elections/calendar/2026/edit/").status_code == (200 if role == Role.DISTRICT_ORGANIZER else 403)


def test_outside_the_area_there_is_nothing(district, client_as):
    client = client_as(Role.STREET_STAFF, "420199001")
    text = client.get("/elections/territory/").content.decode()
    assert ("东湖甲社区" in text, "南山" in text) == (True, False)
    assert client.get("/elections/territory/?area=420199002").context["area"] == "420199001"
    organizer = client_as(Role.DISTRICT_ORGANIZER, "420198")
    assert organizer.get(f"/elections/territory/{CODE}/rename/").status_code == 404


def test_search(district, client_as):
    client = client_as(Role.DISTRICT_ORGANIZER)
    tree = client.get("/elections/territory/?q=湖甲").context["tree"]
    assert [(street.name, [c.name for c in found]) for street, found in tree] == [("东湖街道", ["东湖甲社区"])]


def test_rename_over_the_web(district, client_as, doc):
    client = client_as(Role.DISTRICT_ORGANIZER)
    url = f"/elections/territory/{CODE}/rename/"
    assert client.post(url, {"name": "新湖社区", "document_number": "", "on": str(doc["on"])}).status_code == 200
    answer = client.post(url, {"name": "新湖社区", **{k: str(v) for k, v in doc.items()}})
    assert answer.headers["Location"] == "/elections/territory/"
    assert community().name == "新湖社区"


def test_upload_shows_first_and_writes_after(district, client_as, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    client = client_as(Role.SYSTEM_ADMINISTRATOR, "")
    file = tmp_path / "new.csv"
    lines = [
        "code,name,level,parent_code",
        "420199000000,滨江区,3,420100000000",
        "420199001000,东湖街道,4,420199000000",
    ]
    lines += [f"42019900100{n},东湖{c}社区,5,420199001000" for n, c in ((1, "甲"), (2, "乙"), (4, "丁"))]
    file.write_text("\n".join(lines))
    with file.open("rb") as opened:
        answer = client.post("/elections/territory/upload/", {"file": opened, "on": str(timezone.localdate())})
    assert answer.headers["Location"] == "/elections/territory/upload/preview/"
    page = client.get(answer.headers["Location"])
    assert page.context["summary"].counts == {"created": 1, "renamed": 0, "moved": 0, "retired": 5, "reused": 0}
    assert Community.objects.current().count() == 6
    assert client.post(answer.headers["Location"]).headers["Location"] == "/elections/territory/changes/"
    assert [c.code[-6:] for c in Community.objects.current().order_by("code")] == ["001001", "001002", "001004"]
    assert list((tmp_path / "uploads").rglob("*.csv")) == []


@pytest.mark.parametrize("path", ["/elections/territory/", "/elections/territory/changes/"])
def test_flat_queries(district, client_as, by, doc, path):
    client = client_as(Role.DISTRICT_ORGANIZER)
    services.rename_unit(unit=community(), name="一社区", by=by, **doc)
    client.get(path)

    def count():
        with CaptureQueriesContext(connection) as queries_made:
            client.get(path)
        return len(queries_made)

    one = count()
    for n in (2, 3):
        services.rename_unit(unit=community(f"42019900100{n}"), name=f"{n}社区", by=by, **doc)
    assert count() == one
