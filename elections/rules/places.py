"""Match the street and community names people write against the register of places.

The same community name occurs in several streets of 1,373 of 2,974 counties: a name alone never decides when it is
ambiguous. Names are compared without their suffix (社区, 社区居委会, 居民委员会 …).
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from huanjie.shared.text import clean_text, compact, is_blank

_COMMUNITY_SUFFIX = re.compile(
    r"(?:社区居民委员会|社区居委会|社区村委会|居民委员会|社区委员会|村民委员会|居委会|村委会|社区村|社区|村)"
    r"(?:党委|党总支|党支部|党组织)?(?:\([^)]*\))?$"
)
_STREET_SUFFIX = re.compile(
    r"(?:街道办事处|街办事处|地区办事处|街道办|街办|街道|街|办事处|镇政府|镇|乡政府|乡)(?:党工委|工委|党委)?$"
)
_UNIT_TAIL = re.compile(r"(?:党工委|工委|党委|换届办|换届领导小组办公室|换届工作领导小组|党建办|组织办|办事处党工委)$")
_VILLAGE = re.compile(r"村(?:民委员会|委会)?$")
_REGION = re.compile(r"^.*?(?:省|市|区|县)(?=.)")


class Place(NamedTuple):
    """A community (or village) and the street (or other township-level unit) it belongs to."""

    code: str
    name: str
    street_code: str
    street_name: str


class Match(NamedTuple):
    """``code`` is empty when nothing matched; then ``error`` says how and ``hint`` suggests what may be meant.
    ``is_short`` says that a street was not written with its full name."""

    code: str
    error: str = ""
    hint: str = ""
    is_short: bool = False


class PlaceIndex:
    """All places of a scope, asked by name. Answers are remembered: a roster names few places many times."""

    def __init__(self, places: Iterable[tuple[str, str, str, str]]) -> None:
        self._places = [Place(*place) for place in places]
        self.streets: dict[str, str] = {place.street_code: place.street_name for place in self._places}
        self._communities: dict[str, list[Place]] = defaultdict(list)
        for place in self._places:
            self._communities[place.street_code].append(place)
        self._answers: dict[tuple, Match] = {}

    def community_count(self, street_code: str) -> int:
        """How many communities and villages the register has for a street."""
        return len(self._communities.get(street_code, ()))

    def community_name(self, code: str) -> str:
        """The full name of a community, "" when there is none with this code."""
        return next((place.name for place in self._places if place.code == code), "")

    def street(self, text: object) -> Match:
        """Match a street by its full name or without its suffix (一元街, 一元)."""
        key = ("street", text)
        if key not in self._answers:
            self._answers[key] = self._match_street(text)
        return self._answers[key]

    def community(self, text: object, street_code: str = "") -> Match:
        """Match a community inside a street; a street written before the name in the same cell comes first."""
        key = ("community", text, street_code)
        if key not in self._answers:
            self._answers[key] = self._match_community(text, street_code)
        return self._answers[key]

    def community_in(self, text: object, street_code: str = "") -> Match:
        """The one community a longer text names (``保成社区第一党支部``)."""
        key = ("within", text, street_code)
        if key not in self._answers:
            plain = compact(text)
            places = self._communities.get(street_code, []) if street_code else self._places
            codes = [
                place.code for place in places if place.name in plain or f"{community_base(place.name)}社区" in plain
            ]
            self._answers[key] = Match(codes[0]) if len(codes) == 1 else Match("", "missing_community")
        return self._answers[key]

    def street_named_in(self, text: str) -> str:
        """The code of the one street a free text names (``填报单位：大智街道党工委``), "" when none or several."""
        plain = _UNIT_TAIL.sub("", compact(text))
        found = {code for code, name in self.streets.items() if _stem_in(name, plain)}
        if len(found) > 1:
            found = {code for code in found if self.streets[code] in plain} or found
        if not found and (match := self._match_street(plain)).code:
            return match.code
        return found.pop() if len(found) == 1 else ""

    def _match_street(self, text: object) -> Match:
        if is_blank(text):
            return Match("", "missing_street")
        name = clean_text(text)
        for wanted in dict.fromkeys((name, _REGION.sub("", name))):
            if codes := [code for code, full in self.streets.items() if full == wanted]:
                return Match(codes[0]) if len(codes) == 1 else Match("", "ambiguous_street")
            base = _STREET_SUFFIX.sub("", wanted) or wanted
            codes = [code for code, full in self.streets.items() if base in (street_base(full), full)]
            # A unit that is no 街道 (百步亭花园) may be called by its beginning.
            codes = codes or [code for code, full in self.streets.items()
                              if is_other_unit(code) and len(base) >= 3 and full.startswith(base)]  # fmt: skip
            if len(codes) == 1:
                return Match(codes[0], is_short=True)
        return Match("", "unknown_street", _suggestion(name, self.streets.values()))

    def _match_community(self, text: object, street_code: str) -> Match:
        if is_blank(text):
            return Match("", "missing_community")
        name = clean_text(text)
        found = self._in_street(name, street_code)
        for code, rest in self._split_street(name, street_code) if not found else ():
            if found := self._in_street(rest, code):
                break
        if len(found) == 1:
            return Match(found[0].code)
        if found:
            return Match("", "ambiguous_community")
        return Match("", "unknown_community", self._community_hint(name, street_code))

    def _in_street(self, name: str, street_code: str) -> list[Place]:
        """Places with this name in a street, or in all streets when none is known."""
        places = self._communities.get(street_code, []) if street_code else self._places
        if exact := [place for place in places if place.name == name]:
            return exact
        base = community_base(name)
        same = [place for place in places if base and community_base(place.name) == base]
        if len(same) > 1 and (kind := [place for place in same if is_village(place.name) == is_village(name)]):
            return kind
        return same

    def _split_street(self, name: str, street_code: str) -> list[tuple[str, str]]:
        """Street code and remainder for a cell that names the street, or the city and district, before the name."""
        splits = []
        for code, full in self.streets.items():
            for form in (f"{street_base(full)}街道办事处", full, f"{street_base(full)}街办", f"{street_base(full)}街"):
                before, found, rest = name.partition(form)
                if found and rest and (not before or before[-1] in "省市区县"):
                    splits.append((code, rest))
        splits.append((street_code, _REGION.sub("", name)))
        return splits

    def _community_hint(self, name: str, street_code: str) -> str:
        elsewhere = {place.street_name for place in self._in_street(name, "") if place.street_code != street_code}
        if street_code and elsewhere:
            return f"（{'、'.join(sorted(elsewhere))}有同名社区，如属该街道请改由该街道填报。）"
        places = self._communities.get(street_code, []) if street_code else self._places
        return _suggestion(name, [place.name for place in places])


def community_base(name: str) -> str:
    """The name without its suffix: 天津 for 天津社区居委会."""
    return _COMMUNITY_SUFFIX.sub("", compact(name))


def street_base(name: str) -> str:
    """The name without its suffix: 一元 for 一元街道."""
    return _STREET_SUFFIX.sub("", name) or name


def is_village(name: str) -> bool:
    """Whether a place is a village by its suffix."""
    return bool(_VILLAGE.search(name))


def is_other_unit(street_code: str) -> bool:
    """Whether a township-level unit is neither 街道 nor town nor township (code digits 7 to 9 from 400 to 599)."""
    return "400" <= street_code[6:9] <= "599"


def _stem_in(full: str, text: str) -> bool:
    base = street_base(full)
    return full in text or bool(re.search(rf"{re.escape(base)}(?:街道|街办|街|镇|乡|办事处)", text))


def _suggestion(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"是否为“{close[0]}”？" if close else ""
