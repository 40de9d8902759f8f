"""The parameters a cycle is run by."""

from elections.models import ElectionCycle
from elections.rules.rule_sets import Parameters, parameters_for


def cycle_parameters(cycle: ElectionCycle) -> Parameters:
    """What the cycle froze when it opened, with every change made since; the defaults of its rule sets for what a cycle
    opened before parameters were frozen does not keep."""
    return parameters_for(cycle.rule_set)
