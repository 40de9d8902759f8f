"""Acts on the Party meeting itself: planned, given its halls, opened (which freezes who was due), counted in each hall."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from elections.enums_electorate import AssemblyKind, AssemblyState
from elections.models import CommunityCycle, PartyAssembly, PartyOrganization, SubMeeting, Venue
from elections.permissions_electorate import can_record_electorate
from elections.queries import electorate as queries
from elections.queries.rule_sets import cycle_parameters
from elections.rules.electorate import DUE, ON_PROBATION, PENDING, PROBATIONARY, Attendance
from elections.rules.thresholds import party_quorum_met, returned_within_issued
from elections.rules.venues import Hall, Plan, congress_possible, plan_venues
from elections.services.electorate_locks import locked_community
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.crypto import sm3_hex
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require

WITH_A_SEAT = (DUE, PENDING, PROBATIONARY, ON_PROBATION)
"""They come to the meeting; the first two vote."""


def plan_assembly(
    *, community_cycle: CommunityCycle, kind: str, planned_on: date, organizations: Iterable[PartyOrganization],
    approval_number: str = "", is_dispersed: bool = False, by, expected_version: int | None = None,
) -> PartyAssembly:  # fmt: skip
    """Set the form and the day of the meeting and who meets; changes the planned one, or makes the next one after a
    meeting that was opened. A congress needs 500 members or dispersed branches, and the superior's approval."""
    organizations, kind = list(organizations), AssemblyKind(kind)
    with act() as log:
        member = locked_community(community_cycle, by)
        require(_check_meeting(member, kind, organizations, approval_number.strip(), is_dispersed, planned_on))
        row = queries.current_assembly(member)
        if row is None or row.state == AssemblyState.OPENED:
            row = PartyAssembly(
                community_cycle=member, area_code=member.area_code, number=row.number + 1 if row else 1, version=0
            )
        elif expected_version is not None and row.version != expected_version:
            raise Stale(f"“{row}”")
        row.kind, row.planned_on, row.approval_number = kind, planned_on, approval_number.strip()
        row.version += 1
        row.save()
        row.organizations.set(organizations)
        log.record(by=by, verb="partyassembly.planned", subject=row, detail={
            "kind": kind.value, "on": planned_on.isoformat(), "organizations": [each.pk for each in organizations],
            "approval": row.approval_number})  # fmt: skip
    return row


def _check_meeting(member, kind, organizations, approval_number, is_dispersed, planned_on) -> Verdict:
    if not organizations:
        return no("还没有选择参加会议的党组织。", "请至少选择一个党组织。")
    if any(each.community_id != member.community_id for each in organizations):
        return no("所选党组织不在本社区。", "请重新选择。")
    if planned_on < member.cycle.starts_on:
        return no(f"会议日期 {planned_on} 早于本届启动日期 {member.cycle.starts_on}。", "请核对年份和日期。")
    if kind == AssemblyKind.ASSEMBLY:
        return YES
    parameters = cycle_parameters(member.cycle)
    members = queries.attendance_of(organizations, planned_on, parameters).members
    possible = congress_possible(
        members, least=parameters["party_congress_min_members"], is_dispersed=is_dispersed
    )  # fmt: skip
    if possible and not approval_number:
        return no(
            "召开党员代表大会须经上级党组织批准。",
            "请填写批准文号；没有批准的，召开党员大会。",
            "《中国共产党基层组织选举工作条例》第四条",
        )
    return possible


def save_venue(
    *, community_cycle: CommunityCycle, name: str, address: str, capacity: int, by, venue: Venue | None = None,
    is_in_use: bool = True, expected_version: int | None = None,
) -> Venue:  # fmt: skip
    """Register a hall, or change one. A hall out of use stays in the meetings that were held in it."""
    require(can_record_electorate(by, community_cycle))
    if capacity < 1:
        raise Refused(no("容纳人数应大于 0。", "请填写座位数。"))
    try:
        with act() as log, transaction.atomic():
            row = Venue.objects.select_for_update().get(pk=venue.pk) if venue else _new_venue(community_cycle)
            if venue and expected_version is not None and row.version != expected_version:
                raise Stale(f"“{row}”")
            row.name, row.address, row.capacity, row.is_in_use = name.strip(), address.strip(), capacity, is_in_use
            row.version += 1
            row.save()
            log.record(by=by, verb="venue.saved", subject=row, detail={"capacity": capacity, "in_use": is_in_use})
    except IntegrityError:
        raise Refused(no(f"本社区已有会场“{name.strip()}”。", "请换一个名称，或修改已有的会场。")) from None
    return row


