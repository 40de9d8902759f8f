"""A grid: rows that are no database rows (a matrix of areas and figures, the parts of a number), with a sum row.

Drawn by joining strings, because such a table has thousands of cells and a template costs more for each than the
query for all of them. Sort and page are in the address (`?sort=-key&page=2`), and `?export=csv|xlsx` gives exactly
what is shown, sum row included. Lists of database rows are `huanjie.tables`.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import FileResponse, QueryDict
from django.utils.html import escape
from django.utils.safestring import mark_safe

from huanjie import exports
from huanjie.activity.services import act
from huanjie.formats import wording
from huanjie.shared import clock

PER_PAGE = 300
WIDE = 12  # columns from which a table is printed on a landscape page
TICK_ALL = '<input type="checkbox" data-tick-all aria-label="全选本页" hidden>'


@dataclass(frozen=True)
class GridColumn:
    """`value` is what sorts and is exported; `html` draws the cell from row and value (safe HTML)."""

    key: str
    label: str
    value: Callable[[Any], Any]
    html: Callable[[Any, Any], str] | None = None
    unit: str = ""
    group: str = ""
    numeric: bool = False
    title: str = ""

    @property
    def header(self) -> str:
        """The head in a file, where there are no groups."""
        name = f"{self.group}·{self.label}" if self.group else self.label
        return f"{name}（{self.unit}）" if self.unit else name

    def draw(self, row: Any) -> str:
        value = self.value(row)
        if self.html is not None:
            return self.html(row, value)
        return wording.number(value) if self.numeric else escape(wording.cell(value))


@dataclass
class Grid:
    """`total` maps column keys to (value, html) of the sum row. `pick` draws the tick box of a row."""

    columns: Sequence[GridColumn]
    rows: list
    params: QueryDict
    caption: str
    filename: str = ""
    total: dict[str, tuple[Any, str]] = field(default_factory=dict)
    total_name: str = "合计"
    pick: Callable[[Any], str] | None = None
    row_class: Callable[[Any], str] | None = None
    path: str = ""

    @cached_property
    def sort(self) -> str:
        asked = self.params.get("sort", "")
        return asked if asked.lstrip("-") in {column.key for column in self.columns} else ""

    @cached_property
    def ordered(self) -> list:
        """The rows in the order asked for; those without a value last; ties as they came."""
        if not self.sort:
            return self.rows
        value = next(column.value for column in self.columns if column.key == self.sort.lstrip("-"))
        known = [row for row in self.rows if value(row) is not None]
        unknown = [row for row in self.rows if value(row) is None]
        return sorted(known, key=value, reverse=self.sort.startswith("-")) + unknown

    @cached_property
    def page_count(self) -> int:
        return max(1, -(-len(self.rows) // PER_PAGE))

    @cached_property
    def page_number(self) -> int:
        asked = self.params.get("page", "1")
        return min(max(int(asked), 1), self.page_count) if asked.isdigit() else 1

    @property
    def pages(self) -> list[tuple[int, str, bool]]:
        """Number, address and whether it is this one; nothing for a single page."""
        if self.page_count == 1:
            return []
        return [(n, self._address(page=str(n)), n == self.page_number) for n in range(1, self.page_count + 1)]

    @property
    def export_urls(self) -> dict[str, str]:
        return {kind: self._address(export=kind) for kind in exports.KINDS}

    def _address(self, **changes: str) -> str:
        query = self.params.copy()
        for name in ("page", "export"):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"{self.path}?{query.urlencode()}"

    # --- page --------------------------------------------------------------------------------------------------------
    def html(self) -> str:
        """The table, without its frame."""
        start = (self.page_number - 1) * PER_PAGE
        draws = [(column.draw, ' class="number"' if column.numeric else "") for column in self.columns[1:]]
        first = self.columns[0].draw
        body = []
        for row in self.ordered[start : start + PER_PAGE]:
            extra = self.row_class(row) if self.row_class else ""
            body.append(f'<tr class="{extra}">' if extra else "<tr>")
            if self.pick:
                body.append(f'<td class="tick">{self.pick(row)}</td>')
            body.append(f'<th scope="row">{first(row)}</th>')
            body.extend(f"<td{kind}>{draw(row)}</td>" for draw, kind in draws)
            body.append("</tr>")
        return mark_safe(
            f'<table class="data grid{" wide" if len(self.columns) > WIDE else ""}"><caption class="visually-hidden">{escape(self.caption)}</caption>'
            f"<thead>{self._head()}</thead><tbody>{''.join(body)}</tbody>{self._foot()}</table>"
        )

    def _head(self) -> str:
        grouped = any(column.group for column in self.columns)
        span = ' rowspan="2"' if grouped else ""
        upper = [f'<th class="tick" scope="col"{span}>{TICK_ALL}</th>'] if self.pick else []
        lower = []
        for group, columns in groupby(self.columns, key=lambda column: column.group):
            columns = list(columns)
            if not group:
                upper.extend(self._name(column, span) for column in columns)
                continue
            upper.append(f'<th class="over" scope="colgroup" colspan="{len(columns)}">{escape(group)}</th>')
            lower.extend(self._name(column, "") for column in columns)
        return f"<tr>{''.join(upper)}</tr>" + (f"<tr>{''.join(lower)}</tr>" if grouped else "")

    def _name(self, column: GridColumn, span: str) -> str:
        down = self.sort == column.key
        mine = self.sort.lstrip("-") == column.key
        state = f' aria-sort="{"ascending" if down else "descending"}"' if mine else ""
        # the first click on a number shows the largest: that is what one looks for
        target = f"-{column.key}" if down or (column.numeric and not mine) else column.key
        arrow = f'<span class="sort" aria-hidden="true">{"↑" if down else "↓"}</span>' if mine else ""
        unit = f'<small class="unit">{escape(column.unit)}</small>' if column.unit else ""
        title = f' title="{escape(column.title)}"' if column.title else ""
        kind = ' class="number"' if column.numeric else ""
        return (
            f'<th scope="col"{span}{kind}{state}{title}><a href="{escape(self._address(sort=target))}">'
            f"{escape(column.label)}{arrow}</a>{unit}</th>"
        )

    def _foot(self) -> str:
        if not self.total:
            return ""
        cells = ['<td class="tick"></td>'] if self.pick else []
        cells.append(f'<th scope="row">{escape(self.total_name)}</th>')
        for column in self.columns[1:]:
            kind = ' class="number"' if column.numeric else ""
            cells.append(f"<td{kind}>{self.total.get(column.key, (None, ''))[1]}</td>")
        return f"<tfoot><tr>{''.join(cells)}</tr></tfoot>"

    # --- file --------------------------------------------------------------------------------------------------------
    def lines(self) -> list[list]:
        """Every row as plain values, the sum row last."""
        found = [[_plain(column.value(row)) for column in self.columns] for row in self.ordered]
        if self.total:
            rest = [self.total.get(column.key, (None, ""))[0] for column in self.columns[1:]]
            found.append([self.total_name, *rest])
        return found

    def respond(self, request) -> FileResponse:
        """The file that `?export=` asks for, noted in the log."""
        kind = request.GET["export"]
        target = io.BytesIO()
        write = exports.write_xlsx if kind == "xlsx" else exports.write_csv
        write([column.header for column in self.columns], self.lines(), target)
        target.seek(0)
        with act() as log:
            log.record(
                by=request.viewer, verb="list.exported", label=self.caption[:200], area=request.viewer.area,
                detail={"format": kind, "rows": len(self.rows), "columns": [column.key for column in self.columns]},
            )  # fmt: skip
        name = f"{self.filename or self.caption}-{wording.local(clock.now()):%Y%m%d-%H%M}.{kind}"
        return FileResponse(target, as_attachment=True, filename=name)


def _plain(value: Any) -> Any:
    return None if value == "" else value


def wants_export(request) -> bool:
    return request.GET.get("export") in exports.KINDS
