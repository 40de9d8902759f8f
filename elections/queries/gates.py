"""Whether steps may be recorded: the facts of many communities gathered in a constant number of queries, then judged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from elections import gates, slates
from elections.enums import Side
from elections.models import CommunityCycle, Step, StepException, StepRecord
from elections.published import published_of
from elections.queries.schedule import Frame, frame_of, rows_of, situation_of, template_of
from elections.rules.formal_choice import FORMAL_LIST
from elections.rules.gates import Judgement, judge, judge_start
from elections.rules.resting import Resting, resting_on
from elections.rules.schedule_facts import Plan, Situation

COMMITTEE = Side.RESIDENTS_COMMITTEE


def judgements(records: Sequence[StepRecord], on: date, *, start: bool = False) -> dict[int, Judgement]:
    """The judgement on each record (of one cycle, with step, community cycle and cycle loaded) for the day `on`."""
    if not records:
        return {}
    members = list({record.community_cycle_id: record.community_cycle for record in records}.values())
    situations = _situations(members)
    if any(record.code == FORMAL_LIST for record in records):
        formal, seats = slates.counts_of(members, COMMITTEE), slates.seats_of(members, COMMITTEE)
        situations = {pk: replace(s, formal=formal.get(pk), seats=seats.get(pk)) for pk, s in situations.items()}
    shut = {code: gates.verdicts(code, members) for code in _gates_of(records)}
    excepted = _excepted(members)
    found = {}
    for record in records:
        member = record.community_cycle_id
        answers = {code: verdicts[member] for code, verdicts in shut.items()}
        if start:
            found[record.pk] = judge_start(situations[member], record.code, on, answers)
        else:
            rules = excepted[member, record.step_id]
            found[record.pk] = judge(situations[member], record.code, on, answers, frozenset(rules))
    return found


def resting_steps(record: StepRecord) -> tuple[Resting, ...]:
    """The done steps of the community that stand on this one."""
    return resting_on(_situations([record.community_cycle])[record.community_cycle_id], record.code)


def _gates_of(records: Iterable[StepRecord]) -> set[str]:
    return {gate for record in records for gate in record.step.gates}


def _situations(members: list[CommunityCycle]) -> dict[int, Situation]:
    frame = frame_of(members[0].cycle)
    own = Step.objects.filter(community_cycle__in=members, is_dropped=False).order_by("position")
    if own:
        plan = Plan((*frame.plan.steps, *map(template_of, own)))
        frame = Frame(frame.cycle, plan, frame.parameters, frame.calendar)
    rows, published = rows_of(members), published_of(members)
    return {
        member.pk: situation_of(frame, member, rows.get(member.pk, []), published.get(member.pk)) for member in members
    }


def _excepted(members: list[CommunityCycle]) -> dict[tuple[int, int], set[str]]:
    found = defaultdict(set)
    rows = StepException.objects.filter(community_cycle__in=members)
    for member, step, rule in rows.values_list("community_cycle_id", "step_id", "rule"):
        found[member, step].add(rule)
    return found


def exceptions_of(community_cycle: CommunityCycle):
    """What was granted to a community, oldest first."""
    return StepException.objects.filter(community_cycle=community_cycle).select_related("step")
