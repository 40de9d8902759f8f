"""Roll-ups that climb: a subdistrict from its own reports, then each parent from its children.

The cost of one more report is one street's rows plus one child list for each of four levels above, whatever the number
of days filed or of communities in the nation. A parent is locked before its children are read, so that two streets
that submit at once both arrive in it; every act climbs in the same order, so that they cannot deadlock.
"""

from collections.abc import Iterable
from datetime import date

from huanjie.shared.scope import level_of, parent_of
from reports.models import AreaSummary
from reports.queries.rollup import computed


def climb(on: date, subdistricts: Iterable[str]) -> None:
    """Refresh the summaries of a day from these subdistricts (9-digit prefixes) up to the nation. Call it inside the
    act that changed the reports, as its last statement but the log."""
    areas = sorted(set(subdistricts))
    while areas:
        for area in areas:
            refresh(area, on)
        areas = sorted({parent_of(area) for area in areas if area})


def refresh(area: str, on: date) -> None:
    """Make one area's summary anew from the level below."""
    pk = _lock(area, on)
    AreaSummary.objects.filter(pk=pk).update(**computed(area, on))


def _lock(area: str, on: date) -> int:
    """Lock the area's row, made if there is none, and return its key; what it says is not read."""
    wanted = (
        AreaSummary.objects.select_for_update().filter(area_code=area, on=on).order_by().values_list("pk", flat=True)
    )
    for pk in wanted:
        return pk
    level = level_of(area)
    AreaSummary.objects.bulk_create(
        [AreaSummary(area_code=area, on=on, level=level, parent_code=parent_of(area) if area else "-")],
        ignore_conflicts=True,
    )
    return wanted.get()
