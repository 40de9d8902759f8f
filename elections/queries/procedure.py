"""Steps of communities, one by one and as the board of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from elections.enums import Inclusion, Side, StepState
from elections.gates import verdicts
from elections.models import CommunityCycle, ElectionCycle, Step, StepRecord
from elections.rules.stages import Stage, stages_of
from huanjie.shared.scope import within

SOON_DAYS = 3
LOOKS = {
    "done": ("✓", "已完成"),
    "under_way": ("●", "进行中"),
    "not_started": ("○", "未开始"),
    "soon": ("▲", "临期"),
    "overdue": ("■", "逾期"),
    "blocked": ("◆", "受阻"),
    "not_needed": ("–", "不适用"),
}

PRESSING = frozenset({"under_way", "soon", "overdue"})


def look_of(state: str, planned_on: date, is_needed: bool, on: date) -> str:
    """How a step stands on a day: a key of LOOKS. Overdue counts from the day after the planned one."""
    if not is_needed:
        return "not_needed"
    if state == StepState.DONE:
        return "done"
    if planned_on < on:
        return "overdue"
    if state == StepState.UNDER_WAY:
        return "under_way"
    return "soon" if planned_on <= on + timedelta(days=SOON_DAYS) else "not_started"


def records(viewer):
    """Step records inside the viewer's area with all a page shows of them."""
    return StepRecord.objects.visible_to(viewer).select_related(
        "step", "community_cycle__cycle", "community_cycle__community__subdistrict"
    )


def records_of_step(step: Step, viewer):
    """One step in every community of the viewer's area."""
    return records(viewer).filter(step=step)


def timeline(community_cycle: CommunityCycle):
    """All steps of a community in the order they are due."""
    return community_cycle.step_records.select_related("step").order_by("planned_on", "step__position")


def next_step(steps: Sequence[StepRecord]) -> StepRecord | None:
    """The first step still to do."""
    return next((r for r in steps if r.is_needed and r.state != StepState.DONE), None)


def side_at_work(cycle: ElectionCycle, on: date) -> str:
    """The Party elects first: its side is shown until its assembly was due, then the residents' committee's."""
    assembly = Step.objects.filter(cycle=cycle, code="PA21").values_list("offset_days", flat=True).first()
    if assembly is not None and on <= cycle.election_day + timedelta(days=assembly):
        return Side.PARTY
    return Side.RESIDENTS_COMMITTEE


@dataclass(frozen=True, slots=True)
class Cell:
    """One community's step on the board. The heads of row and column name it; what wants attention says so itself."""

    record_id: int
    look: str
    shape: str
    word: str
    title: str
    is_late: bool = False


@dataclass
class BoardRow:
    """One community on the board; `late` counts the steps shown that are overdue, `blocked` those that press and cannot be
    recorded yet."""

    community_cycle: CommunityCycle
    cells: list[Cell]
    done: int
    needed: int
    late: int
    blocked: int = 0


@dataclass
class Street:
    name: str
    code: str
    rows: list[BoardRow] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)

    @property
    def needed(self) -> int:
        return sum(row.needed for row in self.rows)

    @property
    def late(self) -> int:
        return sum(row.late for row in self.rows)


@dataclass
class Board:
    """Communities × steps. `late_by_step` is the foot: how many communities are late with each step."""

    steps: list[Step]
    streets: list[Street]

    @property
    def rows(self) -> list[BoardRow]:
        return [row for street in self.streets for row in street.rows]

    @property
    def done(self) -> int:
        return sum(street.done for street in self.streets)

    @property
    def needed(self) -> int:
        return sum(street.needed for street in self.streets)

    @property
    def late(self) -> int:
        return sum(street.late for street in self.streets)

    @property
    def blocked(self) -> int:
        return sum(row.blocked for row in self.rows)

    @property
    def counts(self) -> list[tuple[Step, int, int]]:
        """For each step: how many communities are done, and how many are late."""
        cells = [row.cells for row in self.rows]
        return [
            (step, sum(row[place].look == "done" for row in cells), sum(row[place].is_late for row in cells))
            for place, step in enumerate(self.steps)
        ]


