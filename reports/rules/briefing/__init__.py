"""The situation report (情况汇报) and briefing (简报) of an election cycle, written from a frozen snapshot.

Pure: a snapshot in, words out. Form of the text: domain §9.4 (three parts of the source report); every number comes
from the snapshot, and a sentence whose number is absent is not written.
"""

from .document import briefing_context
from .facts import Piece, Sentence
from .headline import Headline, headline
from .parts import Item, Point, Section
from .text import BriefingText, briefing_text

__all__ = [
    "BriefingText",
    "Headline",
    "Item",
    "Piece",
    "Point",
    "Section",
    "Sentence",
    "briefing_context",
    "briefing_text",
    "headline",
]
