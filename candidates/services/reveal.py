"""Open what is closed by default: a logged act with a purpose."""

from typing import NamedTuple

from candidates.models import Candidate
from huanjie.activity.services import act
from huanjie.shared.verdict import Refused, no

PURPOSE_AT_LEAST = 4


class Identity(NamedTuple):
    id_number: str
    phone: str


def reveal_identity(*, candidate: Candidate, purpose: str, by) -> Identity:
    """The whole ID number and phone. The log keeps who, whose and what for, never the numbers."""
    if len(purpose.strip()) < PURPOSE_AT_LEAST:
        raise Refused(no("查看完整身份证号要写明用途。", f"请写清楚用途（不少于 {PURPOSE_AT_LEAST} 个字）。"))
    with act() as log:
        row = Candidate.objects.get(pk=candidate.pk)
        log.record(
            by=by, verb="candidate.identity_revealed", subject=row, label="候选人身份信息",
            detail={"purpose": purpose.strip()},
        )  # fmt: skip
    return Identity(row.id_number, row.phone)
