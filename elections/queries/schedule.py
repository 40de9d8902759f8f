"""The schedule of a community, and what a change would do to all of them before it is made."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from elections import slates
from elections.enums import Inclusion, Side, StepState
from elections.models import CommunityCycle, ElectionCycle, Step, StepRecord
from elections.published import published_of
from elections.queries.calendar import work_calendar
from elections.rules.intervals import Force, announcement_of, interval_of
from elections.rules.procedure_template import BY_COMMUNITY, StepTemplate, is_needed_at_first
from elections.rules.rule_sets import parameters_for
from elections.rules.schedule import anchor, first_days, ripple, running_out, schedule
from elections.rules.schedule_facts import BrokenInterval, Correction, Plan, Ripple, Schedule, Shift, Situation
from huanjie.shared import clock

NAMED = 3
"""How many communities a line names before it says 等."""


def template_of(step: Step) -> StepTemplate:
    """A cycle's step as the rules read it."""
    return StepTemplate(
        step.code, step.side, step.name, step.offset_days, step.is_statutory, step.article, step.evidence_name,
        step.condition, step.owner, step.documents, tuple(step.predecessors), tuple(step.gates),
        tuple(interval_of(each) for each in step.intervals), tuple(announcement_of(each) for each in step.announcements),
    )  # fmt: skip


def steps_of(cycle: ElectionCycle):
    """The steps all communities of a cycle share, in order."""
    return Step.objects.filter(cycle=cycle).of_the_cycle().in_use().order_by("position")


def plan_of(cycle: ElectionCycle) -> Plan:
    """The cycle's own list of steps, ready for the engine."""
    return Plan(tuple(map(template_of, steps_of(cycle))))


class Row(NamedTuple):
    """What the engine needs of a step record."""

    pk: int
    code: str
    state: str
    planned_on: date
    done_on: date | None
    is_needed: bool
    started_on: date | None = None


def rows_of(members: Iterable[CommunityCycle], *, lock: bool = False) -> dict[int, list[Row]]:
    """The step records of these communities by community, in one query; locked when they are to be written."""
    found = StepRecord.objects.filter(community_cycle__in=members).order_by("community_cycle_id", "pk")
    if lock:
        found = found.select_for_update(of=("self",))
    by_member: dict[int, list[Row]] = defaultdict(list)
    columns = ("community_cycle_id", "pk", "code", "state", "planned_on", "done_on", "is_needed", "started_on")
    for member, *row in found.values_list(*columns):
        by_member[member].append(Row(*row))
    return by_member


@dataclass(frozen=True)
class Frame:
    """What all communities of a cycle have in common."""

    cycle: ElectionCycle
    plan: Plan
    parameters: Mapping
    calendar: object


def frame_of(cycle: ElectionCycle, plan: Plan | None = None) -> Frame:
    """The frame of a cycle as it stands."""
    return Frame(cycle, plan or plan_of(cycle), parameters_for(cycle.rule_set), work_calendar())


DAYS = (
    "election_day",
    "party_day",
    "term_ends_on",
    "extended_to",
    "election_mode",
    "organization_kind",
    "is_first_term",
)


def situation_of(frame: Frame, member: CommunityCycle, rows: Sequence[Row], published=None, **changes) -> Situation:
    """A community's situation; `changes` are values of its own (DAYS) it does not have yet. Days stored are fixed."""
    cycle = frame.cycle
    own = {name: changes.get(name, getattr(member, name)) for name in DAYS}
    known = [row for row in rows if row.code in frame.plan.by_code]
    done = {row.code: row.done_on for row in known if row.state == StepState.DONE}
    return Situation(
        election_day=own["election_day"] or cycle.election_day,
        starts_on=cycle.starts_on,
        party_day=own["party_day"] or (None if own["election_day"] else cycle.party_day),
        term_ends_on=own["term_ends_on"] or cycle.term_ends_on,
        extended_to=own["extended_to"],
        mode=own["election_mode"],
        organization_kind=own["organization_kind"],
        is_first_term=own["is_first_term"],
        parameters=frame.parameters,
        calendar=frame.calendar,
        plan=frame.plan,
        done=done,
        fixed={row.code: row.planned_on for row in known},
        published=_notice_of(frame.plan, known) | (published or {}),
        needed=frozenset(row.code for row in known if row.is_needed),
        as_of=clock.today(),
    )


def _notice_of(plan: Plan, rows: Iterable[Row]) -> dict[str, date]:
    """The day on which the residents' meeting was called, from its step: begun with the notice, before it is done. A step
    recorded as done at once says nothing of its notice."""
    days = [r.started_on for r in rows if r.code in plan.called and r.started_on and r.started_on != r.done_on]
    return {"notice": min(days)} if days else {}


