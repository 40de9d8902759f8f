"""Is the log whole?"""

from dataclasses import dataclass

from huanjie.activity.chain import GENESIS, entry_hash
from huanjie.activity.models import ActivityEntry, ChainHead


@dataclass(frozen=True)
class ChainCheck:
    """`entries` were read; `broken_at` is the number of the first entry that does not fit, None when all do."""

    entries: int
    broken_at: int | None = None
    reason: str = ""


def verify_chain() -> ChainCheck:
    """Recompute every hash from the first entry on, and compare the end with the chain's head."""
    previous, expected, count = GENESIS, 1, 0
    for entry in ActivityEntry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            return ChainCheck(count, expected, f"第 {expected} 条缺失")
        if entry.previous_hash != previous:
            return ChainCheck(count, entry.number, "前一条摘要不符")
        if entry.hash != entry_hash(entry):
            return ChainCheck(count, entry.number, "内容与摘要不符")
        previous, expected, count = entry.hash, expected + 1, count + 1
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    if head.last_number != count or head.last_hash != previous:
        return ChainCheck(count, count + 1, f"链尾应为第 {head.last_number} 条，实际只到第 {count} 条")
    return ChainCheck(count)
