"""Open findings and reasons: a logged act with a purpose. What is opened is handed back once and kept nowhere else."""

from dataclasses import dataclass

from candidates.models import Candidate, DepartmentOpinion, ReviewConclusion
from candidates.permissions_decisions import can_open_reasons
from candidates.queries.recusal import is_recused
from candidates.services.reveal import PURPOSE_AT_LEAST
from huanjie.activity.services import act
from huanjie.shared.verdict import Refused, no, require


@dataclass(frozen=True)
class Reasons:
    """Cells that say something else than 未发现, newest first, void ones among them; the conclusions with their reasons,
    what the person answered and asked for."""

    opinions: list[DepartmentOpinion]
    conclusions: list[ReviewConclusion]


def open_reasons(*, candidate: Candidate, purpose: str, by) -> Reasons:
    """The log keeps who, whose and what for, never what was read."""
    if len(purpose.strip()) < PURPOSE_AT_LEAST:
        raise Refused(no("查看核查情况要写明用途。", f"请写清楚用途（不少于 {PURPOSE_AT_LEAST} 个字）。"))
    with act() as log:
        row = Candidate.objects.select_related("community_cycle__cycle").get(pk=candidate.pk)
        require(can_open_reasons(by, row))
        if is_recused(by.user_id, row.pk):
            raise Refused(no("您对此人应当回避，不能查看。", "请由其他工作人员办理。"))
        log.record(
            by=by, verb="candidate.reasons_opened", subject=row, label="候选人核查情况",
            detail={"purpose": purpose.strip()[:200]},
        )  # fmt: skip
        return Reasons(
            opinions=list(
                DepartmentOpinion.objects.filter(candidate=row).exclude(answer__in=("", "clear"))
                .select_related("department", "circumstance").prefetch_related("evidence").order_by("-pk")
            ),
            conclusions=list(
                ReviewConclusion.objects.filter(candidate=row)
                .select_related("notification", "reconsideration").order_by("-pk")
            ),
        )  # fmt: skip
