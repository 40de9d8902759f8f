"""The parts of a day sheet: cell, row, total, receipt, sheet. Plain values; `day_sheet` makes them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from elections.models import ElectionCycle
from huanjie.formats import wording
from huanjie.shared import clock
from huanjie.shared.verdict import Verdict
from reports.enums import EDITABLE, Face, ReportState
from reports.figures import RATIOS, Figure
from reports.models import DailyReport
from reports.rules.day_sheet import Problem


@dataclass
class Cell:
    """One number. `typed` is the text as typed when it could not be kept, `error` what is wrong with that text;
    `theirs` is set when somebody else changed the cell while this page was open."""

    figure: Figure
    value: int | None
    previous: int | None
    is_changed: bool
    record: int | None = None
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    typed: str | None = None
    error: str = ""
    theirs: str = ""
    url: str = ""

    @property
    def key(self) -> str:
        return self.figure.key

    @property
    def delta(self) -> int | None:
        """The step since yesterday, None when one of the two is not known."""
        return None if self.value is None or self.previous is None else self.value - self.previous

    @property
    def step(self) -> str:
        """The mark of a changed cell: +14, −1, 新 (no number yesterday) or 空 (none today)."""
        if not self.is_changed:
            return ""
        return wording.delta(self.delta) or ("空" if self.value is None else "新")

    @property
    def shown(self) -> str:
        """What stands in the field."""
        if self.typed is not None:
            return self.typed
        return "" if self.value is None else f"{self.value:,}"

    @property
    def differs_from_record(self) -> bool:
        """数账不符."""
        return self.record is not None and self.value != self.record

    @property
    def is_blocked(self) -> bool:
        return bool(self.error) or any(problem.blocking for problem in self.problems)

    @property
    def asks_reason(self) -> bool:
        return bool(self.reason) or any(problem.needs_reason for problem in self.problems)

    @property
    def needs_words(self) -> bool:
        """Anything to be said below the row."""
        return bool(self.problems or self.error or self.theirs)


@dataclass
class Row:
    """One community's report. `cells` follow the sheet's columns; None where the day's form did not ask."""

    report: DailyReport
    name: str
    face: Face
    cells: list[Cell | None]
    values: dict[str, int | None]
    edit: Verdict
    has_yesterday: bool
    note: str = ""
    note_theirs: str = ""

    @property
    def pk(self) -> int:
        return self.report.pk

    @property
    def is_open(self) -> bool:
        return self.report.state in EDITABLE

    @property
    def is_blocked(self) -> bool:
        return any(cell.is_blocked for cell in self.cells if cell)

    @property
    def is_filled(self) -> bool:
        """Filed, or ready to be: every figure given, no question open, and what was returned looked at again."""
        return not self.is_open or not (self.is_blocked or self.waits_for_mending)

    @property
    def waits_for_mending(self) -> bool:
        """Returned, and nothing saved since."""
        report = self.report
        return report.state == ReportState.RETURNED and (report.saved_at is None or report.saved_at < report.decided_at)

    @property
    def changed(self) -> list[Cell]:
        return [cell for cell in self.cells if cell and cell.is_changed]

    @property
    def troubled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell and cell.needs_words]

    @property
    def may_be_nil(self) -> bool:
        """今日无变化 can be offered: there is a yesterday, and the records did not move."""
        moved = any(c.record != (c.previous or 0) for c in self.cells if c and c.record is not None)
        return bool(self.edit) and self.has_yesterday and not moved and not self.report.is_nil

    def cell(self, key: str) -> Cell | None:
        return next((cell for cell in self.cells if cell and cell.key == key), None)


@dataclass(frozen=True)
class Total:
    """A column's sum today and yesterday."""

    figure: Figure
    value: int
    previous: int | None

    @property
    def delta(self) -> int | None:
        return None if self.previous is None else self.value - self.previous


