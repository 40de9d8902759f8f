"""A snapshot as something one can write sentences from: `say` fills a pattern or, if a number is absent, says nothing."""

import re
from dataclasses import dataclass

from .words import percent, points, tenths

SLOT = re.compile(r"\{([^{}]+)\}")
LARGE_PARTY_ORGANIZATION = 300  # members from which a general meeting strains most venues (domain §9.4, second part)


@dataclass(frozen=True)
class Piece:
    """A run of words. `kind` other than "text" is a number that a page may link: figure, difference, ratio, delta,
    reporting, count or fact; `key` names it and `value` is its integer (None for a ratio)."""

    text: str
    kind: str = "text"
    key: str = ""
    value: int | None = None


@dataclass(frozen=True)
class Sentence:
    pieces: tuple[Piece, ...]

    @property
    def text(self):
        return "".join(piece.text for piece in self.pieces)

    def __str__(self):
        return self.text


class Facts:
    """Numbers of one snapshot by name.

    `voted` a figure · `communities_due-voted` what is left of the first · `reporting.filed` · `count.late_steps` a length ·
    `largest.members`. In a pattern also `%turnout`, written 95.3%(184/193), and `voted~` or `%turnout~`, the change
    since the previous snapshot with its comma, or nothing when there is no previous or no change.
    """

    def __init__(self, snapshot):
        self.snapshot = snapshot

    def value(self, name):
        if "-" in name:
            values = [self.value(part) for part in name.split("-")]
            return None if None in values else values[0] - sum(values[1:])
        kind, dot, key = name.partition(".")
        if not dot:
            return self.snapshot["figures"].get(name, {}).get("value")
        if kind == "reporting":
            return self.snapshot["reporting"].get(key)
        if kind == "largest":
            return (self.snapshot.get("largest_party_organization") or {}).get(key)
        return self._count(key)

    def _count(self, key):
        if key == "late_communities":
            return len({(row["street"], row["community"]) for row in self.snapshot["late_steps"]})
        if key == "large":
            members = [row["figures"].get("party_members") for row in self.snapshot["communities"]]
            return sum(count >= LARGE_PARTY_ORGANIZATION for count in members if count is not None)
        return len(self.snapshot[key])

    def positive(self, *names):
        """Whether every named number is known and above zero."""
        return all((self.value(name) or 0) > 0 for name in names)

    def equal(self, first, second):
        """Whether two numbers are known, the same and above zero."""
        return self.positive(first) and self.value(first) == self.value(second)

    def say(self, pattern, *, when=True, **words):
        """The sentence, or None when `when` is false or any number in it is absent."""
        if not when:
            return None
        pieces = []
        for index, part in enumerate(SLOT.split(pattern)):
            piece = self._slot(part, words) if index % 2 else Piece(part)
            if piece is None:
                return None
            if piece.text:
                pieces.append(piece)
        return Sentence(tuple(pieces))

    def listing(self, before, patterns, after="。"):
        """A sentence that enumerates those of `patterns` whose numbers are known and above zero; None if none is."""
        known = [pattern for pattern in patterns if self.positive(*_names(pattern))]
        return self.say(before + "，".join(known) + after) if known else None

    def _slot(self, name, words):
        if name in words:
            return Piece(str(words[name]))
        bare, change = name.rstrip("~"), name.endswith("~")
        if bare.startswith("%"):
            return self._ratio_change(bare[1:]) if change else self._ratio(bare[1:])
        if change:
            return self._change(bare)
        value = self.value(bare)
        return None if value is None else Piece(str(value), _kind(bare), bare, value)

    def _change(self, key):
        delta = self.delta(key)
        if not delta:
            return Piece("")
        word = "增加" if delta > 0 else "减少"
        return Piece(f"，较上期{word}{abs(delta)}{self.snapshot['figures'][key]['unit']}", "delta", key, delta)

    def delta(self, key):
        """Change of a figure since the previous snapshot, or None when either is unknown."""
        figure = self.snapshot["figures"].get(key, {})
        values = figure.get("value"), figure.get("previous")
        return None if None in values else values[0] - values[1]

    def _ratio(self, key):
        ratio = self.snapshot["ratios"].get(key, {})
        numerator, denominator = ratio.get("numerator"), ratio.get("denominator")
        share = percent(numerator, denominator)
        return share and Piece(f"{share}({numerator}/{denominator})", "ratio", key)

    def _ratio_change(self, key):
        delta = self.ratio_delta(key)
        if not delta:
            return Piece("")
        word = "提高" if delta > 0 else "下降"
        return Piece(f"，较上期{word}{points(abs(delta))}个百分点", "delta", key, delta)

    def ratio_delta(self, key):
        """Change of a ratio in tenths of a point, taken between the two rounded values a reader sees; None unknown."""
        ratio = self.snapshot["ratios"].get(key, {})
        now = tenths(ratio.get("numerator"), ratio.get("denominator"))
        before = tenths(ratio.get("previous_numerator"), ratio.get("previous_denominator"))
        return None if None in (now, before) else now - before


def _names(pattern):
    return [name for name in SLOT.findall(pattern) if not name.endswith("~") and not name.startswith("%")]


def _kind(name):
    if "-" in name:
        return "difference"
    kind, dot, _ = name.partition(".")
    return {"reporting": "reporting", "largest": "fact"}.get(kind, "count") if dot else "figure"
