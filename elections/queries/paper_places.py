"""Who and where a paper is about: names of the offices, the way of electing, the days of the steps."""

from collections.abc import Mapping
from datetime import date

from elections.enums import ElectionMode
from elections.models import PartyOrganization, StepRecord


def places(community_cycle) -> dict:
    community = community_cycle.community
    street = community.subdistrict
    organization = PartyOrganization.objects.filter(community=community, parent__isnull=True).order_by("pk").first()
    term_ends = community_cycle.last_day_of_term
    return {
        "community": community.name,
        "street": street.name,
        "district": street.district.name,
        "street_party": f"中共{street.district.name}{street.name}工作委员会",
        "street_office": f"{street.name}办事处",
        "steering": f"{street.name}居民委员会换届选举指导组",
        "committee": f"{community.name}居民委员会",
        "election_committee": f"{community.name}居民选举委员会",
        "cycle_name": community_cycle.cycle.name,
        "election_day": community_cycle.day,
        "organization": organization.name if organization else None,
        "organization_committee": _committee_of(organization.name) if organization else None,
        "organization_kind": organization.get_kind_display() if organization else None,
        **({"party_term_ends": term_ends} if term_ends else {}),
    }


def _committee_of(name: str) -> str:
    """中共某社区支部委员会 is the committee already; 某社区党支部 has one."""
    return name if name.endswith("委员会") else f"{name}委员会"


def mode_of(community_cycle) -> dict:
    mode = ElectionMode(community_cycle.election_mode)
    words = {ElectionMode.HOUSEHOLDS: "户代表", ElectionMode.REPRESENTATIVES: "居民代表"}
    return {
        "mode": mode.label,
        "by_voters": mode == ElectionMode.ALL_VOTERS or None,
        "by_households": mode == ElectionMode.HOUSEHOLDS or None,
        "by_representatives": mode == ElectionMode.REPRESENTATIVES or None,
        "representative_word": words.get(mode),
    }


def sums(known: Mapping) -> dict:
    """What follows from the answers."""
    seats = [known.get(key) for key in ("chair_seats", "deputy_chair_seats", "member_seats")]
    leaders = known.get("group_leaders")
    return {
        "committee_seats": sum(seats) if None not in seats else None,
        "group_leader_count": len(leaders) if leaders else None,
    }


def step_day(community_cycle, code: str) -> date | None:
    row = StepRecord.objects.filter(community_cycle=community_cycle, code=code, is_needed=True).first()
    return (row.done_on or row.planned_on) if row else None


def step_label(community_cycle, key: str) -> str:
    return f"步骤 {key[3:]} 的日期" if key.startswith("on_") else ""
