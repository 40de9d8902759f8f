"""应到会: who of the roster may vote on the day of the Party meeting (domain brief §1.2, §12.2 to 12.4).

Judged on the meeting day, whatever the day of entry. A person falls under the first reason that applies, so that the
subtraction adds up: probationary, 留党察看, suspended rights, then the six who may be left out.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from elections.enums_electorate import ExclusionGround, RestrictionKind
from elections.rules.parameters import Ratio
from elections.rules.parameters_party import EXCLUSIONS, RULES
from elections.rules.thresholds import FOUR_FIFTHS, HALF, party_quorum_needed, party_votes_needed
from huanjie.shared.dates import first_day, last_day

PROBATIONARY, ON_PROBATION, SUSPENDED, EXCLUDED, PENDING, DUE = (
    "probationary", "on_probation", "suspended", "excluded", "pending", "due",
)  # fmt: skip
TIMED_GROUNDS = frozenset({ExclusionGround.ABROAD, ExclusionGround.RELATION_NOT_TRANSFERRED})
"""The grounds that need half a year to have passed."""
SUSPENDING = frozenset({RestrictionKind.DETAINED, RestrictionKind.ARRESTED})
ARTICLE = f"《{RULES}》第五条"


@dataclass(frozen=True)
class Restriction:
    """A time without a vote; `until` is its last day."""

    kind: str
    since: date
    until: date | None
    document_number: str

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Exclusion:
    """A proposal to leave somebody out of 应到会. An approval without its number is none."""

    ground: str
    since: date
    ended_on: date | None = None
    superior_document: str = ""
    superior_on: date | None = None
    assembly_document: str = ""
    assembly_on: date | None = None

    def runs(self, on: date) -> bool:
        """Whether the circumstance lasts on a day."""
        return self.since <= on and (self.ended_on is None or on < self.ended_on)


@dataclass(frozen=True)
class Person:
    """A line of the roster; `key` is its number, never a name."""

    key: int
    is_probationary: bool = False
    full_date: str = ""
    restrictions: tuple[Restriction, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Where a person stands, and why in words."""

    standing: str
    words: str
    article: str = ""
    ground: str = ""


@dataclass(frozen=True)
class Attendance:
    """The subtraction of §1.2. members − probationary − on_probation_within_party − suspended = entitled;
    entitled − everybody excluded = expected. `excluded_pending` are counted in `expected`."""

    on: date
    members: int
    probationary: int
    on_probation_within_party: int
    suspended: int
    entitled: int
    excluded: Mapping[str, int]
    excluded_pending: int
    expected: int
    quorum_needed: int
    votes_needed: int
    reasons: Mapping[int, Reason] = field(default_factory=dict, repr=False)

    @property
    def excluded_count(self) -> int:
        """Everybody left out, over all grounds."""
        return sum(self.excluded.values())

    def keys(self, *standings: str) -> list[int]:
        """The lines of the roster that stand so."""
        return [key for key, reason in self.reasons.items() if reason.standing in standings]

    def numbers(self) -> dict:
        """What is frozen when the meeting is opened (JSON, no person)."""
        names = (
            "members", "probationary", "on_probation_within_party", "suspended", "entitled", "excluded_pending",
            "expected", "quorum_needed", "votes_needed",
        )  # fmt: skip
        return {"on": self.on.isoformat(), "excluded": dict(self.excluded)} | {n: getattr(self, n) for n in names}


def attendance(
    people: Iterable[Person], on: date, *, grounds: Collection[str] = tuple(EXCLUSIONS), away_months: int = 6,
    quorum: Ratio = FOUR_FIFTHS, win: Ratio = HALF,
) -> Attendance:  # fmt: skip
    """Who is due on the meeting day and what follows for the two thresholds (2020 rules art. 5; domain brief §1.2)."""
    reasons = {person.key: reason_of(person, on, grounds=grounds, away_months=away_months) for person in people}
    count = Counter(reason.standing for reason in reasons.values())
    left_out = Counter(reason.ground for reason in reasons.values() if reason.standing == EXCLUDED)
    entitled = len(reasons) - count[PROBATIONARY] - count[ON_PROBATION] - count[SUSPENDED]
    expected = entitled - count[EXCLUDED]
    return Attendance(
        on=on, members=len(reasons), probationary=count[PROBATIONARY], on_probation_within_party=count[ON_PROBATION],
        suspended=count[SUSPENDED], entitled=entitled,
        excluded={ground: left_out[ground] for ground in EXCLUSIONS},
        excluded_pending=count[PENDING], expected=expected, quorum_needed=party_quorum_needed(expected, quorum),
        votes_needed=party_votes_needed(expected, win), reasons=reasons,
    )  # fmt: skip


def reason_of(person: Person, on: date, *, grounds: Collection[str], away_months: int) -> Reason:
    """The first reason that applies to a person on a day (2020 rules art. 5; domain brief §1.2)."""
    if is_probationary_on(person.is_probationary, person.full_date, on):
        return Reason(PROBATIONARY, "预备党员没有表决权、选举权", ARTICLE)
    running = [each for each in person.restrictions if each.holds(on)]
    for standing, kinds in ((ON_PROBATION, {RestrictionKind.PROBATION_WITHIN_PARTY}), (SUSPENDED, SUSPENDING)):
        for each in running:
            if each.kind in kinds:
                return Reason(standing, f"{RestrictionKind(each.kind).label}（{each.document_number}）", ARTICLE)
    return _left_out(person, on, grounds, away_months)


def is_probationary_on(flag: bool, full_date: str, on: date) -> bool:
    """Whether somebody was probationary on a day. The day of full membership decides where the roster knows it well
    enough; otherwise the roster's mark does (Party constitution art. 7)."""
    if full_date:
        if first_day(full_date) > on:
            return True
        if flag and last_day(full_date) <= on:
            return False
    return flag


def _left_out(person: Person, on: date, grounds: Collection[str], away_months: int) -> Reason:
    running = [each for each in person.exclusions if each.runs(on)]
    if not running:
        return Reason(DUE, "计入应到会")
    missing = []
    for each in running:
        lacks = what_is_missing(each, on, grounds=grounds, away_months=away_months)
        if not lacks:
            return Reason(EXCLUDED, EXCLUSIONS[each.ground], ground=each.ground)
        missing.append("、".join(lacks))
    return Reason(PENDING, f"仍计入应到会：{missing[0]}", ground=running[0].ground)


def what_is_missing(
    exclusion: Exclusion, on: date, *, grounds: Collection[str] = tuple(EXCLUSIONS), away_months: int = 6
) -> list[str]:
    """What keeps a person in the denominator; nothing when both approvals stand by the meeting day (domain brief §1.1,
    P13: the superior agrees and the assembly passes it; either alone is not enough)."""
    lacks = []
    if exclusion.ground not in grounds:
        lacks.append("不属于本届认可的情形")
    if exclusion.ground in TIMED_GROUNDS and months_after(exclusion.since, away_months) > on:
        lacks.append(f"到会议当日还不满 {away_months} 个月")
    if not (exclusion.superior_document and exclusion.superior_on and exclusion.superior_on <= on):
        lacks.append("缺上级党组织同意的文号")
    if not (exclusion.assembly_document and exclusion.assembly_on and exclusion.assembly_on <= on):
        lacks.append("缺党员大会通过的决议")
    return lacks


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month ("half a year or more" includes it)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