def schedule_of(member: CommunityCycle) -> Schedule:
    """A community's schedule as it is planned now, its own steps among the others."""
    own = tuple(map(template_of, member.own_steps.filter(is_dropped=False).order_by("position")))
    shared = plan_of(member.cycle)
    frame = frame_of(member.cycle, Plan((*shared.steps, *own)) if own else shared)
    rows = rows_of([member]).get(member.pk, [])
    situation = situation_of(frame, member, rows, published_of([member]).get(member.pk))
    side = Side.RESIDENTS_COMMITTEE
    more = {
        "objections": tuple(member.objections.values_list("received_on", "decided_on")),
        "formal": slates.counts_of([member], side).get(member.pk),
        "seats": slates.seats_of([member], side).get(member.pk),
    }
    return schedule(replace(situation, **more))


# --- what a change would do ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Result:
    """One community after the change: new days by code, steps that begin or cease to apply, and the ripple."""

    days: Mapping[str, date]
    flips: Mapping[str, bool]
    ripple: Ripple
    after: Schedule


@dataclass(frozen=True)
class Line:
    """One thing that happens in some communities."""

    subject: object
    members: tuple[CommunityCycle, ...]

    @property
    def count(self) -> int:
        return len(self.members)

    @property
    def names(self) -> str:
        """Who, the first three by name."""
        names = "、".join(each.community.name for each in self.members[:NAMED])
        return f"{names}等" if len(self.members) > NAMED else names


@dataclass
class Proposal:
    """A change and all it does, not yet made. `results` are (community, its records, result)."""

    results: list[tuple[CommunityCycle, list[Row], Result]] = field(default_factory=list)
    digest: str = ""

    @cached_property
    def moved(self) -> int:
        """Communities of which at least one step moves or begins or ceases to apply."""
        return sum(bool(result.ripple.shifts or result.flips) for _, _, result in self.results)

    @cached_property
    def shifts(self) -> list[Line]:
        """Step by step: the move most communities make, with how many move at all."""
        found: dict[str, list[tuple[Shift, CommunityCycle]]] = defaultdict(list)
        for member, _, result in self.results:
            for shift in result.ripple.shifts:
                found[shift.step.code].append((shift, member))
        return [
            Line(_most(pairs), tuple(member for _, member in pairs)) for _, pairs in sorted(found.items(), key=_order)
        ]

    def _lines(self, name: str, key, only_due: bool = True) -> list[Line]:
        first, members = {}, defaultdict(list)
        for member, _, result in self.results:
            if only_due and member.inclusion != Inclusion.DUE:
                continue
            for each in getattr(result.ripple, name):
                first.setdefault(key(each), each)
                members[key(each)].append(member)
        return [Line(each, tuple(members[found])) for found, each in first.items()]

    @cached_property
    def broken(self) -> list[Line]:
        """Bounds that the change breaks, of law first."""
        lines = self._lines("broken", lambda each: each.key)
        return sorted(lines, key=lambda line: list(Force).index(line.subject.force))

    @cached_property
    def still_broken(self) -> list[Line]:
        return self._lines("still_broken", lambda each: each.key)

    @cached_property
    def mended(self) -> list[Line]:
        return self._lines("mended", lambda each: each.key)

    @cached_property
    def corrections(self) -> list[Line]:
        """Papers already out that need a correction."""
        return self._lines("corrections", lambda each: (each.step.code, each.announcement.title), only_due=False)

    @cached_property
    def kept(self) -> int:
        """Records that stay because they are done."""
        return sum(len(result.ripple.kept) for _, _, result in self.results)

    @cached_property
    def joins(self) -> list[Line]:
        return self._lines("joins", lambda each: each.code, only_due=False)

    @cached_property
    def leaves(self) -> list[Line]:
        return self._lines("leaves", lambda each: each.code, only_due=False)

    @property
    def unlawful(self) -> list[Line]:
        """What the law forbids: not to be saved."""
        return [line for line in self.broken if line.subject.force == Force.LAW]

    @property
    def to_answer_for(self) -> list[Line]:
        """What may be saved with a reason."""
        return [line for line in self.broken if line.subject.force == Force.LOCAL]

    @cached_property
    def uncovered_years(self) -> list[int]:
        return sorted({year for _, _, result in self.results for year in result.after.uncovered_years})


def _most(pairs: list[tuple[Shift, CommunityCycle]]) -> Shift:
    """The move that most communities make."""
    return Counter(shift for shift, _ in pairs).most_common(1)[0][0]


def _order(item) -> tuple[date, str]:
    code, pairs = item
    return pairs[0][0].after, code


