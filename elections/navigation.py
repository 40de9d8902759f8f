"""Navigation of this app, each wing its own in the order of the pages; and the cycle that every page names."""

# A wing registers what it has when it is imported.
# isort: off
from elections import navigation_territory  # noqa: F401
from elections import navigation_people  # noqa: F401
from elections import navigation_cycle  # noqa: F401
from elections import navigation_rules  # noqa: F401
from elections import navigation_schedule  # noqa: F401
from elections import navigation_electorate  # noqa: F401
from elections import navigation_ballot  # noqa: F401
from elections import navigation_papers  # noqa: F401

# isort: on
from elections.queries.cycle import current_name
from huanjie.navigation import register_shell

register_shell(lambda viewer: {"cycle_name": current_name(viewer)})
