"""The schedule engine: from the election day to every step's earliest, planned and latest day, and what breaks the law
(domain brief §2.1, §2.3, §2.4; 城市居民委员会组织法 2025; 基层组织选举工作条例 2020).

`planned` is the template's distance from the election day (from the assembly, on the Party side), never before the
cycle begins, later when what comes before needs its time, never later than `latest`. `earliest` follows from what is
done and from the periods that have to pass; `latest` from the election day backwards.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from elections.rules.intervals import Force, Interval, Relation
from elections.rules.procedure_intervals import ASSEMBLY, LAW, VOTE
from elections.rules.procedure_template import REPRESENTATIVES, is_needed_at_first
from elections.rules.schedule_breaks import broken_facts, broken_words
from elections.rules.schedule_facts import (
    TEMPLATE_PLAN,
    BrokenInterval,
    Correction,
    Deadline,
    Plan,
    PlannedStep,
    Ripple,
    Schedule,
    Shift,
    Situation,
)
from huanjie.shared.calendar import WorkCalendar

__all__ = [
    "TEMPLATE_PLAN", "BrokenInterval", "Deadline", "Plan", "Ripple", "Schedule", "Situation", "ends_on", "ripple", "schedule",
]  # fmt: skip


# --- counting days ---------------------------------------------------------------------------------------------------
def ends_on(start: date, days: int, parameters: Mapping, calendar: WorkCalendar, working: bool = False) -> date:
    """The last day of a period of `days` from `start`: the first day not counted (民法典第201条) unless the parameters
    say so, a last day at rest rolled on (第203条) where they ask for it; working days for periods of the office."""
    if parameters.get("period_counts_first_day", False) and days > 0:
        days -= 1
    if working:
        day = start
        for _ in range(days):
            day = calendar.next_working_day(day)
        return day
    day = start + timedelta(days=days)
    if parameters.get("period_rolls_over_rest_days", False) and days > 0 and not calendar.is_working_day(day):
        return calendar.next_working_day(day)
    return day


def _starts_by(end: date, days: int, calendar: WorkCalendar, working: bool) -> date:
    """The latest start from which so many days pass by `end`."""
    if not working:
        return end - timedelta(days=days)
    day = end if calendar.is_working_day(end) else calendar.previous_working_day(end)
    for _ in range(days):
        day = calendar.previous_working_day(day)
    return day


def days_of(bound: Interval, parameters: Mapping) -> int:
    """How many days a bound means in this cycle."""
    known = [parameters[key] for key in bound.parameters if key in parameters]
    return sum(known) if known and len(known) == len(bound.parameters) else bound.days


def is_asked(bound: Interval, parameters: Mapping) -> bool:
    """Whether a bound that depends on a parameter applies."""
    key, _, value = bound.when.partition("=")
    return not key or parameters.get(key, value) == value


def period_end(bound: Interval, start: date, parameters: Mapping, calendar: WorkCalendar) -> date:
    """The last day of a bound counted from `start`; of several periods one after the other, each ends by itself."""
    parts = [parameters[key] for key in bound.parameters if key in parameters]
    if len(parts) < 2 or len(parts) != len(bound.parameters):
        parts = [days_of(bound, parameters)]
    for days in parts:
        start = ends_on(start, days, parameters, calendar, bound.working)
    return start


def anchor(situation: Situation, code: str) -> tuple[date, int]:
    """The day a step is counted from, and that day's own distance from the election day: the ballot, or on the Party
    side an assembly that has a day of its own; the day on which it was really held, once it is over."""
    s, offsets = situation, situation.plan.offsets
    if code.startswith("P") and offsets[code] <= 0 and ASSEMBLY in offsets:
        held = s.done.get(ASSEMBLY) or s.party_day
        if held:
            return held, offsets[ASSEMBLY]
    if not code.startswith("P") and VOTE in s.done:
        return s.done[VOTE], offsets.get(VOTE, 0)
    return s.election_day, 0


# --- the schedule ----------------------------------------------------------------------------------------------------
def schedule(situation: Situation) -> Schedule:
    """Every step's days and what is broken (§2.4, H1 to H12; H12 itself is what `ripple` says)."""
    work = _Work(situation)
    work.plan_days()
    steps = tuple(work.planned_step(step.code) for step in situation.plan.steps)
    return Schedule(steps, tuple(work.broken()), tuple(work.deadlines()), work.uncovered_years())


