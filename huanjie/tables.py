"""The list every list page is: columns, filters, sorting, paging, column choice, export, acts on a selection.

    PAGE = ListPage(
        title="我的任务",
        columns=[Column("title", "任务", url=lambda job: job.get_absolute_url(), sort="title"), ...],
        default_sort="-created_at",
        empty=Empty("还没有任务", "导入、导出和公文生成会出现在这里。"),
    )

    def job_list(request):
        return render_list(request, queryset=FileJob.objects.visible_to(request.viewer), page=PAGE)

Everything is in the address: `?sort=-key&per=100&columns=a,b&page=2&export=xlsx` and the filter's own names.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.shortcuts import redirect, render

from huanjie import exports
from huanjie.badges import face_of, word_of
from huanjie.formats import wording

PAGE_SIZES = (20, 50, 100, 200)
DEFAULT_PAGE_SIZE = 50
LONG_TEXT = 20
RESERVED = ("sort", "per", "columns", "page", "export")
"""Names in the address that belong to the list; a filter must not use them."""


@dataclass(frozen=True)
class Column:
    """One column. `value` is an attribute path ("owner.name"; the key when left out) or a function of the row; `sort`
    what the database orders by (a field path or an expression); `url` a function row -> address or "". `badge` is the
    enum whose value this is: a badge on the page, its label in an export. `template` draws the cell on the page (it
    gets `row`, `value`, `column`); an export always writes the value."""

    key: str
    label: str
    value: str | Callable[[Any], Any] = ""
    sort: Any = None
    url: Callable[[Any], str] | None = None
    numeric: bool = False
    unit: str = ""
    default: bool = True
    template: str | None = None
    badge: Any = None

    @property
    def header(self) -> str:
        return f"{self.label}（{self.unit}）" if self.unit else self.label

    def of(self, row) -> Any:
        """The row's value in this column."""
        if callable(self.value):
            return self.value(row)
        found = row
        for name in (self.value or self.key).split("."):
            found = getattr(found, name, None)
            if callable(found):
                found = found()
        return found

    def plain(self, row) -> Any:
        """The value for a file: numbers, dates and moments as such, an enum as its label, nothing as None."""
        value = self.of(row)
        if self.badge is not None and value not in (None, ""):
            return word_of(self.badge(value))
        return None if value == "" else value


@dataclass(frozen=True)
class Bulk:
    """An act on the ticked rows: POSTs their `ids` to `url_name`, whose page shows what will happen and asks."""

    name: str
    label: str
    confirm: str
    url_name: str
    danger: bool = False


@dataclass(frozen=True)
class Empty:
    """What belongs here, and the next act."""

    title: str
    text: str = ""
    action_url: str = ""
    action_label: str = ""


@dataclass(frozen=True)
class ListPage:
    """A list page as data. `default_sort` is a column key ("-key" for descending) or a field of the model."""

    title: str
    columns: Sequence[Column]
    default_sort: str
    empty: Empty = Empty("没有记录")
    bulk: Sequence[Bulk] = ()
    filename: str = ""
    per_page: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class Cell:
    column: Column
    value: Any
    url: str = ""

    @property
    def text(self) -> str:
        return wording.cell(self.value)

    @property
    def css(self) -> str:
        """Numbers to the right; numbers, days and moments are not broken over lines, long texts are."""
        if self.column.numeric:
            return "number"
        if isinstance(self.value, int | float | date):
            return "nowrap"
        return "long" if isinstance(self.value, str) and len(self.value) > LONG_TEXT else ""

    @property
    def face(self):
        return face_of(self.value)

    @property
    def word(self) -> str:
        return word_of(self.column.badge(self.value))


@dataclass
class Row:
    row: Any
    cells: list[Cell]


