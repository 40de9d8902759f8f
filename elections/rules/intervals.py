"""What a step says about its own day: not after, not before, within so many days of another. Data, kept with the cycle.

Law and Party rules count natural days, the first one not counted (民法典第201条); offices count working days with make-up
days. A period whose last day is a rest day may roll on (第203条): the cycle's parameters say whether.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How the day of a step is bound."""

    NOT_AFTER = "not_after"
    """At least so many days before the other step."""
    NOT_BEFORE = "not_before"
    """Not before so many days after the other step have passed."""
    WITHIN = "within"
    """At most so many days after the other step."""
    NOTICE = "notice"
    """A meeting: so many days after it was called, or after the cycle began when no notice is known yet."""
    TERM = "term"
    """At least so many days before the term (or its approved extension) ends."""


class Force(StrEnum):
    """Who says so; only the law is refused, the others are said on the page and answered for in the log."""

    LAW = "law"
    LOCAL = "local"
    OFFICE = "office"
    USUAL = "usual"

    @property
    def label(self) -> str:
        return {"law": "法定", "local": "按省", "office": "工作要求", "usual": "通行做法"}[self.value]


@dataclass(frozen=True)
class Interval:
    """One bound. `rule` is H1 to H12 of the domain brief §2.4, or one of ours; `parameters` are the cycle's values that
    are added up instead of `days`; `when` is "key=value" of a parameter that switches the bound on."""

    rule: str
    relation: Relation
    other: str = ""
    days: int = 0
    parameters: tuple[str, ...] = ()
    working: bool = False
    force: Force = Force.LAW
    article: str = ""
    why: str = ""
    when: str = ""

    def as_dict(self) -> dict:
        kept = {key: value for key, value in asdict(self).items() if value not in ("", (), False)}
        return kept | ({"parameters": list(self.parameters)} if self.parameters else {})


def interval_of(data: Mapping) -> Interval:
    """An interval from what a cycle keeps."""
    return Interval(
        **{
            **data,
            "relation": Relation(data["relation"]),
            "force": Force(data.get("force", Force.LAW)),
            "parameters": tuple(data.get("parameters", ())),
        }
    )


@dataclass(frozen=True)
class Announcement:
    """A paper of a step that the public (or the superior) has read. `states` are the steps whose days it names: when one
    of them moves, a paper already out needs a correction (§2.4, H12). `number` is empty for papers without one."""

    number: str
    title: str
    states: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"第{self.number}号公告 {self.title}" if self.number[:1].isdigit() else self.title

    def as_dict(self) -> dict:
        return {"number": self.number, "title": self.title, "states": list(self.states)}


def announcement_of(data: Mapping) -> Announcement:
    """An announcement from what a cycle keeps."""
    return Announcement(data["number"], data["title"], tuple(data.get("states", ())))
