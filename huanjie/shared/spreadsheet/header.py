"""Find the header of a table by the names of its columns, and say which column holds what.

A header may stand anywhere, have one to three rows, and be spelled in many ways. A ``Layout`` lists the columns a kind
of table can have; names in it are written as ``tidy`` returns them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from huanjie.shared.spreadsheet.reader import Merge
from huanjie.shared.text import remove_invisible

_BRACKETED = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?|【[^】]*】?|<[^<>]*>?|〔[^〕]*〕?")
_ORNAMENT = re.compile(r"[\s*★☆※●◆△▲_'\"`“”:：。、#＊]+")
_ALTERNATIVE = re.compile(r"[/\\|或]")
_NUMBERING = re.compile(r"^(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[.、．)]")
# Typing errors found in blank forms of the ministry; each is put right before names are compared.
_TYPING_ERRORS = (("界次", "届次"), ("生产方式", "产生方式"), ("名族", "民族"), ("村名选举", "村民选举"),
                  ("高中级以下", "高中及以下"), ("选举程式", "选举程序"), ("身份正", "身份证"), ("身分证", "身份证"),
                  ("帐", "账"), ("联糸", "联系"), ("登计", "登记"))  # fmt: skip


@lru_cache(maxsize=8192)
def tidy(text: object) -> str:
    """A header text as names are compared: no white space, stars, brackets with content, numbering, typing errors."""
    if not isinstance(text, str) or len(text) > 200:
        return ""
    plain = unicodedata.normalize("NFKC", remove_invisible(text))
    bare = _ORNAMENT.sub("", _BRACKETED.sub("", plain)) or _ORNAMENT.sub("", plain)
    bare = _NUMBERING.sub("", bare)
    for wrong, right in _TYPING_ERRORS:
        bare = bare.replace(wrong, right)
    return bare


class Column(NamedTuple):
    """A column a table may have. ``label`` is its usual Chinese name, ``names`` its other spellings, ``parents`` the
    group headers it stands under when its own name is not enough (同一个“已完成” under 党组织 and 居委会). ``pattern``
    is what else may be it when no column fits better."""

    key: str
    label: str
    names: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    pattern: str = ""

    def is_like(self, name: str) -> bool:
        """Whether a name nobody listed may be this column: 姓名/曾用名, 预/正, or what the pattern says."""
        own = (self.label, *self.names)
        if _ALTERNATIVE.search(name) and any(part in own for part in (_ALTERNATIVE.sub("", name), first_of(name))):
            return True
        return bool(self.pattern and re.fullmatch(self.pattern, name))


def first_of(name: str) -> str:
    """The first of several names in one header text (姓名/曾用名 is 姓名)."""
    return _ALTERNATIVE.split(name)[0]


class Group(NamedTuple):
    """Columns that are not known one by one: everything under one of ``parents``; ``names`` maps spellings to labels."""

    parents: tuple[str, ...]
    names: dict[str, str]


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of table; ``required`` are sets of keys of each of which one must be present;
    ``anchor`` is the key of the column in which a long digit string proves that a row is data; ``prefix`` matches the
    group headers that may be written in front of a name when a table has one header row (党组织换届已完成)."""

    columns: tuple[Column, ...]
    required: tuple[frozenset[str], ...]
    group: Group | None = None
    anchor: str = ""
    prefix: str = ""

    @cached_property
    def labels(self) -> dict[str, str]:
        return {column.key: column.label for column in self.columns}

    @cached_property
    def known_names(self) -> frozenset[str]:
        own = {name for column in self.columns for name in (column.label, *column.names)}
        joined = {parent + name for column in self.columns for parent in column.parents
                  for name in (column.label, *column.names)}  # fmt: skip
        return frozenset(own | joined | set(self.group.names if self.group else ()))

    def split(self, name: str) -> tuple[str, ...]:
        """A name with its group header in front as both, any other as it is."""
        if self.prefix and name not in self.known_names:
            for cut in range(1, len(name)):
                if name[cut:] in self.known_names and re.fullmatch(self.prefix, name[:cut]):
                    return name[:cut], name[cut:]
        return (name,)

    def knows(self, name: str) -> bool:
        """Whether a tidied header text is one of the columns."""
        if name in self.known_names or len(self.split(name)) > 1:
            return True
        return any(column.is_like(name) for column in self.columns if name)