def _new_venue(community_cycle) -> Venue:
    return Venue(community_id=community_cycle.community_id, area_code=community_cycle.area_code, version=0)


def proposed_plan(assembly: PartyAssembly, attendance: Attendance) -> tuple[Plan, dict[int, list[int]]]:
    """The plan for a meeting's halls as the records stand, and the seats of each branch."""
    keys = queries.with_those_under(assembly.organizations.all())
    votes = {key: reason.standing in (DUE, PENDING) for key, reason in attendance.reasons.items()
             if reason.standing in WITH_A_SEAT}  # fmt: skip
    seats = queries.seats_by_branch(keys, votes, attendance.on)
    halls = [Hall(venue.pk, venue.capacity) for venue in queries.venues_of(assembly.community_cycle)]
    return plan_venues(queries.groups_of(seats), halls), seats


def arrange_venues(*, assembly: PartyAssembly, by, expected_version: int | None = None) -> list[SubMeeting]:
    """Write the plan of halls into the meeting: the main hall and its sub-meetings. Refused while seats are missing."""
    with act() as log:
        member = locked_community(assembly.community_cycle, by)
        row = _planned(assembly, expected_version)
        attendance = queries.attendance_of(
            row.organizations.all(), row.planned_on, cycle_parameters(member.cycle)
        )  # fmt: skip
        plan, seats = proposed_plan(row, attendance)
        if plan.missing or not plan.seatings:
            raise Refused(no(
                f"参会 {plan.heads} 人，会场共 {plan.capacity} 个座位，缺 {plan.missing or plan.heads} 个。",
                "请登记更多会场；也可以分会场租借学校、影院等场地。"))  # fmt: skip
        row.meetings.all().delete()
        made = SubMeeting.objects.bulk_create(_sub_meetings(row, plan, seats))
        PartyAssembly.objects.filter(pk=row.pk).update(version=row.version + 1)
        log.record(by=by, verb="partyassembly.arranged", subject=row,
                   detail={"halls": len(made), "heads": plan.heads, "capacity": plan.capacity})  # fmt: skip
    return made


def _sub_meetings(assembly: PartyAssembly, plan: Plan, seats: Mapping[int, list[int]]) -> list[SubMeeting]:
    names = dict(PartyOrganization.objects.filter(pk__in=seats).values_list("pk", "name"))
    left = {key: voting for key, (_, voting) in seats.items()}
    rows = []
    for position, seating in enumerate(plan.seatings, start=1):
        shares = []
        for key, heads in seating.shares.items():
            voting = min(left[key], heads)
            left[key] -= voting
            shares.append({"organization": key, "name": names[key], "heads": heads, "expected": voting})
        rows.append(SubMeeting(
            assembly=assembly, venue_id=seating.hall.key, area_code=assembly.area_code, position=position,
            is_main=seating.is_main, shares=shares, heads=seating.heads,
            expected=sum(share["expected"] for share in shares),
        ))  # fmt: skip
    return rows


def open_assembly(*, assembly: PartyAssembly, by, expected_version: int | None = None) -> PartyAssembly:
    """Open the meeting: who is due is computed for its day and frozen. What is learned later changes nothing here."""
    with act():
        member = locked_community(assembly.community_cycle, by)
        row = _planned(assembly, expected_version)
        if row.planned_on > clock.today():
            raise Refused(no(f"会议日期 {row.planned_on} 还没有到。", "会议当天再登记开会；改期的请先修改会议日期。"))
        organizations = list(row.organizations.order_by("name"))
        attendance = queries.attendance_of(organizations, row.planned_on, cycle_parameters(member.cycle))
        if attendance.expected == 0:
            raise Refused(no("应到会为 0 人，不能开会。", "请先核对党员名册。"))
        return change_state(
            subject=row, to=AssemblyState.OPENED, by=by, expected_version=expected_version,
            set_fields={"snapshot": snapshot_of(attendance, organizations), "opened_at": clock.now()},
        )  # fmt: skip


