"""Which stage a step lies in."""

from types import SimpleNamespace

from elections.enums import Side
from elections.rules.procedure_template import STEPS
from elections.rules.stages import BY_KEY, STAGES, stages_of


def step(code, side=Side.PARTY):
    return SimpleNamespace(code=code, side=side)


def test_every_step_of_the_template_lies_in_one_stage_and_no_stage_is_empty():
    found = stages_of(STEPS)
    sizes = [sum(stage == each for stage in found.values()) for each in STAGES]
    assert sizes == [6, 5, 9, 3, 4, 5, 4, 7, 5, 4]
    assert {code: found[code].key for code in ("PA06", "PA07", "PA21", "RC05", "RC06", "RC16", "RC19", "RC25")} == {
        "PA06": "party_preparation", "PA07": "party_request", "PA21": "party_vote", "RC05": "committee_preparation",
        "RC06": "committee_registration", "RC16": "committee_candidates", "RC19": "committee_vote",
        "RC25": "committee_completion",
    }  # fmt: skip


def test_an_added_step_belongs_to_the_stage_it_stands_in():
    found = stages_of([step("PX01"), step("PA06"), step("PX02"), step("PA07"), step("PX03")])
    assert [found[code].key for code in ("PX01", "PX02", "PX03")] == [
        "party_preparation", "party_preparation", "party_request"
    ]  # fmt: skip
    assert stages_of([step("RX01", Side.RESIDENTS_COMMITTEE)])["RX01"] == BY_KEY["committee_preparation"]
