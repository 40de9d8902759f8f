"""An audit from plan to publication (csjwh-2026 art. 38; domain brief §5)."""

from datetime import date

from django.db import IntegrityError, transaction

from audits.enums import AuditKind, AuditState
from audits.models import Audit
from elections.enums import CycleState
from elections.models import CommunityCycle
from huanjie.activity.models import StateChange
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require

CORRECTABLE = ("kind", "person_name", "person_post", "auditor_unit", "planned_on", "problem_count", "remark")
OPEN_TO_CORRECTION = (AuditState.PLANNED, AuditState.UNDER_WAY, AuditState.REPORTED)
OF_A_PERSON = frozenset({AuditKind.TERM, AuditKind.DEPARTURE})


def plan_audit(
    *,
    community_cycle: CommunityCycle,
    kind: str,
    planned_on: date,
    by,
    person_name: str = "",
    person_post: str = "",
    auditor_unit: str = "",
    remark: str = "",
    batch=None,
) -> Audit:
    """Plan an audit of a person's term or departure, or of the community's accounts; each subject once a cycle."""
    return record_audit(
        community_cycle=community_cycle, kind=kind, planned_on=planned_on, by=by, person_name=person_name,
        person_post=person_post, auditor_unit=auditor_unit, remark=remark, batch=batch,
    )  # fmt: skip


def record_audit(
    *,
    community_cycle: CommunityCycle,
    kind: str,
    planned_on: date,
    by,
    person_name: str = "",
    person_post: str = "",
    auditor_unit: str = "",
    started_on: date | None = None,
    report_number: str = "",
    reported_on: date | None = None,
    problem_count: int | None = None,
    published_on: date | None = None,
    remark: str = "",
    batch=None,
) -> Audit:
    """Register an audit as it stands: its dates say how far it has come. What is not known stays empty."""
    with act() as log:
        community_cycle = CommunityCycle.objects.select_related("cycle", "community").get(pk=community_cycle.pk)
        _require_running(community_cycle.cycle)
        row = Audit(
            community_cycle=community_cycle, area_code=community_cycle.area_code, kind=AuditKind(kind).value,
            person_name=person_name.strip(), person_post=person_post.strip(), auditor_unit=auditor_unit.strip(),
            planned_on=planned_on, started_on=started_on, report_number=report_number.strip(), reported_on=reported_on,
            problem_count=problem_count, published_on=published_on, remark=remark.strip(), batch=batch,
        )  # fmt: skip
        row.state = _state_of(row)
        require(_check_subject(row))
        require(_check_course(row))
        _save(row)
        StateChange.objects.create(
            subject_type=row._meta.label_lower, subject_id=str(row.pk), area_code=row.area_code, before="",
            after=row.state.value, at=clock.now(), by_id=by.user_id, by_name=by.name, role=by.role,
        )  # fmt: skip
        log.record(by=by, verb=f"audit.{row.state.value}", subject=row, label=_label(row), detail={"kind": row.kind})
    return row


def _state_of(row: Audit) -> AuditState:
    if row.published_on:
        return AuditState.PUBLISHED
    if row.reported_on:
        return AuditState.REPORTED
    return AuditState.UNDER_WAY if row.started_on else AuditState.PLANNED


def _check_course(row: Audit) -> Verdict:
    """The days in order, none in the future, and no report without its number."""
    if bool(row.report_number) != bool(row.reported_on):
        return no("报告文号和报告日期应一起填写。", "请补全。")
    if row.published_on and not row.reported_on:
        return no("有公布日期但没有报告。", "请补填报告文号和日期。")
    days = [day for day in (row.started_on, row.reported_on, row.published_on) if day]
    if days != sorted(days):
        return no("进点、报告、公布的日期先后不对。", "请核对日期。")
    if days and days[-1] > clock.today():
        return no(f"日期 {days[-1]} 还没有到。", "请填写实际日期。")
    return YES


def start_audit(*, audit: Audit, on: date, by, expected_version: int | None = None) -> Audit:
    """The auditors have gone in."""
    return _move(audit, AuditState.UNDER_WAY, on, by, expected_version, started_on=on)


def report_audit(
    *, audit: Audit, report_number: str, reported_on: date, problem_count: int, by, expected_version: int | None = None
) -> Audit:
    """The report is out: its number, its day, and how many problems it names."""
    if not report_number.strip():
        raise Refused(no("没有填写审计报告文号。", "请填写报告文号。"))
    if problem_count is None or problem_count < 0:
        raise Refused(no("没有填写问题数。", "没有发现问题的请填 0。"))
    return _move(
        audit, AuditState.REPORTED, reported_on, by, expected_version, comment=report_number.strip(),
        reported_on=reported_on, report_number=report_number.strip(), problem_count=problem_count,
    )  # fmt: skip


