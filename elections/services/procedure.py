"""Steps of communities: begun, done with evidence, taken back, planned anew."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.files.base import ContentFile

from elections.enums import StepState
from elections.models import Step, StepRecord
from elections.queries.gates import judgements, resting_steps
from elections.rules.evidence import ACCEPTED, kind_of_content
from elections.rules.gates import in_words
from elections.rules.procedure_template import check_needed
from elections.rules.resting import check_resting
from elections.services.cycle import require_open
from huanjie.activity.services import act, change_state, record_changes
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require

EVIDENCE_LENGTH = 200


def check_day(cycle, on: date, *, today: date, what: str = "完成日期") -> Verdict:
    """A thing happened neither in the future nor before the cycle began."""
    if on > today:
        return no(f"{what} {on} 还没有到。", "请填写实际日期。")
    if on < cycle.starts_on:
        return no(f"{what} {on} 早于本届启动日期 {cycle.starts_on}。", "请核对年份和日期。")
    return YES


def check_done(record: StepRecord, *, done_on: date, evidence: str, today: date) -> Verdict:
    """Whether a step can be recorded as done with this date and evidence."""
    verdict = StepRecord.TRANSITIONS.check(StepState(record.state), StepState.DONE)
    if not verdict:
        return verdict
    if not record.is_needed:
        return no("本社区不适用这个步骤。", "如确需进行，请先改为适用。")
    if not evidence.strip():
        return no(
            "完成一个步骤要留下材料。",
            f"请填写材料名称或文号（{record.step.evidence_name or '会议记录、公告或文件'}）。",
        )
    if len(evidence.strip()) > EVIDENCE_LENGTH:
        return no(f"材料或文号不能超过 {EVIDENCE_LENGTH} 字。", "请只写名称和文号，全文用扫描件上传。")
    return check_day(record.community_cycle.cycle, done_on, today=today)


def start_step(*, record: StepRecord, on: date, by, expected_version: int | None = None) -> StepRecord:
    """The community has begun this step."""
    with act():
        row = _locked(record)
        require(YES if row.is_needed else no("本社区不适用这个步骤。", "如确需进行，请先改为适用。"))
        require(check_day(row.community_cycle.cycle, on, today=clock.today(), what="开始日期"))
        require(in_words(judgements([row], on, start=True)[row.pk]))
        return change_state(
            subject=row, to=StepState.UNDER_WAY, by=by, expected_version=expected_version, set_fields={"started_on": on}
        )


def complete_step(
    *, record: StepRecord, done_on: date, evidence: str, by, expected_version: int | None = None, evidence_file=None
) -> StepRecord:
    """The step is done: on a day, with its evidence named and, if there is one, the scan of it kept under a name of
    ours. Refused, with the article and the way out, where order, the law's days or a gate stand in the way."""
    with act():
        row = _locked(record)
        require(check_done(row, done_on=done_on, evidence=evidence, today=clock.today()))
        require(in_words(judgements([row], done_on)[row.pk]))
        fields = {"done_on": done_on, "started_on": row.started_on or done_on, "evidence": evidence.strip()}
        if evidence_file is not None:
            fields["evidence_file"] = stored_evidence(evidence_file)
        return change_state(subject=row, to=StepState.DONE, by=by, expected_version=expected_version, set_fields=fields)


def stored_evidence(upload) -> ContentFile:
    """The upload's content under a random name, refused when too large or not what evidence may be."""
    if upload.size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise Refused(no(f"文件超过 {limit} MB。", "请降低扫描分辨率，或分成几个文件，只上传最主要的一个。"))
    upload.seek(0)
    content = upload.read()
    kind = kind_of_content(content)
    if kind is None:
        raise Refused(no(f"文件内容不是 {ACCEPTED}。", "请扫描成 PDF 或拍成照片后再上传。"))
    return ContentFile(content, name=f"{uuid.uuid4().hex}.{kind.suffix}")


def reopen_step(
    *, record: StepRecord, reason: str, by, expected_version: int | None = None, resting: Iterable[str] = ()
) -> StepRecord:
    """Take back a step that was recorded as done; its evidence stays to be corrected, the reason in the history. Later
    steps that stand on it stay done; `resting` are the codes of those the person was shown, and refused is what leaves
    one out."""
    require(YES if reason.strip() else no("退回已完成的步骤要写明原因。", "请填写原因。"))
    with act():
        row = _locked(record)
        if row.state != StepState.DONE:
            raise Refused(no("这个步骤还没有完成，不需要退回。", "请刷新页面查看最新状态。"))
        require(check_resting(resting_steps(row), resting))
        return change_state(
            subject=row, to=StepState.UNDER_WAY, by=by, comment=reason.strip(), expected_version=expected_version,
            set_fields={"done_on": None},
        )  # fmt: skip