@dataclass(frozen=True)
class Header:
    """``rows`` are its row numbers from 1; ``columns`` key to column index; ``group`` label to column index;
    ``titles`` column index to the text as shown in the file, without white space."""

    rows: tuple[int, ...]
    columns: dict[str, int]
    group: dict[str, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)

    def has(self, layout: Layout) -> bool:
        """Whether every required column is there."""
        return all(keys & self.columns.keys() for keys in layout.required)


SEARCH_ROWS = 60


def find_header(rows: Sequence[list], merges: Iterable[Merge], layout: Layout) -> Header | None:
    """The header of the first table in the rows, or None when no row has enough known names."""
    spans = _horizontal_spans(merges)
    best: Header | None = None
    for index in range(min(len(rows), SEARCH_ROWS)):
        if _hits(rows[index], layout) < 2:
            continue
        for first, last in _blocks(rows, index, spans, layout):
            header = _map_columns(rows, first, last, spans, layout)
            if header.has(layout) and (best is None or _size(header) > _size(best)):
                best = header
        if best is not None:
            return best
    return None


def nearest_header(rows: Sequence[list], merges: Iterable[Merge], layout: Layout) -> Header | None:
    """The row that looks most like a header though a required column is missing; None when no row knows two names."""
    spans = _horizontal_spans(merges)
    found = [
        _map_columns(rows, first, last, spans, layout)
        for index in range(min(len(rows), SEARCH_ROWS))
        if _hits(rows[index], layout) >= 2
        for first, last in _blocks(rows, index, spans, layout)
    ]
    return max(found, key=_size, default=None)


def _size(header: Header) -> tuple[int, int]:
    return len(header.columns) + len(header.group), -len(header.rows)


def _hits(row: list, layout: Layout) -> int:
    return sum(1 for cell in row if cell != "" and layout.knows(tidy(cell)))


