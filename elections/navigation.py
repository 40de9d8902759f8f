"""Navigation of this app, and the cycle that the frame of every page names."""

from importlib.util import find_spec

from elections.queries.cycle import current_name
from huanjie.navigation import register_shell

register_shell(lambda viewer: {"cycle_name": current_name(viewer)})

for _part in (
    "elections.navigation_territory",
    "elections.navigation_people",
    "elections.navigation_cycle",
    "elections.navigation_rules",
    "elections.navigation_schedule",
    "elections.navigation_electorate",
    "elections.navigation_ballot",
    "elections.navigation_papers",
):
    if find_spec(_part):
        __import__(_part)
