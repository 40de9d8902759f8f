"""Acts on the residents' election committee (art. 15): chosen, offices, relatives declared, withdrawal, called in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from elections.enums import MeetingKind
from elections.enums_electorate import CommitteePost, Kinship, Standing, WithdrawalGround
from elections.models import CommitteeMeeting, CommitteeRelative, CommitteeVote, CommunityCycle, ElectionCommittee
from elections.queries import election_committee as queries
from elections.queries.rule_sets import cycle_parameters
from elections.rules.election_committee import ARTICLE, Vote, check_votes, conflicts, next_in_order, ranking
from elections.rules.supervision import meeting_valid
from elections.services.electorate_locks import locked_community
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require


@dataclass(frozen=True)
class Line:
    """A person voted on at the meeting."""

    name: str
    votes: int
    gender: str = ""
    is_party_member: bool = False


@dataclass(frozen=True)
class Meeting:
    """The meeting as its minutes have it."""

    kind: str
    held_on: date
    due_count: int
    attended_count: int
    seats: int
    document_number: str


def choose_committee(
    *, community_cycle: CommunityCycle, meeting: Meeting, people: Sequence[Line], by
) -> ElectionCommittee:  # fmt: skip
    """Record the first vote with everybody voted on; those with most votes serve, the others of more than half wait."""
    with act() as log:
        member = locked_community(community_cycle, by)
        if queries.committee_of(member) is not None:
            raise Refused(no("本社区已经推选产生选举委员会。", "名单用尽的，请登记另行推选。"))
        _check(member, meeting, people, size=tuple(cycle_parameters(member.cycle)["election_committee_seats"]))
        committee = ElectionCommittee.objects.create(
            community_cycle=member, area_code=member.area_code, seats=meeting.seats
        )
        chosen = _write_vote(committee, 1, meeting, people)
        log.record(by=by, verb="electioncommittee.chosen", subject=committee,
                   detail={"seats": meeting.seats, "chosen": chosen, "voted_on": len(people)})  # fmt: skip
    return committee


def choose_again(
    *, committee: ElectionCommittee, meeting: Meeting, people: Sequence[Line], by
) -> ElectionCommittee:  # fmt: skip
    """Another vote for the seats left empty when the order is used up (art. 15: 另行推选)."""
    with act() as log:
        member = locked_community(committee.community_cycle, by)
        row = ElectionCommittee.objects.select_for_update().get(pk=committee.pk)
        empty = row.seats - queries.serving(row).count()
        if empty < 1:
            raise Refused(no("选举委员会没有缺额。", "有成员退出后再推选。"))
        if meeting.seats > empty:
            raise Refused(no(f"缺额 {empty} 人，应选 {meeting.seats} 人。", "应选人数不能多于缺额。"))
        if _callable(row) is not None:
            raise Refused(no("原推选结果中还有可以递补的人。", "请先按得票依次递补。", ARTICLE))
        _check(member, meeting, people, size=(1, empty))
        here = set(queries.serving(row).values_list("name", flat=True))
        twice = sorted(here & {line.name for line in people})
        if twice:
            raise Refused(no(f"{'、'.join(twice)}已经是选举委员会成员。", "请核对名单；同名的两人请在姓名后注明。"))
        number = row.meetings.count() + 1
        chosen = _write_vote(row, number, meeting, people)
        log.record(
            by=by, verb="electioncommittee.chosen_again", subject=row, detail={"number": number, "chosen": chosen}
        )
    return row


def _check(member, meeting: Meeting, people, *, size) -> None:
    if meeting.held_on > clock.today() or meeting.held_on < member.cycle.starts_on:
        raise Refused(no(f"会议日期 {meeting.held_on} 不对。", "请填写本届启动之后、今天以前的实际日期。"))
    require(meeting_valid(
        is_residents=MeetingKind(meeting.kind) == MeetingKind.RESIDENTS, due=meeting.due_count,
        attended=meeting.attended_count,
    ))  # fmt: skip
    if not meeting.document_number.strip():
        raise Refused(no("请填写会议记录编号。"))
    votes = [Vote(line.name, line.votes) for line in people]
    if not votes:
        raise Refused(no("还没有填写被推选人。", "请填写全部被推选人和得票，递补要用。"))
    require(check_votes(votes, seats=meeting.seats, attended=meeting.attended_count, size=size))
    tied = ranking(votes, seats=meeting.seats, attended=meeting.attended_count).tied
    if tied:
        raise Refused(
            no(f"{'、'.join(tied)}票数相等，不能确定谁当选。", "请就票数相等的人再次推选，按再次推选的结果填写。")
        )


def _write_vote(committee: ElectionCommittee, number: int, meeting: Meeting, people) -> int:
    held = CommitteeMeeting.objects.create(
        committee=committee, number=number, kind=meeting.kind, held_on=meeting.held_on, due_count=meeting.due_count,
        attended_count=meeting.attended_count, seats=meeting.seats, document_number=meeting.document_number.strip(),
    )  # fmt: skip
    order = ranking(
        [Vote(line.name, line.votes) for line in people], seats=meeting.seats, attended=meeting.attended_count
    )
    told = {line.name: line for line in people}
    CommitteeVote.objects.bulk_create(
        CommitteeVote(
            meeting=held, committee=committee, area_code=committee.area_code, rank=place.rank, name=place.name,
            gender=told[place.name].gender, is_party_member=told[place.name].is_party_member, votes=place.votes,
            state=_standing(place), post=CommitteePost.MEMBER if place.is_chosen else "",
            joined_on=meeting.held_on if place.is_chosen else None,
        )
        for place in order.places
    )  # fmt: skip
    return sum(place.is_chosen for place in order.places)


def _standing(place) -> Standing:
    if place.is_chosen:
        return Standing.SERVING
    return Standing.RESERVE if place.has_majority else Standing.NOT_CHOSEN


def give_office(
    *, person: CommitteeVote, post: str, by, expected_version: int | None = None
) -> CommitteeVote:  # fmt: skip
    """主任、副主任 or 委员 of the committee; it has one chair."""
    with act() as log:
        row = _person(person, expected_version, by)
        if row.state != Standing.SERVING:
            raise Refused(no("此人不在选举委员会任职。"))
        row.post = CommitteePost(post)
        row.version += 1
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            raise Refused(no("选举委员会已有主任。", "请先把原主任改为副主任或委员。")) from None
        log.record(
            by=by, verb="electioncommittee.office", subject=row, label=f"选委会成员 {row.pk}", detail={"post": row.post}
        )
    return row


def declare_relative(*, person: CommitteeVote, name: str, relation: str, by) -> CommitteeRelative:
    """A near relative as the person declared (民法典 art. 1045), for comparison with the nominees."""
    with act() as log:
        row = _person(person, None, by)
        if not name.strip():
            raise Refused(no("请填写近亲属姓名。"))
        found, made = CommitteeRelative.objects.get_or_create(
            person=row, name=name.strip(), relation=Kinship(relation)
        )  # fmt: skip
        if made:
            log.record(by=by, verb="electioncommittee.relative", subject=row, label=f"选委会成员 {row.pk}",
                       detail={"relation": found.relation})  # fmt: skip
    return found


def withdraw(
    *, person: CommitteeVote, ground: str, on: date, by, expected_version: int | None = None
) -> CommitteeVote | None:
    """Somebody leaves the committee and the next of its own order is called in. Returns who that is; None when the
    order is used up and another vote is needed. `ground` self or relative is checked against the nominees."""
    ground = WithdrawalGround(ground)
    with act():
        row = _person(person, expected_version, by)
        if on > clock.today() or (row.joined_on and on < row.joined_on):
            raise Refused(no(f"退出日期 {on} 不对。", "请填写任职之后、今天以前的实际日期。"))
        named = queries.nominees(row.committee.community_cycle)
        require(_ground_holds(row, ground, named))
        change_state(
            subject=row, to=Standing.WITHDRAWN, by=by, comment=ground.label, expected_version=expected_version,
            set_fields={"withdrawn_on": on, "ground": ground.value, "post": ""},
        )  # fmt: skip
        called = _callable(row.committee, named)
        if called is None:
            return None
        return change_state(
            subject=called, to=Standing.SERVING, by=by, comment="按原推选得票依次递补",
            set_fields={"post": CommitteePost.MEMBER.value, "joined_on": on},
        )  # fmt: skip


def _ground_holds(row: CommitteeVote, ground: WithdrawalGround, named: set[str]) -> Verdict:
    found = conflicts([queries.as_member(row)], named)
    own = any(not conflict.relation for conflict in found)
    if ground == WithdrawalGround.SELF and not own:
        return no(f"提名名单中没有“{row.name}”。", "请核对姓名，或选择其他原因。", ARTICLE)
    if ground == WithdrawalGround.RELATIVE and not any(conflict.relation for conflict in found):
        return no("提名名单中没有此人申报的近亲属。", "请先登记近亲属姓名和关系，再登记退出。", ARTICLE)
    return YES


def _callable(committee: ElectionCommittee, named: set[str] | None = None) -> CommitteeVote | None:
    waiting = queries.reserve(committee)
    named = queries.nominees(committee.community_cycle) if named is None else named
    found = next_in_order([queries.as_member(row) for row in waiting], named)
    return next((row for row in waiting if found is not None and row.pk == found.key), None)


def _person(person: CommitteeVote, expected_version: int | None, by) -> CommitteeVote:
    locked_community(person.committee.community_cycle, by)
    row = (
        CommitteeVote.objects.select_for_update(of=("self",))
        .select_related("committee__community_cycle__cycle", "meeting")
        .get(pk=person.pk)
    )
    if expected_version is not None and row.version != expected_version:
        raise Stale("此人的记录")
    return row
