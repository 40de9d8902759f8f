"""One field finds what the viewer may see, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elections.enums import OrganizationKind
from elections.models import Community, PartyMember, PartyOrganization
from huanjie.accounts.enums import Role
from huanjie.search import SHOWN, search

STREET = "420199001"


@pytest.fixture
def roster(cycle):
    """One organization in each street's first community, with 周启明 in both."""
    for prefix in (STREET, "420199002"):
        community = Community.objects.get(code=f"{prefix}001")
        organization = PartyOrganization.objects.create(
            name=f"{community.name}党委", kind=OrganizationKind.PARTY_COMMITTEE, community=community,
            area_code=community.code,
        )  # fmt: skip
        PartyMember.objects.create(name="周启明", gender="male", organization=organization, community=community,
                                   area_code=community.code, join_date="2001-07")  # fmt: skip


def labels(viewer, words):
    return {group.label: [hit.label for hit in group.hits] for group in search(viewer, words)}


def test_a_name_is_found_inside_the_viewers_area_only(viewer, roster):
    assert labels(viewer(), "启明") == {"党员": ["周启明", "周启明"]}
    assert labels(viewer(Role.STREET_STAFF, STREET), "启明") == {"党员": ["周启明"]}


def test_a_community_is_found_by_name_street_and_code(viewer, roster):
    names = ["东湖甲社区", "东湖乙社区", "东湖丙社区"]
    assert labels(viewer(), "东湖街道") == {"社区": names}
    assert labels(viewer(), "420199001") == {"社区": names}
    assert labels(viewer(), "南山甲") == {"社区": ["南山甲社区"], "党组织": ["南山甲社区党委"]}


PEOPLE = {Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER}


@pytest.mark.parametrize("role", Role)
def test_only_those_who_may_see_the_roster_find_people(viewer, roster, role):
    area = {Role.COMMUNITY_CLERK: f"{STREET}001", Role.STREET_STAFF: STREET, Role.STREET_LEADER: STREET}
    found = labels(viewer(role, area.get(role, "420199")), "启明")
    assert ("党员" in found) == (role in PEOPLE)


def test_a_long_list_is_cut_and_says_so(viewer, roster):
    organization = PartyOrganization.objects.first()
    PartyMember.objects.bulk_create(
        PartyMember(name=f"钱同名{n}", gender="female", organization=organization, community=organization.community,
                    area_code=organization.area_code, join_date="2001-07")
        for n in range(SHOWN + 5)
    )  # fmt: skip
    (group,) = search(viewer(), "钱同名")
    assert (len(group.hits), group.is_cut) == (SHOWN, True)


def test_the_page_takes_the_words_by_post_and_keeps_them_out_of_the_address(client_as, roster):
    client = client_as(Role.STREET_STAFF, STREET)
    page = client.post(reverse("search"), {"q": " 周启明 "})
    assert page.status_code == 200
    assert "东湖甲社区党委" in page.content.decode()
    assert page.request["QUERY_STRING"] == ""
    assert "没有找到" not in client.get(reverse("search"), {"q": "周启明"}).content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("周", "请至少输入两个字"),
        ("查无此人", "没有找到"),
        ("42019919800101001X", "按身份证号查找"),
        ("%_%", "没有找到"),
    ],
)
def test_what_cannot_be_found_is_said_with_what_to_do(client_as, roster, words, said):
    page = client_as(Role.STREET_STAFF, STREET).post(reverse("search"), {"q": words}).content.decode()
    assert said in page
    assert "42019919800101001X" not in page


def test_as_many_queries_for_three_hits_as_for_one(viewer, roster):
    def count(words):
        with CaptureQueriesContext(connection, ) as queries:  # fmt: skip
            search(viewer(), words)
        return len(queries)

    assert count("东湖甲") == count("东湖")
