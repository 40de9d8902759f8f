"""What one signed result report says, as plain data: places of voting, posts, ballots and votes (domain brief §13, §2.5).

Numbers that the paper does not state are None: they are never read as 0. Nothing is judged here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from elections.enums import BallotPost, ElectionMode, RoundKind, Side, VenueKind

RANK = {
    BallotPost.PARTY_SECRETARY: 0, BallotPost.PARTY_DEPUTY_SECRETARY: 1, BallotPost.PARTY_MEMBER: 2,
    BallotPost.COMMITTEE_CHAIR: 0, BallotPost.COMMITTEE_DEPUTY_CHAIR: 1, BallotPost.COMMITTEE_MEMBER: 2,
}  # fmt: skip
"""The higher post has the lower number."""


@dataclass(frozen=True)
class Venue:
    """A place of voting, and how many took part there (proxies' principals counted)."""

    name: str
    kind: VenueKind = VenueKind.HALL
    attended: int | None = None


@dataclass(frozen=True)
class Votes:
    """What one person received. On the residents' side `yes` is the vote and the other two are not asked."""

    yes: int = 0
    no: int | None = None
    abstain: int | None = None

    def __add__(self, other: "Votes") -> "Votes":
        return Votes(self.yes + other.yes, _plus(self.no, other.no), _plus(self.abstain, other.abstain))


def _plus(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


@dataclass(frozen=True)
class Person:
    """Somebody who stood or was written in. `key` says who it is in every post and round; `barred` is why this person
    may not stand (csjwh-2026 art. 18), '' when nothing is known."""

    key: str
    name: str
    gender: str = ""
    is_write_in: bool = False
    barred: str = ""


@dataclass(frozen=True)
class Tally:
    """One post's ballots counted at one place, or the whole of them where the paper has no places. `full` are ballots
    that picked as many as there are seats."""

    venue: str = ""
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    full: int | None = None
    votes: Mapping[str, Votes] = field(default_factory=dict)


@dataclass(frozen=True)
class Reduction:
    """The decision not to fill what stayed empty (Party only): electors who agreed, or the presidium's decision."""

    consenting: int = 0
    by_presidium: bool = False


@dataclass(frozen=True)
class PostCount:
    """One post: seats to fill now, people, the places' tallies, and the paper's own totals (`total`) where it has them.
    `declared` is the number elected according to a published report that names nobody's votes."""

    post: str
    seats: int
    people: tuple[Person, ...] = ()
    tallies: tuple[Tally, ...] = ()
    total: Tally | None = None
    declared: int | None = None
    reduction: Reduction | None = None

    @property
    def label(self) -> str:
        return BallotPost(self.post).label if self.post in BallotPost.values else self.post

    @property
    def rank(self) -> int:
        return RANK.get(self.post, len(RANK))


@dataclass(frozen=True)
class Proxy:
    """Somebody who voted for others."""

    name: str
    principals: int
    is_candidate: bool = False


@dataclass(frozen=True)
class Holder:
    """Somebody already elected: in an earlier round of this side, or on the other side."""

    key: str
    name: str
    post: str
    gender: str = ""

    @property
    def rank(self) -> int:
        return RANK.get(self.post, len(RANK))


@dataclass(frozen=True)
class DualPlan:
    """Somebody meant to be secretary and chair at once. `other_elected` says how the other side's vote ended: None
    while it has not been held."""

    key: str
    other_post: str
    other_elected: bool | None = None


@dataclass(frozen=True)
class Count:
    """One round of one side. `due` is who could vote: 应到会有选举权人数 on the Party side, else registered voters,
    household representatives or residents' representatives by `mode`; None where a published report does not say.
    `units` is the number of committees that a published total stands for."""

    side: Side
    due: int | None
    posts: tuple[PostCount, ...]
    mode: ElectionMode | None = None
    kind: RoundKind = RoundKind.FIRST_BALLOT
    attended: int | None = None
    venues: tuple[Venue, ...] = ()
    proxies: tuple[Proxy, ...] = ()
    relatives: tuple[tuple[str, str], ...] = ()
    already: tuple[Holder, ...] = ()
    dual: tuple[DualPlan, ...] = ()
    committee_size: int | None = None
    units: int = 1

    @property
    def is_party(self) -> bool:
        return self.side == Side.PARTY

    @property
    def elects_anew(self) -> bool:
        """A first ballot, or one repeated because the first was void: the threshold of a first ballot holds."""
        return self.kind in (RoundKind.FIRST_BALLOT, RoundKind.RERUN_ELECTION)
