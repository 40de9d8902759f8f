"""Read figures for many communities at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from elections.queries import facts
from huanjie.shared.scope import within
from reports.figures.catalogue import ALWAYS_RECORDED, FIGURES


def recorded_values(cycle, on: date, area: str = "", keys: Iterable[str] = ()) -> dict[str, dict[str, int]]:
    """community code → {figure key: value} for the recorded figures among `keys` plus the ones every summary carries.

    One query for all step figures together and one for each other figure, whatever the number of communities.
    Communities without any row are absent; ask with `values_of`.
    """
    wanted = [FIGURES[key] for key in dict.fromkeys((*keys, *ALWAYS_RECORDED)) if FIGURES[key].is_recorded]
    values: dict[str, dict[str, int]] = defaultdict(dict)
    by_step = {figure.step: figure.key for figure in wanted if figure.step}
    if by_step:
        rows = facts.steps_done(cycle, on).filter(code__in=by_step, **within(area)).order_by()
        for code, step, count in rows.values_list("area_code", "code").annotate(count=Count("pk")):
            values[code][by_step[step]] = count
    for figure in wanted:
        if not figure.step:
            for code, value in figure.by_community(cycle, on, area).items():
                values[code][figure.key] = value
    return values


def values_of(recorded: dict[str, dict[str, int]], code: str, keys: Iterable[str]) -> dict[str, int]:
    """The recorded figures of one community, 0 where there is no row."""
    mine = recorded.get(code, {})
    wanted = dict.fromkeys((*keys, *ALWAYS_RECORDED))
    return {key: mine.get(key, 0) for key in wanted if FIGURES[key].is_recorded}
