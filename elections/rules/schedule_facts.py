"""What goes into a schedule and what comes out of it. Plain values; the engine is `schedule`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from elections.enums import ElectionMode
from elections.rules.intervals import Announcement, Force, Interval, Relation
from elections.rules.procedure_intervals import ASSEMBLY, VOTE
from elections.rules.procedure_template import STEPS, StepTemplate
from huanjie.shared.calendar import WorkCalendar


def is_called(bounds: Iterable[Interval]) -> bool:
    """Whether a step is a meeting that has to be called so many days before: it begins with its notice (art. 26)."""
    return any(bound.relation == Relation.NOTICE for bound in bounds)


class Plan:
    """The steps of a cycle, looked at once: which wait for which, in an order in which none comes before what it waits
    for. Shared by all communities of the cycle."""

    def __init__(self, steps: tuple[StepTemplate, ...]):
        self.steps = tuple(steps)
        self.by_code = {step.code: step for step in self.steps}
        self.offsets = {step.code: step.offset_days for step in self.steps}
        self.bounds: dict[str, tuple[Interval, ...]] = {step.code: step.intervals for step in self.steps}
        self.called = tuple(code for code, bounds in self.bounds.items() if is_called(bounds))
        self.waits_for = {
            step.code: tuple(code for code in step.predecessors if code in self.by_code) for step in self.steps
        }
        self.followers = self._followers()
        self.followed_by_period = self._followed(Relation.NOT_BEFORE)
        self.precedes = self._followed(Relation.NOT_AFTER)
        self.order = self._order()

    def _followers(self) -> dict[str, list[str]]:
        found = {code: [] for code in self.by_code}
        for code, before in self.waits_for.items():
            for each in before:
                found[each].append(code)
        return found

    def _followed(self, relation: Relation) -> dict[str, list[tuple[str, Interval]]]:
        """For each step: the steps whose bound of this kind names it."""
        found = {code: [] for code in self.by_code}
        for code, bounds in self.bounds.items():
            for bound in bounds:
                if bound.relation == relation and bound.other in found and bound.force != Force.USUAL:
                    found[bound.other].append((code, bound))
        return found

    def _order(self) -> tuple[str, ...]:
        """Kahn's way; ValueError when the steps wait for each other in a ring."""
        before = {code: set(waits) for code, waits in self.waits_for.items()}
        for code, bounds in self.bounds.items():
            for bound in bounds:
                if bound.other not in self.by_code or bound.force == Force.USUAL:
                    continue
                if bound.relation == Relation.NOT_AFTER:
                    before[bound.other].add(code)
                else:
                    before[code].add(bound.other)
        done: list[str] = []
        while before:
            ready = [code for code, waits in before.items() if not waits]
            if not ready:
                raise ValueError(f"steps wait for each other: {', '.join(sorted(before))}")
            done += ready
            for code in ready:
                del before[code]
            for waits in before.values():
                waits.difference_update(ready)
        return tuple(done)


TEMPLATE_PLAN = Plan(STEPS)


@dataclass(frozen=True)
class Situation:
    """One community: the two days everything is counted from, its term, its way of electing, its Party organization, and
    what is done and out already. `fixed` are days somebody set for a step; `needed` are the codes that apply, None for
    those that apply at first. `published` maps the number of an announcement to its day ("notice": the day on which
    the residents' meeting was called); `objections` are (received, decided or None). `formal` and `seats`: the formal
    candidates and the seats of the residents' committee (`formal_choice`), None where nobody knows."""

    election_day: date
    starts_on: date | None = None
    party_day: date | None = None
    term_ends_on: date | None = None
    extended_to: date | None = None
    mode: str = ElectionMode.ALL_VOTERS
    organization_kind: str = ""
    is_first_term: bool = False
    parameters: Mapping = field(default_factory=dict)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    plan: Plan = TEMPLATE_PLAN
    done: Mapping[str, date] = field(default_factory=dict)
    fixed: Mapping[str, date] = field(default_factory=dict)
    published: Mapping[str, date] = field(default_factory=dict)
    needed: frozenset[str] | None = None
    objections: tuple[tuple[date, date | None], ...] = ()
    formal: Mapping[str, int] | None = None
    seats: Mapping[str, int] | None = None
    as_of: date | None = None

    @property
    def last_day_of_term(self) -> date | None:
        """The end of the term or of its approved extension."""
        return self.extended_to or self.term_ends_on


