"""A small roster of invented people."""

import pytest

from elections.models import Community, PartyMember, PartyOrganization
from huanjie.accounts.enums import Role
from huanjie.shared.identity import check_digit

STREET, OTHER_STREET = "420199001", "420199002"


def id_number(n: int) -> str:
    """A valid number nobody has."""
    base = f"42019919800512{n * 2 + 1:03}"
    return base + check_digit(base)


@pytest.fixture
def organization(district):
    community = Community.objects.get(code=STREET + "001")
    return PartyOrganization.objects.create(
        name="东湖甲社区第一党支部", kind="party_branch", community=community, area_code=community.code
    )


@pytest.fixture
def member(organization):
    return make_member(organization, 0)


def make_member(organization, n, name="郑小一") -> PartyMember:
    member = PartyMember(
        name=name, gender="male", birth_date="1980-05-12", organization=organization, community=organization.community,
        area_code=organization.area_code, join_date="2005-07", education="college",
    )  # fmt: skip
    member.set_identity(id_number(n), "16000000000")
    member.save()
    return member


@pytest.fixture
def clerk(district, viewer):
    return viewer(Role.STREET_STAFF, STREET)


@pytest.fixture
def client(district, client_as):
    return client_as(Role.STREET_STAFF, STREET)
