"""The facts that papers are made of, read from the records of one community. Nothing personal but names is read here,
and of candidates what is published by law anyway. Where each fact comes from: `SOURCES`, one module a part of the way."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from elections.models import CommunityCycle
from elections.queries import paper_candidates, paper_electorate, paper_results, paper_settled
from elections.queries.paper_places import mode_of, places, step_day, step_label, sums
from elections.queries.rule_sets import cycle_parameters
from elections.rules.paper_facts import ASKS, DAY, LINES, NUMBER, Missing, missing_in
from elections.rules.paper_kind import PaperKind

Source = Callable[[CommunityCycle, Mapping], dict]
SOURCES: tuple[tuple[frozenset[str], Source], ...] = (
    *paper_electorate.SOURCES,
    *paper_candidates.SOURCES,
    *paper_results.SOURCES,
    *paper_settled.SOURCES,
)


def facts_for(community_cycle: CommunityCycle, kind: PaperKind, given: Mapping) -> tuple[dict, list[Missing]]:
    """What the kind's text needs, as JSON, and what of it is missing."""
    wanted = {*kind.needs, *kind.optional}
    known = _known(community_cycle, wanted, given)
    facts = {key: _plain(known[key]) for key in sorted(wanted) if known.get(key) is not None}
    return facts, missing_in(kind.needs, facts, lambda key: step_label(community_cycle, key))


def _known(community_cycle, wanted: set[str], given: Mapping) -> dict:
    known = {**places(community_cycle), **_answers(given), **mode_of(community_cycle)}
    known |= sums(known)
    for keys, read in SOURCES:
        if wanted & keys:
            known |= read(community_cycle, known)
    parameters = cycle_parameters(community_cycle.cycle)
    for key in wanted - known.keys():
        if key.startswith("on_"):
            known[key] = step_day(community_cycle, key[3:])
        elif key in parameters:
            known[key] = parameters[key]
    return known


def _answers(given: Mapping) -> dict:
    """What the drafter typed, read by the kind of its question."""
    read = {}
    for key, value in given.items():
        if key not in ASKS or value in ("", None, []):
            continue
        kind = ASKS[key].kind
        if kind == LINES:
            read[key] = [line.strip() for line in str(value).splitlines() if line.strip()]
        else:
            read[key] = int(value) if kind == NUMBER else str(value).strip()
    return read


def _plain(value):
    """A fact as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str | dict):
        return [_plain(item) for item in value]
    return value


def dates_in(facts: Mapping) -> dict[str, str]:
    """The days a paper names: for the schedule, when the election day moves."""
    keys = {key for key, ask in ASKS.items() if ask.kind == DAY}
    return {
        key: value
        for key, value in facts.items()
        if isinstance(value, str)
        and (key in keys or key.startswith("on_") or key in ("election_day", "party_term_ends"))
    }
