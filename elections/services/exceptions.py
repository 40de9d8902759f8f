"""Grant an exception from a bound that is not the law's own."""

from elections.models import StepException, StepRecord
from elections.permissions_cycle import can_grant_exception
from elections.queries.gates import judgements
from elections.services.cycle import require_open
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, no, require


def grant_exception(*, record: StepRecord, rule: str, reason: str, document_number: str, by) -> StepException:
    """Allow one step of one community what `rule` would refuse today. It stays visible for ever. Raises Refused for a
    bound of the law itself, for one that stands in nobody's way, without reason or without the document's number."""
    require(YES if reason.strip() else no("批准例外要写明理由。", "请填写理由。"))
    require(YES if document_number.strip() else no("批准例外要有文件。", "请填写批准文号。"))
    with act() as log:
        row = (
            StepRecord.objects.select_for_update(of=("self",))
            .select_related("step", "community_cycle__cycle", "community_cycle__community")
            .get(pk=record.pk)
        )
        require_open(row.community_cycle.cycle)
        require(can_grant_exception(by, row))
        refusal = next(
            (each for each in judgements([row], clock.today())[row.pk].refusals if each.rule == rule), None
        )  # fmt: skip
        if refusal is None:
            raise Refused(no("这个步骤现在不受这条要求限制，不需要批准例外。", "请刷新页面查看最新情况。"))
        if not refusal.may_be_excepted:
            raise Refused(
                no("这是法律的规定，任何一级都不能批准例外。", refusal.verdict.remedy, refusal.verdict.article)
            )
        granted = StepException.objects.create(
            community_cycle=row.community_cycle, step=row.step, area_code=row.area_code, rule=rule,
            words=refusal.verdict.reason[:500], article=refusal.verdict.article[:120], reason=reason.strip()[:200],
            document_number=document_number.strip()[:60], granted_by=by.name, granted_role=by.role,
            granted_at=clock.now(),
        )  # fmt: skip
        log.record(
            by=by, verb="steprecord.exception_granted", subject=row,
            label=f"{row.community_cycle.community.name}{row.step.name}",
            detail={"rule": rule, "document": document_number.strip(), "reason": reason.strip()},
        )  # fmt: skip
    return granted
