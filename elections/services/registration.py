"""Acts on the residents' electorate: sums, the published list and its corrections, objections, double registrations."""

from dataclasses import asdict
from datetime import date

from django.db import IntegrityError, transaction

from elections.enums_electorate import ObjectionMatter, ObjectionOutcome, ObjectionState
from elections.models import CommunityCycle, DuplicateVoter, PublicReport, RegistrationSum, VoterObjection, VoterRoll
from elections.permissions_electorate import can_settle_duplicate
from elections.queries import registration as queries
from elections.queries.rule_sets import cycle_parameters
from elections.rules.registration import LAW, Sums, check_sums, may_publish, objection_clock
from elections.services.electorate_locks import locked_community
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.crypto import lookup_hash
from huanjie.shared.identity import mask_id_number, parse_id_number
from huanjie.shared.verdict import YES, Refused, Stale, no, require


def describe_community(
    *, community_cycle: CommunityCycle, households: int, groups: int, by, expected_version: int | None = None
) -> VoterRoll:
    """Households and residents' groups, against which the number of representatives is read."""
    with act() as log:
        row = _roll(locked_community(community_cycle, by), expected_version)
        row.households, row.groups = households, groups
        _save(row)
        log.record(by=by, verb="voterroll.described", subject=row, detail={"households": households, "groups": groups})
    return row


def enter_sums(*, community_cycle: CommunityCycle, on: date, sums: Sums, by) -> RegistrationSum:
    """Registered up to the end of a day. A second entry for the day replaces the first, which is kept. After the list
    is published the number changes through objections only."""
    require(check_sums(sums))
    with act() as log:
        member = locked_community(community_cycle, by)
        _past_day(member, on, "登记日期")
        roll = queries.roll_of(member)
        if roll is not None and roll.published_on:
            raise Refused(no(
                f"选民名单已在 {roll.published_on} 公布，不能再直接改登记数。",
                "名单有误的，请登记异议并处理，系统会重算选民数。", f"{LAW}第17条"))  # fmt: skip
        replaced = RegistrationSum.objects.filter(community_cycle=member, on=on, is_superseded=False).update(
            is_superseded=True
        )
        row = RegistrationSum.objects.create(
            community_cycle=member, area_code=member.area_code, on=on, entered_by=by.name, entered_at=clock.now(),
            **asdict(sums),
        )  # fmt: skip
        log.record(by=by, verb="registration.entered", subject=row, label=f"{member.community.name}选民登记",
                   detail=asdict(sums) | {"on": on.isoformat(), "replaced": replaced})  # fmt: skip
    return row


def publish_list(
    *, community_cycle: CommunityCycle, on: date, by, expected_version: int | None = None
) -> VoterRoll:  # fmt: skip
    """The list of voters is out, and with it the list of those who vote for the others (art. 17). Its number stands;
    later changes are counted from it."""
    with act() as log:
        member = locked_community(community_cycle, by)
        _past_day(member, on, "公布日期")
        row = _roll(member, expected_version)
        if row.published_on:
            raise Refused(no(f"选民名单已在 {row.published_on} 公布。", "有变动的请发更正补充公告。", f"{LAW}第17条"))
        newest, representatives = queries.latest_sum(member), queries.representatives(member)
        require(may_publish(
            on, election_day=member.day, registered=newest.total if newest else 0, mode=member.election_mode,
            representatives=representatives or 0,
            lead_days=cycle_parameters(member.cycle)["voter_list_lead_days"],
        ))  # fmt: skip
        row.published_on, row.published_count = on, newest.total
        if representatives is not None:
            row.representatives_published_on, row.representatives_count = on, representatives
        _save(row)
        log.record(by=by, verb="voterroll.published", subject=row,
                   detail={"on": on.isoformat(), "voters": newest.total, "representatives": representatives or 0})  # fmt: skip
    return row


def receive_objection(
    *, community_cycle: CommunityCycle, received_on: date, name: str, group: str, matter: str, by,
    report: PublicReport | None = None,
) -> VoterObjection:  # fmt: skip
    """Somebody objects to the list, at the counter or on the notice board (`report`). Late ones are taken too and
    marked: the election committee decides."""
    with act() as log:
        member = locked_community(community_cycle, by)
        _past_day(member, received_on, "收到日期")
        roll = queries.roll_of(member)
        if roll is None or roll.published_on is None:
            raise Refused(
                no("选民名单还没有公布。", "请先登记公布日期；公布之前的差错直接在登记中改正。", f"{LAW}第17条")
            )
        if received_on < roll.published_on:
            raise Refused(no(f"收到日期早于名单公布日期 {roll.published_on}。", "请核对日期。"))
        if not name.strip() or not group.strip():
            raise Refused(no("请填写涉及的选民姓名和居民小组。", "不要填写身份证号、电话和住址。"))
        parameters = cycle_parameters(member.cycle)
        times = objection_clock(
            roll.published_on, received_on, appeal_days=parameters["appeal_days"],
            decide_days=parameters["appeal_decide_days"],
        )  # fmt: skip
        row = VoterObjection.objects.create(
            community_cycle=member, area_code=member.area_code, received_on=received_on, decide_by=times.decide_by,
            is_late=times.is_late, name=name.strip(), group=group.strip(), matter=ObjectionMatter(matter), report=report,
        )  # fmt: skip
        log.record(by=by, verb="voterobjection.received", subject=row,
                   detail={"matter": row.matter, "decide_by": times.decide_by.isoformat(), "late": times.is_late})  # fmt: skip
    return row


