"""Two editions of the division codes compared: what was founded, renamed, moved, given up, or has its code reused.

Pure: no database. A code file can not tell a new name from a code given to another place; only a difference of the
suffix (街办事处 → 街道, 社区居委会 → 社区, 村 → 社区) is taken for a new name by itself.
"""

import csv
import gzip
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from huanjie.shared.scope import PREFIX_LENGTHS, Level, full_code
from huanjie.shared.text import clean_text

MAX_UNPACKED = 200 * 1024 * 1024
COLUMNS = ("code", "name", "level", "parent_code")
_STREET_SUFFIX = re.compile(r"(?:街道|地区|街|镇|乡)?(?:办事处)?$")
_COMMUNITY_SUFFIX = re.compile(r"(?:社区居民委员会|社区居委会|居民委员会|居委会|社区|村民委员会|村委会|村)$")


class DivisionError(Exception):
    """A code file that cannot be used; the message is Chinese and names the line."""


class Division(NamedTuple):
    """One unit of an edition. `level` is a Level number; a city without districts appears as city and as district."""

    code: str
    name: str
    level: int

    @property
    def prefix(self) -> str:
        return self.code[: PREFIX_LENGTHS[self.level]]


@dataclass
class Edition:
    """What one file says. `districts`: prefixes of the districts it names; `covered`: (district prefix, level) pairs
    for which it lists units at all, so that a missing unit there is a unit given up."""

    units: dict[tuple[int, str], Division] = field(default_factory=dict)
    districts: set[str] = field(default_factory=set)
    covered: set[tuple[str, int]] = field(default_factory=set)


class Change(NamedTuple):
    """`kind` is a value of ChangeKind; `old` and `new` are Divisions or None."""

    kind: str
    old: Division | None
    new: Division | None

    @property
    def level(self) -> int:
        return (self.new or self.old).level


@dataclass
class Comparison:
    """`changes` in order of their codes, and how many units are as before."""

    changes: list[Change]
    unchanged: int