def board(
    cycle: ElectionCycle, viewer, on: date, *, side: str = "", stage: Stage | None = None, area: str = "",
    late_only=False, difficult_only=False, blocked_only=False, at_stage_only=False,
) -> Board:  # fmt: skip
    """Everything the board shows, in as many queries for two hundred communities as for one. Communities that are not
    due this time are left out; postponed ones too. With a stage, only its steps are shown; `at_stage_only` leaves the
    communities whose first open step of that side lies in it."""
    side = stage.side if stage else side
    way = list(Step.objects.filter(cycle=cycle, **({"side": side} if side else {})).of_the_cycle().in_use())
    stages = stages_of(way)
    steps = [step for step in way if stage is None or stages[step.code] == stage]
    members = _members(cycle, viewer, area, difficult_only)
    looks = _looks(cycle, viewer, area, {step.pk for step in way}, on)
    if stage and at_stage_only:
        members = [member for member in members if _is_at(member, stage, way, stages, looks)]
    obstacles = obstacles_of(cycle, members, steps, looks)
    streets: list[Street] = []
    for member in members:
        row = _row(member, steps, looks, obstacles)
        if late_only and not row.late or blocked_only and not row.blocked:
            continue
        street = member.community.subdistrict
        if not streets or streets[-1].code != street.code:
            streets.append(Street(street.name, street.code))
        streets[-1].rows.append(row)
    return Board(steps, streets)


def _members(cycle: ElectionCycle, viewer, area: str, difficult_only: bool) -> list[CommunityCycle]:
    found = (
        CommunityCycle.objects.visible_to(viewer)
        .filter(cycle=cycle, inclusion=Inclusion.DUE, **within(area))
        .select_related("community__subdistrict")
        .order_by("area_code")
    )
    return list(found.filter(is_difficult=True) if difficult_only else found)


def _is_at(member: CommunityCycle, stage: Stage, way: list[Step], stages: dict[str, Stage], looks: dict) -> bool:
    """Whether the first step that is still to do lies in this stage."""
    closed = ("done", "not_needed")
    first = next((step for step in way if looks.get((member.pk, step.pk), (0, "done"))[1] not in closed), None)
    return first is not None and stages[first.code] == stage


def _looks(cycle, viewer, area: str, wanted: set[int], on: date) -> dict[tuple[int, int], tuple[int, str]]:
    rows = (
        StepRecord.objects.visible_to(viewer)
        .filter(community_cycle__cycle=cycle, **within(area))
        .order_by()
        .values_list("community_cycle_id", "step_id", "pk", "state", "planned_on", "is_needed")
    )
    return {
        (member, step): (pk, look_of(state, planned_on, is_needed, on))
        for member, step, pk, state, planned_on, is_needed in rows
        if step in wanted
    }


def obstacles_of(cycle, members, steps: list[Step], looks: dict) -> dict[tuple[int, int], str]:
    """What stands in the way of the steps that press, in words: a statutory step before them that is not done, or a gate
    that is shut. The law's days are judged where the step is recorded."""
    pressing = {(member.pk, step.pk) for member in members for step in steps
                if looks.get((member.pk, step.pk), (0, ""))[1] in ("soon", "overdue")}  # fmt: skip
    if not pressing:
        return {}
    by_code = {step.code: step for step in Step.objects.filter(cycle=cycle, is_statutory=True).of_the_cycle().in_use()}
    open_rows = StepRecord.objects.filter(community_cycle__in=members, code__in=by_code, is_needed=True)
    missing: dict[int, set[str]] = {}
    for member, code in open_rows.exclude(state=StepState.DONE).values_list("community_cycle_id", "code"):
        missing.setdefault(member, set()).add(code)
    shut = {code: verdicts(code, members) for code in {gate for step in steps for gate in step.gates}}
    found = {}
    for step in steps:
        for member in members:
            if (member.pk, step.pk) in pressing:
                waits = [by_code[code].name for code in step.predecessors if code in missing.get(member.pk, ())]
                words = [f"“{name}”还没有完成。" for name in waits]
                words += [shut[gate][member.pk].reason for gate in step.gates if not shut[gate][member.pk]]
                if words:
                    found[member.pk, step.pk] = "".join(words)
    return found


def _row(member: CommunityCycle, steps: list[Step], looks: dict, obstacles: dict) -> BoardRow:
    found = [(step, *looks[member.pk, step.pk]) for step in steps if (member.pk, step.pk) in looks]
    kinds = [look for _, _, look in found]
    cells = [_cell(member, step, pk, look, obstacles.get((member.pk, step.pk), "")) for step, pk, look in found]
    return BoardRow(
        member, cells, done=kinds.count("done"), needed=len(kinds) - kinds.count("not_needed"),
        late=kinds.count("overdue"), blocked=sum(cell.look == "blocked" for cell in cells),
    )  # fmt: skip


def _cell(member: CommunityCycle, step: Step, pk: int, look: str, obstacle: str) -> Cell:
    """A blocked step says what blocks it, and that it is overdue if it is."""
    place = f"{member.community.name} {step.name}"
    if obstacle:
        late = f"{LOOKS[look][1]}，" if look == "overdue" else ""
        return Cell(pk, "blocked", *LOOKS["blocked"], f"{place}：{late}受阻。{obstacle}", look == "overdue")
    title = f"{place}：{LOOKS[look][1]}" if look in PRESSING else ""
    return Cell(pk, look, *LOOKS[look], title, look == "overdue")
