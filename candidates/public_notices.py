"""Answers for `elections.public_notices`: the notices of candidates as everybody may read them."""

from candidates.enums_review import NoticeState
from candidates.models import CandidateNotice
from candidates.queries.board import notices_on_board
from candidates.rules.notice import posts_in_words
from elections.public_notices import NoticeLine, PublicNotice, register_notices
from huanjie.shared import clock


def on_board(community_cycle):
    """Title, names and posts, the days: nothing else leaves this floor."""
    today = clock.today()
    return [_as_public(row, today) for row in notices_on_board(community_cycle)]


def _as_public(row: CandidateNotice, today) -> PublicNotice:
    later = getattr(row, "corrected_by", None)
    is_running = row.state == NoticeState.PUBLISHED and today <= row.ends_on
    return PublicNotice(
        key=str(row.pk), title=f"{row.get_side_display()}候选人公示", starts_on=row.starts_on, ends_on=row.ends_on,
        lines=tuple(NoticeLine(line["name"], posts_in_words(line)) for line in row.lines), digest=row.digest,
        is_running=is_running, days_left=(row.ends_on - today).days + 1 if is_running else 0,
        correction=row.correction_reason, corrects=str(row.corrects_id or ""), corrected_by=str(later.pk) if later else "",
    )  # fmt: skip


register_notices(on_board)
