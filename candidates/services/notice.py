"""Hang a notice of candidates on the public board, close it, correct it. What hangs there stands still."""

from datetime import date

from django.db import IntegrityError, transaction

from candidates.enums_review import NoticeState
from candidates.models import CandidateNotice
from candidates.permissions_notices import can_correct_notice, can_end, can_publish
from candidates.queries.notice import days_for, draft_of, standing_notice
from candidates.rules.notice import (
    change_between,
    check_ending,
    check_lines,
    check_period,
    check_words,
    digest_of,
)
from elections.enums import Side
from elections.models import CommunityCycle
from elections.rules.paper_form import digest
from huanjie.activity.models import StateChange
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale, no, require


def publish_notice(
    *, community_cycle: CommunityCycle, side: str, starts_on: date, ends_on: date, by, seen: str = ""
) -> CandidateNotice:
    """Publish everybody of this side who passed and is not held. `seen` is the digest of the lines the preview showed:
    others than those are not published."""
    with act() as log:
        member = _locked(community_cycle)
        require(can_publish(by, member))
        if standing_notice(member, side) is not None:
            raise Refused(no("本社区这一类已经有候选人公示。", "名单有变化的，请更正原来的公示。"))
        lines = _lines(member, side, seen)
        require(check_lines(lines))
        require(check_period(starts_on, ends_on, days_for(member, side)))
        row = _hang(member, side, lines, starts_on, ends_on, NoticeState.PUBLISHED, by)
        log.record(by=by, verb="candidate_notice.hung", subject=row, detail=_detail(row))
    return row


def end_notice(*, notice: CandidateNotice, by, expected_version: int | None = None) -> CandidateNotice:
    """Note that the days are over."""
    with act():
        row = _notice(notice)
        require(can_end(by, row))
        require(check_ending(row.ends_on, clock.today()))
        return change_state(subject=row, to=NoticeState.ENDED, by=by, expected_version=expected_version)


def correct_notice(
    *, notice: CandidateNotice, reason: str, by, starts_on: date | None = None, ends_on: date | None = None,
    seen: str = "", expected_version: int | None = None,
) -> CandidateNotice:  # fmt: skip
    """Hang the list as it is now in the place of the old one. Names that only left keep the days; whoever is new hangs a
    whole period, and so days must be given. The reason is public."""
    if not reason.strip():
        raise Refused(no("更正要写明原因。", "请写可以公开的说明，如“因候选人退出”。"))
    with act() as log:
        member = _locked(notice.community_cycle)
        old = _notice(notice)
        require(can_correct_notice(by, old))
        lines = _lines(member, old.side, seen)
        require(check_lines(lines, may_be_empty=True))
        require(check_words(reason))
        change, is_renewed = change_between(old.lines, lines), starts_on is not None or ends_on is not None
        if not (change.gone or change.new or is_renewed):
            raise Refused(no("名单没有变化，不需要更正。", "需要延长公示的，请填写公示日期。"))
        if change.needs_new_period and not is_renewed:
            raise Refused(no(f"{'、'.join(change.new)}没有公示过，须重新公示。", "请填写公示开始和结束日期。"))
        starts_on, ends_on = starts_on or old.starts_on, ends_on or old.ends_on
        if is_renewed:
            require(check_period(starts_on, ends_on, days_for(member, old.side)))
        state = NoticeState.PUBLISHED if is_renewed else NoticeState(old.state)
        change_state(subject=old, to=NoticeState.CORRECTED, by=by, expected_version=expected_version)
        row = _hang(member, old.side, lines, starts_on, ends_on, state, by, old, reason.strip())
        log.record(by=by, verb="candidate_notice.hung", subject=row, detail=_detail(row) | {"corrects": old.pk})
    return row


def digest_of_lines(lines: list[dict]) -> str:
    """What a preview carries, so that only what was seen is published."""
    return digest(lines)


def _lines(member: CommunityCycle, side: str, seen: str) -> list[dict]:
    lines = draft_of(member, side).lines
    if seen and seen != digest_of_lines(lines):
        raise Stale("公示名单")
    return lines


def _hang(member, side, lines, starts_on, ends_on, state, by, corrects=None, reason="") -> CandidateNotice:
    row = CandidateNotice(
        community_cycle=member, area_code=member.area_code, side=Side(side), state=state, lines=lines,
        starts_on=starts_on, ends_on=ends_on, corrects=corrects, correction_reason=reason,
        published_by_name=by.name,
        digest=digest_of(
            area_code=member.area_code, side=side, starts_on=starts_on, ends_on=ends_on, lines=lines,
            corrects=corrects.digest if corrects else "",
        ),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(no("本社区这一类已经有候选人公示。", "请刷新页面查看。")) from None
    StateChange.objects.create(
        subject_type=row._meta.label_lower, subject_id=str(row.pk), area_code=row.area_code, before="",
        after=state.value, at=clock.now(), by_id=by.user_id, by_name=by.name, role=by.role,
    )  # fmt: skip
    return row


def _detail(row: CandidateNotice) -> dict:
    return {
        "side": row.side,
        "from": str(row.starts_on),
        "to": str(row.ends_on),
        "lines": len(row.lines),
        "digest": row.digest,
    }


def _locked(community_cycle: CommunityCycle) -> CommunityCycle:
    return (
        CommunityCycle.objects.select_for_update(of=("self",))
        .select_related("cycle", "community")
        .get(pk=community_cycle.pk)
    )


def _notice(notice: CandidateNotice) -> CandidateNotice:
    return (
        CandidateNotice.objects.select_for_update(of=("self",))
        .select_related("community_cycle__cycle", "community_cycle__community")
        .get(pk=notice.pk)
    )