def _horizontal_spans(merges: Iterable[Merge]) -> dict[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for top, left, bottom, right in merges:
        if right > left:
            for row in range(top, min(bottom, top + 4) + 1):
                spans.setdefault(row, []).append((left, right))
    return spans


def _blocks(rows: Sequence[list], index: int, spans: dict, layout: Layout) -> Iterable[tuple[int, int]]:
    """First and last row of each header that may stand around a row with known names, from one row to three."""
    first = index - 1 if index and _is_group_row(rows[index - 1]) else index
    last = index
    while last + 1 < len(rows) and last - first < 2 and _continues(rows, last, spans, layout):
        last += 1
    return [(top, bottom) for top in {index, first} for bottom in {index, last}]


def _is_group_row(row: list) -> bool:
    """A row above the names: several short texts, none of them a line such as 填报单位：…"""
    texts = [cell for cell in row if cell != ""]
    return len(texts) >= 2 and all(
        isinstance(text, str) and len(text) <= 20 and not re.search(r"[:：]|[0-9]{4}|填报|报送", text) for text in texts
    )


def _continues(rows: Sequence[list], above: int, spans: dict, layout: Layout) -> bool:
    """Whether the next row is a further header row: known names, and nothing under a name that stands alone."""
    upper, lower = rows[above], rows[above + 1]
    filled = [column for column, cell in enumerate(lower) if cell != ""]
    if not filled or not all(isinstance(lower[column], str) and len(lower[column]) <= 30 for column in filled):
        return False
    grouped = {column for left, right in spans.get(above, ()) for column in range(left, right + 1)}
    for column in filled:
        name = tidy(upper[column])
        open_above = not name or column in grouped or tidy(lower[column]) == name
        followed = column + 1 < len(upper) and upper[column + 1] == "" and lower[column + 1] != ""
        if not open_above and not followed and layout.knows(name):
            return False
    own = {tidy(lower[column]) for column in filled}
    full = {tidy(_above(rows[above], column, spans.get(above, ()), lower)) + tidy(lower[column]) for column in filled}
    return len((own | full) & layout.known_names) >= min(2, len(filled))


def _above(row: list, column: int, spans: Iterable[tuple[int, int]], below: list) -> object:
    """The group text over a column: its own, that of the merged range it lies in, or the nearest to the left when
    the file has lost its merges (csv, WPS)."""
    if row[column] != "":
        return row[column]
    for left, right in spans:
        if left <= column <= right:
            return row[left]
    at = column
    while at > 0 and row[at] == "" and below[at] != "":
        at -= 1
        if any(left <= at <= right for left, right in spans):
            return ""
    return row[at] if below[at] != "" else ""


def _map_columns(rows: Sequence[list], first: int, last: int, spans: dict, layout: Layout) -> Header:
    width = max(len(rows[row]) for row in range(first, last + 1))
    paths = [_path(rows, first, last, column, spans) for column in range(width)]
    paths = [layout.split(path[0]) if len(path) == 1 else path for path in paths]
    group = _group_columns(paths, layout)
    taken = set(group.values())
    scored = [
        (_score(path, column, layout, paths), -order, index, column.key)
        for index, path in enumerate(paths)
        if path and index not in taken
        for order, column in enumerate(layout.columns)
    ]
    columns: dict[str, int] = {}
    for score, _, index, key in sorted(scored, key=lambda item: (-item[0], item[2], -item[1])):
        if score and key not in columns and index not in taken:
            columns[key] = index
            taken.add(index)
    titles = {index: path[-1] for index, path in enumerate(paths) if path}
    return Header(tuple(range(first + 1, last + 2)), columns, group, titles)


def _path(rows: Sequence[list], first: int, last: int, column: int, spans: dict) -> tuple[str, ...]:
    """The header texts over a column from top to bottom, without blanks and repetitions."""
    path: list[str] = []
    for row in range(first, last + 1):
        cell = rows[row][column]
        if cell == "" and row < last:
            cell = _above(rows[row], column, spans.get(row, ()), rows[row + 1])
        name = tidy(cell)
        if name and (not path or path[-1] != name):
            path.append(name)
    return tuple(path)


def _group_columns(paths: list[tuple[str, ...]], layout: Layout) -> dict[str, int]:
    """Label to index of the columns of the layout's group, known by their parent or, without one, by their name."""
    if layout.group is None:
        return {}
    found: dict[str, int] = {}
    for index, path in enumerate(paths):
        under = len(path) > 1 and any(parent in text for text in path[:-1] for parent in layout.group.parents)
        if under or (path and path[-1] in layout.group.names):
            found.setdefault(layout.group.names.get(path[-1], path[-1]), index)
    return found | _between(paths, found, layout)


def _between(paths: list[tuple[str, ...]], found: dict[str, int], layout: Layout) -> dict[str, int]:
    """Unknown columns among those of the group belong to it: a department spelled otherwise must not fall silent."""
    if not found:
        return {}
    columns = range(min(found.values()), max(found.values()))
    inside = {index: paths[index][-1] for index in columns if paths[index] and index not in found.values()}
    return {name: index for index, name in inside.items() if name not in found and not layout.knows(name)}


def _score(path: tuple[str, ...], column: Column, layout: Layout, paths: list[tuple[str, ...]]) -> int:
    """How well a column fits: 0 not at all; a name that needs its parent fits without one only if it is unique."""
    names = (column.label, *column.names)
    leaf, above, joined = path[-1], "".join(path[:-1]), "".join(path)
    if len(path) > 1 and joined in names:
        return 6
    if leaf not in names:
        if column.parents:
            return 5 if _joins(joined, column, names) else 0
        return 1 if column.is_like(leaf) else 0
    if not column.parents:
        return 4
    if above:
        return 5 if any(parent in above for parent in column.parents) else 0
    return 2 if sum(1 for other in paths if other and other[-1] == leaf) == 1 else 0


def _joins(joined: str, column: Column, names: tuple[str, ...]) -> bool:
    return any(joined == parent + name for parent in column.parents for name in names)
