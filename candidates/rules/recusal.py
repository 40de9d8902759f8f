"""Who seems to have to stay away from whom (干部任用条例 on recusal; domain brief §11.1). Names and units can only suggest it:
what is inferred holds at once, is marked as inferred, and a person may lift it with a reason.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from candidates.enums_review import RecusalGround


@dataclass(frozen=True)
class Officer:
    key: int
    name: str
    unit: str


@dataclass(frozen=True)
class Person:
    """What the registration says about a candidate; `relatives` are the declared names."""

    key: int
    work_unit: str
    predecessor_name: str
    relatives: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    officer: Officer
    person: Person
    ground: RecusalGround


def plain(text: str) -> str:
    """A name or unit to compare: full and half width alike, no blanks inside."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def infer(officers: Iterable[Officer], people: Iterable[Person]) -> list[Found]:
    """One finding for each officer and candidate, the nearest ground first: a declared relative has the officer's name,
    the candidate is to succeed somebody of that name, or works in the officer's unit. An empty name or unit matches
    nobody."""
    by_name, by_unit = defaultdict(list), defaultdict(list)
    for officer in {each.key: each for each in officers}.values():
        by_name[plain(officer.name)].append(officer)
        by_unit[plain(officer.unit)].append(officer)
    found = {}
    for person in people:
        asked = [(RecusalGround.RELATIVE, by_name, name) for name in person.relatives]
        asked.append((RecusalGround.SUCCESSOR, by_name, person.predecessor_name))
        asked.append((RecusalGround.SAME_UNIT, by_unit, person.work_unit))
        for ground, index, text in asked:
            wanted = plain(text)
            for officer in index.get(wanted, ()) if wanted else ():
                found.setdefault((officer.key, person.key), Found(officer, person, ground))
    return list(found.values())
