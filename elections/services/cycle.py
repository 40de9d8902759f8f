"""A district's election cycle: opened once with everything it needs, adjusted, closed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time

from django.db import IntegrityError, transaction
from django.db.models import F

from elections.enums import CycleState, ElectionMode, Inclusion, StepState
from elections.models import Community, CommunityCycle, District, ElectionCycle, Step, StepRecord
from elections.rules.procedure_template import REPRESENTATIVES, STEPS, is_needed_at_first, planned_day
from huanjie.activity.services import act, change_state
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require

RULE_SET = {"party": "party-2020", "residents_committee": "csjwh-2026"}
FRIDAY = 4
EDITABLE = (
    "name", "starts_on", "election_day", "ends_on", "street_cutoff", "district_cutoff", "weekly_weekday",
    "reports_on_rest_days", "issuer",
)  # fmt: skip


def check_dates(*, starts_on: date, election_day: date, ends_on: date) -> Verdict:
    """Start, election day and end in this order."""
    if not starts_on <= election_day <= ends_on:
        return no("日期顺序不对：启动日期应不晚于选举日，选举日应不晚于结束日期。", "请核对三个日期。")
    return YES


def check_opening(district: District) -> Verdict:
    """A district runs one cycle at a time, and needs communities to run it in."""
    running = ElectionCycle.objects.filter(district=district).open().first()
    if running is not None:
        return no(f"{district.name}已有正在进行的换届“{running.name}”。", "请先结束上一届，再开启新的一届。")
    if not communities_of(district).exists():
        return no(f"{district.name}还没有社区。", "请先导入行政区划，再开启换届。")
    return YES


def communities_of(district: District):
    """The communities of a district whose code is in force."""
    return Community.objects.current().in_area(district.prefix)


def open_cycle(
    *,
    district: District,
    name: str,
    starts_on: date,
    election_day: date,
    ends_on: date,
    by,
    street_cutoff: time = time(17, 0),
    district_cutoff: time = time(18, 0),
    weekly_weekday: int = FRIDAY,
    reports_on_rest_days: bool = False,
    issuer: str = "",
    communities: Iterable[Community] | None = None,
) -> ElectionCycle:
    """Start a cycle: its steps are copied from the template, every current community of the district (or those given)
    joins it as due, and every step of every community gets its planned day."""
    with act() as log:
        district = District.objects.select_for_update().get(pk=district.pk)
        require(check_dates(starts_on=starts_on, election_day=election_day, ends_on=ends_on))
        require(check_opening(district))
        joining = list(communities_of(district) if communities is None else communities)
        require(_check_communities(district, joining))
        cycle = ElectionCycle.objects.create(
            district=district, area_code=district.prefix, name=name, starts_on=starts_on, election_day=election_day,
            ends_on=ends_on, rule_set=dict(RULE_SET), street_cutoff=street_cutoff, district_cutoff=district_cutoff,
            weekly_weekday=weekly_weekday, reports_on_rest_days=reports_on_rest_days, issuer=issuer,
        )  # fmt: skip
        steps = _copy_steps(cycle)
        members = _join(cycle, joining)
        _plan(cycle, steps, members)
        cycle = _run(cycle, by)
        log.record(by=by, verb="cycle.opened", subject=cycle, detail={"communities": len(members), "steps": len(steps)})
    return cycle


def _check_communities(district: District, communities: list[Community]) -> Verdict:
    if not communities:
        return no("没有选择参加换届的社区。", "请至少选择一个社区。")
    strangers = [c.name for c in communities if not c.code.startswith(district.prefix) or c.valid_to is not None]
    if strangers:
        return no(f"{'、'.join(strangers[:3])}不是{district.name}的现有社区。", "请核对社区名单。")
    return YES


def _copy_steps(cycle: ElectionCycle) -> list[Step]:
    return Step.objects.bulk_create(
        Step(
            cycle=cycle, code=t.code, side=t.side, name=t.name, position=position, offset_days=t.offset_days,
            is_statutory=t.is_statutory, article=t.article, evidence_name=t.evidence_name, condition=t.condition,
        )
        for position, t in enumerate(STEPS, start=1)
    )  # fmt: skip


def _join(cycle: ElectionCycle, communities: list[Community]) -> list[CommunityCycle]:
    return CommunityCycle.objects.bulk_create(
        (CommunityCycle(cycle=cycle, community=community, area_code=community.code) for community in communities),
        batch_size=500,
    )


def _plan(cycle: ElectionCycle, steps: list[Step], members: list[CommunityCycle]) -> None:
    days = {
        step.code: planned_day(election_day=cycle.election_day, offset_days=step.offset_days, starts_on=cycle.starts_on)
        for step in steps
    }
    needed = {template.code: is_needed_at_first(template) for template in STEPS}
    StepRecord.objects.bulk_create(
        (
            StepRecord(
                community_cycle=member, step=step, code=step.code, area_code=member.area_code,
                planned_on=days[step.code], is_needed=needed[step.code],
            )
            for member in members
            for step in steps
        ),
        batch_size=1000,
    )  # fmt: skip


def _run(cycle: ElectionCycle, by) -> ElectionCycle:
    try:
        with transaction.atomic():
            return change_state(subject=cycle, to=CycleState.OPEN, by=by)
    except IntegrityError:
        raise Refused(no("本区刚刚已有另一届换届开启。", "请刷新页面查看。")) from None


def update_cycle(*, cycle: ElectionCycle, by, expected_version: int | None = None, **fields) -> ElectionCycle:
    """Change parameters (EDITABLE). A moved election day moves every step not yet done by as many days; steps that are
    done keep their dates, and nothing is planned before the cycle begins."""
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a parameter of a cycle: {', '.join(sorted(unknown))}")
    with act() as log:
        row = ElectionCycle.objects.select_for_update().get(pk=cycle.pk)
        if expected_version is not None and row.version != expected_version:
            raise Stale(f"“{row}”")
        if row.state == CycleState.CLOSED:
            raise Refused(no(f"“{row}”已经结束，不能再修改。", "如确需修改，请先重新开启。"))
        before = {name: getattr(row, name) for name in fields}
        for name, value in fields.items():
            setattr(row, name, value)
        require(check_dates(starts_on=row.starts_on, election_day=row.election_day, ends_on=row.ends_on))
        changed = [name for name in fields if before[name] != fields[name]]
        if not changed:
            return row
        row.version += 1
        row.save()
        moved = _move_plans(row, before) if "election_day" in changed else 0
        log.record(
            by=by, verb="cycle.updated", subject=row,
            detail={name: [str(before[name]), str(fields[name])] for name in changed} | {"replanned": moved},
        )  # fmt: skip
    return row


def _move_plans(cycle: ElectionCycle, before: dict) -> int:
    distance = cycle.election_day - before["election_day"]
    waiting = StepRecord.objects.select_for_update().filter(community_cycle__cycle=cycle).exclude(state=StepState.DONE)
    by_day = defaultdict(list)
    for pk, day in waiting.order_by("pk").values_list("pk", "planned_on"):
        by_day[day].append(pk)
    for day, keys in by_day.items():
        moved = max(day + distance, cycle.starts_on)
        for start in range(0, len(keys), 500):
            StepRecord.objects.filter(pk__in=keys[start : start + 500]).update(
                planned_on=moved, version=F("version") + 1
            )
    return sum(map(len, by_day.values()))


def close_cycle(*, cycle: ElectionCycle, by, expected_version: int | None = None, comment: str = "") -> ElectionCycle:
    """End a cycle: from now on nothing in it is written."""
    return change_state(subject=cycle, to=CycleState.CLOSED, by=by, comment=comment, expected_version=expected_version)


def reopen_cycle(*, cycle: ElectionCycle, reason: str, by, expected_version: int | None = None) -> ElectionCycle:
    """Open an ended cycle again, while no other one of the district is running."""
    require(YES if reason.strip() else no("请写明重新开启的原因。"))
    with act():
        district = District.objects.select_for_update().get(pk=cycle.district_id)
        running = ElectionCycle.objects.filter(district=district).open().first()
        if running is not None and running.pk != cycle.pk:
            raise Refused(no(f"{district.name}已有正在进行的换届“{running.name}”。", "同一时间只能有一届在进行。"))
        return change_state(
            subject=cycle, to=CycleState.OPEN, by=by, comment=reason.strip(), expected_version=expected_version
        )


def require_open(cycle: ElectionCycle) -> None:
    """Refuse to write in a cycle that is not running."""
    if cycle.state != CycleState.OPEN:
        raise Refused(no(f"“{cycle}”{cycle.get_state_display()}，不能再填报。", "如有需要，请联系区委组织部。"))


def set_inclusion(*, community_cycle: CommunityCycle, inclusion: str, document_number: str = "", by) -> CommunityCycle:
    """Count a community as due, postponed or not due; leaving the count needs the number of the document."""
    inclusion, number = Inclusion(inclusion), document_number.strip()
    if inclusion != Inclusion.DUE and not number:
        raise Refused(no(f"把社区调整为“{inclusion.label}”要有依据。", "请填写批准文件的文号。"))
    return _adjust(community_cycle, by, "inclusion", inclusion=inclusion.value, inclusion_document=number)


def set_difficult(*, community_cycle: CommunityCycle, is_difficult: bool, difficulty: str = "", by) -> CommunityCycle:
    """Put a community on the list of difficult ones with the reason, or take it off."""
    if is_difficult and not difficulty.strip():
        raise Refused(no("列为难点社区要写明原因。", "请填写难点原因。"))
    words = difficulty.strip() if is_difficult else ""
    return _adjust(community_cycle, by, "difficult", is_difficult=is_difficult, difficulty=words)


def set_election_mode(*, community_cycle: CommunityCycle, mode: str, by) -> CommunityCycle:
    """Choose the way of electing (csjwh-2026 art. 14); choosing representatives is a step only where they vote."""
    mode = ElectionMode(mode)
    with act():
        row = _adjust(community_cycle, by, "election_mode", election_mode=mode.value)
        StepRecord.objects.filter(community_cycle=row, code=REPRESENTATIVES).exclude(state=StepState.DONE).update(
            is_needed=mode != ElectionMode.ALL_VOTERS
        )
    return row


def _adjust(community_cycle: CommunityCycle, by, what: str, **fields) -> CommunityCycle:
    with act() as log:
        row = (
            CommunityCycle.objects.select_for_update(of=("self",))
            .select_related("cycle", "community")
            .get(pk=community_cycle.pk)
        )
        require_open(row.cycle)
        before = {name: getattr(row, name) for name in fields}
        if before == fields:
            return row
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        log.record(
            by=by, verb=f"community_cycle.{what}", subject=row, label=row.community.name,
            detail={"before": before, "after": fields},
        )  # fmt: skip
    return row