def decide_objection(
    *, objection: VoterObjection, outcome: str, on: date, explanation: str, by, expected_version: int | None = None
) -> VoterObjection:
    """The election committee decided. A voter added or removed moves the number, hence every threshold, and calls for
    a correction announcement (art. 17; domain brief §12.16)."""
    outcome = ObjectionOutcome(outcome)
    with act():
        member = locked_community(objection.community_cycle, by)
        _past_day(member, on, "处理日期")
        if on < objection.received_on:
            raise Refused(no(f"处理日期早于收到日期 {objection.received_on}。", "请核对日期。"))
        require(YES if explanation.strip() else no("请写明处理的理由。", "处理结果要公布，理由写给当事人看。"))
        row = change_state(
            subject=objection, to=ObjectionState.DECIDED, by=by, expected_version=expected_version,
            set_fields={
                "outcome": outcome.value, "change": outcome.change, "decided_on": on,
                "explanation": explanation.strip()[:200],
            },
        )  # fmt: skip
        if outcome != ObjectionOutcome.REJECTED:
            correction_is_due(member, on)
    return row


def announce_correction(
    *, community_cycle: CommunityCycle, number: str, on: date, by, expected_version: int | None = None
) -> VoterRoll:
    """The correction is out: 更正补充公告 with its number."""
    with act() as log:
        member = locked_community(community_cycle, by)
        _past_day(member, on, "公告日期")
        row = _roll(member, expected_version)
        if row.correction_due_since is None:
            raise Refused(no("名单没有需要更正公告的变动。"))
        if on < row.correction_due_since:
            raise Refused(no(f"公告日期早于变动日期 {row.correction_due_since}。", "请核对日期。"))
        require(YES if number.strip() else no("请填写更正公告的编号。"))
        row.correction_number, row.correction_on, row.correction_due_since = number.strip(), on, None
        _save(row)
        log.record(by=by, verb="voterroll.corrected", subject=row,
                   detail={"number": number.strip(), "voters": queries.registered_voters(member)})  # fmt: skip
    return row


def report_duplicate(
    *, community_cycle: CommunityCycle, other: CommunityCycle, name: str, group: str, id_number: str, by
) -> DuplicateVoter:
    """Somebody is registered here and in another community. The ID number is compared by its keyed hash and not kept;
    the number of voters stays until one of the two is frozen."""
    with act() as log:
        member = locked_community(community_cycle, by)
        read = parse_id_number(id_number)
        require(no("身份证号不对，请对照身份证核对。") if read.error else YES)
        if other.cycle_id != member.cycle_id or other.pk == member.pk:
            raise Refused(no("另一登记社区不对。", "请选择本届换届的另一个社区。"))
        if not name.strip() or not group.strip():
            raise Refused(no("请填写姓名和居民小组。"))
        digest = lookup_hash(read.text)
        try:
            with transaction.atomic():
                row = DuplicateVoter.objects.create(
                    community_cycle=member, other=other, area_code=member.area_code, name=name.strip(),
                    group=group.strip(), id_number_hash=digest, id_number_masked=mask_id_number(read.text),
                    reported_on=clock.today(),
                )  # fmt: skip
        except IntegrityError:
            raise Refused(no("此人的重复登记已有社区报告，正在处理。", "请等待街道或区里处理。")) from None
        log.record(by=by, verb="duplicate.reported", subject=row, detail={"other": other.area_code})
    return row


def settle_duplicate(
    *, duplicate: DuplicateVoter, frozen_in: CommunityCycle, by, expected_version: int | None = None
) -> DuplicateVoter:
    """Freeze the registration in one of the two communities; where its list is out, its number falls by one and a
    correction is due (domain brief §12.17)."""
    with act() as log:
        row = (
            DuplicateVoter.objects.select_for_update(of=("self",))
            .select_related("community_cycle__cycle", "community_cycle__community", "other")
            .get(pk=duplicate.pk)
        )
        require(can_settle_duplicate(by, row))
        if expected_version is not None and row.version != expected_version:
            raise Stale("这条重复登记")
        if row.settled_on is not None:
            raise Refused(no("这条重复登记已经处理。"))
        if frozen_in.pk not in (row.community_cycle_id, row.other_id):
            raise Refused(no("只能冻结两个登记社区中的一个。"))
        roll = queries.roll_of(frozen_in)
        row.frozen_in, row.settled_on = frozen_in, clock.today()
        row.changes_list = bool(roll and roll.published_on)
        row.version += 1
        row.save()
        if row.changes_list:
            correction_is_due(frozen_in, row.settled_on)
        log.record(by=by, verb="duplicate.settled", subject=row, detail={"frozen_in": frozen_in.area_code})
    return row


def correction_is_due(member: CommunityCycle, since: date) -> None:
    """The list changed after it was out: a correction announcement is owed from this day (domain brief §12.16)."""
    roll = VoterRoll.objects.select_for_update().get(community_cycle=member)
    if roll.correction_due_since is None:
        roll.correction_due_since = since
    _save(roll)


def _roll(member: CommunityCycle, expected_version: int | None) -> VoterRoll:
    row = VoterRoll.objects.select_for_update().filter(community_cycle=member).first()
    if row is None:
        return VoterRoll(community_cycle=member, area_code=member.area_code, version=0)
    if expected_version is not None and row.version != expected_version:
        raise Stale("选民名单")
    return row


def _save(row: VoterRoll) -> None:
    row.version += 1
    row.save()


def _past_day(member: CommunityCycle, on: date, what: str) -> None:
    if on > clock.today():
        raise Refused(no(f"{what} {on} 还没有到。", "请填写实际日期。"))
    if on < member.cycle.starts_on:
        raise Refused(no(f"{what} {on} 早于本届启动日期 {member.cycle.starts_on}。", "请核对年份和日期。"))
