"""A cycle's list of steps: edited, left out, taken back in, added to by the district or by a community."""

from dataclasses import replace
from datetime import timedelta

from elections.enums import Side, StepState
from elections.models import CommunityCycle, ElectionCycle, Step, StepRecord
from elections.queries.schedule import frame_of, members_of, propose, steps_of, template_of
from elections.rules.schedule_facts import Plan
from elections.rules.step_editing import check_drop, check_offset, check_place
from elections.services.cycle import require_open
from elections.services.planning import require_lawful, store
from huanjie.activity.services import act
from huanjie.shared.verdict import YES, Refused, Stale, no, require

TEXTS = ("name", "owner", "documents", "evidence_name")
LABELS = {
    "name": "名称", "owner": "责任主体", "documents": "产出文书", "evidence_name": "应留材料", "offset_days": "距选举日天数",
    "after": "位置",
}  # fmt: skip
PREFIX = {Side.PARTY: "PX", Side.RESIDENTS_COMMITTEE: "RX"}


def edit_step(
    *,
    step: Step,
    by,
    expected_version: int | None = None,
    offset_days: int | None = None,
    after: str | None = None,
    **texts,
) -> Step:
    """Change a step of the cycle: its words, its distance from the election day (communities that stood in the plan
    follow), its place behind the step `after` ("" for the first). Refused when that breaks a bound of law or province,
    in the plan or in a community where something is done already."""
    unknown = set(texts) - set(TEXTS)
    if unknown:
        raise TypeError(f"not to be edited: {', '.join(sorted(unknown))}")
    with act() as log:
        row, cycle = _locked(step, expected_version)
        changed = {name: (getattr(row, name), value.strip()) for name, value in texts.items()}
        if offset_days is not None:
            changed["offset_days"] = (row.offset_days, offset_days)
        changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
        require(YES if changed.get("name", ("", "x"))[1] else no("步骤要有名称。", "请填写步骤名称。"))
        moved = _move(row, cycle, offset_days) if "offset_days" in changed else 0
        for name, (_, value) in changed.items():
            setattr(row, name, value)
        if after is not None and _place(row, cycle, after):
            changed["after"] = ("", _name(cycle, after))
        if not changed:
            return row
        row.version += 1
        row.save(update_fields=[*(name for name in changed if name != "after"), "version"])
        log.record(
            by=by, verb="step.changed", subject=row, area=cycle.area_code,
            detail={name: list(pair) for name, pair in changed.items()} | {"replanned": moved, "comment": _words(changed)},
        )  # fmt: skip
    return row


def _words(changed: dict) -> str:
    parts = (f"{LABELS[name]}：{before or '—'} → {after or '—'}" for name, (before, after) in changed.items())
    return "；".join(parts)[:500]


def _name(cycle: ElectionCycle, code: str) -> str:
    return f"“{Step.objects.get(cycle=cycle, code=code).name}”之后" if code else "最前"


def _move(row: Step, cycle: ElectionCycle, offset_days: int) -> int:
    frame = frame_of(cycle)
    require(check_offset(frame.plan.steps, row.code, offset_days, frame.parameters))
    steps = tuple(replace(s, offset_days=offset_days) if s.code == row.code else s for s in frame.plan.steps)
    proposal = propose(frame, replace(frame, plan=Plan(steps)), members_of(cycle), lock=True)
    require_lawful(proposal, reason="步骤模板调整")
    return store(proposal)


def _place(row: Step, cycle: ElectionCycle, after: str) -> bool:
    """Put the step behind another one; whether that changed anything."""
    steps = list(steps_of(cycle))
    codes = [step.code for step in steps]
    if after and after not in codes or after == row.code:
        raise Refused(no("没有这个位置。", "请从列表中选择排在哪一步之后。"))
    if codes.index(row.code) == (codes.index(after) + 1 if after else 0):
        return False
    require(check_place([template_of(step) for step in steps], row.code, after))
    order = [step for step in steps if step.code != row.code]
    order.insert(next((n for n, s in enumerate(order, start=1) if s.code == after), 0), row)
    for number, step in enumerate(order, start=1):
        step.position = number
    Step.objects.bulk_update(order, ["position"])
    return True


def drop_step(*, step: Step, reason: str, by, expected_version: int | None = None) -> Step:
    """Leave a step out of this cycle. Never one of law or Party rules, never one a community has begun."""
    require(YES if reason.strip() else no("停用步骤要写明原因。", "请填写原因。"))
    with act() as log:
        row, cycle = _locked(step, expected_version)
        require(check_drop(row))
        begun = StepRecord.objects.filter(step=row).exclude(state=StepState.NOT_STARTED).count()
        if begun:
            raise Refused(no(f"已有 {begun} 个社区开始“{row.name}”，不能停用。", "请保留这个步骤。"))
        StepRecord.objects.filter(step=row).update(is_needed=False)
        return _switch(row, True, "step.dropped", reason, by, log, cycle)


