"""The parameters a cycle is run by, and who changed them."""

from dataclasses import dataclass

from elections.enums import Side
from elections.models import ElectionCycle, ParameterChange
from elections.rules.rule_sets import (
    OFFICE_PARAMETERS,
    Kind,
    Parameter,
    Parameters,
    parameter_of,
    parameters_for,
    show,
    show_bound,
)


def cycle_parameters(cycle: ElectionCycle) -> Parameters:
    """What the cycle froze when it opened, with every change made since; the defaults of its rule sets for what a cycle
    opened before parameters were frozen does not keep."""
    return parameters_for(cycle.rule_set)


@dataclass(frozen=True)
class Line:
    """One parameter of a cycle as its page shows it. `change` is the last one; `overlay` the province's document."""

    parameter: Parameter
    value: str
    bound: str
    is_default: bool
    change: ParameterChange | None
    overlay: str = ""

    @property
    def kind(self) -> str:
        return Kind(self.parameter.kind).label


@dataclass(frozen=True)
class Group:
    """The parameters of the Party side, of the residents' committee or of the office."""

    key: str
    label: str
    rules: str
    lines: tuple[Line, ...]


def groups_of(cycle: ElectionCycle) -> list[Group]:
    """Every parameter of a cycle, in three groups."""
    values, last = cycle_parameters(cycle), _last_changes(cycle)
    groups = []
    for side in (Side.PARTY, Side.RESIDENTS_COMMITTEE):
        rules = values.rule_set(side)
        lines = tuple(_line(cycle, p, values, last) for p in rules.parameters)
        groups.append(Group(side.value, side.label, rules.name, lines))
    office = tuple(_line(cycle, p, values, last) for p in OFFICE_PARAMETERS)
    return [*groups, Group("office", "换届办公", "两侧共用的工作要求，多为地方文件和惯例", office)]


def _line(cycle: ElectionCycle, parameter: Parameter, values: Parameters, last: dict) -> Line:
    bound = parameter_of(cycle.rule_set, parameter.key)
    overlay = cycle.rule_set.get("overlay") or {}
    number = overlay.get("document_number", "") if parameter.key in overlay.get("values", {}) else ""
    value = values[parameter.key]
    return Line(
        bound, show(parameter, value), show_bound(bound), value == parameter.default, last.get(parameter.key), number
    )


def _last_changes(cycle: ElectionCycle) -> dict[str, ParameterChange]:
    return {change.key: change for change in ParameterChange.objects.filter(cycle=cycle).order_by("at", "pk")}


@dataclass(frozen=True)
class Changed:
    """One change in words."""

    change: ParameterChange
    label: str
    before: str
    after: str


def changes_of_rules(cycle: ElectionCycle, key: str = "") -> list[Changed]:
    """What was changed, the newest first; of one parameter or of all."""
    rows = ParameterChange.objects.filter(cycle=cycle).order_by("-at", "-pk")
    found = []
    for row in rows.filter(key=key) if key else rows:
        parameter = parameter_of(cycle.rule_set, row.key)
        found.append(Changed(row, parameter.label, show(parameter, row.before), show(parameter, row.after)))
    return found