def replan_step(
    *, record: StepRecord, planned_on: date, reason: str, by, expected_version: int | None = None
) -> StepRecord:
    """Give one community's step another planned day, with the reason."""
    require(YES if reason.strip() else no("调整计划日期要写明原因。", "请填写原因。"))
    with act() as log:
        row = _fresh(record, expected_version)
        if row.state == StepState.DONE:
            raise Refused(no("步骤已经完成，不能再调整计划日期。"))
        if planned_on < row.community_cycle.cycle.starts_on:
            starts_on = row.community_cycle.cycle.starts_on
            raise Refused(no(f"计划日期早于本届启动日期 {starts_on}。", "请核对年份和日期。"))
        before, row.planned_on = row.planned_on, planned_on
        row.version += 1
        row.save(update_fields=["planned_on", "version"])
        log.record(
            by=by, verb="steprecord.replanned", subject=row, label=_label(row),
            detail={"before": str(before), "after": str(planned_on), "reason": reason.strip()},
        )  # fmt: skip
    return row


def set_step_needed(
    *, record: StepRecord, is_needed: bool, reason: str, by, expected_version: int | None = None
) -> StepRecord:
    """A step that only some communities go through (a congress, a by-election) applies here, or does not."""
    require(YES if reason.strip() else no("请写明理由。"))
    with act() as log:
        row = _fresh(record, expected_version)
        member = row.community_cycle
        require(
            check_needed(
                row.step, is_needed=is_needed, mode=member.election_mode, organization_kind=member.organization_kind
            )
        )
        if row.state != StepState.NOT_STARTED:
            raise Refused(no("步骤已经开始，不能再改。"))
        row.is_needed = is_needed
        row.version += 1
        row.save(update_fields=["is_needed", "version"])
        log.record(
            by=by, verb="steprecord.needed" if is_needed else "steprecord.not_needed", subject=row, label=_label(row),
            detail={"reason": reason.strip()},
        )  # fmt: skip
    return row


def complete_steps(
    *, step: Step, records: Iterable[StepRecord], done_on: date, evidence: str, by,
    expected_versions: dict[int, int] | None = None,
) -> list[StepRecord]:  # fmt: skip
    """One step done in many communities at once: all of them or, when one cannot be, none."""
    with act() as log:
        wanted = [record.pk for record in records]
        rows = list(_records().select_for_update(of=("self",)).filter(pk__in=wanted, step=step).order_by("pk"))
        if not rows or len(rows) != len(set(wanted)):
            raise Refused(no("没有选择社区，或所选记录不属于这个步骤。", "请回到列表重新选择。"))
        require_open(step.cycle)
        today = clock.today()
        before, judged = {}, judgements(rows, done_on)
        for row in rows:
            if expected_versions is not None and expected_versions.get(row.pk) != row.version:
                raise Stale(_label(row))
            verdict = check_done(row, done_on=done_on, evidence=evidence, today=today) and in_words(judged[row.pk])
            if not verdict:
                raise Refused(no(f"{_label(row)}：{verdict.reason}", verdict.remedy, verdict.article))
            before[row.pk] = StepState(row.state)
            row.state, row.done_on, row.evidence = StepState.DONE, done_on, evidence.strip()
            row.started_on = row.started_on or done_on
            row.version += 1
        StepRecord.objects.bulk_update(rows, ["state", "done_on", "started_on", "evidence", "version"], batch_size=500)
        record_changes(subjects=rows, before=before, by=by)
        log.record(
            by=by, verb="step.done_in_many", subject=step, area=by.area,
            detail={"on": str(done_on), "communities": [row.area_code for row in rows]},
        )  # fmt: skip
    return rows


def _records():
    return StepRecord.objects.select_related("step", "community_cycle__cycle", "community_cycle__community")


def _locked(record: StepRecord) -> StepRecord:
    row = _records().select_for_update(of=("self",)).get(pk=record.pk)
    require_open(row.community_cycle.cycle)
    return row


def _fresh(record: StepRecord, expected_version: int | None) -> StepRecord:
    row = _locked(record)
    if expected_version is not None and row.version != expected_version:
        raise Stale(_label(row))
    return row


def _label(record: StepRecord) -> str:
    return f"{record.community_cycle.community.name}“{record.step.name}”"
