"""Objections against candidates on a notice: registered, checked, concluded by a person, and what follows from it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from candidates.enums import CandidateState
from candidates.enums_review import ObjectionResult, ObjectionState
from candidates.models import Candidate, CandidateNotice, NoticeObjection
from candidates.permissions_notices import can_close, can_hold, can_investigate, can_receive, can_release
from candidates.queries.recusal import is_recused
from candidates.rules import objection as rules
from candidates.services.review import withdraw
from elections.models import PublicReport
from elections.permissions_paper import can_handle_report
from elections.rules.public_report import new_receipt
from huanjie.activity.models import StateChange
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale, no, require

MAY_BE_HELD = (CandidateState.PASSED, CandidateState.FORMAL)


def receive(
    *, notice: CandidateNotice, text: str, by, candidate: Candidate | None = None, contact: str = "",
    is_named: bool = False, received_at: datetime | None = None,
) -> NoticeObjection:  # fmt: skip
    """Register what somebody said to the street or the district, on paper or by mouth. Registered is numbered."""
    if not text.strip():
        raise Refused(no("没有填写异议内容。", "请写清反映的事情。"))
    at = received_at or clock.now()
    if at > clock.now():
        raise Refused(no("受理时间还没有到。", "请填写实际时间。"))
    with act() as log:
        row = _store(_notice(notice, by), candidate, text.strip(), contact.strip(), is_named, at, None, by)
        log.record(by=by, verb="notice_objection.registered", subject=row, detail={"named": is_named})
    return row


def take_over(
    *, report: PublicReport, notice: CandidateNotice, by, candidate: Candidate | None = None
) -> NoticeObjection:
    """Take what came in through the public page as an objection, once; its clock began when it came."""
    with act() as log:
        found = (
            PublicReport.objects.select_for_update(of=("self",))
            .select_related("community_cycle__cycle")
            .get(pk=report.pk)
        )
        require(can_handle_report(by, found))
        place = _notice(notice, by)
        if found.community_cycle_id != place.community_cycle_id:
            raise Refused(no("这件异议不是对本社区提出的。", "请选择本社区的公示。"))
        if NoticeObjection.objects.filter(public_report=found).exists():
            raise Refused(no("这件网上异议已经登记为公示异议。", "请在公示异议中办理。"))
        row = _store(place, candidate, found.text, found.contact, bool(found.contact), found.received_at, found, by)
        log.record(by=by, verb="notice_objection.taken_over", subject=row, detail={"receipt": found.receipt})
    return row


def start_investigation(
    *, objection: NoticeObjection, by, investigator_name: str = "", expected_version: int | None = None
) -> NoticeObjection:
    """The first check is done and it is looked into; the candidate it names is on hold from now on."""
    with act():
        row = _locked(objection, by, expected_version)
        require(can_investigate(by, row))
        saved = change_state(
            subject=row, to=ObjectionState.INVESTIGATING, by=by,
            set_fields={"first_checked_at": clock.now(), "investigator_name": (investigator_name.strip() or by.name)[:60]},
        )  # fmt: skip
        if row.candidate is not None and row.candidate.held_on is None and row.candidate.state in MAY_BE_HELD:
            _hold(row, by)
    return saved


def hold(*, objection: NoticeObjection, by, expected_version: int | None = None) -> Candidate:
    """Put the candidate on hold at once, before the first check: the district decides."""
    with act():
        row = _locked(objection, by, expected_version)
        require(can_hold(by, row))
        if row.candidate.state not in MAY_BE_HELD:
            raise Refused(no("候选人不在名单上，不需要暂缓。"))
        return _hold(row, by)


def release(*, objection: NoticeObjection, reason: str, by, expected_version: int | None = None) -> Candidate:
    """Lift the hold while it is still looked into. The formal list waits for its conclusion all the same."""
    if not reason.strip():
        raise Refused(no("解除暂缓要写明原因。"))
    with act():
        row = _locked(objection, by, expected_version)
        require(can_release(by, row))
        if not rules.is_held_by_objection(row.candidate.hold_reason):
            raise Refused(no("这次暂缓不是因公示异议，不能在这里解除。"))
        return _release(row, by)


def close(
    *, objection: NoticeObjection, result: str, findings: str, on: date, by, document_number: str = "",
    expected_version: int | None = None,
) -> NoticeObjection:  # fmt: skip
    """Conclude it. Struck out: the candidate withdraws with the document as the reason, and the notice must be corrected.
    Otherwise the hold ends, unless another objection is open."""
    with act():
        row = _locked(objection, by, expected_version)
        require(can_close(by, row))
        require(
            rules.check_closing(
                state=row.state, result=result, findings=findings, document_number=document_number,
                has_candidate=row.candidate is not None, on=on, received_on=timezone.localdate(row.received_at),
                today=clock.today(),
            )
        )  # fmt: skip
        fields = {
            "result": result, "findings": findings.strip(), "document_number": document_number.strip(), "closed_on": on,
            "closed_by_id": by.user_id, "closed_by_name": by.name,
        }  # fmt: skip
        if row.first_checked_at is None:
            fields["first_checked_at"] = clock.now()
        saved = change_state(subject=row, to=ObjectionState.CLOSED, by=by, set_fields=fields)
        _follow(saved, row.candidate, by)
    return saved


def open_objection(*, objection: NoticeObjection, by) -> NoticeObjection:
    """Read what was said: on record. Not for an officer who is recused."""
    with act() as log:
        row = NoticeObjection.objects.select_related("candidate").get(pk=objection.pk)
        _require_not_recused(by, row.candidate)
        log.record(by=by, verb="notice_objection.opened", subject=row)
    return row


def _follow(objection: NoticeObjection, candidate: Candidate | None, by) -> None:
    if candidate is None:
        return
    if objection.result == ObjectionResult.DISQUALIFIED:
        if candidate.state in MAY_BE_HELD:
            withdraw(
                candidate=candidate, on=objection.closed_on, by=by,
                reason=f"公示异议查实，不能列为候选人（{objection.document_number}）",
            )  # fmt: skip
        return
    others = NoticeObjection.objects.filter(candidate=candidate, state__in=rules.OPEN).exists()
    if candidate.held_on is not None and rules.is_held_by_objection(candidate.hold_reason) and not others:
        _release(objection, by)


def _hold(objection: NoticeObjection, by) -> Candidate:
    return _mark(
        objection, by, "candidate.held", held_on=clock.today(), hold_reason=rules.hold_reason(objection.number)
    )


def _release(objection: NoticeObjection, by) -> Candidate:
    return _mark(objection, by, "candidate.released", held_on=None, hold_reason="")


def _mark(objection: NoticeObjection, by, verb: str, **fields) -> Candidate:
    with act() as log:
        row = Candidate.objects.select_for_update().get(pk=objection.candidate_id)
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*fields, "version"])
        log.record(by=by, verb=verb, subject=row, label="候选人", detail={"objection": objection.number})
    return row


def _notice(notice: CandidateNotice, by) -> CandidateNotice:
    row = CandidateNotice.objects.select_related("community_cycle__cycle").get(pk=notice.pk)
    require(can_receive(by, row))
    return row


def _store(notice, candidate, text, contact, is_named, received_at, report, by) -> NoticeObjection:
    if candidate is not None and candidate.pk not in {line["key"] for line in notice.lines}:
        raise Refused(no("此人不在这份公示的名单上。", "请核对候选人，或不指明候选人。"))
    _require_not_recused(by, candidate)
    for _ in range(5):
        number = f"Y{new_receipt(timezone.localdate(received_at))}"
        try:
            with transaction.atomic():
                row = NoticeObjection.objects.create(
                    notice=notice, candidate=candidate, area_code=notice.area_code, number=number, text=text,
                    contact=contact, is_named=is_named, public_report=report, received_at=received_at,
                    first_check_due_at=report.check_due_at if report else rules.first_check_due(received_at),
                )  # fmt: skip
        except IntegrityError:
            if report is not None and NoticeObjection.objects.filter(public_report=report).exists():
                raise Refused(no("这件网上异议已经登记为公示异议。")) from None
            continue
        StateChange.objects.create(
            subject_type=row._meta.label_lower, subject_id=str(row.pk), area_code=row.area_code, before="",
            after=ObjectionState.RECEIVED.value, at=clock.now(), by_id=by.user_id, by_name=by.name, role=by.role,
        )  # fmt: skip
        return row
    raise Refused(no("暂时无法编号。", "请稍后再试。"))


def _locked(objection: NoticeObjection, by, expected_version: int | None) -> NoticeObjection:
    row = (
        NoticeObjection.objects.select_for_update(of=("self",))
        .select_related("notice__community_cycle__cycle", "candidate")
        .get(pk=objection.pk)
    )
    if expected_version is not None and row.version != expected_version:
        raise Stale("公示异议")
    _require_not_recused(by, row.candidate)
    return row


def _require_not_recused(by, candidate: Candidate | None) -> None:
    if candidate is not None and by.user_id is not None and is_recused(by.user_id, candidate.pk):
        raise Refused(no("您与此人有应当回避的关系，不能办理。", "请由其他工作人员办理。"))
