"""Record the choice of the supervision committee (csjwh-2026 art. 36)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from elections.enums import MeetingKind, Side
from elections.models import CommunityCycle, SupervisionChoice, SupervisionMember
from elections.permissions_ballot import can_record_supervision
from elections.queries.ballot import elected
from elections.rules.supervision import Vote, choose, may_sit, meeting_valid
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale, no, require


@dataclass(frozen=True)
class Line:
    """A person voted on at the meeting."""

    name: str
    votes: int
    gender: str = ""
    is_chair: bool = False
    is_relative: bool = False


def record_supervision(
    *, community_cycle: CommunityCycle, meeting: str, held_on: date, due_count: int, attended_count: int, seats: int,
    document_number: str, people: Sequence[Line], by, expected_version: int | None = None,
) -> SupervisionChoice:  # fmt: skip
    """Write the meeting and its whole result; a second call with the version shown replaces it and says so in the log.

    Raises Refused with the article when the meeting was not quorate, when somebody may not sit on the committee, or
    when equal votes leave a seat undecided.
    """
    with act() as log:
        member = CommunityCycle.objects.select_for_update(of=("self",)).select_related("cycle", "community").get(
            pk=community_cycle.pk
        )  # fmt: skip
        require(can_record_supervision(by, member))
        _check(member, MeetingKind(meeting), held_on, due_count, attended_count, seats, people)
        chosen = choose([Vote(each.name, each.votes) for each in people], seats=seats, attended=attended_count)
        if chosen.tied:
            raise Refused(
                no(f"{'、'.join(chosen.tied)}票数相等，不能确定谁当选。", "请就票数相等的人再次投票，把结果一并填写。")
            )
        row = _row(member, expected_version)
        before = [each.name for each in row.members.filter(is_elected=True)] if row.pk else []
        row.meeting, row.held_on, row.document_number = meeting, held_on, document_number.strip()
        row.due_count, row.attended_count, row.seats = due_count, attended_count, seats
        row.version = row.version + 1 if row.pk else 1
        row.save()
        row.members.all().delete()
        SupervisionMember.objects.bulk_create(
            SupervisionMember(choice=row, name=each.name, gender=each.gender, votes=each.votes,
                              is_elected=each.name in chosen.names, is_chair=each.is_chair and each.name in chosen.names)
            for each in people
        )  # fmt: skip
        log.record(by=by, verb="supervision.recorded", subject=row, label=str(row),
                   detail={"elected": len(chosen.names), "open_seats": chosen.open_seats, "replaced": len(before)})  # fmt: skip
    return row


def _check(member, meeting, held_on, due, attended, seats, people) -> None:
    if held_on > clock.today() or held_on < member.cycle.starts_on:
        raise Refused(no(f"会议日期 {held_on} 不对。", "请填写本届启动之后、今天以前的实际日期。"))
    require(meeting_valid(is_residents=meeting == MeetingKind.RESIDENTS, due=due, attended=attended))
    if seats < 1:
        raise Refused(no("还没有填写应选名额。", "请按会议通过的名额填写。"))
    names = [each.name for each in people]
    if not names or len(set(names)) < len(names):
        raise Refused(no("还没有填写被推选人，或同一姓名写了两次。", "请核对名单；同名的两人请在姓名后注明。"))
    over = [each.name for each in people if each.votes > attended]
    if over:
        raise Refused(no(f"{'、'.join(over)}的得票多于实到 {attended} 人。", "请核对得票。"))
    committee = elected(member, Side.RESIDENTS_COMMITTEE).values_list("name", flat=True)
    require(may_sit(names, in_committee=committee, relatives=[each.name for each in people if each.is_relative]))


def _row(member, expected_version) -> SupervisionChoice:
    row = SupervisionChoice.objects.select_for_update().filter(community_cycle=member).first()
    if row is None:
        return SupervisionChoice(community_cycle=member, area_code=member.area_code)
    if expected_version is None or row.version != expected_version:
        raise Stale("居务监督委员会推选结果")
    return row
