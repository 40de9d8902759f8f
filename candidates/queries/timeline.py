"""What happened to a candidate, as far as this viewer needs to know: one list, oldest first.

The organization department sees who said what (never why: reasons are opened for a purpose); a reviewing department its own
opinions only; the street and the community what passed or came back."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from candidates.enums import CandidateState
from candidates.enums_review import ConclusionState, ReconsiderationState
from candidates.models import (
    CandidateNotice,
    DepartmentOpinion,
    JointReview,
    NoticeObjection,
    Reconsideration,
    ReviewConclusion,
    WrittenNotification,
)
from candidates.rules.matrix import LOOKS, WORST_FIRST
from huanjie.accounts.enums import Role
from huanjie.activity.queries.history import changes_of

STREET_AND_CLERK = frozenset({Role.STREET_STAFF, Role.STREET_LEADER, Role.COMMUNITY_CLERK})
CONCLUDED = (CandidateState.PASSED, CandidateState.NOT_PASSED)


@dataclass(frozen=True)
class Event:
    """`state` gives a badge (of `badge_label`); `words` is the rest in a sentence; `has_time` when the hour is known."""

    at: datetime
    words: str = ""
    by: str = ""
    role: str = ""
    comment: str = ""
    state: str = ""
    badge_label: str = ""
    tone: str = ""
    has_time: bool = True


def timeline_of(candidate, viewer) -> list[Event]:
    """Every event this viewer may know of, oldest first."""
    events = [*_states(candidate, viewer), *_batches(candidate, viewer), *_opinions(candidate, viewer)]
    if viewer.role == Role.DISTRICT_ORGANIZER:
        events += _conclusions(candidate)
    if viewer.role == Role.DISTRICT_ORGANIZER or viewer.role in STREET_AND_CLERK:
        events += [*_told(candidate), *_reconsidered(candidate), *_notices(candidate)]
    if viewer.role in (Role.DISTRICT_ORGANIZER, Role.STREET_STAFF, Role.STREET_LEADER):
        events += _objections(candidate)
    return sorted(events, key=lambda event: event.at)


def _on(day: date) -> datetime:
    """The end of a day whose hour nobody wrote down, so that it follows what happened on it."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def _states(candidate, viewer):
    for change in changes_of(candidate):
        closed = change.after in CONCLUDED and viewer.role != Role.DISTRICT_ORGANIZER
        yield Event(
            change.at, by=change.by_name, role=change.role, comment="" if closed else change.comment, state=change.after,
            badge_label=CandidateState(change.after).label,
        )  # fmt: skip


def _batches(candidate, viewer):
    rows = JointReview.objects.filter(candidate=candidate, batch__sent_on__isnull=False).select_related("batch")
    if viewer.role == Role.REVIEWING_DEPARTMENT:
        rows = rows.filter(opinions__department__name=viewer.unit or None).distinct()
    for row in rows:
        batch = row.batch
        yield Event(
            _on(batch.sent_on), f"送各单位核查（{batch.get_round_display()}，{batch.name}），要求 {batch.due_on} 前反馈",
            has_time=False,
        )  # fmt: skip


def _opinions(candidate, viewer):
    """Grouped: one line a department and day, worst first; void ones by reason and day."""
    rows = DepartmentOpinion.objects.filter(candidate=candidate).exclude(answer="", voided_at__isnull=True)
    if viewer.role == Role.REVIEWING_DEPARTMENT:
        rows = rows.filter(department__name=viewer.unit or None)
    elif viewer.role != Role.DISTRICT_ORGANIZER:
        return
    signed, voided = {}, {}
    fields = ("department__name", "answer", "signed_at", "signed_by_name", "voided_at", "void_reason")
    for name, answer, signed_at, by, voided_at, reason in rows.order_by("id").values_list(*fields):
        if signed_at:
            counts, last = signed.get((name, by, timezone.localdate(signed_at)), (Counter(), signed_at))
            counts[answer] += 1
            signed[name, by, timezone.localdate(signed_at)] = (counts, max(last, signed_at))
        if voided_at:
            count, last = voided.get((reason, timezone.localdate(voided_at)), (0, voided_at))
            voided[reason, timezone.localdate(voided_at)] = (count + 1, max(last, voided_at))
    for (name, by, _), (counts, at) in signed.items():
        said = "、".join(f"{LOOKS[state][1]} {counts[state]}" for state in WORST_FIRST if counts[state])
        tone = "late" if counts["found"] else "soon" if counts["check_further"] or counts["cannot_check"] else ""
        yield Event(at, f"{name}反馈：{said}", by=by, tone=tone)
    for (reason, _), (count, at) in voided.items():
        yield Event(at, f"{count} 项意见失效，重新核查", comment=reason, tone="soon")


def _conclusions(candidate):
    for row in ReviewConclusion.objects.filter(candidate=candidate).defer("reason"):
        items = f"（{'、'.join(map(str, row.circumstances))}）" if row.circumstances else ""
        yield Event(
            row.decided_at, f"结论：{row.get_decision_display()}{items}，{row.get_state_display()}", by=row.decided_by_name,
            comment=row.document_number, tone="late" if row.decision == "not_passed" else "",
        )  # fmt: skip
        if row.second_at:
            agreed = "会签未同意" if row.state == ConclusionState.DECLINED else "第二人会签同意"
            yield Event(row.second_at, agreed, by=row.second_by_name)


def _told(candidate):
    for row in WrittenNotification.objects.filter(conclusion__candidate=candidate).defer("answer"):
        yield Event(
            _on(row.told_on), f"书面告知本人（{row.number}，{row.method}），{row.reconsider_until} 前可申请复议",
            by=row.told_by_name, has_time=False,
        )  # fmt: skip
        if row.answered_on:
            yield Event(_on(row.answered_on), "本人提出申辩", has_time=False)


def _reconsidered(candidate):
    for row in Reconsideration.objects.filter(candidate=candidate).defer("grounds", "answer"):
        yield Event(_on(row.filed_on), f"本人申请复议，{row.due_on} 前答复", by=row.filed_by_name, has_time=False)
        if row.decided_on:
            granted = row.state == ReconsiderationState.GRANTED
            yield Event(
                _on(row.decided_on), f"复议决定：{row.get_state_display()}", by=row.decided_by_name,
                comment=row.document_number, tone="done" if granted else "", has_time=False,
            )  # fmt: skip


def _notices(candidate):
    """Public notices of this community whose frozen lines name the candidate."""
    rows = CandidateNotice.objects.filter(community_cycle=candidate.community_cycle_id)
    for row in rows:
        if not any(str(line.get("key")) == str(candidate.pk) for line in row.lines):
            continue
        word = "更正公示" if row.corrects_id else "公示"
        yield Event(
            row.published_at, f"列入{row.get_side_display()}候选人{word}，{row.starts_on} 至 {row.ends_on}",
            by=row.published_by_name, comment=row.correction_reason if row.corrects_id else "",
        )  # fmt: skip


def _objections(candidate):
    for row in NoticeObjection.objects.filter(candidate=candidate).defer("text", "contact", "findings"):
        yield Event(row.received_at, f"公示期收到异议 {row.number}", tone="soon")
        if row.closed_on:
            yield Event(
                _on(row.closed_on), f"异议 {row.number} 办结：{row.get_result_display()}", by=row.closed_by_name,
                comment=row.document_number, tone="late" if row.result == "disqualified" else "done", has_time=False,
            )  # fmt: skip
