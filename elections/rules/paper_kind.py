"""What a kind of paper is: one entry of the catalogue."""

from dataclasses import dataclass, field
from functools import cached_property

from elections.enums import Side
from elections.enums_paper import Genre, Issuer
from elections.rules.paper_markup import needs_of, optional_of

OFFICIAL = frozenset({Genre.REQUEST, Genre.REPLY, Genre.REPORT, Genre.LETTER})
"""Genres that carry a document number (发文字号)."""
FOR_THE_PUBLIC = frozenset({Genre.ANNOUNCEMENT, Genre.NOTICE})


@dataclass(frozen=True)
class PaperKind:
    """`code` never changes once papers were issued; `number` is that of an announcement (第4号); `repeats` says that a
    community may issue several of it; `when` names a step whose need decides on the need of the paper. `text` is written in the language of `paper_markup`."""

    code: str
    name: str
    genre: Genre
    side: Side
    step: str
    issuer: Issuer
    text: str = field(repr=False)
    number: str = ""
    repeats: bool = False
    article: str = ""
    when: str = ""

    @cached_property
    def needs(self) -> list[str]:
        return [*needs_of(self.text), *self.also_needs]

    @cached_property
    def optional(self) -> list[str]:
        return optional_of(self.text)

    @property
    def is_public(self) -> bool:
        return self.genre in FOR_THE_PUBLIC

    @property
    def is_numbered(self) -> bool:
        """Whether issuing gives it a number of its own series; a street's papers carry the street's number."""
        return self.genre in OFFICIAL and self.issuer not in (Issuer.WORK_COMMITTEE, Issuer.STEERING_GROUP)

    @property
    def wants_mark(self) -> bool:
        """Whether the document number comes from the street's own register and must be typed."""
        return self.genre in OFFICIAL and not self.is_numbered

    @property
    def wants_signer(self) -> bool:
        """Papers that go up name the person who signs them off (GB/T 9704-2012 7.2.6 签发人)."""
        return self.genre in (Genre.REQUEST, Genre.REPORT)

    @property
    def also_needs(self) -> list[str]:
        """Facts of the paper's frame, beside those of its text."""
        return [*(["document_mark"] if self.wants_mark else []), *(["signer"] if self.wants_signer else [])]

    @property
    def label(self) -> str:
        if not self.number:
            return self.name
        return f"第{self.number}号公告 {self.name}" if self.number.isascii() else self.name
