"""A district's election cycle: opened once with everything it needs, adjusted, closed."""

from collections.abc import Iterable
from datetime import date, time

from django.db import IntegrityError, transaction

from elections.enums import CycleState, ElectionMode, Inclusion
from elections.models import Community, CommunityCycle, District, ElectionCycle, Step
from elections.queries.schedule import propose_for_community, propose_for_cycle
from elections.rules.procedure_template import STEPS, kept_fields
from elections.rules.rule_sets import freeze_for_cycle
from elections.services.planning import first_records, require_lawful, store
from huanjie.activity.services import act, change_state
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require

FRIDAY = 4
EDITABLE = (
    "name", "starts_on", "election_day", "party_day", "term_ends_on", "ends_on", "street_cutoff", "district_cutoff", "weekly_weekday",
    "reports_on_rest_days", "issuer",
)  # fmt: skip
MOVING = ("election_day", "party_day")
"""Days everything else is counted from."""


def check_dates(*, starts_on: date, election_day: date, ends_on: date, party_day: date | None = None) -> Verdict:
    """Start, election day and end in this order, the Party's day between start and end."""
    if not starts_on <= election_day <= ends_on:
        return no("日期顺序不对：启动日期应不晚于选举日，选举日应不晚于结束日期。", "请核对三个日期。")
    if party_day is not None and not starts_on <= party_day <= ends_on:
        return no("党员大会日不在启动日期和结束日期之间。", "请核对党员大会日。")
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
    party_day: date | None = None,
    term_ends_on: date | None = None,
    communities: Iterable[Community] | None = None,
) -> ElectionCycle:
    """Start a cycle: it freezes the rules in force, its steps are copied from the template, every current community of
    the district (or those given) joins it as due, and the engine plans every step of every community. A cycle that
    begins too late to keep the law is opened all the same: its page says what it breaks."""
    with act() as log:
        district = District.objects.select_for_update().get(pk=district.pk)
        require(check_dates(starts_on=starts_on, election_day=election_day, ends_on=ends_on, party_day=party_day))
        require(check_opening(district))
        joining = list(communities_of(district) if communities is None else communities)
        require(_check_communities(district, joining))
        cycle = ElectionCycle.objects.create(
            district=district, area_code=district.prefix, name=name, starts_on=starts_on, election_day=election_day,
            ends_on=ends_on, party_day=party_day, term_ends_on=term_ends_on,
            rule_set=freeze_for_cycle(starts_on, election_day), street_cutoff=street_cutoff, district_cutoff=district_cutoff,
            weekly_weekday=weekly_weekday, reports_on_rest_days=reports_on_rest_days, issuer=issuer,
        )  # fmt: skip
        steps = _copy_steps(cycle)
        members = _join(cycle, joining)
        first_records(cycle, steps, members)
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
            **kept_fields(t),
        )
        for position, t in enumerate(STEPS, start=1)
    )  # fmt: skip


def _join(cycle: ElectionCycle, communities: list[Community]) -> list[CommunityCycle]:
    return CommunityCycle.objects.bulk_create(
        (CommunityCycle(cycle=cycle, community=community, area_code=community.code) for community in communities),
        batch_size=500,
    )


def _run(cycle: ElectionCycle, by) -> ElectionCycle:
    try:
        with transaction.atomic():
            return change_state(subject=cycle, to=CycleState.OPEN, by=by)
    except IntegrityError:
        raise Refused(no("本区刚刚已有另一届换届开启。", "请刷新页面查看。")) from None


def update_cycle(
    *, cycle: ElectionCycle, by, expected_version: int | None = None, reason: str = "", seen: str = "", **fields
) -> ElectionCycle:
    """Change parameters (EDITABLE). A moved day moves every step not yet done of every community that has no day of its
    own: those that stood in the plan as the engine says, those somebody had set by as many days; what is done stays.
    Refused when it breaks what the law forbids; what the province or the usage forbids wants a reason. `seen` is the
    digest of the preview that was looked at."""
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
        changed = [name for name in fields if before[name] != fields[name]]
        if not changed:
            return row
        moved = _move(row, {name: fields[name] for name in (*MOVING, "starts_on") if name in changed}, reason, seen)
        for name, value in fields.items():
            setattr(row, name, value)
        require(_check_row(row))
        row.version += 1
        row.save()
        log.record(
            by=by, verb="cycle.updated", subject=row,
            detail={name: [str(before[name]), str(fields[name])] for name in changed}
            | {"replanned": moved} | ({"reason": reason.strip()} if reason.strip() else {}),
        )  # fmt: skip
    return row