@dataclass(frozen=True)
class Receipt:
    """What a filed sheet shows: who, when, in time, and a number to quote."""

    by: str
    at: datetime
    is_late: bool
    number: str
    nil_count: int
    discrepancy_count: int


@dataclass
class Sheet:
    """One street's day (or one community's line of it)."""

    cycle: ElectionCycle
    subdistrict: object
    on: date
    today: date
    columns: list[Figure]
    rows: list[Row]
    submit: Verdict
    due_at: datetime | None = None
    now: datetime = field(default_factory=clock.now)
    previous_day: date | None = None
    next_day: date | None = None

    @property
    def groups(self) -> list[tuple[str, int]]:
        """Group name and how many columns it spans."""
        return [(name, len(list(columns))) for name, columns in groupby(self.columns, lambda figure: figure.group)]

    @property
    def totals(self) -> list[Total]:
        """Every column summed over the rows shown."""
        return [self._total(place, figure) for place, figure in enumerate(self.columns)]

    def _total(self, place: int, figure: Figure) -> Total:
        cells = [row.cells[place] for row in self.rows if row.cells[place]]
        before = [cell.previous for cell in cells if cell.previous is not None]
        return Total(figure, sum(cell.value or 0 for cell in cells), sum(before) if before else None)

    @property
    def ratios(self) -> list[tuple[object, int, int]]:
        """Shares whose two figures are both on the sheet, with their integers."""
        sums = {total.figure.key: total.value for total in self.totals}
        pairs = [r for r in RATIOS.values() if r.numerator in sums and sums.get(r.denominator)]
        return [(ratio, sums[ratio.numerator], sums[ratio.denominator]) for ratio in pairs]

    @property
    def filled(self) -> int:
        return sum(row.is_filled for row in self.rows)

    @property
    def blocked(self) -> list[Row]:
        return [row for row in self.rows if row.is_open and row.is_blocked]

    @property
    def open_rows(self) -> list[Row]:
        return [row for row in self.rows if row.is_open]

    @property
    def returned(self) -> list[Row]:
        return [row for row in self.rows if row.report.state == ReportState.RETURNED]

    @property
    def untouched(self) -> list[Row]:
        """Rows nobody worked on: they would be filed with yesterday's typed figures and the records'."""
        return [row for row in self.rows if row.report.state == ReportState.DUE]

    @property
    def may_edit(self) -> bool:
        return any(row.edit for row in self.rows)

    @property
    def may_be_nil(self) -> list[Row]:
        """Rows that 今日无变化(全部) would mark: nothing typed differs from yesterday."""
        return [row for row in self.rows if row.may_be_nil and not row.changed]

    @property
    def minutes_left(self) -> int | None:
        """Whole minutes to the cut-off, negative after it; None when everything is filed."""
        if self.due_at is None or not self.open_rows:
            return None
        return int((self.due_at - self.now).total_seconds() // 60)

    @property
    def would_be_late(self) -> bool:
        """Filing now would be late; a report that was in time and came back stays in time."""
        return any(row.report.first_submitted_at is None and self.now > row.report.due_at for row in self.open_rows)

    @property
    def receipt(self) -> Receipt | None:
        """Only when every row is filed."""
        if not self.rows or self.open_rows:
            return None
        reports = [row.report for row in self.rows]
        last = max(reports, key=lambda report: report.submitted_at)
        return Receipt(
            last.submitted_by, last.submitted_at, any(r.is_late for r in reports), _receipt_number(reports),
            sum(r.is_nil for r in reports), sum(r.discrepancy_count for r in reports),
        )  # fmt: skip

    def row(self, pk: int) -> Row | None:
        return next((row for row in self.rows if row.pk == pk), None)


def _receipt_number(reports: Iterable[DailyReport]) -> str:
    """A short digest of what was filed: the same figures filed at the same moment give the same number."""
    parts = [f"{r.area_code}|{r.on}|{r.submitted_at.isoformat()}|{sorted(r.values.items())}" for r in reports]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest().upper()
    return "-".join((digest[:4], digest[4:8], digest[8:12]))
