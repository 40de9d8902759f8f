"""Acts on the Party side's electorate: suspended rights, exclusions with their two approvals, joint branches."""

from datetime import date

from django.db import IntegrityError, transaction

from elections.enums_electorate import ExclusionGround, RestrictionKind
from elections.models import (
    AttendanceExclusion,
    Community,
    CommunityCycle,
    JointBranchCoverage,
    PartyMember,
    PartyOrganization,
    RightsRestriction,
)
from elections.permissions_electorate import can_decide_rights, can_record_electorate
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, no, require

RULES = "《中国共产党基层组织选举工作条例》"


def restrict_rights(
    *, community_cycle: CommunityCycle, member: PartyMember, kind: str, since: date, until: date | None,
    document_number: str, by,
) -> RightsRestriction:  # fmt: skip
    """Record that a member may not vote for a time. Which meeting it touches is decided by its days alone."""
    require(can_decide_rights(by, community_cycle))
    _of_the_community(community_cycle, member)
    require(_period(since, until))
    require(YES if document_number.strip() else no("还没有填写决定文号。", "请填写处分决定或留置、逮捕决定的文号。"))
    with act() as log:
        row = RightsRestriction.objects.create(
            member=member, area_code=member.area_code, kind=RestrictionKind(kind), since=since, until=until,
            document_number=document_number.strip(),
        )  # fmt: skip
        log.record(by=by, verb="rights.restricted", subject=row, label=_label(row), detail=_days(row))
    return row


def end_restriction(
    *, community_cycle: CommunityCycle, restriction: RightsRestriction, until: date, by,
    expected_version: int | None = None,
) -> RightsRestriction:  # fmt: skip
    """Set the last day of a restriction, or another one. The person votes again from the day after."""
    require(can_decide_rights(by, community_cycle))
    with act() as log:
        row = _locked(RightsRestriction, restriction, expected_version)
        _of_the_community(community_cycle, row.member)
        require(_period(row.since, until))
        row.until = until
        row.version += 1
        row.save()
        log.record(by=by, verb="rights.restriction_ended", subject=row, label=_label(row), detail=_days(row))
    return row


def propose_exclusion(
    *, community_cycle: CommunityCycle, member: PartyMember, ground: str, since: date, evidence: str, by
) -> AttendanceExclusion:
    """Propose to leave somebody out of 应到会. He stays in it until both approvals are recorded."""
    require(can_record_electorate(by, community_cycle))
    _of_the_community(community_cycle, member)
    if not evidence.strip():
        raise Refused(no("还没有写明证明材料。", "请填写诊断证明、判决书、护照记录等材料的名称。"))
    try:
        with act() as log, transaction.atomic():
            row = AttendanceExclusion.objects.create(
                member=member, area_code=member.area_code, ground=ExclusionGround(ground), since=since,
                evidence=evidence.strip(),
            )  # fmt: skip
            log.record(by=by, verb="exclusion.proposed", subject=row, label=_label(row), detail={"ground": row.ground})
    except IntegrityError:
        raise Refused(no("此人已有一条没有结束的不计入情形。", "请在已有的记录上办理，或先结束它。")) from None
    return row


def record_superior_consent(
    *, community_cycle: CommunityCycle, exclusion: AttendanceExclusion, document_number: str, on: date, by,
    expected_version: int | None = None,
) -> AttendanceExclusion:  # fmt: skip
    """The superior organization agreed, in this document (first of the two approvals)."""
    require(can_decide_rights(by, community_cycle))
    return _approve(
        community_cycle, exclusion, expected_version, by, "exclusion.superior_agreed", on,
        superior_document=document_number, superior_on=on,
    )  # fmt: skip


def record_assembly_resolution(
    *, community_cycle: CommunityCycle, exclusion: AttendanceExclusion, document_number: str, on: date, by,
    expected_version: int | None = None,
) -> AttendanceExclusion:  # fmt: skip
    """The assembly passed it, in this resolution (second of the two approvals)."""
    require(can_record_electorate(by, community_cycle))
    return _approve(
        community_cycle, exclusion, expected_version, by, "exclusion.assembly_passed", on,
        assembly_document=document_number, assembly_on=on,
    )  # fmt: skip