def read_lines(text: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and columns of a code file. Raises DivisionError when a needed column is missing."""
    reader = csv.reader(text)
    header = [title.strip().lstrip("\ufeff") for title in next(reader, [])]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise DivisionError(f"代码文件缺少列：{'、'.join(missing)}。第一行须有 code,name,level,parent_code。")
    at = [header.index(name) for name in COLUMNS]
    for cells in reader:
        if any(cells):
            if len(cells) <= max(at):
                raise DivisionError(f"第 {reader.line_num} 行列数不足。")
            yield reader.line_num, [cells[index].strip() for index in at]


def read_edition(text: Iterable[str], within: str = "") -> Edition:
    """Read a code file: what lies in `within`, and the units above it. Checks code, level and parent of each line."""
    edition = Edition()
    for number, (code, name, level, parent) in read_lines(text):
        if not (code.startswith(within) or within.startswith(code.rstrip("0") or code)):
            continue
        unit = _checked(number, code, name, level, parent)
        if not unit.prefix.startswith(within) and not within.startswith(unit.prefix):
            continue
        key = (unit.level, code)
        if key in edition.units:
            raise DivisionError(f"第 {number} 行：代码 {code} 重复。")
        edition.units[key] = unit
    if not edition.units:
        raise DivisionError(f"代码文件中没有“{within}”范围内的区划。" if within else "代码文件是空的。")
    _complete(edition)
    return edition


def _checked(number: int, code: str, name: str, level: str, parent: str) -> Division:
    if len(code) != 12 or not code.isdecimal():
        raise DivisionError(f"第 {number} 行：“{code}”不是 12 位区划代码。")
    if level not in ("1", "2", "3", "4", "5"):
        raise DivisionError(f"第 {number} 行：级别“{level}”应为 1 至 5。")
    name = clean_text(name)
    if not name or len(name) > 60:
        raise DivisionError(f"第 {number} 行：名称为空或超过 60 个字。")
    unit = Division(code, name, int(level))
    end = PREFIX_LENGTHS[unit.level]
    if code[end:].strip("0"):
        raise DivisionError(f"第 {number} 行：代码 {code} 与级别 {level} 不符。")
    above = [full_code(code[:length]) for length in PREFIX_LENGTHS[1:] if length < end]
    if unit.level > 1 and parent not in above:
        raise DivisionError(f"第 {number} 行：{name}的上级代码“{parent}”不在它自己的代码之上。")
    return unit


def _complete(edition: Edition) -> None:
    """Give a city whose towns follow directly (东莞) a district of its own name, and note what the file covers."""
    for level, code in list(edition.units):
        if level < Level.SUBDISTRICT:
            if level == Level.DISTRICT:
                edition.districts.add(code[:6])
            continue
        district = full_code(code[:6])
        edition.covered.add((code[:6], level))
        if (Level.DISTRICT, district) not in edition.units:
            above = edition.units.get((Level.CITY, district)) or edition.units.get((Level.CITY, full_code(code[:4])))
            if above is None:
                raise DivisionError(f"代码 {code} 所在的区县（{district}）不在文件中。")
            edition.units[(int(Level.DISTRICT), district)] = Division(district, above.name, int(Level.DISTRICT))
        edition.districts.add(code[:6])
        if level == Level.COMMUNITY and (Level.SUBDISTRICT, full_code(code[:9])) not in edition.units:
            raise DivisionError(f"社区 {code} 所在的街道（{full_code(code[:9])}）不在文件中。")


def core_name(name: str, level: int) -> str:
    """A name without the suffix that offices write differently."""
    if level == Level.COMMUNITY:
        return _COMMUNITY_SUFFIX.sub("", name)
    return _STREET_SUFFIX.sub("", name, count=1).rstrip("街") if level == Level.SUBDISTRICT else name


def compare(
    before: Mapping[tuple[int, str], Division], edition: Edition, *, within: str = "", renames: Collection[str] = ()
) -> Comparison:
    """What happened between the units in force and a new edition.

    A unit missing from the edition is given up only where the edition covers it: its district is in the file and the
    file lists units of its level there (a district itself: only when `within` is wider than a district). The same code
    with another name is a rename above the street, when only the suffix differs, or when its code is in `renames`;
    otherwise the code was reused. A community that leaves one street and appears under another of the same district
    with the same name was moved, when exactly one of each fits.
    """
    changes, unchanged = [], 0
    for key, new in edition.units.items():
        old = before.get(key)
        if old is None:
            changes.append(Change("created", None, new))
        elif old.name == new.name:
            unchanged += 1
        else:
            changes.append(Change("renamed" if _is_rename(old, new, renames) else "reused", old, new))
    for key, old in before.items():
        if key not in edition.units and _is_covered(old, edition, within):
            changes.append(Change("retired", old, None))
    return Comparison(sorted(_with_moves(changes), key=_order), unchanged)


def _order(change: Change) -> tuple[str, int]:
    return ((change.new or change.old).code, change.level)


def _is_rename(old: Division, new: Division, renames: Collection[str]) -> bool:
    same_core = core_name(old.name, old.level) == core_name(new.name, new.level)
    return old.level <= Level.DISTRICT or same_core or new.code in renames


def _is_covered(old: Division, edition: Edition, within: str) -> bool:
    if not old.prefix.startswith(within) or old.prefix == within:
        return False
    if old.level < Level.DISTRICT:
        return False
    if old.level == Level.DISTRICT:
        return bool(within) and len(within) < PREFIX_LENGTHS[Level.DISTRICT]
    district_gone = bool(within) and len(within) < 6 and old.code[:6] not in edition.districts
    return (old.code[:6], old.level) in edition.covered or district_gone


def _with_moves(changes: list[Change]) -> list[Change]:
    """Pair what vanished with what appeared: one of each, same name, same district, community level."""
    gone: dict[tuple[str, str], list[Change]] = {}
    come: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        if change.level == Level.COMMUNITY and change.kind in ("retired", "created"):
            unit = change.old or change.new
            pool = gone if change.kind == "retired" else come
            pool.setdefault((unit.code[:6], core_name(unit.name, unit.level)), []).append(change)
    moves = []
    for key, left in gone.items():
        arrived = come.get(key, [])
        if len(left) == len(arrived) == 1 and left[0].old.code[:9] != arrived[0].new.code[:9]:
            moves.append((left[0], arrived[0]))
    paired = {change for pair in moves for change in pair}
    return [c for c in changes if c not in paired] + [Change("moved", a.old, b.new) for a, b in moves]


def read_renames(text: Iterable[str]) -> frozenset[str]:
    """Codes listed as renames: the first column of a CSV, with or without a header line."""
    codes = {row[0].strip().lstrip("\ufeff") for row in csv.reader(text) if row and row[0].strip()}
    codes.discard("code")
    wrong = sorted(code for code in codes if len(code) != 12 or not code.isdecimal())
    if wrong:
        raise DivisionError(f"更名清单中“{wrong[0]}”不是 12 位区划代码。")
    return frozenset(codes)


def lines_of(content: bytes) -> io.StringIO:
    """The text of an uploaded or opened file, unpacked when it is gzip; UTF-8 or GB18030."""
    if content.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(io.BytesIO(content)) as packed:
                content = packed.read(MAX_UNPACKED + 1)
        except (OSError, EOFError) as problem:
            raise DivisionError("压缩文件已损坏，请重新下载或上传。") from problem
    if len(content) > MAX_UNPACKED:
        raise DivisionError("代码文件解压后超过 200 MB，请只上传本地区的部分。")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return io.StringIO(content.decode(encoding), newline="")
        except UnicodeDecodeError:
            continue
    raise DivisionError("无法识别文件的文字编码，请另存为“CSV UTF-8”。")
