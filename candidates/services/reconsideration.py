"""复议: the only way back for a refused person. Its clock begins with the written notification; it is decided by somebody who
signed neither half of the conclusion."""

from datetime import date

from candidates.enums_review import ReconsiderationState
from candidates.models import Reconsideration, ReviewConclusion
from candidates.permissions_decisions import can_decide_reconsideration, can_file_reconsideration
from candidates.queries.decisions import may_sign_for
from candidates.rules.conclusion import after_working_days, check_filing
from candidates.services.conclusion import back_to_review, locked_candidate, locked_conclusion
from elections.queries.calendar import work_calendar
from elections.queries.rule_sets import cycle_parameters
from huanjie.activity.models import StateChange
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, no, require

ANSWER_AT_LEAST = 10


def file_reconsideration(*, conclusion: ReviewConclusion, grounds: str, filed_on: date, by) -> Reconsideration:
    """Register the person's application, within the clock; the day by which it is answered is counted from here."""
    if not grounds.strip():
        raise Refused(no("没有填写申请理由。", "请按本人的书面申请登记。"))
    with act() as log:
        row = locked_conclusion(conclusion)
        require(can_file_reconsideration(by, row))
        told = row.notification
        require(check_filing(filed_on, told.told_on, told.reconsider_until, clock.today()))
        days = cycle_parameters(row.candidate.community_cycle.cycle)["reconsideration_answer_days"]
        made = Reconsideration.objects.create(
            candidate=row.candidate, conclusion=row, area_code=row.area_code, filed_on=filed_on, grounds=grounds.strip(),
            due_on=after_working_days(filed_on, days, work_calendar()), filed_by_name=by.name,
        )  # fmt: skip
        StateChange.objects.create(
            subject_type=made._meta.label_lower, subject_id=str(made.pk), area_code=made.area_code, before="",
            after=ReconsiderationState.OPEN.value, at=clock.now(), by_id=by.user_id, by_name=by.name, role=by.role,
        )  # fmt: skip
        log.record(
            by=by, verb="reconsideration.filed", subject=made, label="复议",
            detail={"candidate": row.candidate_id, "filed_on": str(filed_on), "due_on": str(made.due_on)},
        )  # fmt: skip
    return made


def decide_reconsideration(
    *, reconsideration: Reconsideration, granted: bool, document_number: str, answer: str, on: date, by,
    expected_version: int | None = None,
) -> Reconsideration:  # fmt: skip
    """Granted: the conclusion is set aside and the candidate is reviewed anew. Rejected: it stands. Either way the person
    gets an answer in writing."""
    _check_words(granted, document_number, answer)
    with act():
        candidate = locked_candidate(reconsideration.candidate)
        row = _locked(reconsideration)
        require(can_decide_reconsideration(by, row))
        require(may_sign_for(by, candidate))
        if not row.filed_on <= on <= clock.today():
            raise Refused(no("决定日期应在申请以后、今天以前。", "请核对日期。"))
        saved = change_state(
            subject=row, to=ReconsiderationState.GRANTED if granted else ReconsiderationState.REJECTED, by=by,
            expected_version=expected_version,
            set_fields={
                "decided_on": on, "decided_by_id": by.user_id, "decided_by_name": by.name, "answer": answer.strip(),
                "document_number": document_number.strip()[:80],
            },
        )  # fmt: skip
        if granted:
            back_to_review(candidate, row.conclusion, by, "复议成立，重新联审")
    return saved


def _check_words(granted, document_number: str, answer: str) -> None:
    if granted is not True and granted is not False:
        raise Refused(no("没有填写复议决定。", "请明确选择“成立”或“维持原结论”。"))
    if not document_number.strip():
        raise Refused(no("复议决定要有文号。", "请填写答复文件的文号。"))
    if len(answer.strip()) < ANSWER_AT_LEAST:
        raise Refused(no("复议要书面答复本人。", f"请填写答复内容（不少于 {ANSWER_AT_LEAST} 个字）。"))


def _locked(reconsideration: Reconsideration) -> Reconsideration:
    return (
        Reconsideration.objects.select_for_update(of=("self",))
        .select_related("candidate__community_cycle__cycle", "conclusion__candidate__community_cycle__cycle")
        .get(pk=reconsideration.pk)
    )
