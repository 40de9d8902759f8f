"""Written proxies of a community."""

from collections import Counter
from datetime import date

from elections.models import CommunityCycle, VotingProxy
from elections.rules import counting, proxies


def proxies_of(community_cycle: CommunityCycle, on: date):
    """Those standing for the vote of a day, in the order they were recorded."""
    return VotingProxy.objects.filter(community_cycle=community_cycle, voting_on=on, ended_on__isnull=True).order_by(
        "pk"
    )


def as_rules(rows) -> list[proxies.Proxy]:
    """Rows as the rules read them."""
    return [
        proxies.Proxy(
            proxies.Voter(row.principal, row.principal_group), proxies.Voter(row.holder, row.holder_group)
        )
        for row in rows
    ]  # fmt: skip


def counted(community_cycle: CommunityCycle, on: date, candidates: set[str]) -> tuple[counting.Proxy, ...]:
    """Each holder with how many he voted for, as a count asks for it."""
    held = Counter((row.holder, row.holder_group) for row in proxies_of(community_cycle, on))
    return tuple(counting.Proxy(name, number, name in candidates) for (name, _), number in sorted(held.items()))
