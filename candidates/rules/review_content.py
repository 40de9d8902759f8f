"""What a department is asked about, in one canonical form: an opinion stands as long as this stays as it was.

An opinion holds the digest of the identity, of the posts in the circumstance's scope, and of what of the registration
bears on this circumstance (domain brief §3.2, §4). A phone number or a remark voids nothing; a name voids everything.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from candidates.enums_review import Applies
from candidates.rules.sides import posts_of_side
from elections.enums import Side

IDENTITY = ("name", "gender", "birth_date", "id_number_hash")
DISCIPLINES = "disciplines"
REGISTRATION = (
    "political_status", "join_date", "full_date", "current_post", "work_unit", "is_household_registered", "resident_since",
)  # fmt: skip
CONTENT_FIELDS = (*REGISTRATION, DISCIPLINES)
"""What a circumstance may name in its `content_fields`."""

SIDE_OF = {Applies.PARTY: Side.PARTY, Applies.RESIDENTS_COMMITTEE: Side.RESIDENTS_COMMITTEE}


@dataclass(frozen=True)
class Facts:
    """What is registered of one candidate, as far as an opinion can rest on it. `disciplines` are lines, one each."""

    name: str
    gender: str
    birth_date: date | None
    id_number_hash: str
    posts: tuple[str, ...]
    registration: Mapping[str, object] = field(default_factory=dict)
    disciplines: tuple[str, ...] = ()


def posts_in_scope(applies: str, posts) -> tuple[str, ...]:
    """The posts a circumstance is asked for, in a fixed order."""
    side = SIDE_OF.get(Applies(applies))
    return tuple(sorted(posts if side is None else posts_of_side(posts, side)))


def content_of(facts: Facts, circumstance) -> dict:
    """The canonical content of one cell. `circumstance` has code, edition, applies and content_fields."""
    content = {name: _plain(getattr(facts, name)) for name in IDENTITY}
    content["posts"] = list(posts_in_scope(circumstance.applies, facts.posts))
    content["circumstance"] = [circumstance.code, circumstance.edition]
    for name in circumstance.content_fields:
        content[name] = _disciplines(facts) if name == DISCIPLINES else _plain(facts.registration.get(name))
    return content


def digest(content: Mapping) -> str:
    """sha256 of the canonical form."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def digest_of(facts: Facts, circumstance) -> str:
    """The digest a cell of this circumstance has now."""
    return digest(content_of(facts, circumstance))


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _disciplines(facts: Facts) -> list[str]:
    return sorted(sha256(line.encode()).hexdigest() for line in facts.disciplines)