def first_days(situation: Situation) -> dict[str, date]:
    """Only the planned days, by code: what a cycle's records are written from."""
    work = _Work(situation)
    work.plan_days()
    return work.day


def running_out(situation: Situation) -> dict[str, date]:
    """The last days of the periods that run from something done, by the step they bind: no change of the election day
    reaches them."""
    work = _Work(situation)
    work.plan_days()
    limits = {}
    for code in situation.plan.order:
        ends = list(work.running_out(code))
        if ends and code not in situation.done:
            limits[code] = min(ends)
    return limits


class _Work:
    """One schedule on its way. `day` is where each step stands: done, fixed or planned."""

    def __init__(self, situation: Situation):
        self.s, self.plan = situation, situation.plan
        self.needed = self._needed()
        self.day: dict[str, date] = {}
        self.late: dict[str, date] = {}

    def _needed(self) -> frozenset[str]:
        if self.s.needed is not None:
            return self.s.needed
        of_community = self.s.mode, self.s.organization_kind, self.s.is_first_term
        return frozenset(step.code for step in self.plan.steps if is_needed_at_first(step, *of_community))

    def plan_days(self) -> None:
        for code in self.plan.order:
            self.day[code] = self.s.done.get(code) or self.s.fixed.get(code) or self._by_offset(code)
        self._latest()
        for code in self.plan.order:
            if code not in self.s.done and code not in self.s.fixed and code not in (VOTE, ASSEMBLY):
                self.day[code] = self._pushed(code)

    def _by_offset(self, code: str) -> date:
        start, offset = anchor(self.s, code)
        day = start + timedelta(days=self.plan.offsets[code] - offset)
        return max(day, self.s.starts_on) if self.s.starts_on else day

    def _pushed(self, code: str) -> date:
        """Later than the offset says, when what it waits for needs the time, not later than its latest day; earlier, when
        its period runs from something done already, whatever becomes of the election day."""
        day, lower = min([self.day[code], *self.running_out(code)]), self._lower(code, self.day)
        if self.s.starts_on:
            day = max(day, self.s.starts_on)
        if lower is None or lower <= day:
            return day
        latest = self.late.get(code)
        return lower if latest is None else max(day, min(lower, latest))

    def running_out(self, code: str):
        for bound in self.plan.bounds[code]:
            if (
                bound.relation in (Relation.WITHIN, Relation.NOT_AFTER)
                and bound.other in self.s.done
                and self._binds(bound)
            ):
                yield self._limit(bound)

    def _lower(self, code: str, days: Mapping[str, date]) -> date | None:
        """The first day after what it waits for and after the periods that have to pass, from these days."""
        found = None
        for before in self.plan.waits_for[code]:
            if before in self.needed and before in days and (found is None or days[before] > found):
                found = days[before]
        for bound in self.plan.bounds[code]:
            if bound.relation == Relation.NOT_BEFORE and self._binds(bound) and bound.other in days:
                end = period_end(bound, days[bound.other], self.s.parameters, self.s.calendar)
                if found is None or end > found:
                    found = end
        return found

    def _holds(self, bound: Interval) -> bool:
        """A bound binds when the other step is there and needed, and its parameter asks for it."""
        return bound.other in self.needed and bound.other in self.day and is_asked(bound, self.s.parameters)

    def _binds(self, bound: Interval) -> bool:
        """Habit is remarked on; it moves nothing."""
        return bound.force != Force.USUAL and self._holds(bound)

    def _latest(self) -> None:
        """From the two days backwards. What is done counts as it was."""
        s, late, parameters = self.s, self.late, self.s.parameters
        for code in reversed(self.plan.order):
            if code in (VOTE, ASSEMBLY):
                late[code] = s.done.get(code) or self.day[code]
                continue
            found = None
            for after in self.plan.followers[code]:
                if after in self.needed and after in late and (found is None or late[after] < found):
                    found = late[after]
            for after, bound in self.plan.followed_by_period[code]:
                if after in self.needed and after in late and is_asked(bound, parameters):
                    day = _starts_by(late[after], days_of(bound, parameters), s.calendar, bound.working)
                    found = day if found is None or day < found else found
            for bound in self.plan.bounds[code]:
                day = self._upper(bound, late)
                if day is not None and (found is None or day < found):
                    found = day
            if code in s.done:
                found = s.done[code]
            if found is not None:
                late[code] = found

    def _upper(self, bound: Interval, late: Mapping[str, date]) -> date | None:
        if bound.force == Force.USUAL or not is_asked(bound, self.s.parameters):
            return None
        if bound.relation == Relation.TERM:
            end = self.s.last_day_of_term
            return end - timedelta(days=days_of(bound, self.s.parameters)) if end else None
        if bound.other not in self.needed:
            return None
        if bound.relation == Relation.NOT_AFTER and bound.other in late:
            return late[bound.other] - timedelta(days=days_of(bound, self.s.parameters))
        if bound.relation == Relation.WITHIN and bound.other in self.day:
            return period_end(bound, self.day[bound.other], self.s.parameters, self.s.calendar)
        return None

    def planned_step(self, code: str) -> PlannedStep:
        late = self.late.get(code)
        if code in (VOTE, ASSEMBLY):
            late = self.s.last_day_of_term or self.day[code]
        planned = self.s.fixed.get(code) or self.day[code]
        return PlannedStep(
            self.plan.by_code[code], self._early.get(code), planned, late, code in self.needed, self.s.done.get(code)
        )

    @cached_property
    def _early(self) -> dict[str, date]:
        """Forwards, once: what is done counts as it was, everything else as soon as it may."""
        early: dict[str, date] = {}
        days: dict[str, date] = {}
        for code in self.plan.order:
            found = max(
                filter(None, (self.s.starts_on, self._lower(code, days), *self._floors(code, days))), default=None
            )
            if found is not None:
                early[code] = days[code] = found
            if code in self.s.done:
                days[code] = self.s.done[code]
        return early

    def _floors(self, code: str, days: Mapping[str, date]):
        """What else a step cannot come before: the notice of its meeting, and the time other steps need before it."""
        for bound in self.plan.bounds[code]:
            if bound.relation == Relation.NOTICE:
                yield self._notice_end(bound)
        for before, bound in self.plan.precedes[code]:
            if before in self.needed and before in days and is_asked(bound, self.s.parameters):
                yield days[before] + timedelta(days=days_of(bound, self.s.parameters))

    def _notice_end(self, bound: Interval) -> date | None:
        """When a meeting may be held at the earliest: so many days after its notice, or after the cycle began."""
        called = self.s.published.get("notice") or self.s.starts_on
        return called + timedelta(days=days_of(bound, self.s.parameters)) if called else None

    def uncovered_years(self) -> tuple[int, ...]:
        """Years in which a needed step or its bound lies and whose holidays are not known."""
        years = {self.day[code].year for code in self.needed if code in self.day}
        years |= {day.year for code, day in self.late.items() if code in self.needed}
        return tuple(sorted(year for year in years if year not in self.s.calendar.covered_years))

    # --- what is broken ----------------------------------------------------------------------------------------------
    def broken(self) -> list[BrokenInterval]:
        found = []
        for step in self.plan.steps:
            if step.code in self.needed:
                for bound in step.intervals:
                    limit = self._limit(bound)
                    if limit is not None and self._is_beyond(bound, self.day[step.code], limit):
                        found.append(broken_words(self, step, bound, limit))
        return found + broken_facts(self)

    def _limit(self, bound: Interval) -> date | None:
        if bound.relation == Relation.NOTICE:
            return self._notice_end(bound)
        if bound.relation == Relation.TERM:
            end = self.s.last_day_of_term
            return end - timedelta(days=days_of(bound, self.s.parameters)) if end else None
        if not self._holds(bound):
            return None
        other = self.day[bound.other]
        if bound.relation == Relation.NOT_AFTER:
            return other - timedelta(days=days_of(bound, self.s.parameters))
        return period_end(bound, other, self.s.parameters, self.s.calendar)

    @staticmethod
    def _is_beyond(bound: Interval, day: date, limit: date) -> bool:
        early = bound.relation in (Relation.NOT_BEFORE, Relation.NOTICE)
        return day < limit if early else day > limit

    def deadlines(self) -> list[Deadline]:
        """Days the law sets that are no steps: notice, objections, decisions, the fifteen days of the audit (art. 17, 26,
        34, 38)."""
        s, found = self.s, []

        def add(name, code, days, article):
            if code in self.day and code in self.needed:
                found.append(Deadline(name, ends_on(self.day[code], days, s.parameters, s.calendar), article))

        if "RC03" in self.day:
            notice = self.day["RC03"] - timedelta(days=s.parameters.get("meeting_notice_days", 10))
            found.append(Deadline("居民会议最迟通知", notice, f"{LAW}第26条"))
        add("审计结果公布满期", "RC02", s.parameters.get("open_days_min", 15), f"{LAW}第34条、第38条")
        add("名单申诉截止", "RC08", s.parameters.get("appeal_days", 5), f"{LAW}第17条")
        add("移交最迟完成", VOTE, s.parameters.get("handover_days", 10), f"{LAW}第25条")
        return found