def end_exclusion(
    *, community_cycle: CommunityCycle, exclusion: AttendanceExclusion, on: date, by,
    expected_version: int | None = None,
) -> AttendanceExclusion:  # fmt: skip
    """The circumstance is over: from this day the person is due again."""
    require(can_record_electorate(by, community_cycle))
    with act() as log:
        row = _running(community_cycle, exclusion, expected_version)
        if on < row.since:
            raise Refused(no(f"结束日期早于开始日期 {row.since}。", "请核对日期。"))
        row.ended_on = on
        row.version += 1
        row.save()
        log.record(by=by, verb="exclusion.ended", subject=row, label=_label(row), detail={"on": on.isoformat()})
    return row


def cover_community(
    *, community_cycle: CommunityCycle, organization: PartyOrganization, community: Community, by
) -> JointBranchCoverage:
    """A joint branch of this community covers another one too; its members are still counted here only."""
    require(can_record_electorate(by, community_cycle))
    if organization.community_id != community_cycle.community_id:
        raise Refused(no("联合党支部不在本社区。", "请在它所在的社区登记。"))
    if community.pk == organization.community_id:
        raise Refused(no("联合党支部本来就在这个社区。", "请选择它覆盖的其他社区。"))
    if community.code[:6] != organization.area_code[:6]:
        raise Refused(no("覆盖的社区不在本区。"))
    with act() as log:
        row, made = JointBranchCoverage.objects.get_or_create(
            organization=organization, community=community, defaults={"area_code": organization.area_code}
        )
        if made:
            log.record(by=by, verb="joint_branch.covers", subject=row, label=str(row))
    return row


def stop_covering(*, community_cycle: CommunityCycle, coverage: JointBranchCoverage, by) -> None:
    """The joint branch no longer covers that community."""
    require(can_record_electorate(by, community_cycle))
    if coverage.organization.community_id != community_cycle.community_id:
        raise Refused(no("联合党支部不在本社区。", "请在它所在的社区修改。"))
    with act() as log:
        log.record(by=by, verb="joint_branch.stopped", subject=coverage, label=str(coverage))
        coverage.delete()


def _approve(community_cycle, exclusion, expected_version, by, verb, on, **fields) -> AttendanceExclusion:
    number = next(value for name, value in fields.items() if name.endswith("_document"))
    if not number.strip():
        raise Refused(no("还没有填写文号。", "没有文号的同意不能作为依据。", RULES))
    if on > clock.today():
        raise Refused(no(f"日期 {on} 还没有到。", "同意或通过之后再登记。"))
    with act() as log:
        row = _running(community_cycle, exclusion, expected_version)
        for name, value in fields.items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        row.version += 1
        row.save()
        log.record(by=by, verb=verb, subject=row, label=_label(row),
                   detail={"document": number.strip(), "on": on.isoformat()})  # fmt: skip
    return row


def _running(community_cycle, exclusion, expected_version) -> AttendanceExclusion:
    row = _locked(AttendanceExclusion, exclusion, expected_version)
    _of_the_community(community_cycle, row.member)
    if row.ended_on is not None:
        raise Refused(no("这一情形已经结束，记录只供查询。", "如再次发生，请重新登记。"))
    return row


def _locked(model, row, expected_version):
    found = model.objects.select_for_update(of=("self",)).select_related("member").get(pk=row.pk)
    if expected_version is not None and found.version != expected_version:
        raise Stale("这条记录")
    return found


def _of_the_community(community_cycle: CommunityCycle, member: PartyMember) -> None:
    if member.community_id != community_cycle.community_id:
        raise Refused(no("此人不在本社区的党员名册上。", "请在其党组织所在的社区登记。"))


def _period(since: date, until: date | None):
    if until is not None and until < since:
        return no(f"截止日期 {until} 早于起始日期 {since}。", "请核对两个日期。")
    return YES


def _days(row: RightsRestriction) -> dict:
    return {"since": row.since.isoformat(), "until": row.until.isoformat() if row.until else ""}


def _label(row) -> str:
    return f"党员 {row.member_id}"
