"""The conclusion of the joint review. The system proposes and a named person decides; where something has to be weighed, a
second person signs; the reviewed person is told in writing."""

from datetime import date

from candidates.enums import CandidateState
from candidates.enums_review import ConclusionState, Decision
from candidates.models import Candidate, JointReview, ReviewConclusion, WrittenNotification
from candidates.permissions_decisions import can_co_sign, can_conclude, can_notify, can_record_answer, can_reopen
from candidates.queries.decisions import latest_review, may_sign_for, set_aside, standing_conclusion
from candidates.queries.standing import standings
from candidates.rules.conclusion import after_working_days, check_conclusion, grounds_of, needs_second
from candidates.rules.standing import Standing, proposal
from candidates.services.review import check_day
from elections.queries.calendar import work_calendar
from elections.queries.rule_sets import cycle_parameters
from huanjie.activity.models import StateChange
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require

REOPEN_AT_LEAST = 4


def conclude(
    *, candidate: Candidate, decision: str, reason: str = "", document_number: str = "", on: date, by,
    expected_version: int | None = None,
) -> ReviewConclusion:  # fmt: skip
    """Write down what was decided. There is no default: the decision must be said. In force at once, or waiting for a
    second signature with the candidate still under review."""
    require(_named(by))
    with act() as log:
        row = locked_candidate(candidate)
        if expected_version is not None and row.version != expected_version:
            raise Stale("候选人登记")
        standing = _check(row, decision, reason, document_number, on, by)
        _clear_the_way(row, standing, by)
        state = ConclusionState.AWAITING_SECOND if needs_second(standing) else ConclusionState.IN_FORCE
        made = ReviewConclusion.objects.create(
            candidate=row, joint_review=latest_review(row), area_code=row.area_code, state=state, decision=decision,
            proposal=proposal(standing)[:200], circumstances=grounds_of(standing), reason=reason.strip(),
            document_number=document_number.strip(), basis_digest=standing.digest, decided_on=on, decided_at=clock.now(),
            decided_by_id=by.user_id, decided_by_name=by.name,
        )  # fmt: skip
        _first_state(made, by)
        log.record(
            by=by, verb="conclusion.signed", subject=made, label="联审结论",
            detail={"candidate": row.pk, "decision": made.decision, "state": made.state, "basis": made.basis_digest},
        )  # fmt: skip
        if state == ConclusionState.IN_FORCE:
            _put_in_force(made, on, by)
    return made


def co_sign(
    *, conclusion: ReviewConclusion, agreed: bool, note: str = "", by, expected_version: int | None = None
) -> ReviewConclusion:
    """The second signature, on exactly the cells the first one stands on; or its refusal, which leaves the candidate under
    review. There is no default either."""
    require(_named(by))
    if agreed is not True and agreed is not False:
        raise Refused(no("没有填写会签意见。", "请明确选择“同意”或“不同意”。"))
    if not agreed and not note.strip():
        raise Refused(no("不同意要写明意见。", "请写明不同意的原因，供重新作出结论。"))
    with act():
        candidate = locked_candidate(conclusion.candidate)
        row = locked_conclusion(conclusion)
        require(can_co_sign(by, row))
        require(may_sign_for(by, candidate))
        today = clock.today()
        if agreed and _standing(candidate, today).digest != row.basis_digest:
            raise Stale("结论所依据的核查意见")
        if agreed:
            require(_check_again(row, _standing(candidate, today)))
        saved = change_state(
            subject=row, to=ConclusionState.IN_FORCE if agreed else ConclusionState.DECLINED, by=by,
            expected_version=expected_version,
            set_fields={"second_at": clock.now(), "second_by_id": by.user_id, "second_by_name": by.name,
                        "second_note": note.strip()[:200]},
        )  # fmt: skip
        if agreed:
            _put_in_force(saved, today, by)
    return saved


def reopen(*, candidate: Candidate, reason: str, by, expected_version: int | None = None) -> Candidate:
    """Take somebody who passed back into the review, because the cells are no longer those the conclusion stands on."""
    if len(reason.strip()) < REOPEN_AT_LEAST:
        raise Refused(no("重新联审要写明原因。", f"请写清楚原因（不少于 {REOPEN_AT_LEAST} 个字）。"))
    with act():
        row = locked_candidate(candidate)
        require(can_reopen(by, row))
        require(may_sign_for(by, row))
        found = standing_conclusion(row)
        if found is not None and _standing(row, clock.today()).digest == found.basis_digest:
            raise Refused(no("核查意见与作出结论时相同，没有新的情况。", "需要再核查的，请建立二次联审批次。"))
        return back_to_review(row, found, by, reason.strip(), expected_version)


def notify_person(*, conclusion: ReviewConclusion, number: str, told_on: date, method: str, by) -> WrittenNotification:
    """The written notification was delivered; the clock of reconsideration begins on the next day."""
    number, method = number.strip(), method.strip()
    if not number or not method:
        raise Refused(no("书面告知要有编号和送达方式。", "请填写告知书编号和送达方式，如“当面送达，本人签收”。"))
    with act() as log:
        row = locked_conclusion(conclusion)
        require(can_notify(by, row))
        require(_check_told(told_on, row, clock.today()))
        days = cycle_parameters(row.candidate.community_cycle.cycle)["reconsideration_file_days"]
        made = WrittenNotification.objects.create(
            conclusion=row, area_code=row.area_code, number=number[:80], told_on=told_on, method=method[:60],
            told_by_id=by.user_id, told_by_name=by.name,
            reconsider_until=after_working_days(told_on, days, work_calendar()),
        )  # fmt: skip
        log.record(
            by=by, verb="conclusion.told", subject=row, label="联审结论",
            detail={"candidate": row.candidate_id, "told_on": str(told_on), "until": str(made.reconsider_until)},
        )  # fmt: skip
    return made