def snapshot_of(attendance: Attendance, organizations: Iterable[PartyOrganization]) -> dict:
    """What is frozen: the numbers, each line of the roster by its key, and a digest over both."""
    frozen = {
        "numbers": attendance.numbers(),
        "organizations": [{"key": each.pk, "name": each.name} for each in organizations],
        "standings": {str(key): reason.standing for key, reason in attendance.reasons.items()},
    }
    return frozen | {"digest": sm3_hex(json.dumps(frozen, ensure_ascii=False, sort_keys=True).encode())}


@dataclass(frozen=True)
class Turnout:
    """What one hall reported."""

    attended: int
    ballots_issued: int | None = None
    ballots_returned: int | None = None


def record_turnout(*, assembly: PartyAssembly, halls: Mapping[int, Turnout], by) -> Verdict:
    """Write attendance and ballots of each hall (keys of the sub-meetings). Returns whether the meeting is quorate and
    its vote stands, over all halls together (2020 rules; domain brief §12.1)."""
    with act() as log:
        locked_community(assembly.community_cycle, by)
        row = PartyAssembly.objects.select_for_update().get(pk=assembly.pk)
        if row.state != AssemblyState.OPENED:
            raise Refused(no("会议还没有登记开会。", "请先登记开会，再填写各会场的到会人数。"))
        meetings = list(queries.meetings_of(row))
        if set(halls) != {each.pk for each in meetings}:
            raise Refused(no("会场安排已经变动，没有保存。", "请刷新页面后重新填写。"))
        require(_check_turnout(row, halls))
        for each in meetings:
            told = halls[each.pk]
            each.attended, each.ballots_issued = told.attended, told.ballots_issued
            each.ballots_returned = told.ballots_returned
            each.save()
        log.record(by=by, verb="partyassembly.turnout", subject=row,
                   detail={"attended": sum(told.attended for told in halls.values())})  # fmt: skip
    return meeting_valid(row, meetings)


def _check_turnout(assembly: PartyAssembly, halls: Mapping[int, Turnout]) -> Verdict:
    expected, attended = assembly.snapshot["numbers"]["expected"], sum(told.attended for told in halls.values())
    if attended > expected:
        return no(f"各会场实到合计 {attended} 人，多于应到会 {expected} 人。", "只填有选举权的到会人数，请核对签到册。")
    for told in halls.values():
        if told.ballots_issued is not None and told.ballots_issued > told.attended:
            return no(
                f"发出选票 {told.ballots_issued} 张，多于实到 {told.attended} 人。",
                "每名到会的有选举权党员发一张选票。",
            )
        if told.ballots_returned is not None and told.ballots_issued is None:
            return no("填写了收回选票，没有填写发出选票。", "请一并填写。")
    return YES


def meeting_valid(assembly: PartyAssembly, meetings: Iterable[SubMeeting]) -> Verdict:
    """Quorum and returned ballots over all halls (domain brief §1.1 P12, P17)."""
    meetings, expected = list(meetings), assembly.snapshot["numbers"]["expected"]
    attended = sum(each.attended or 0 for each in meetings)
    if not party_quorum_met(attended, expected, cycle_parameters(assembly.community_cycle.cycle).ratio("party_quorum")):
        needed = assembly.snapshot["numbers"]["quorum_needed"]
        return no(
            f"应到会 {expected} 人，实到会 {attended} 人，不足五分之四。", f"至少要有 {needed} 人到会，会议无效。"
        )
    issued, returned = (
        sum(getattr(each, name) or 0 for each in meetings) for name in ("ballots_issued", "ballots_returned")
    )
    if not returned_within_issued(returned, issued):
        return no(f"收回选票 {returned} 张，多于发出 {issued} 张，选举无效。", "须重新选举。")
    return YES


def _planned(assembly: PartyAssembly, expected_version: int | None) -> PartyAssembly:
    row = PartyAssembly.objects.select_for_update().get(pk=assembly.pk)
    if expected_version is not None and row.version != expected_version:
        raise Stale(f"“{row}”")
    if row.state != AssemblyState.PLANNED:
        raise Refused(no("会议已经开过，应到会和会场安排不能再改。", "如须另开一次会议，请重新登记会议日期。"))
    return row