def _check_row(row: ElectionCycle) -> Verdict:
    return check_dates(
        starts_on=row.starts_on, election_day=row.election_day, ends_on=row.ends_on, party_day=row.party_day
    )


def _move(row: ElectionCycle, days: dict, reason: str, seen: str) -> int:
    if not set(days) & set(MOVING):
        return 0
    proposal = propose_for_cycle(row, lock=True, **days)
    require_lawful(proposal, reason=reason, seen=seen)
    return store(proposal)


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
    """Choose the way of electing (csjwh-2026 art. 14); choosing representatives is a step only where they vote, and then
    the law asks that they be chosen before the list of voters is out (art. 17)."""
    return change_schedule(community_cycle=community_cycle, by=by, election_mode=ElectionMode(mode).value)


OWN = (
    "election_day", "party_day", "term_ends_on", "extended_to", "extension_document", "election_mode",
    "organization_kind", "is_first_term",
)  # fmt: skip
"""What a community may have of its own."""


def change_schedule(
    *, community_cycle: CommunityCycle, by, reason: str = "", seen: str = "", **fields
) -> CommunityCycle:
    """Give a community days, a term, a way of electing or a Party organization of its own (OWN), and plan it anew. An
    extension needs the number of its approval. Refused as in `update_cycle`."""
    unknown = set(fields) - set(OWN)
    if unknown:
        raise TypeError(f"not a community's own: {', '.join(sorted(unknown))}")
    with act() as log:
        row = _locked(community_cycle)
        before = {name: getattr(row, name) for name in fields}
        changed = [name for name in fields if before[name] != fields[name]]
        if not changed:
            return row
        after = {name: fields.get(name, getattr(row, name)) for name in OWN}
        require(check_own_days(row, **after))
        days = {name: fields[name] for name in changed if name != "extension_document"}
        proposal = propose_for_community(row, lock=True, **days)
        require_lawful(proposal, reason=reason, seen=seen)
        moved = store(proposal)
        for name in changed:
            setattr(row, name, fields[name])
        row.save(update_fields=changed)
        verb = "election_mode" if changed == ["election_mode"] else "schedule"
        log.record(
            by=by, verb=f"community_cycle.{verb}", subject=row, label=row.community.name,
            detail={
                "before": {name: _plain(before[name]) for name in changed},
                "after": {name: _plain(fields[name]) for name in changed}, "replanned": moved,
            } | ({"reason": reason.strip()} if reason.strip() else {}),
        )  # fmt: skip
    return row


def check_own_days(
    row: CommunityCycle, *, election_day, party_day, term_ends_on, extended_to, extension_document, **_
) -> Verdict:
    """A community's own days lie inside the cycle; an extension follows the term and has its document."""
    cycle = row.cycle
    for what, day in (("选举日", election_day), ("党员大会日", party_day)):
        if day is not None and not cycle.starts_on <= day <= cycle.ends_on:
            return no(
                f"{what} {day} 不在本届 {cycle.starts_on} 至 {cycle.ends_on} 之间。",
                "请核对日期，或由区先调整本届的日期。",
            )
    if extended_to is None:
        return YES
    term = term_ends_on or cycle.term_ends_on
    if term is None:
        return no("登记延期要先有届满日。", "请填写本社区届满日。")
    if extended_to <= term:
        return no(f"延期截止日 {extended_to} 不晚于届满日 {term}。", "请核对两个日期。")
    if not extension_document.strip():
        return no(
            "延期要有批准文号。", "请填写批准文件的文号。", "基层组织选举工作条例第3条；省、自治区、直辖市的选举办法"
        )
    return YES


def _plain(value):
    return str(value) if isinstance(value, date) else value


def _locked(community_cycle: CommunityCycle) -> CommunityCycle:
    row = (
        CommunityCycle.objects.select_for_update(of=("self",))
        .select_related("cycle", "community")
        .get(pk=community_cycle.pk)
    )
    require_open(row.cycle)
    return row


def _adjust(community_cycle: CommunityCycle, by, what: str, **fields) -> CommunityCycle:
    with act() as log:
        row = _locked(community_cycle)
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
