"""Answers the audit gate of `elections.gates` (csjwh-2026 art. 38; domain brief §5.3)."""

from collections import defaultdict

from audits.enums import AuditKind, AuditState
from audits.models import Audit
from elections.gates import register_answer
from huanjie.shared.verdict import YES, no

OF_THE_CHAIR = (AuditKind.TERM, AuditKind.DEPARTURE)
ARTICLE = "城市居民委员会组织法第38条"


def audit(community_cycles):
    """Open when the chair's audit is there and its result published. One query for all of them."""
    rows = Audit.objects.filter(community_cycle__in=[member.pk for member in community_cycles])
    found = defaultdict(list)
    for pk, kind, state in rows.values_list("community_cycle_id", "kind", "state"):
        found[pk].append((kind, state))
    return {member.pk: _verdict(found[member.pk]) for member in community_cycles}


def _verdict(audits: list[tuple[str, str]]):
    of_the_chair = [state for kind, state in audits if kind in OF_THE_CHAIR]
    if not of_the_chair:
        return no("还没有居委会主任的任期或离任经济责任审计。", "请街道组织审计，并在“审计”中登记。", ARTICLE)
    waiting = sum(state != AuditState.PUBLISHED for state in of_the_chair)
    if waiting:
        return no(
            f"居委会主任的经济责任审计还有 {waiting} 项没有公布结果。",
            "请公布审计结果（公布期限不少于十五日），并在“审计”中登记公布日期。", ARTICLE,
        )  # fmt: skip
    return YES


register_answer("audit", audit)