def publish_audit(*, audit: Audit, published_on: date, by, expected_version: int | None = None) -> Audit:
    """The result is published to the residents."""
    return _move(audit, AuditState.PUBLISHED, published_on, by, expected_version, published_on=published_on)


def withdraw_report(*, audit: Audit, reason: str, by, expected_version: int | None = None) -> Audit:
    """A report that was not published yet goes back to the auditors."""
    require(YES if reason.strip() else no("退回要写明原因。", "请填写原因。"))
    with act():
        row = _locked(audit)
        require(Audit.TRANSITIONS.check(AuditState(row.state), AuditState.UNDER_WAY))
        return change_state(
            subject=row, to=AuditState.UNDER_WAY, by=by, comment=reason.strip(), expected_version=expected_version,
            set_fields={"reported_on": None, "report_number": "", "problem_count": None},
        )  # fmt: skip


def correct_audit(*, audit: Audit, by, expected_version: int | None = None, **fields) -> Audit:
    """Correct what was written (CORRECTABLE) until the result is published."""
    unknown = set(fields) - set(CORRECTABLE)
    if unknown:
        raise TypeError(f"not correctable: {', '.join(sorted(unknown))}")
    with act() as log:
        row = _locked(audit)
        if expected_version is not None and row.version != expected_version:
            raise Stale(f"“{_label(row)}”")
        if row.state not in OPEN_TO_CORRECTION:
            raise Refused(no("审计结果已经公布，不能再修改。", "如有错误，请发更正公告并联系区委组织部。"))
        before = {name: getattr(row, name) for name in fields}
        for name, value in fields.items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        if row.problem_count is not None and row.state != AuditState.REPORTED:
            raise Refused(no("还没有出具报告，不能填写问题数。", "请先登记审计报告。"))
        if row.problem_count is None and before.get("problem_count") is not None:
            raise Refused(no("没有填写问题数。", "没有发现问题的请填 0。"))
        require(_check_subject(row))
        changed = sorted(name for name, value in before.items() if getattr(row, name) != value)
        if not changed:
            return row
        row.version += 1
        _save(row)
        log.record(by=by, verb="audit.corrected", subject=row, label=_label(row), detail={"fields": changed})
    return row


def _check_subject(row: Audit) -> Verdict:
    kind = AuditKind(row.kind)
    if kind in OF_A_PERSON and not row.person_name:
        return no(f"{kind.label}要写明审计对象。", "请填写审计对象的姓名和职务。", "城市居民委员会组织法第38条")
    if kind not in OF_A_PERSON and row.person_name:
        return no(f"{kind.label}的对象是社区，不填写个人姓名。", "请删去姓名，或改选经济责任审计。")
    return YES


def _move(audit, to, on, by, expected_version, comment="", **fields) -> Audit:
    with act():
        row = _locked(audit)
        if expected_version is not None and row.version != expected_version:
            raise Stale(f"“{_label(row)}”")
        require(Audit.TRANSITIONS.check(AuditState(row.state), to))
        require(_check_day(row, on))
        return change_state(
            subject=row, to=to, by=by, comment=comment, expected_version=expected_version, set_fields=fields
        )


def _check_day(row: Audit, on: date) -> Verdict:
    if on > clock.today():
        return no(f"日期 {on} 还没有到。", "请填写实际日期。")
    last = max((day for day in (row.started_on, row.reported_on) if day is not None), default=None)
    if last is not None and on < last:
        return no(f"日期 {on} 早于上一环节的日期 {last}。", "请核对日期。")
    return YES


def _locked(audit: Audit) -> Audit:
    row = (
        Audit.objects.select_for_update(of=("self",))
        .select_related("community_cycle__cycle", "community_cycle__community")
        .get(pk=audit.pk)
    )
    _require_running(row.community_cycle.cycle)
    return row


def _require_running(cycle) -> None:
    if cycle.state != CycleState.OPEN:
        raise Refused(no(f"“{cycle}”{cycle.get_state_display()}，不能再填报。", "如有需要，请联系区委组织部。"))


def _save(row: Audit) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(no("这个对象的同类审计已经登记过。", "请在原来的审计项目上办理。")) from None


def _label(row: Audit) -> str:
    """No person's name: the label goes to the log."""
    return f"{row.community_cycle.community.name}{AuditKind(row.kind).label}"
