"""The stages of a cycle: what people call the stretches of the way (domain brief §1.4, §2.3). A stage ends with its last
template step; a step added by a district belongs to the stage it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass

from elections.enums import Side
from elections.rules.procedure_template import BY_CODE

PARTY, COMMITTEE = Side.PARTY, Side.RESIDENTS_COMMITTEE


@dataclass(frozen=True)
class Stage:
    """A stretch of one side's steps. `last` is the number of the template step that ends it."""

    key: str
    side: Side
    label: str
    last: int


STAGES: tuple[Stage, ...] = (
    Stage("party_preparation", PARTY, "调查准备", 6),
    Stage("party_request", PARTY, "请示批复、核定党员", 11),
    Stage("party_candidates", PARTY, "推荐考察、确定人选", 20),
    Stage("party_vote", PARTY, "党员大会选举", 23),
    Stage("party_completion", PARTY, "结果报批、总结归档", 27),
    Stage("committee_preparation", COMMITTEE, "选举准备、推选选委会", 5),
    Stage("committee_registration", COMMITTEE, "选民登记、公布名单", 9),
    Stage("committee_candidates", COMMITTEE, "提名、确定候选人", 16),
    Stage("committee_vote", COMMITTEE, "投票选举", 21),
    Stage("committee_completion", COMMITTEE, "备案移交、总结归档", 25),
)
BY_KEY = {stage.key: stage for stage in STAGES}


def stages_of(steps: Iterable) -> dict[str, Stage]:
    """The stage of each step by its code. `steps` (with code and side) come in their order: one that is not of the
    template stands in the stage of the template step before it, at the very start in the first."""
    found, standing = {}, {side: next(stage for stage in STAGES if stage.side == side) for side in Side}
    for step in steps:
        if step.code in BY_CODE:
            number = BY_CODE[step.code].number
            standing[step.side] = next(s for s in STAGES if s.side == step.side and number <= s.last)
        found[step.code] = standing[step.side]
    return found
