"""The community an act on its electorate holds while it writes."""

from elections.models import CommunityCycle
from elections.permissions_electorate import can_record_electorate
from huanjie.shared.verdict import require


def locked_community(community_cycle: CommunityCycle, by) -> CommunityCycle:
    """The community's row, locked and fresh, for somebody who may record its electorate."""
    row = (
        CommunityCycle.objects.select_for_update(of=("self",))
        .select_related("cycle", "community")
        .get(pk=community_cycle.pk)
    )
    require(can_record_electorate(by, row))
    return row
