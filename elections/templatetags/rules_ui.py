"""Names of a cycle's rule sets. `{% load rules_ui %}`"""

from django import template

from elections.enums import Side
from elections.rules.rule_sets import parameters_for

register = template.Library()


@register.simple_tag
def rule_set_names(cycle) -> list[str]:
    """The rule sets a cycle is run by: `{% rule_set_names cycle as names %}`."""
    values = parameters_for(cycle.rule_set)
    return [values.rule_set(side).name for side in (Side.PARTY, Side.RESIDENTS_COMMITTEE)]