def record_answer(*, conclusion: ReviewConclusion, answer: str, answered_on: date, by) -> WrittenNotification:
    """What the person answered, as they said it."""
    if not answer.strip():
        raise Refused(no("没有填写本人申辩的内容。", "请如实登记；本人没有申辩的，不需要登记。"))
    with act() as log:
        row = locked_conclusion(conclusion)
        require(can_record_answer(by, row))
        told = WrittenNotification.objects.select_for_update().get(conclusion=row)
        if not told.told_on <= answered_on <= clock.today():
            raise Refused(no("申辩日期应在送达以后、今天以前。", "请核对日期。"))
        told.answer, told.answered_on = answer.strip(), answered_on
        told.save(update_fields=["answer", "answered_on"])
        log.record(
            by=by, verb="conclusion.answered", subject=row, label="联审结论",
            detail={"candidate": row.candidate_id, "on": str(answered_on)},
        )  # fmt: skip
    return told


def locked_candidate(candidate: Candidate) -> Candidate:
    """The candidate's row is the lock of everything decided about them."""
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("community_cycle__cycle")
    return rows.get(pk=candidate.pk)


def locked_conclusion(conclusion: ReviewConclusion) -> ReviewConclusion:
    return (
        ReviewConclusion.objects.select_for_update(of=("self",))
        .select_related("candidate__community_cycle__cycle")
        .get(pk=conclusion.pk)
    )


def back_to_review(
    row: Candidate, conclusion: ReviewConclusion | None, by, comment: str = "", expected_version: int | None = None
) -> Candidate:
    """The conclusion no longer stands, and the candidate is under review again with no open review, so that a new batch
    can ask. Inside an act."""
    if conclusion is not None:
        change_state(subject=conclusion, to=ConclusionState.SUPERSEDED, by=by)
    _close_reviews(row)
    return change_state(
        subject=row, to=CandidateState.JOINT_REVIEW, by=by, comment=comment, expected_version=expected_version,
        set_fields={"concluded_on": None, "conclusion_document": ""},
    )  # fmt: skip


def _check(row: Candidate, decision, reason, document_number, on, by) -> Standing:
    require(can_conclude(by, row))
    require(may_sign_for(by, row))
    require(check_day(row, on, clock.today()))
    standing = _standing(row, clock.today())
    require(check_conclusion(standing, decision, reason, document_number, set_aside(row)))
    if len(document_number.strip()) > Candidate._meta.get_field("conclusion_document").max_length:
        raise Refused(no("文号太长。", "请填写不超过 60 字的文号。"))
    return standing


def _check_again(row: ReviewConclusion, standing: Standing) -> Verdict:
    """Between the two signatures an opinion may have run out of date."""
    return check_conclusion(standing, row.decision, row.reason, row.document_number)


def _clear_the_way(row: Candidate, standing: Standing, by) -> None:
    """A conclusion that waits on the same cells is waited for; one on other cells has been overtaken."""
    found = standing_conclusion(row)
    if found is None:
        return
    if found.state == ConclusionState.AWAITING_SECOND and found.basis_digest == standing.digest:
        raise Refused(no("已有结论等待第二人会签。", "会签人不同意的，请其登记“不同意”后重新作出结论。"))
    change_state(subject=found, to=ConclusionState.SUPERSEDED, by=by)


def _put_in_force(row: ReviewConclusion, on: date, by) -> None:
    passed = row.decision == Decision.PASSED
    change_state(
        subject=row.candidate, to=CandidateState.PASSED if passed else CandidateState.NOT_PASSED, by=by,
        comment=row.document_number, set_fields={"concluded_on": on, "conclusion_document": row.document_number},
    )  # fmt: skip
    if not passed:
        _close_reviews(row.candidate)


def _close_reviews(row: Candidate) -> None:
    JointReview.objects.filter(candidate=row, closed_at__isnull=True).update(closed_at=clock.now())


def _first_state(row: ReviewConclusion, by) -> None:
    StateChange.objects.create(
        subject_type=row._meta.label_lower, subject_id=str(row.pk), area_code=row.area_code, before="",
        after=ConclusionState(row.state).value, at=clock.now(), by_id=by.user_id, by_name=by.name, role=by.role,
    )  # fmt: skip


def _standing(row: Candidate, on: date) -> Standing:
    return standings([row], on)[row.pk]


def _named(by) -> Verdict:
    return no("联审结论须由具名的工作人员签署。") if by.user_id is None else YES


def _check_told(told_on: date, row: ReviewConclusion, today: date) -> Verdict:
    if told_on > today:
        return no(f"送达日期 {told_on} 还没有到。", "请填写实际送达的日期。")
    if told_on < row.decided_on:
        return no(f"送达日期 {told_on} 早于结论日期 {row.decided_on}。", "请核对日期。")
    return YES