@dataclass
class Table:
    """What the template reads: `columns`, `rows`, `page` (of the paginator), `total`, `filterset`, `is_filtered`."""

    request: Any
    page_spec: ListPage
    queryset: QuerySet
    filterset: Any = None
    errors: list[str] = field(default_factory=list)

    @property
    def empty(self) -> Empty:
        return self.page_spec.empty

    @cached_property
    def params(self) -> QueryDict:
        return self.request.GET

    @cached_property
    def columns(self) -> list[Column]:
        """The chosen columns in their own order; the first one, which names the row, always stays."""
        chosen = {key for value in self.params.getlist("columns") for key in value.split(",") if key}
        every = list(self.page_spec.columns)
        if not chosen & {column.key for column in every}:
            return [every[0], *(column for column in every[1:] if column.default)]
        return [every[0], *(column for column in every[1:] if column.key in chosen)]

    @property
    def column_choices(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.columns) for column in self.page_spec.columns[1:]]

    @cached_property
    def sort(self) -> str:
        asked = self.params.get("sort", "")
        return asked if asked.lstrip("-") in self._sorts else self.page_spec.default_sort

    @cached_property
    def _sorts(self) -> dict[str, Any]:
        return {column.key: column.sort for column in self.page_spec.columns if column.sort is not None}

    @cached_property
    def ordered(self) -> QuerySet:
        """The filtered rows in order; the primary key settles ties, so that no row is on two pages."""
        key, descending = self.sort.lstrip("-"), self.sort.startswith("-")
        by = self._sorts.get(key, key)
        expressions = by if isinstance(by, tuple | list) else (by,)
        return self.queryset.order_by(*(_directed(each, descending) for each in expressions), "pk")

    @cached_property
    def headers(self) -> list[dict]:
        """Column, the address that sorts by it, and how it is sorted now."""
        key, descending = self.sort.lstrip("-"), self.sort.startswith("-")
        return [
            {
                "column": column,
                "url": self._sort_url(column, key, descending) if column.key in self._sorts else "",
                "direction": ("descending" if descending else "ascending") if column.key == key else "",
            }
            for column in self.columns
        ]

    def _sort_url(self, column: Column, key: str, descending: bool) -> str:
        query = self.params.copy()
        query.pop("page", None)
        query["sort"] = f"-{column.key}" if column.key == key and not descending else column.key
        return f"?{query.urlencode()}"

    @property
    def per(self) -> int:
        asked = self.params.get("per", "")
        return int(asked) if asked in {str(size) for size in PAGE_SIZES} else self.page_spec.per_page

    page_sizes = PAGE_SIZES

    @cached_property
    def page(self):
        return Paginator(self.ordered, self.per).get_page(self.params.get("page"))

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @cached_property
    def page_numbers(self) -> list:
        return list(self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1))

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(row, [Cell(c, c.of(row), (c.url(row) if c.url else "") or "") for c in self.columns])
            for row in self.page.object_list
        ]

    @property
    def bulk(self) -> Sequence[Bulk]:
        return self.page_spec.bulk

    @cached_property
    def filter_names(self) -> list[str]:
        """Filters in force, by name."""
        if self.filterset is None:
            return []
        known = self.filterset.form.fields
        return sorted({name for name in self.params if self.params[name] and _base_name(name, known) in known})

    @property
    def is_filtered(self) -> bool:
        return bool(self.filter_names)

    @property
    def clear_url(self) -> str:
        """This list without its filters, everything else kept."""
        query = QueryDict(mutable=True)
        for name in ("sort", "per", "columns"):
            if name in self.params:
                query.setlist(name, self.params.getlist(name))
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path


def _directed(expression, descending: bool):
    """Order by this, in this direction, rows without a value last in both."""
    if isinstance(expression, OrderBy):
        return expression.reverse_ordering() if descending else expression
    if isinstance(expression, str):
        if expression.startswith("-"):
            expression, descending = expression[1:], not descending
        expression = F(expression.replace(".", "__"))
    return expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True)


def _base_name(name: str, known) -> str:
    """A range filter's fields end in _min/_max/_after/_before; the filter itself has the bare name."""
    if name in known:
        return name
    stem, _, ending = name.rpartition("_")
    return stem if ending in ("min", "max", "after", "before") else name


def build_table(request, *, queryset, page: ListPage, filterset_class=None) -> Table:
    """The table of a request, filtered; for a page that shows a list among other things. A filter that cannot be read
    shows nothing rather than everything, and says so at its field."""
    filterset, errors = None, []
    if filterset_class is not None:
        filterset = filterset_class(request.GET, queryset=queryset, request=request)
        if filterset.is_valid():
            queryset = filterset.qs
        else:
            queryset, errors = queryset.none(), [e for each in filterset.form.errors.values() for e in each]
    return Table(request, page, queryset, filterset, errors)


def render_list(request, *, queryset, page: ListPage, filterset_class=None,
                template="components/list_page.html", context=None):  # fmt: skip
    """The answer to a list page's request: the page, or with `?export=csv|xlsx` the file of exactly what is shown, all
    pages of it. The template gets `table`, `title` and what `context` adds (`breadcrumb`, `primary`, `lead`)."""
    table = build_table(request, queryset=queryset, page=page, filterset_class=filterset_class)
    kind = request.GET.get("export")
    if kind in exports.KINDS:
        try:
            return exports.respond(request, table, kind)
        except exports.TooMany as problem:
            messages.error(request, str(problem))
            query = request.GET.copy()
            del query["export"]
            return redirect(f"{request.path}?{query.urlencode()}" if query else request.path)
    return render(request, template, {"table": table, "title": page.title, **(context or {})})


def selected(request, queryset: QuerySet) -> QuerySet:
    """The rows ticked in a list (POST `ids`), within `queryset`; ids that are none are passed over."""
    to_python, good = queryset.model._meta.pk.to_python, []
    for value in request.POST.getlist("ids"):
        try:
            good.append(to_python(value))
        except (ValidationError, ValueError):
            continue
    return queryset.filter(pk__in=good)
