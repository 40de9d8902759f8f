"""What a figure is: declared once, read by pages, cells, sentences, CSV and drill-down lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, QuerySet, Sum

from huanjie.shared.scope import within


class Source(StrEnum):
    """Where a figure comes from: the records (filled in, locked) or the street (typed, carried forward)."""

    RECORDED = "recorded"
    TYPED = "typed"


@dataclass(frozen=True)
class Figure:
    """One additive figure: an integer for each community, summed upwards.

    `rows(cycle, on)` is the queryset of records that make it, as of the end of day `on`; every row has `area_code` (12
    digits). `measure` is None to count rows or the name of an integer column to sum. A typed figure has no rows: its
    rows are the day's reports themselves. `cumulative` figures never go down from one day to the next; `limit` names a
    figure this one cannot exceed.
    """

    key: str
    label: str
    unit: str
    group: str
    source: Source
    rows: Callable[[object, date], QuerySet] | None = None
    measure: str | None = None
    short: str = ""
    cumulative: bool = True
    limit: str = ""
    step: str = ""
    help: str = ""

    @property
    def is_recorded(self) -> bool:
        return self.source == Source.RECORDED

    @property
    def column(self) -> str:
        """The label that fits a column head."""
        return self.short or self.label

    def by_community(self, cycle, on: date, area: str = "") -> dict[str, int]:
        """One grouped query: community code → value. Communities without rows are absent (their value is 0)."""
        rows = self.rows(cycle, on).filter(**within(area)).order_by()
        measured = Count("pk") if self.measure is None else Sum(self.measure)
        return {code: value or 0 for code, value in rows.values_list("area_code").annotate(value=measured)}


@dataclass(frozen=True)
class Ratio:
    """A share of two additive figures; always computed, never typed (domain brief §6.4)."""

    key: str
    label: str
    numerator: str
    denominator: str
    note: str = ""
