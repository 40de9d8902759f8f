"""The electorate of the demonstration: halls, suspended rights, exclusions, registration, election committees."""

from datetime import date, timedelta

from elections.enums import MeetingKind
from elections.models import PartyMember
from elections.permissions_electorate import can_record_electorate
from elections.queries.electorate import organizations_of
from elections.rules.registration import Sums
from elections.rules.representatives import Line as Representative
from elections.services import assembly, election_committee, registration
from elections.services import electorate as rights
from elections.services.representatives import add_representatives, make_group_leader
from reports.demo.stage import Stage

LIST_BEFORE_ELECTION = 22
"""Days before the vote on which the lists came out; the law asks for twenty."""
GENDERS = {"男": "male", "女": "female"}
SEATS, VOTED_ON, PRESENT, DUE = 7, 10, 42, 48


def play(stage: Stage, today: date) -> None:
    """Two of three communities have registered their voters and chosen a committee; every fourth has halls and a
    meeting planned. Only what lies before today is written down."""
    published = stage.cycle.election_day - timedelta(days=LIST_BEFORE_ELECTION)
    for place, row in enumerate(stage.communities):
        by = stage.street_viewers.get(row.area_code[:9])
        if by is None or not can_record_electorate(by, row):
            continue
        if place % 3 != 2:
            _register(stage, row, by, published, today, place)
            _choose(stage, row, by)
        if place % 4 == 0:
            _prepare_meeting(row, by, today)


def _register(stage: Stage, row, by, published: date, today: date, place: int) -> None:
    local = 1800 + stage.random.randrange(2500)
    sums = Sums(local, 300 + place * 7, 5, 4, (local + 304 + place * 7) // 2, 20 + place)
    on = max(row.cycle.starts_on, min(published, today))
    registration.describe_community(community_cycle=row, households=1200 + place * 20, groups=3, by=by)
    registration.enter_sums(community_cycle=row, on=on, sums=sums, by=by)
    people = [stage.people.person(stage.first, youngest=30, oldest=65) for _ in range(30)]
    lines = [
        Representative(f"第{'一二三'[n % 3]}小组", f"{each.name}", GENDERS[each.gender], n % 4 == 0)
        for n, each in enumerate({each.name: each for each in people}.values())
    ]
    made = add_representatives(community_cycle=row, kind="resident", lines=lines, by=by)
    for representative in made[:3]:
        make_group_leader(representative=representative, by=by)
    if not row.cycle.starts_on <= published <= today:
        return
    registration.publish_list(community_cycle=row, on=published, by=by)
    if place % 5 == 0:
        registration.receive_objection(
            community_cycle=row, received_on=min(today, published + timedelta(days=2 + place % 4)),
            name=stage.people.person(stage.first, youngest=20, oldest=80).name, group="第一小组", matter="left_out", by=by,
        )  # fmt: skip


def _choose(stage: Stage, row, by) -> None:
    people = {}
    while len(people) < VOTED_ON:
        each = stage.people.person(stage.first, youngest=30, oldest=65)
        people.setdefault(each.name, each)
    lines = [
        election_committee.Line(each.name, PRESENT - n, GENDERS[each.gender], n % 2 == 0)
        for n, each in enumerate(people.values())
    ]
    meeting = election_committee.Meeting(
        MeetingKind.REPRESENTATIVES, stage.first, DUE, PRESENT, SEATS, f"{row.community.name}居民代表会议记录第1号"
    )  # fmt: skip
    committee = election_committee.choose_committee(community_cycle=row, meeting=meeting, people=lines, by=by)
    first = committee.people.order_by("rank").first()
    election_committee.give_office(person=first, post="chair", by=by)


def _prepare_meeting(row, by, today: date) -> None:
    organizations = list(organizations_of(row))
    members = list(PartyMember.objects.filter(community=row.community, left_on__isnull=True).order_by("pk")[:4])
    if not organizations or len(members) < 4:
        return
    assembly.save_venue(
        community_cycle=row, name="党群服务中心", address=f"{row.community.name}服务中心二楼", capacity=60, by=by
    )
    assembly.save_venue(community_cycle=row, name="小学礼堂", address=f"{row.community.name}小学", capacity=150, by=by)
    rights.restrict_rights(
        community_cycle=row, member=members[0], kind="probation_within_party", since=today - timedelta(days=200),
        until=None, document_number=f"纪〔{today.year}〕12号", by=by,
    )  # fmt: skip
    for number, member in enumerate(members[1:3], start=1):
        item = rights.propose_exclusion(
            community_cycle=row, member=member, ground="bedridden", since=today - timedelta(days=100),
            evidence="社区卫生服务中心证明", by=by,
        )  # fmt: skip
        if number == 1:
            rights.record_superior_consent(
                community_cycle=row, exclusion=item, document_number=f"街工委〔{today.year}〕8号", on=today, by=by
            )
            rights.record_assembly_resolution(
                community_cycle=row, exclusion=item, document_number="大会决议1号", on=today, by=by
            )
    assembly.plan_assembly(
        community_cycle=row, kind="assembly", planned_on=today, organizations=organizations, by=by
    )  # fmt: skip
