"""What a kind of paper is: one entry of the catalogue."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import TextChoices

from elections.enums import Side
from elections.rules.paper_markup import needs_of, optional_of


class Genre(TextChoices):
    """文种 (domain brief §9.1), and the working papers beside them."""

    REQUEST = "request", "请示"
    REPLY = "reply", "批复"
    REPORT = "report", "报告"
    LETTER = "letter", "函和通知"
    ANNOUNCEMENT = "announcement", "公告"
    NOTICE = "notice", "公示"
    METHOD = "method", "办法和方案"
    BALLOT = "ballot", "选票和票样"
    SHEET = "sheet", "名册和表格"
    RESULT = "result", "报告单"
    MINUTES = "minutes", "会议材料"


class Issuer(TextChoices):
    """Who puts the name under a paper."""

    ORGANIZATION = "organization", "社区党组织"
    WORK_COMMITTEE = "work_committee", "街道党工委"
    STEERING_GROUP = "steering_group", "街道选举指导组"
    ELECTION_COMMITTEE = "election_committee", "居民选举委员会"
    COMMITTEE = "committee", "居民委员会"


OFFICIAL = frozenset({Genre.REQUEST, Genre.REPLY, Genre.REPORT, Genre.LETTER})
"""Genres that carry a document number (发文字号)."""
FOR_THE_PUBLIC = frozenset({Genre.ANNOUNCEMENT, Genre.NOTICE})


@dataclass(frozen=True)
class PaperKind:
    """`code` never changes once papers were issued; `number` is that of an announcement (第4号); `repeats` says that a
    community may issue several of it. `text` is written in the language of `paper_markup`."""

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

    @cached_property
    def needs(self) -> list[str]:
        return needs_of(self.text)

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
    def label(self) -> str:
        return f"第{self.number}号公告 {self.name}" if self.number else self.name
