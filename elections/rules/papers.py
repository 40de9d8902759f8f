"""The catalogue: every paper of the way, in the order of the way (domain brief §1.4, §2.3, §9.1)."""

from elections.enums import Side
from elections.rules.paper_kind import FOR_THE_PUBLIC, OFFICIAL, Genre, Issuer, PaperKind
from elections.rules.paper_texts.announcements import ANNOUNCEMENTS
from elections.rules.paper_texts.committee import PAPERS as COMMITTEE_PAPERS
from elections.rules.paper_texts.party import PAPERS as PARTY_PAPERS

__all__ = [
    "CATALOGUE",
    "FOR_THE_PUBLIC",
    "OFFICIAL",
    "Genre",
    "Issuer",
    "PaperKind",
    "correction_line",
    "kind_of",
    "kinds_of",
]

_ALL = sorted((*PARTY_PAPERS, *COMMITTEE_PAPERS, *ANNOUNCEMENTS), key=lambda kind: (kind.side != Side.PARTY, kind.step))
CATALOGUE: dict[str, PaperKind] = {kind.code: kind for kind in _ALL}
CORRECTION = "{issued_on}发布的{mark}《{title}》，因{reason}，现更正如下，原{word}自本{word}发布之日起停止使用。"


def kind_of(code: str) -> PaperKind:
    """The kind of that code. Raises KeyError."""
    return CATALOGUE[code]


def kinds_of(side: Side | str) -> list[PaperKind]:
    """The papers of one side, in order."""
    return [kind for kind in CATALOGUE.values() if kind.side == side]


def correction_line(*, issued_on: str, mark: str, title: str, reason: str, genre: Genre) -> str:
    """The paragraph with which a correcting paper names the one it replaces (domain brief §2.4 H12, §12.16)."""
    word = {Genre.ANNOUNCEMENT: "公告", Genre.NOTICE: "公示"}.get(genre, "件")
    return CORRECTION.format(issued_on=issued_on, mark=mark, title=title, reason=reason.rstrip("。"), word=word)
