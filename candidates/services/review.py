"""A candidate's way from the street's first look to the formal list. Every act is a person's; none happens by itself."""

from collections.abc import Iterable
from datetime import date

from candidates.enums import CandidateState
from candidates.models import Candidate
from candidates.services.background import check_proof, check_proofs
from elections.enums import CycleState
from huanjie.activity.services import act, change_state, record_changes
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require


def start_preliminary_review(*, candidate: Candidate, on: date, by, expected_version: int | None = None) -> Candidate:
    """The street takes up its first review."""
    return _move(candidate, CandidateState.PRELIMINARY_REVIEW, "preliminary_on", on, by, expected_version)


def return_to_nomination(*, candidate: Candidate, reason: str, by, expected_version: int | None = None) -> Candidate:
    """The street's first review sends the registration back to be corrected."""
    require(YES if reason.strip() else no("退回要写明原因。", "请填写需要修改的内容。"))
    with act():
        row = _locked(candidate)
        return change_state(
            subject=row, to=CandidateState.NOMINATED, by=by, comment=reason.strip(),
            expected_version=expected_version, set_fields={"preliminary_on": None},
        )  # fmt: skip


def send_to_joint_review(*, candidate: Candidate, on: date, by, expected_version: int | None = None) -> Candidate:
    """The street's review is finished, the nomination shows its proof, and the departments are asked."""
    return _move(
        candidate, CandidateState.JOINT_REVIEW, "review_sent_on", on, by, expected_version, also=_ready_to_send
    )  # fmt: skip


def check_sending(candidate: Candidate, on: date, today: date) -> Verdict:
    """Whether this candidate can be sent to the joint review on that day."""
    verdict = _from_first_review(candidate)
    return check_day(candidate, on, today) if verdict else verdict


def _from_first_review(candidate: Candidate) -> Verdict:
    """The street sends whom it has reviewed, nobody else: who was passed or refused comes back by a decision of the
    district (reconsideration, a new review), never by being sent once more."""
    state = CandidateState(candidate.state)
    if state in (CandidateState.PASSED, CandidateState.NOT_PASSED):
        return no(
            f"候选人已是“{state.label}”，不能重新送审。", "不通过的由本人申请复议；需要重新联审的，由区委组织部办理。"
        )
    return Candidate.TRANSITIONS.check(state, CandidateState.JOINT_REVIEW)


def _ready_to_send(candidate: Candidate) -> Verdict:
    return _from_first_review(candidate) and check_proof(candidate)


def send_many_to_joint_review(
    *, candidates: Iterable[Candidate], on: date, by, expected_versions: dict[int, int] | None = None
) -> list[Candidate]:
    """Send a batch: all of them or, when one cannot be sent, none."""
    with act() as log:
        wanted = {candidate.pk for candidate in candidates}
        rows = list(
            Candidate.objects.select_for_update(of=("self",))
            .select_related("community_cycle__cycle")
            .filter(pk__in=wanted)
            .order_by("pk")
        )
        if not rows or len(rows) != len(wanted):
            raise Refused(no("没有选择候选人，或名单已有变化。", "请回到列表重新选择。"))
        before, proofs = {}, check_proofs(rows)
        for row in rows:
            if expected_versions is not None and expected_versions.get(row.pk) != row.version:
                raise Stale(f"“{row.name}”的登记")
            _require_running(row)
            verdict = check_sending(row, on, clock.today()) and proofs[row.pk]
            if not verdict:
                raise Refused(no(f"“{row.name}”不能送审：{verdict.reason}", verdict.remedy))
            before[row.pk] = CandidateState(row.state)
            row.state, row.review_sent_on = CandidateState.JOINT_REVIEW, on
            row.version += 1
        Candidate.objects.bulk_update(rows, ["state", "review_sent_on", "version"], batch_size=500)
        record_changes(subjects=rows, before=before, by=by)
        log.record(
            by=by, verb="candidate.sent_in_batch", label=f"{len(rows)} 名候选人送联审", area=by.area,
            detail={"on": str(on), "candidates": [row.pk for row in rows]},
        )  # fmt: skip
    return rows


def withdraw(*, candidate: Candidate, on: date, reason: str, by, expected_version: int | None = None) -> Candidate:
    """The person steps back or is taken back; the reason is kept, and so are the earlier dates."""
    require(YES if reason.strip() else no("退出要写明原因。", "请填写原因，如“本人书面申请退出”。"))
    return _move(candidate, CandidateState.WITHDRAWN, "withdrawn_on", on, by, expected_version, comment=reason.strip())


def _move(candidate, to, date_field, on, by, expected_version, comment="", also=None, **fields) -> Candidate:
    with act():
        row = _locked(candidate)
        if expected_version is not None and row.version != expected_version:
            raise Stale("候选人登记")
        require(Candidate.TRANSITIONS.check(CandidateState(row.state), to))
        require(check_day(row, on, clock.today()))
        if also is not None:
            require(also(row))
        return change_state(
            subject=row, to=to, by=by, comment=comment, expected_version=expected_version,
            set_fields={date_field: on, **fields},
        )  # fmt: skip


def check_day(candidate: Candidate, on: date, today: date) -> Verdict:
    """Not in the future, and not before what happened last."""
    if on > today:
        return no(f"日期 {on} 还没有到。", "请填写实际日期。")
    last = max(
        day
        for day in (
            candidate.nominated_on, candidate.preliminary_on, candidate.review_sent_on, candidate.concluded_on,
            candidate.formal_on,
        )
        if day is not None
    )  # fmt: skip
    if on < last:
        return no(f"日期 {on} 早于上一环节的日期 {last}。", "请核对日期。")
    return YES


def _locked(candidate: Candidate) -> Candidate:
    row = (
        Candidate.objects.select_for_update(of=("self",)).select_related("community_cycle__cycle").get(pk=candidate.pk)
    )
    _require_running(row)
    return row


def _require_running(row: Candidate) -> None:
    cycle = row.community_cycle.cycle
    if cycle.state != CycleState.OPEN:
        raise Refused(no(f"“{cycle}”{cycle.get_state_display()}，不能再填报。", "如有需要，请联系区委组织部。"))
