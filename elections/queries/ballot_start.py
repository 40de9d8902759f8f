"""What the records know before a vote: who is due, who stands, how many seats. The floors above answer through slates."""

from elections.enums import POSTS_OF, BallotPost, ElectionMode, Side
from elections.enums_schedule import PartyForm
from elections.models import CommunityCycle
from elections.queries import registration
from elections.queries.electorate import expected_in
from elections.slates import slate_of
from huanjie.shared.strokes import by_surname


def due_now(community_cycle: CommunityCycle, side: Side) -> tuple[int | None, str]:
    """How many may vote and where the number comes from; None when no record says so yet."""
    if side == Side.PARTY:
        expected = expected_in(community_cycle)
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
    """The formal candidates as the lines of the form, one for each post they stand for; the Party committee's members in
    the order of the strokes of their surnames, among them whoever is proposed as secretary or deputy: the committee
    elects those from its own members (中国共产党基层组织选举工作条例)."""
    slate = slate_of(community_cycle, side)
    has_committee = community_cycle.organization_kind != PartyForm.BRANCH_WITHOUT_COMMITTEE
    return [
        {"post": post, "name": line.name, "gender": line.gender, "key": line.key}
        for post in POSTS_OF[side]
        for line in (by_surname(slate, _name) if post == BallotPost.PARTY_MEMBER else slate)
        if post in line.posts or (post == BallotPost.PARTY_MEMBER and has_committee)
    ]


def _name(line) -> str:
    return line.name


def posts_begun(community_cycle: CommunityCycle, side: Side) -> set[str]:
    """Posts of the side that have had their first ballot."""
    return set(community_cycle.ballots.filter(side=side).values_list("seats__post", flat=True))
