"""A progress sheet's rows beside the system's figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.figures import FIGURES, Figure
from reports.models import AreaSummary
from reports.queries.day_sheet_parts import Row, Sheet

FIGURE_OF = {
    "due": "communities_due",
    "party_done": "party_elected",
    "committee_formed": "committee_formed",
    "registration_done": "registration_done",
    "nominated": "nominated",
    "elected": "voted",
    "registered": "registered_voters",
    "voted": "ballots_cast",
    "review_sent": "review_sent",
    "review_pass": "review_passed",
    "review_fail": "review_not_passed",
    "petitions": "petitions",
    "difficult": "difficult",
}
"""The file's columns that are figures of ours."""


@dataclass(frozen=True)
class Compared:
    """One number of a file beside ours."""

    place: str
    figure: Figure
    stated: int
    ours: int | None

    @property
    def difference(self) -> int:
        return self.stated - (self.ours or 0)

    @property
    def agrees(self) -> bool:
        return self.stated == self.ours


def stated_figures(normalized: dict) -> dict[str, int]:
    """Figure key → number of one accepted row of a file."""
    return {
        FIGURE_OF[key]: value
        for key, value in normalized.items()
        if key in FIGURE_OF and isinstance(value, int) and not isinstance(value, bool)
    }


def street_comparison(name: str, stated: dict[str, int], ours: dict[str, int]) -> list[Compared]:
    """A street's row beside the street's figures."""
    return [Compared(name, FIGURES[key], number, ours.get(key)) for key, number in stated.items()]


def sheet_figures(sheet: Sheet) -> dict[str, int]:
    """A street's figures as its sheet stands now, drafts included."""
    return {total.figure.key: total.value for total in sheet.totals} | {"communities_due": len(sheet.rows)}


def summary_figures(areas: Iterable[str], on: date) -> dict[str, dict[str, int]]:
    """Area → figures of the day's roll-up."""
    return dict(AreaSummary.objects.filter(area_code__in=list(areas), on=on).values_list("area_code", "values"))


def split_row(row: Row, stated: dict[str, int], in_file: Iterable[str]) -> tuple[list[Compared], list[Compared]]:
    """A community's line: what the file would change among the typed figures, and recorded ones that differ from the
    file. `in_file` are the figures whose column the file has; a column it lacks says nothing."""
    wanted = set(in_file)
    compared = [
        Compared(row.name, cell.figure, stated[cell.key], cell.value)
        for cell in row.cells
        if cell and cell.key in stated and cell.key in wanted and stated[cell.key] != cell.value
    ]
    typed = [each for each in compared if not each.figure.is_recorded]
    return typed, [each for each in compared if each.figure.is_recorded]