def restore_step(*, step: Step, reason: str, by, expected_version: int | None = None) -> Step:
    """Take a step back into the cycle; it applies to every community again unless it has a condition."""
    require(YES if reason.strip() else no("恢复步骤要写明原因。", "请填写原因。"))
    with act() as log:
        row, cycle = _locked(step, expected_version)
        if not row.condition:
            StepRecord.objects.filter(step=row).update(is_needed=True)
        return _switch(row, False, "step.restored", reason, by, log, cycle)


def _switch(row: Step, is_dropped: bool, verb: str, reason: str, by, log, cycle: ElectionCycle) -> Step:
    if row.is_dropped == is_dropped:
        raise Refused(no("步骤的状态没有变化。", "请刷新页面查看最新状态。"))
    row.is_dropped = is_dropped
    row.version += 1
    row.save(update_fields=["is_dropped", "version"])
    log.record(by=by, verb=verb, subject=row, area=cycle.area_code, detail={"comment": reason.strip()})
    return row


def add_step(
    *, cycle: ElectionCycle, side: str, name: str, offset_days: int, by, owner: str = "", documents: str = "",
    evidence_name: str = "", community_cycle: CommunityCycle | None = None,
) -> Step:  # fmt: skip
    """A further step: for every community of the cycle, or for one that sets it itself. It is not one of law."""
    side = Side(side)
    require(YES if name.strip() else no("步骤要有名称。", "请填写步骤名称。"))
    with act() as log:
        cycle = ElectionCycle.objects.select_for_update().get(pk=cycle.pk)
        require_open(cycle)
        if abs(offset_days) > 400:
            raise Refused(no(f"距选举日 {offset_days} 天太远。", "请填写 -400 到 400 之间的天数。"))
        members = [community_cycle] if community_cycle else members_of(cycle)
        taken = Step.objects.filter(cycle=cycle, code__startswith=PREFIX[side]).count()
        last = steps_of(cycle).filter(side=side).last()
        step = Step.objects.create(
            cycle=cycle, code=f"{PREFIX[side]}{taken + 1:02}", side=side, name=name.strip(), owner=owner.strip(),
            documents=documents.strip(), evidence_name=evidence_name.strip(), offset_days=offset_days,
            position=last.position if last else 1, community_cycle=community_cycle,
        )  # fmt: skip
        StepRecord.objects.bulk_create(
            (
                StepRecord(
                    community_cycle=member, step=step, code=step.code, area_code=member.area_code,
                    planned_on=max((member.election_day or cycle.election_day) + timedelta(days=offset_days), cycle.starts_on),
                )
                for member in members
            ),
            batch_size=1000,
        )  # fmt: skip
        area = community_cycle.area_code if community_cycle else cycle.area_code
        log.record(
            by=by, verb="step.added", subject=step, area=area,
            detail={"offset_days": offset_days, "communities": len(members)},
        )  # fmt: skip
    return step


def remove_own_step(*, record: StepRecord, by) -> None:
    """Take back a step that the community added itself, while nothing was recorded for it."""
    with act() as log:
        row = (
            StepRecord.objects.select_for_update(of=("self",))
            .select_related("step", "community_cycle__cycle", "community_cycle__community")
            .get(pk=record.pk)
        )
        require_open(row.community_cycle.cycle)
        step = row.step
        if step.community_cycle_id is None:
            words = f"“{step.name}”是本届统一的步骤，社区可以增设步骤，不能减少。"
            raise Refused(no(words, "法定程序不变通，规定步骤不减少。", step.article))
        if row.state != StepState.NOT_STARTED:
            raise Refused(no("步骤已经开始，不能撤销。", "如登记有误，请由街道退回。"))
        log.record(
            by=by, verb="step.removed", subject=row.community_cycle, area=row.area_code,
            label=f"{row.community_cycle.community.name}“{step.name}”",
        )  # fmt: skip
        row.delete()
        step.delete()


def _locked(step: Step, expected_version: int | None) -> tuple[Step, ElectionCycle]:
    """The step of the cycle, locked with the cycle, so that two editors of the list wait for each other."""
    cycle = ElectionCycle.objects.select_for_update().get(pk=step.cycle_id)
    require_open(cycle)
    row = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    row.cycle = cycle
    if row.community_cycle_id is not None:
        raise Refused(no("这是社区自己增设的步骤，不在本届统一的模板中。", "请在该社区的页面处理。"))
    if expected_version is not None and row.version != expected_version:
        raise Stale(f"“{row.name}”")
    return row, cycle
