"""The names of areas. The register of divisions lives above us (elections), so it is named here as a string and asked,
never imported: any module with these four functions will do.

`name_of(prefix)`, `full_name_of(prefix)`: '' when unknown; `areas_named(text, level, home)`: (prefix, full name) pairs
that a written name may mean; `area_choices(level, home)`: all (prefix, name) pairs of a level.
"""

from importlib import import_module

SOURCE = "elections.queries.territory"


def _source():
    return import_module(SOURCE)


def name_of(prefix: str) -> str:
    """The name in force of an area, '' when there is none."""
    return _source().name_of(prefix)


def full_name_of(prefix: str) -> str:
    """武汉市江岸区一元街道, '' when there is none."""
    return _source().full_name_of(prefix)


def areas_named(text: str, level, home: str) -> list[tuple[str, str]]:
    """Areas of a level inside `home` that a written name (岳飞社区, 一元街道岳飞社区) may mean, with their full names."""
    return _source().areas_named(text, level, home)


def area_choices(level, home: str) -> list[tuple[str, str]]:
    """Every area of a level inside `home` with its name, in order of the codes."""
    return _source().area_choices(level, home)
