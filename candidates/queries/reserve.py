"""The reserve pool as a viewer may see it, and its figures for each community."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from candidates.enums_review import Willingness
from candidates.models import PostPlan, ReservePool
from candidates.rules.reserve import Cover, covers
from elections.models import CommunityCycle


def reserve(viewer):
    """People of the pool inside the viewer's area, without what is encrypted."""
    return (
        ReservePool.objects.visible_to(viewer)
        .select_related("community_cycle__cycle", "community_cycle__community__subdistrict", "candidate")
        .defer("id_number", "phone", "candidate__id_number", "candidate__phone")
    )


def reserve_of(cycle, viewer):
    """Those of one cycle."""
    return reserve(viewer).filter(cycle=cycle)


def plans_of(community_cycle) -> dict[str, PostPlan]:
    """Post → its plan."""
    return {plan.post: plan for plan in PostPlan.objects.filter(community_cycle=community_cycle)}


@dataclass
class Pool:
    """The figures of one community: people now in the pool, and the vacancies they can fill."""

    community_cycle: CommunityCycle
    total: int = 0
    by_source: Counter = field(default_factory=Counter)
    willing: int = 0
    nominated: int = 0
    covers: list[Cover] = field(default_factory=list)

    @property
    def vacant(self) -> int:
        return sum(cover.vacant for cover in self.covers)

    @property
    def covered(self) -> int:
        return sum(cover.covered for cover in self.covers)

    @property
    def gap(self) -> int:
        return self.vacant - self.covered


def pools_of(community_cycles: Iterable[CommunityCycle]) -> dict[int, Pool]:
    """The pools of these communities, at two queries for any number of them."""
    pools = {row.pk: Pool(row) for row in community_cycles}
    people = defaultdict(list)
    rows = ReservePool.objects.filter(community_cycle__in=list(pools), left_on__isnull=True)
    for key, source, willingness, posts, candidate in rows.values_list(
        "community_cycle", "source", "willingness", "posts", "candidate"
    ):
        pool = pools[key]
        pool.total += 1
        pool.by_source[source] += 1
        pool.willing += willingness == Willingness.WILLING
        pool.nominated += candidate is not None
        people[key].append((willingness, posts))
    vacancies = defaultdict(dict)
    plans = PostPlan.objects.filter(community_cycle__in=list(pools), falling_vacant__gt=0)
    for key, post, vacant in plans.values_list("community_cycle", "post", "falling_vacant"):
        vacancies[key][post] = vacant
    for key, wanted in vacancies.items():
        pools[key].covers = covers(wanted, people[key])
    return pools
