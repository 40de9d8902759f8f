"""The situation report (情况汇报) and briefing (简报) of an election cycle, written from a frozen snapshot.

Pure: a snapshot in, words out. Form of the text: domain §9.4 (three parts of the source report); every number comes
from the snapshot, and a sentence whose number is absent is not written.
"""

from .document import briefing_context
from .headline import Headline, headline
from .text import BriefingText, Piece, Point, Section, Sentence, briefing_text

__all__ = [
    "BriefingText",
    "Headline",
    "Piece",
    "Point",
    "Section",
    "Sentence",
    "briefing_context",
    "briefing_text",
    "headline",
]
