"""Rule sets: which parameters a cycle is run by, since when, and the copy that a cycle keeps (domain brief §0.2, §14).

A cycle freezes its copy when it opens; whatever this module says later does not reach it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from elections.enums import Side
from elections.rules.parameters import (
    OWN,
    Bound,
    Kind,
    Parameter,
    Ratio,
    Shape,
    check_value,
    show,
    show_bound,
    tightened,
)
from elections.rules.parameters_committee import (
    COMMITTEE_PARAMETERS,
    COMMITTEE_PARAMETERS_2018,
    LAW_2018,
    LAW_2026,
)
from elections.rules.parameters_office import OFFICE_PARAMETERS
from elections.rules.parameters_party import PARTY_PARAMETERS, RULES
from huanjie.shared.verdict import YES, Verdict, no

__all__ = [
    "OFFICE_PARAMETERS", "OWN", "RULE_SETS", "Bound", "Kind", "Overlay", "Parameter", "Parameters", "Ratio", "RuleSet",
    "Shape", "check_overlay", "check_value", "freeze", "freeze_for_cycle", "parameter_of", "parameters_for",
    "rule_set_in_force", "show", "show_bound",
]  # fmt: skip


@dataclass(frozen=True)
class RuleSet:
    """The rules of one side. `until` is the last day they were in force, None while they are."""

    code: str
    side: Side
    name: str
    in_force: date
    until: date | None
    parameters: tuple[Parameter, ...]

    def __getitem__(self, key: str) -> Parameter:
        for parameter in self.parameters:
            if parameter.key == key:
                return parameter
        raise KeyError(key)


PARTY_2020 = RuleSet("party-2020", Side.PARTY, f"{RULES}（2020）", date(2020, 7, 13), None, PARTY_PARAMETERS)
CSJWH_2026 = RuleSet(
    "csjwh-2026", Side.RESIDENTS_COMMITTEE, f"{LAW_2026}，2026-01-01 施行", date(2026, 1, 1), None, COMMITTEE_PARAMETERS
)
CSJWH_2018 = RuleSet(
    "csjwh-2018", Side.RESIDENTS_COMMITTEE, f"{LAW_2018}，2025-12-31 以前", date(1990, 1, 1), date(2025, 12, 31),
    COMMITTEE_PARAMETERS_2018,
)  # fmt: skip
RULE_SETS: dict[str, RuleSet] = {each.code: each for each in (PARTY_2020, CSJWH_2026, CSJWH_2018)}
NEWEST = {Side.PARTY: PARTY_2020.code, Side.RESIDENTS_COMMITTEE: CSJWH_2026.code}
OFFICE = "office"


@dataclass(frozen=True)
class Overlay:
    """A province's stricter values over the law, with the document that says so."""

    name: str
    source: str
    document_number: str
    values: Mapping[str, object] = field(default_factory=dict)


class Parameters(Mapping):
    """The values one cycle is run by, read as parameters["voter_list_lead_days"]. Frozen: nothing in it can be set."""

    def __init__(self, codes: Mapping[str, str], values: Mapping[str, object]):
        self._codes, self._values = dict(codes), dict(values)

    def __getitem__(self, key: str):
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def rule_set(self, side: str) -> RuleSet:
        """The rules of one side."""
        return RULE_SETS[self._codes[str(side)]]

    def ratio(self, key: str) -> Ratio:
        """A value written "4/5" as two integers."""
        return Ratio.of(self._values[key])


def rule_set_in_force(side: str, on: date) -> RuleSet:
    """The rules of a side on a day; before the oldest ones we hold, those."""
    held = sorted((s for s in RULE_SETS.values() if s.side == side), key=lambda s: s.in_force, reverse=True)
    return next((s for s in held if s.in_force <= on), held[-1])


def parameter_of(frozen: Mapping, key: str) -> Parameter:
    """The parameter as it binds a cycle: its own limit, tightened by the cycle's province. KeyError when unknown."""
    parameter = _parameters(_codes(frozen))[key]
    overlay = frozen.get("overlay") or {}
    if key not in overlay.get("values", {}):
        return parameter
    return tightened(parameter, overlay["values"][key], f"{overlay['name']}（{overlay['document_number']}）")


def _codes(frozen: Mapping) -> dict[str, str]:
    return {side.value: frozen.get(side.value) or newest for side, newest in NEWEST.items()}


def _parameters(codes: Mapping[str, str]) -> dict[str, Parameter]:
    sets = [RULE_SETS[codes[side.value]].parameters for side in NEWEST]
    return {p.key: p for group in (*sets, OFFICE_PARAMETERS) for p in group}


def parameters_for(frozen: Mapping) -> Parameters:
    """The values of a cycle from what it keeps; what it does not keep (cycles opened before parameters were frozen) is
    the default of its rule sets."""
    codes = _codes(frozen)
    defaults = {key: p.default for key, p in _parameters(codes).items()}
    kept = {key: value for key, value in (frozen.get("parameters") or {}).items() if key in defaults}
    return Parameters(codes, defaults | kept)


def check_overlay(overlay: Overlay, codes: Mapping[str, str] | None = None) -> Verdict:
    """A province may be stricter than the law, never milder, and has to say in which document."""
    if not overlay.document_number.strip():
        return no("省级规定没有文号。", "请填写文件名称和文号。")
    known = _parameters(_codes(codes or {}))
    for key, value in overlay.values.items():
        if key not in known:
            return no(f"省级规定中有不认识的参数“{key}”。", "请核对参数名称。")
        allowed = check_value(known[key], value)
        if not allowed:
            return replace(allowed, reason=f"省级规定不能放宽法律：{allowed.reason}")
    return YES


def freeze(*, party: str, residents_committee: str, overlay: Overlay | None = None) -> dict:
    """What a cycle keeps (JSON): the codes of its rule sets, every value, and the province's overlay. ValueError with
    the reason when the overlay is milder than the law."""
    codes = {Side.PARTY.value: party, Side.RESIDENTS_COMMITTEE.value: residents_committee}
    values = {key: p.default for key, p in _parameters(codes).items()}
    if overlay is None:
        return codes | {"parameters": values}
    allowed = check_overlay(overlay, codes)
    if not allowed:
        raise ValueError(str(allowed))
    kept = {"name": overlay.name, "source": overlay.source, "document_number": overlay.document_number}
    return codes | {"parameters": values | dict(overlay.values), "overlay": kept | {"values": dict(overlay.values)}}


def freeze_for_cycle(starts_on: date, election_day: date, overlay: Overlay | None = None) -> dict:
    """What a new cycle keeps: the rules in force on its election day. A cycle that begins under the old law and votes
    under the new one is held to the new one."""
    return freeze(
        party=rule_set_in_force(Side.PARTY, election_day).code,
        residents_committee=rule_set_in_force(Side.RESIDENTS_COMMITTEE, election_day).code,
        overlay=overlay,
    )
