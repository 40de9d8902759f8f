"""What the records know before a vote: who is due, who stands, how many seats. The floors above answer through slates."""

from elections.enums import POSTS_OF, ElectionMode, Side
from elections.models import CommunityCycle
from elections.queries import electorate, registration
from elections.slates import slate_of
from huanjie.shared import clock


def due_now(community_cycle: CommunityCycle, side: Side) -> tuple[int | None, str]:
    """How many may vote and where the number comes from; None when no record says so yet."""
    if side == Side.PARTY:
        expected = electorate.expected_in(community_cycle, clock.today())
        return (
            expected,
            "应到会有选举权人数，取自“党员大会”的应到会计算。"
            if expected
            else "应到会有选举权人数，以大会通过的为准。",
        )
    if community_cycle.election_mode == ElectionMode.ALL_VOTERS:
        count = registration.registered_voters(community_cycle)
        return count, "登记选民数，取自选民登记。" if count else "登记选民数，以公布的选民名单为准。"
    count = registration.representatives(community_cycle)
    return count, "代表人数，取自代表名单。" if count else "户代表或居民代表人数，以公布的名单为准。"


def names_for(community_cycle: CommunityCycle, side: Side) -> list[dict]:
    """The formal candidates as the lines of the form, one for each post they stand for."""
    return [
        {"post": post, "name": line.name, "gender": line.gender, "key": line.key}
        for post in POSTS_OF[side]
        for line in slate_of(community_cycle, side)
        if post in line.posts
    ]


def seats_before(community_cycle: CommunityCycle, side: Side) -> dict[str, int]:
    """The seats the paper asked for last time, when a round of this side was set up before."""
    last = community_cycle.ballots.filter(side=side).order_by("-round_number").first()
    return {f"seats-{seat.post}": seat.count for seat in last.seats.all()} if last else {}
