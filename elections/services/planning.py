"""Plans written down: the records of a new cycle, and what a change moves."""

from collections import defaultdict
from datetime import date

from django.db.models import F

from elections.models import CommunityCycle, ElectionCycle, Step, StepRecord
from elections.queries.calendar import work_calendar
from elections.queries.schedule import Line, Proposal, template_of
from elections.rules.procedure_template import is_needed_at_first
from elections.rules.rule_sets import parameters_for
from elections.rules.schedule import first_days
from elections.rules.schedule_facts import Plan, Situation
from huanjie.shared.verdict import Refused, no

BATCH = 1000


def first_records(cycle: ElectionCycle, steps: list[Step], members: list[CommunityCycle]) -> None:
    """A record of every step for every community, planned by the engine."""
    plan = Plan(tuple(map(template_of, steps)))
    situation = Situation(
        cycle.election_day, cycle.starts_on, cycle.party_day, cycle.term_ends_on, plan=plan,
        parameters=parameters_for(cycle.rule_set), calendar=work_calendar(),
    )  # fmt: skip
    days = first_days(situation)
    needed = {step.code: is_needed_at_first(step, situation.mode) for step in plan.steps}
    StepRecord.objects.bulk_create(
        (
            StepRecord(
                community_cycle=member, step=step, code=step.code, area_code=member.area_code,
                planned_on=days[step.code], is_needed=needed[step.code],
            )
            for member in members
            for step in steps
        ),
        batch_size=BATCH,
    )  # fmt: skip


def store(proposal: Proposal) -> int:
    """Write what a change moves; the records are locked already. Returns how many steps got another day."""
    by_day: dict[date, list[int]] = defaultdict(list)
    by_need: dict[bool, list[int]] = defaultdict(list)
    for _, rows, result in proposal.results:
        for row in rows:
            day = result.days.get(row.code)
            if day is not None and day != row.planned_on:
                by_day[day].append(row.pk)
            if row.code in result.flips:
                by_need[result.flips[row.code]].append(row.pk)
    for day, keys in by_day.items():
        _update(keys, planned_on=day)
    for is_needed, keys in by_need.items():
        _update(keys, is_needed=is_needed)
    return sum(map(len, by_day.values()))


def _update(keys: list[int], **fields) -> None:
    for start in range(0, len(keys), BATCH):
        StepRecord.objects.filter(pk__in=keys[start : start + BATCH]).update(**fields, version=F("version") + 1)


def require_lawful(proposal: Proposal, *, reason: str, seen: str = "") -> None:
    """Refuse what the law forbids, what nobody answers for, and what is no longer what was looked at."""
    if seen and seen != proposal.digest:
        raise Refused(no("核对之后，社区的步骤或公告有了变化，本次没有保存。", "请重新核对后再保存。"))
    if proposal.unlawful:
        raise Refused(_refusal(proposal.unlawful))
    if proposal.to_answer_for and not reason.strip():
        line = proposal.to_answer_for[0].subject
        raise Refused(no(f"{line.words}", "确需这样安排的，请写明原因和依据文号。", line.article))


def _refusal(lines: list[Line]):
    first = lines[0].subject
    more = f"（{lines[0].names}，共 {lines[0].count} 个社区）" if lines[0].count > 1 else ""
    others = f"另有 {len(lines) - 1} 处。" if len(lines) > 1 else ""
    return no(f"{first.words.rstrip('。')}{more}。{others}", first.remedy, first.article)
