"""工作移交: within ten days after the new committee came into being (csjwh-2026 art. 25)."""

from collections.abc import Iterable, Mapping
from datetime import date

from elections.models import CommunityCycle, Handover
from elections.permissions_ballot import can_record_handover, can_reopen_handover
from elections.queries.rule_sets import cycle_parameters
from elections.rules.thresholds import handover_deadline
from elections.services.cycle import require_open
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale, no, require

ITEMS = ("印章", "办公场所和用具", "财务账册", "固定资产", "债权债务", "档案资料")
ARTICLE = "城市居民委员会组织法第25条"


def begin_handover(*, community_cycle: CommunityCycle, elected_on: date, by) -> Handover:
    """Open the list of what passes over, with its last day. Called by the declaration, inside its act; a list that is
    begun already keeps what was ticked and only learns the day of the new committee."""
    due_on = handover_deadline(elected_on, cycle_parameters(community_cycle.cycle)["handover_days"])
    with act() as log:
        row, made = Handover.objects.get_or_create(
            community_cycle=community_cycle,
            defaults={
                "area_code": community_cycle.area_code, "elected_on": elected_on, "due_on": due_on,
                "items": [{"name": name, "is_done": False, "note": ""} for name in ITEMS],
            },
        )  # fmt: skip
        if made or (row.elected_on, row.due_on) != (elected_on, due_on):
            row.elected_on, row.due_on = elected_on, due_on
            row.version += not made
            row.save(update_fields=["elected_on", "due_on", "version"])
            log.record(by=by, verb="handover.begun", subject=row, label=str(row), detail={"due_on": str(due_on)})
    return row


def record_handover(
    *, handover: Handover, ticked: Iterable[str], notes: Mapping[str, str], led_by: str, watched_by: str, by,
    extra: str = "", expected_version: int | None = None,
) -> Handover:  # fmt: skip
    """Keep which items have passed over, the notes on them, who led and who watched; `extra` adds one item."""
    with act() as log:
        row = _locked(handover, expected_version)
        require(can_record_handover(by, row.community_cycle))
        if row.done_on is not None:
            raise Refused(no("移交已经完成，不能再改。", "如有遗漏，请先撤回完成登记。"))
        ticked, extra = set(ticked), extra.strip()[:60]
        row.items = [
            {
                "name": item["name"], "is_done": item["name"] in ticked,
                "note": notes.get(item["name"], item["note"]).strip()[:200],
            }
            for item in row.items
        ]  # fmt: skip
        if extra and extra not in [item["name"] for item in row.items]:
            row.items = [*row.items, {"name": extra, "is_done": False, "note": ""}]
        row.led_by, row.watched_by = led_by.strip()[:50], watched_by.strip()[:50]
        row.version += 1
        row.save()
        done = [item["name"] for item in row.items if item["is_done"]]
        log.record(by=by, verb="handover.recorded", subject=row, label=str(row), detail={"done": len(done)})
    return row


def complete_handover(*, handover: Handover, done_on: date, by, expected_version: int | None = None) -> Handover:
    """The handover is done: everything ticked, led by the election committee, watched by the subdistrict office."""
    with act() as log:
        row = _locked(handover, expected_version)
        require(can_record_handover(by, row.community_cycle))
        open_items = [item["name"] for item in row.items if not item["is_done"]]
        if open_items:
            raise Refused(no(f"{'、'.join(open_items)}还没有移交。", "请逐项移交并勾选后再登记完成。", ARTICLE))
        if not row.led_by or not row.watched_by:
            raise Refused(
                no("移交由居民选举委员会主持、街道监督，还没有写明是谁。", "请填写主持人和街道监督人。", ARTICLE)
            )
        if done_on > clock.today() or done_on < row.elected_on:
            raise Refused(no(f"完成日期 {done_on} 不对。", f"应在产生日期 {row.elected_on} 之后、不晚于今天。"))
        row.done_on = done_on
        row.version += 1
        row.save(update_fields=["done_on", "version"])
        log.record(by=by, verb="handover.completed", subject=row, label=str(row),
                   detail={"on": str(done_on), "days_late": max(0, (done_on - row.due_on).days)})  # fmt: skip
    return row


def reopen_handover(*, handover: Handover, reason: str, by, expected_version: int | None = None) -> Handover:
    """Take the completion back, with the reason."""
    if not reason.strip():
        raise Refused(no("撤回完成登记要写明原因。", "请填写原因。"))
    with act() as log:
        row = _locked(handover, expected_version)
        require(can_reopen_handover(by, row.community_cycle))
        row.done_on = None
        row.version += 1
        row.save(update_fields=["done_on", "version"])
        log.record(by=by, verb="handover.reopened", subject=row, label=str(row), detail={"reason": reason.strip()})
    return row


def _locked(handover: Handover, expected_version: int | None) -> Handover:
    row = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("community_cycle__cycle", "community_cycle__community")
        .get(pk=handover.pk)
    )
    if expected_version is not None and row.version != expected_version:
        raise Stale("工作移交")
    require_open(row.community_cycle.cycle)
    return row
