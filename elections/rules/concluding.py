"""What is concluded from a count: people, posts, next rounds, alerts, each with its reason in words."""

from dataclasses import dataclass
from enum import StrEnum

from elections.enums import BallotPost, RoundKind
from elections.rules.reconcile import Problem

LAW = "城市居民委员会组织法"
PARTY_RULES = "中国共产党基层组织选举工作条例"


class Result(StrEnum):
    """What the votes make of a person."""

    ELECTED = "elected"
    AWAITING_REVIEW = "awaiting_review"
    TIED = "tied"
    RELATIVES = "relatives"
    STEPS_BACK = "steps_back"
    NOT_ELECTED = "not_elected"
    VOID = "void"

    @property
    def label(self) -> str:
        return {
            "elected": "当选", "awaiting_review": "得票当选，待审查", "tied": "票数相等，再次投票",
            "relatives": "近亲属同时当选，待确定", "steps_back": "得票够当选，回避不任职", "not_elected": "不当选",
            "void": "选举无效",
        }[self.value]  # fmt: skip


CHOSEN = frozenset({Result.ELECTED, Result.AWAITING_REVIEW})
"""Takes a seat by its votes."""
UNSETTLED = frozenset({Result.TIED, Result.RELATIVES})


@dataclass(frozen=True)
class Reason:
    """One sentence of the conclusion, with the numbers in it."""

    words: str
    article: str = ""
    remedy: str = ""


class Urgency(StrEnum):
    """`MUST`: something has to be done before the result stands. `LOOK`: somebody should look. `NOTE`: good to know."""

    MUST = "must"
    LOOK = "look"
    NOTE = "note"


@dataclass(frozen=True)
class Alert:
    """Something beside the votes: the composition of the team, a review, a number that was not stated."""

    code: str
    words: str
    remedy: str = ""
    article: str = ""
    urgency: Urgency = Urgency.LOOK


@dataclass(frozen=True)
class PersonOutcome:
    """One person in one post. `votes` are those in favour."""

    key: str
    name: str
    post: str
    votes: int
    result: Result
    words: str
    article: str = ""
    gender: str = ""
    is_write_in: bool = False

    @property
    def is_chosen(self) -> bool:
        return self.result in CHOSEN


@dataclass(frozen=True)
class NextRound:
    """A round that has to follow: of what kind, for how many seats, of whom. Of a rerun the people are nominated
    anew or confirmed, so `keys` are those who stood."""

    kind: RoundKind
    post: str
    seats: int
    keys: tuple[str, ...]
    words: str
    article: str = ""


@dataclass(frozen=True)
class PostOutcome:
    """One post. `needed` are the votes that elect; `seats` what was to be filled, `vacant` what nobody fills and
    `unsettled` what a tie or a decision between relatives will; `reduced_to` where the electors left it at that."""

    post: str
    seats: int
    is_valid: bool
    needed: int | None = None
    people: tuple[PersonOutcome, ...] = ()
    vacant: int = 0
    unsettled: int = 0
    reduced_to: int | None = None
    declared: int | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def label(self) -> str:
        return BallotPost(self.post).label if self.post in BallotPost.values else self.post

    @property
    def chosen(self) -> tuple[PersonOutcome, ...]:
        return tuple(person for person in self.people if person.is_chosen)


@dataclass(frozen=True)
class Outcome:
    """The whole. Not decided while the numbers contradict each other (`problems`); valid when no post is void."""

    is_decided: bool
    is_valid: bool
    reasons: tuple[Reason, ...] = ()
    posts: tuple[PostOutcome, ...] = ()
    next_rounds: tuple[NextRound, ...] = ()
    alerts: tuple[Alert, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def elected(self) -> tuple[PersonOutcome, ...]:
        """Everybody who takes a seat by the votes, those whose review is still to come among them."""
        return tuple(person for post in self.posts for person in post.chosen)

    @property
    def is_complete(self) -> bool:
        """Every seat of this round is filled and nothing else has to be voted on."""
        return self.is_decided and self.is_valid and not self.next_rounds

    @property
    def words(self) -> list[str]:
        """The conclusion as sentences, for papers and pages."""
        said = [reason.words for reason in self.reasons]
        for post in self.posts:
            said += [reason.words for reason in post.reasons]
            said += [person.words for person in post.people]
        return said + [each.words for each in self.next_rounds] + [alert.words for alert in self.alerts]