# --- the ripple ------------------------------------------------------------------------------------------------------
def ripple(before: Schedule, after: Schedule, done: Mapping[str, date], published: Mapping[str, date]) -> Ripple:
    """What moves from one schedule to the other, which bounds break, which papers already out have to be corrected
    (§2.4, H12: what was published is never moved in silence) and which steps stay because they are done."""
    shifts = tuple(
        Shift(new.step, old.planned, new.planned)
        for new in after.steps
        if (old := before.by_code.get(new.code)) and new.is_needed and new.code not in done
        and old.planned != new.planned
    )  # fmt: skip
    known = {each.key: each.gap for each in before.broken}
    now = {each.key for each in after.broken}
    changed = {
        each.code for each in after.steps if (old := before.by_code.get(each.code)) and old.is_needed != each.is_needed
    }
    return Ripple(
        shifts=shifts,
        broken=tuple(each for each in after.broken if each.gap > known.get(each.key, -1)),
        still_broken=tuple(each for each in after.broken if each.gap <= known.get(each.key, -1)),
        mended=tuple(each for each in before.broken if each.key not in now),
        corrections=_corrections(after, shifts, done, published),
        kept=tuple(each for each in after.steps if each.code in done),
        joins=tuple(each.step for each in after.steps if each.code in changed and each.is_needed),
        leaves=tuple(each.step for each in after.steps if each.code in changed and not each.is_needed),
    )  # fmt: skip


def _corrections(after: Schedule, shifts, done, published) -> tuple[Correction, ...]:
    moved = {shift.step.code: shift for shift in shifts}
    found = []
    for each in after.steps:
        for announcement in each.step.announcements:
            is_out = announcement.number in published if announcement.number else False
            named = tuple(moved[code] for code in announcement.states if code in moved)
            if named and (is_out or each.code in done):
                found.append(Correction(each.step, announcement, named))
    return tuple(found)


def needs_representatives(mode: str) -> bool:
    """Whether representatives are chosen (art. 13, 14, 17)."""
    return is_needed_at_first(TEMPLATE_PLAN.by_code[REPRESENTATIVES], mode)