@dataclass(frozen=True)
class BrokenInterval:
    """A bound that does not hold: `code` is the step, `rule` H1 to H12 or one of ours, `day` where it stands, `limit` where
    it should, `other` the step it is counted from."""

    code: str
    rule: str
    words: str
    article: str
    remedy: str
    force: Force
    day: date | None = None
    limit: date | None = None
    other: str = ""

    @property
    def is_law(self) -> bool:
        return self.force == Force.LAW

    @property
    def gap(self) -> int:
        """By how many days; 0 where it is no matter of days."""
        return abs((self.day - self.limit).days) if self.day and self.limit else 0

    @property
    def key(self) -> tuple[str, str, Force, str]:
        """The same bound in another schedule."""
        return self.code, self.rule, self.force, self.other


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its days. `latest` is None where nothing bounds it."""

    step: StepTemplate
    earliest: date | None
    planned: date
    latest: date | None
    is_needed: bool
    done_on: date | None = None

    @property
    def code(self) -> str:
        return self.step.code

    @property
    def day(self) -> date:
        """The day it was done, or is planned for."""
        return self.done_on or self.planned


@dataclass(frozen=True)
class Deadline:
    """A day that follows from others and belongs to no step of its own."""

    name: str
    on: date
    article: str


@dataclass(frozen=True)
class Schedule:
    """All steps with their days, what is broken, and which years the holiday table does not cover."""

    steps: tuple[PlannedStep, ...]
    broken: tuple[BrokenInterval, ...]
    deadlines: tuple[Deadline, ...] = ()
    uncovered_years: tuple[int, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, PlannedStep]:
        return {each.code: each for each in self.steps}

    @property
    def election_day(self) -> date:
        return self.by_code[VOTE].day

    @property
    def party_day(self) -> date:
        return self.by_code[ASSEMBLY].day

    def broken_of(self, code: str) -> list[BrokenInterval]:
        return [each for each in self.broken if each.code == code]

    @property
    def unlawful(self) -> list[BrokenInterval]:
        """What the law itself forbids."""
        return [each for each in self.broken if each.is_law]

    @property
    def breaks(self) -> list[BrokenInterval]:
        """Broken bounds that are more than the office's own wish or habit."""
        return [each for each in self.broken if each.force in (Force.LAW, Force.LOCAL)]


@dataclass(frozen=True)
class Shift:
    """A step that moves."""

    step: StepTemplate
    before: date
    after: date

    @property
    def days(self) -> int:
        return (self.after - self.before).days


@dataclass(frozen=True)
class Correction:
    """An announcement already out whose words no longer hold: `moved` are the steps whose days it names."""

    step: StepTemplate
    announcement: Announcement
    moved: tuple[Shift, ...]


@dataclass(frozen=True)
class Ripple:
    """What a change does: steps that move, bounds it breaks or breaks further, mends or leaves broken, papers to correct,
    steps that stay."""

    shifts: tuple[Shift, ...]
    broken: tuple[BrokenInterval, ...]
    still_broken: tuple[BrokenInterval, ...]
    mended: tuple[BrokenInterval, ...]
    corrections: tuple[Correction, ...]
    kept: tuple[PlannedStep, ...]
    joins: tuple[StepTemplate, ...] = ()
    leaves: tuple[StepTemplate, ...] = ()

    @property
    def unlawful(self) -> list[BrokenInterval]:
        """Broken by the change, and forbidden by the law itself."""
        return [each for each in self.broken if each.is_law]
