"""Steps of communities, one by one and as the board of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from elections.enums import Inclusion, Side, StepState
from elections.models import CommunityCycle, ElectionCycle, Step, StepRecord
from huanjie.shared.scope import within

SOON_DAYS = 3
LOOKS = {
    "done": ("✓", "已完成"),
    "under_way": ("●", "进行中"),
    "not_started": ("○", "未开始"),
    "soon": ("▲", "临期"),
    "overdue": ("■", "逾期"),
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


@dataclass
class BoardRow:
    """One community on the board; `late` counts the steps shown that are overdue."""

    community_cycle: CommunityCycle
    cells: list[Cell]
    done: int
    needed: int
    late: int


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
    def counts(self) -> list[tuple[Step, int, int]]:
        """For each step: how many communities are done, and how many are late."""
        looks = [[cell.look for cell in row.cells] for row in self.rows]
        return [
            (step, sum(row[place] == "done" for row in looks), sum(row[place] == "overdue" for row in looks))
            for place, step in enumerate(self.steps)
        ]


def board(
    cycle: ElectionCycle, viewer, on: date, *, side: str = "", area: str = "", late_only=False, difficult_only=False
) -> Board:
    """Everything the board shows, in three queries however many communities there are. Communities that are not due
    this time are left out; postponed ones too."""
    steps = list(Step.objects.filter(cycle=cycle, **({"side": side} if side else {})).of_the_cycle().in_use())
    members = (
        CommunityCycle.objects.visible_to(viewer)
        .filter(cycle=cycle, inclusion=Inclusion.DUE, **within(area))
        .select_related("community__subdistrict")
        .order_by("area_code")
    )
    if difficult_only:
        members = members.filter(is_difficult=True)
    members = list(members)
    looks = _looks(cycle, viewer, area, {step.pk for step in steps}, on)
    streets: list[Street] = []
    for member in members:
        row = _row(member, steps, looks)
        if late_only and not row.late:
            continue
        street = member.community.subdistrict
        if not streets or streets[-1].code != street.code:
            streets.append(Street(street.name, street.code))
        streets[-1].rows.append(row)
    return Board(steps, streets)


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


def _row(member: CommunityCycle, steps: list[Step], looks: dict) -> BoardRow:
    found = [(step, *looks[member.pk, step.pk]) for step in steps if (member.pk, step.pk) in looks]
    cells = [
        Cell(
            pk, look, *LOOKS[look], f"{member.community.name} {step.name}：{LOOKS[look][1]}" if look in PRESSING else ""
        )
        for step, pk, look in found
    ]
    kinds = [cell.look for cell in cells]
    return BoardRow(
        member, cells, done=kinds.count("done"), needed=len(kinds) - kinds.count("not_needed"),
        late=kinds.count("overdue"),
    )  # fmt: skip
