"""Scope is an area code.

The national 12-digit division code is a path: 42 province, 4201 city, 420102 district, 420102002 subdistrict,
420102002003 community. A *prefix* names an area at any level; the empty prefix is the nation. One range on an indexed
code column answers "inside this area?" at every level.
"""

from enum import IntEnum

PREFIX_LENGTHS = (0, 2, 4, 6, 9, 12)
AFTER_DIGITS = ":"  # the character after "9": every code that starts with p lies in [p, p + ":")


class Level(IntEnum):
    """Levels of the national statistics code; `NATION` is ours, for the root."""

    NATION = 0
    PROVINCE = 1
    CITY = 2
    DISTRICT = 3
    SUBDISTRICT = 4
    COMMUNITY = 5


def prefix_of(code: str, level: Level | None = None) -> str:
    """The prefix of a full 12-digit code: at the given level, or the shortest one that still names the same area.

    >>> prefix_of("420102000000"), prefix_of("420102002003", Level.DISTRICT)
    ('420102', '420102')
    """
    if level is None:
        level = level_of_code(code)
    return code[: PREFIX_LENGTHS[level]]


def level_of_code(code: str) -> Level:
    """The level of a full 12-digit code, from its trailing zeros."""
    for level in reversed(Level):
        if level == Level.NATION:
            break
        start, end = PREFIX_LENGTHS[level - 1], PREFIX_LENGTHS[level]
        if code[start:end].strip("0"):
            return level
    return Level.NATION


def level_of(prefix: str) -> Level:
    """The level a prefix stands for. Raises ValueError on a length no level has."""
    return Level(PREFIX_LENGTHS.index(len(prefix)))


def parent_of(prefix: str) -> str:
    """The prefix one level up; the nation has none and raises ValueError."""
    level = level_of(prefix)
    if level == Level.NATION:
        raise ValueError("the nation has no parent")
    return prefix[: PREFIX_LENGTHS[level - 1]]


def ancestors_of(prefix: str) -> list[str]:
    """Every area above, nearest first, ending with the nation ('')."""
    return [prefix[:length] for length in reversed(PREFIX_LENGTHS) if length < len(prefix)]


def covers(prefix: str, area: str) -> bool:
    """True when `area` (prefix or code) lies inside `prefix`."""
    return area.startswith(prefix)


def within(prefix: str, field: str = "area_code") -> dict[str, str]:
    """Filter arguments for "the row's code lies inside this area": one range on an index.

    >>> within("420102")
    {'area_code__gte': '420102', 'area_code__lt': '420102:'}
    """
    if not prefix:
        return {}
    return {f"{field}__gte": prefix, f"{field}__lt": prefix + AFTER_DIGITS}


def full_code(prefix: str) -> str:
    """The 12-digit code that a prefix stands for."""
    return prefix.ljust(12, "0")
