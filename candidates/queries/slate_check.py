"""The slates of communities against their posts and targets; a constant number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from candidates.models import Candidate, CandidateRelative, PostPlan
from candidates.queries.eligibility import GONE
from candidates.queries.recusal import recused_candidates
from candidates.rules import slate_check as rules
from candidates.rules.nomination import IN_THE_PARTY
from elections.enums import Gender
from elections.models import CommunityCycle
from elections.queries.rule_sets import cycle_parameters

FIELDS = (
    "pk", "community_cycle_id", "name", "posts", "gender", "birth_date", "education", "political_status", "is_incumbent",
)  # fmt: skip


@dataclass
class Slate:
    """One community's people and seats, with everything the rules say of them."""

    community_cycle: CommunityCycle
    targets: rules.Targets
    people: list[rules.Standing] = field(default_factory=list)
    seats: dict[str, int] = field(default_factory=dict)

    @property
    def on(self):
        return self.community_cycle.day

    def indicators(self, without: int | None = None) -> list[rules.Indicator]:
        return rules.indicators(self.who(without), self.seats, self.targets, self.on)

    def who(self, without: int | None = None) -> list[rules.Standing]:
        """The people, one of them left out."""
        return rules.without(self.people, without) if without else self.people

    @property
    def gaps(self) -> list[rules.Indicator]:
        """What is not met."""
        return [each for each in self.indicators() if each.met is False]

    @property
    def unknown(self) -> list[rules.Indicator]:
        """What cannot be said because something is not filled in."""
        return [each for each in self.indicators() if each.met is None and each.gap]


HIDDEN = "一名您回避的人选"


def slates_of(cycle, community_cycles: Iterable[CommunityCycle], viewer) -> dict[int, Slate]:
    """The slates of these communities of one cycle. Who withdrew or did not pass is not on them; somebody from whom the
    viewer is recused counts, without his name."""
    targets = rules.Targets.of(cycle_parameters(cycle))
    slates = {row.pk: Slate(row, targets) for row in community_cycles}
    rows = Candidate.objects.filter(community_cycle__in=list(slates)).exclude(state__in=GONE).order_by("name", "pk")
    rows = list(rows.values(*FIELDS))
    kin = _relatives_on_the_slate(rows)
    hidden = set(recused_candidates(viewer).values_list("candidate_id", flat=True))
    for row in rows:
        name = HIDDEN if row["pk"] in hidden else row["name"]
        slates[row["community_cycle_id"]].people.append(_standing(row | {"name": name}, kin[row["pk"]]))
    plans = PostPlan.objects.filter(community_cycle__in=list(slates)).values_list("community_cycle", "post", "seats")
    for key, post, seats in plans:
        slates[key].seats[post] = seats
    return slates


def slate_of(community_cycle: CommunityCycle, viewer) -> Slate:
    """The slate of one community."""
    return slates_of(community_cycle.cycle, [community_cycle], viewer)[community_cycle.pk]


def _standing(row: dict, relatives: set[int]) -> rules.Standing:
    return rules.Standing(
        key=row["pk"], name=row["name"], posts=frozenset(row["posts"]), is_woman=row["gender"] == Gender.FEMALE,
        birth_date=row["birth_date"], education=row["education"], in_party=row["political_status"] in IN_THE_PARTY,
        is_incumbent=row["is_incumbent"], relatives=frozenset(relatives),
    )  # fmt: skip


def _relatives_on_the_slate(rows: list[dict]) -> dict[int, set[int]]:
    """Whose declared near relatives have the name of somebody on the same slate."""
    named = defaultdict(list)
    for row in rows:
        named[row["community_cycle_id"], row["name"]].append(row["pk"])
    place = {row["pk"]: row["community_cycle_id"] for row in rows}
    found = defaultdict(set)
    declared = CandidateRelative.objects.filter(candidate__in=list(place)).values_list("candidate", "name")
    for key, name in declared:
        found[key] |= {other for other in named[place[key], name] if other != key}
    return found
