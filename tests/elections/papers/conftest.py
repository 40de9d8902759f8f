"""A community with a Party organization, people on its roster, and somebody to draft and to issue."""

import pytest

from elections.models import CommunityCycle, PartyMember, PartyOrganization

COMMUNITY = "420199001001"


@pytest.fixture
def community_cycle(cycle):
    return CommunityCycle.objects.select_related("cycle", "community__subdistrict__district").get(
        cycle=cycle, area_code=COMMUNITY
    )


@pytest.fixture
def organization(community_cycle):
    """东湖甲社区党支部 with five full members."""
    row = PartyOrganization.objects.create(
        name="中共东湖甲社区支部委员会", kind="party_branch", community=community_cycle.community, area_code=COMMUNITY
    )
    for name in ("王小兰", "丁一", "欧阳丹", "李四", "马飚"):
        PartyMember.objects.create(
            name=name, gender="female", organization=row, community=community_cycle.community, area_code=COMMUNITY,
            join_date="2001-07-01", full_date="2002-07-01",
        )  # fmt: skip
    return row


@pytest.fixture
def clerk(viewer, cycle):
    return viewer("community_clerk", COMMUNITY)


@pytest.fixture
def street(viewer, cycle):
    return viewer("street_staff", "420199001")


@pytest.fixture
def issue(community_cycle, street):
    """issue(code, **given) → an issued paper."""
    from elections.rules.papers import kind_of
    from elections.services import paper as services

    def make(code, where=None, by=None, **given):
        where = where or community_cycle
        draft = services.draft_paper(community_cycle=where, code=code, by=by or street, given=given)
        seen = services.preview(community_cycle=where, kind=kind_of(code), given=draft.given).digest
        return services.issue_paper(paper=draft, by=by or street, seen=seen)

    return make


@pytest.fixture
def candidates(community_cycle):
    """Four formal candidates of the residents' side; two of them for the Party's posts too."""
    from candidates.models import Candidate

    posts = {
        "王小兰": ["committee_member"], "丁一": ["committee_chair", "party_deputy_secretary"], "马飚": ["committee_member"],
        "欧阳丹": ["committee_member", "party_secretary"],
    }  # fmt: skip
    for name, mine in posts.items():
        Candidate.objects.create(
            community_cycle=community_cycle, area_code=COMMUNITY, name=name, gender="female", posts=mine, state="formal",
            nominated_on="2026-10-01", formal_on="2026-11-01", political_status="none", education="college",
        )  # fmt: skip


FIRST = {
    "decided_by": "居民代表会议", "chair_seats": 1, "deputy_chair_seats": 1, "member_seats": 3,
}  # fmt: skip
THIRD = {
    "registration_from": "2026-11-17", "registration_to": "2026-11-21", "registration_hours": "9时至18时",
    "registration_place": "社区服务中心一楼",
}  # fmt: skip