def propose(
    before: Frame, after: Frame, members: Sequence[CommunityCycle], *, lock: bool = False, **changes
) -> Proposal:
    """What becomes of these communities when the frame changes, or (`changes`) they themselves. Communities in the same
    situation are worked out once."""
    rows, published = rows_of(members, lock=lock), published_of(members)
    known: dict[tuple, Result] = {}
    proposal, mark = Proposal(), hashlib.sha256()
    for member in members:
        mine = rows.get(member.pk, [])
        key = (
            *(getattr(member, name) for name in DAYS), tuple(row[1:] for row in mine),
            tuple(sorted(published.get(member.pk, {}).items())),
        )  # fmt: skip
        if key not in known:
            known[key] = _result(before, after, member, mine, published.get(member.pk, {}), changes)
        proposal.results.append((member, mine, known[key]))
        mark.update(repr((member.pk, key)).encode())
    mark.update(repr([sorted(changes.items()), _marks(after)]).encode())
    proposal.digest = mark.hexdigest()[:32]
    return proposal


def _marks(frame: Frame) -> list:
    cycle = frame.cycle
    return [cycle.election_day, cycle.party_day, cycle.starts_on, sorted(frame.plan.offsets.items())]


def _result(before: Frame, after: Frame, member, rows: list[Row], published, changes) -> Result:
    old = situation_of(before, member, rows, published)
    new = situation_of(after, member, rows, published, **changes)
    flips = _flips(old, new, rows) if changes else {}
    needed = (new.needed | {c for c, on in flips.items() if on}) - {c for c, on in flips.items() if not on}
    days = _new_days(old, replace(new, fixed={}, needed=needed), rows)
    new = replace(
        new, needed=needed, fixed={**new.fixed, **{code: day for code, day in days.items() if code in new.fixed}}
    )
    was, will = schedule(old), schedule(new)
    return Result(days, flips, ripple(was, will, new.done, published), will)


def _flips(old: Situation, new: Situation, rows: list[Row]) -> dict[str, bool]:
    """Steps that follow from the community itself and begin or cease to apply. What is done stays."""
    found = {}
    for row in rows:
        if row.code in BY_COMMUNITY and row.state != StepState.DONE and row.code in new.plan.by_code:
            wanted, was = _applies_at_first(new, row.code), _applies_at_first(old, row.code)
            if wanted != was and wanted != row.is_needed:
                found[row.code] = wanted
    return found


def _applies_at_first(s: Situation, code: str) -> bool:
    return is_needed_at_first(s.plan.by_code[code], s.mode, s.organization_kind, s.is_first_term)


def _new_days(old: Situation, new: Situation, rows: list[Row]) -> dict[str, date]:
    """Where each step goes: with the plan when it stood in the plan; a day that somebody set moves by as many days as
    what it is counted from; what is done stays."""
    planned, plans, limits = first_days(replace(old, fixed={})), first_days(new), running_out(new)
    distance = new.election_day - old.election_day
    days = {}
    for row in rows:
        if row.state == StepState.DONE:
            continue
        if row.code not in new.plan.by_code:
            moved = row.planned_on + distance
        elif row.planned_on == planned.get(row.code):
            moved = plans[row.code]
        else:
            moved = row.planned_on + (anchor(new, row.code)[0] - anchor(old, row.code)[0] - _slack(old, new, row.code))
            if row.code in limits:
                moved = min(moved, max(limits[row.code], row.planned_on))
        days[row.code] = max(moved, new.starts_on) if new.starts_on else moved
    return days


def _slack(old: Situation, new: Situation, code: str) -> timedelta:
    """Zero unless a step changes what it is counted from (an assembly gets its own day)."""
    return timedelta(days=anchor(new, code)[1] - anchor(old, code)[1])


def members_of(cycle: ElectionCycle) -> list[CommunityCycle]:
    """All communities of a cycle, as `propose` takes them."""
    found = CommunityCycle.objects.filter(cycle=cycle).select_related("community").order_by("area_code")
    members = list(found)
    for member in members:
        member.cycle = cycle
    return members


def changed_cycle(cycle: ElectionCycle, **days) -> ElectionCycle:
    """The cycle as it would be, not saved."""
    copy = ElectionCycle(**{f.attname: getattr(cycle, f.attname) for f in cycle._meta.concrete_fields})
    for name, value in days.items():
        setattr(copy, name, value)
    return copy


def propose_for_cycle(cycle: ElectionCycle, *, lock: bool = False, **days) -> Proposal:
    """What moving the election day or the Party's day of a cycle would do."""
    before = frame_of(cycle)
    after = replace(before, cycle=changed_cycle(cycle, **days))
    return propose(before, after, members_of(cycle), lock=lock)


def propose_for_community(member: CommunityCycle, *, lock: bool = False, **changes) -> Proposal:
    """What changing one community's days, term, way of electing or Party organization would do."""
    frame = frame_of(member.cycle)
    return propose(frame, frame, [member], lock=lock, **changes)


__all__ = [
    "BrokenInterval", "Correction", "Frame", "Line", "Proposal", "Row", "frame_of", "plan_of", "propose",
    "propose_for_community", "propose_for_cycle", "schedule_of", "situation_of", "steps_of", "template_of",
]  # fmt: skip
