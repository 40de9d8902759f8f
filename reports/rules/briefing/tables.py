"""The annexed tables: by street, by community, late steps, reports not filed (domain §9.4; interface.md, Documents)."""

from dataclasses import dataclass

from .words import full_day, percent

ABSENT = "—"
DONE, UNDONE = "√", "○"
# Figures that for one community only say done or not done; in its table they are marks.
MARKS = {"started", "party_requested", "party_elected", "party_approved", "committee_formed", "registration_done"}
MARKS |= {"voter_list_published", "nominated", "formal_list_published", "voted", "handed_over"}
# Millimetres: a label of three characters, one with its unit below, the padding, one digit of 10.5 pt.
LEAST, LABELLED, PADDING, DIGIT = 12.5, 15.8, 3, 1.95


@dataclass(frozen=True)
class Column:
    """`width` is in millimetres, enough for the longest figure; `mark` is set for a column of √ and ○."""

    key: str
    label: str
    width: float = LEAST
    mark: bool = False


@dataclass(frozen=True)
class Row:
    name: str
    cells: tuple[str, ...]
    number: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under one heading with their own sum; `name` "" for a table without groups."""

    name: str
    rows: tuple[Row, ...]
    total: Row | None = None


@dataclass(frozen=True)
class Table:
    """`unit` is the unit of columns whose label names none; `wide` asks for a landscape page."""

    title: str
    unit: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    total: Row | None = None
    head: str = "街道"
    note: str = "“—”表示该项尚无数据。"
    wide: bool = False

    def lines(self):
        """The body row by row as (kind, number, name, [(text, is_mark), ...]); kind is group, row or sum."""
        for group in self.groups:
            if group.name:
                yield "group", "", group.name, []
            for row in group.rows:
                yield "row", row.number, row.name, self._paired(row)
            if group.total:
                yield "sum", "", group.total.name, self._paired(group.total)
        if self.total:
            yield "sum", "", self.total.name, self._paired(self.total)

    def _paired(self, row):
        return [(text, column.mark) for text, column in zip(row.cells, self.columns, strict=True)]


def street_table(snapshot):
    """One row a street, the sum of the area, and the share of communities that have voted."""
    keys = snapshot["columns"]
    whole = {key: figure.get("value") for key, figure in snapshot["figures"].items()}
    columns, unit = _columns(snapshot, keys, whole)
    rated = {"voted", "communities_due"} <= set(keys)
    if rated:
        columns = (*columns, Column("completion", "完成率", 13.5))

    def cells(figures):
        rate = (percent(figures.get("voted"), figures.get("communities_due")) or ABSENT,) if rated else ()
        return tuple(_shown(figures.get(key)) for key in keys) + rate

    rows = tuple(
        Row(street["name"], cells(street["figures"]), str(i)) for i, street in enumerate(snapshot["streets"], 1)
    )
    return Table(
        "各街道换届工作进展情况", unit, columns, (Group("", rows),), Row("合计", cells(whole)), wide=_wide(columns)
    )


def community_table(snapshot):
    """One row a community in groups by street, each with its sum; the groups stand in the order of the streets."""
    keys = [key for key in snapshot["columns"] if key != "communities_due" or not _all_due(snapshot)]
    whole = {key: figure.get("value") for key, figure in snapshot["figures"].items()}
    columns, unit = _columns(snapshot, keys, whole, marks=MARKS)
    groups, number = [], 0
    for street in snapshot["streets"]:
        members = [row for row in snapshot["communities"] if row["street"] == street["code"]]
        rows = [Row(row["name"], _marks(keys, row["figures"]), str(number + i)) for i, row in enumerate(members, 1)]
        number += len(rows)
        if rows:
            total = Row("小计", tuple(_shown(street["figures"].get(key)) for key in keys))
            groups.append(Group(street["name"], tuple(rows), total))
    note = "“√”表示已完成，“○”表示未完成，“—”表示该项尚无数据。"
    return Table("各社区换届工作进展情况", unit, columns, tuple(groups), head="社区", note=note, wide=_wide(columns))


def reporting_table(snapshot):
    """Daily reports by street: due, filed, on time, late, missing, nil."""
    keys = {"due": "应报", "filed": "已报", "on_time": "按时", "late": "迟报", "missing": "未报", "nil": "零报告"}
    columns = (*(Column(key, label) for key, label in keys.items()), Column("rate", "按时率", 13.5))

    def cells(counts):
        shown = tuple(_shown(counts.get(key)) for key in keys)
        return (*shown, percent(counts.get("on_time"), counts.get("due")) or ABSENT)

    rows = tuple(
        Row(row["name"], cells(row.get("reporting", {})), str(i)) for i, row in enumerate(snapshot["streets"], 1)
    )
    return Table("当日日报报送情况", "个", columns, (Group("", rows),), Row("合计", cells(snapshot["reporting"])))


def late_rows(snapshot):
    """Late steps as dictionaries of words, the longest delay first."""
    rows = sorted(snapshot["late_steps"], key=lambda row: -row["days_late"])
    return [row | {"planned": full_day(row["planned_on"]), "days_late": str(row["days_late"])} for row in rows]


def missing_rows(snapshot):
    """Communities whose report of the day is missing, joined by street in the order of the snapshot."""
    streets = {}
    for row in snapshot["missing"]:
        streets.setdefault(row["street"], []).append(row["community"])
    return [{"street": street, "names": "、".join(names)} for street, names in streets.items()]


def _columns(snapshot, keys, widest, marks=frozenset()):
    """The columns and the unit most of them share; others carry theirs in the header (interface.md)."""
    figures = snapshot["figures"]
    units = [figures[key]["unit"] for key in keys]
    unit = max(units, key=units.count) if units else ""
    columns = []
    for key in keys:
        label = figures[key]["label"] + ("" if figures[key]["unit"] == unit else f"（{figures[key]['unit']}）")
        least = LEAST if figures[key]["unit"] == unit else LABELLED
        width = max(least, round(PADDING + DIGIT * len(_shown(widest.get(key))), 1))
        columns.append(Column(key, label, width, key in marks))
    return tuple(columns), unit


def _wide(columns):
    return sum(column.width for column in columns) > 156 - 9 - 24


def _all_due(snapshot):
    return all(row["figures"].get("communities_due") in (1, None) for row in snapshot["communities"])


def _marks(keys, figures):
    marks = {0: UNDONE, 1: DONE}
    return tuple(
        marks.get(figures.get(key), _shown(figures.get(key))) if key in MARKS else _shown(figures.get(key))
        for key in keys
    )


def _shown(value):
    return ABSENT if value is None else str(value)
