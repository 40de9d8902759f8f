"""A ballot's paper as the count that the rules decide on, with what the records know beside it."""

from elections.enums import BallotPost, BallotState, ElectionMode, ElectState, RoundKind, Side, VenueKind
from elections.models import Ballot, BallotPerson, CommunityCycle, ElectedPerson
from elections.queries.ballot import elected, paper_form, standing_entries
from elections.queries.proxies import counted
from elections.rules.counting import Count, DualPlan, Holder, Proxy
from elections.rules.paper_count import Head, count_of, identity

TOP = {Side.PARTY: BallotPost.PARTY_SECRETARY, Side.RESIDENTS_COMMITTEE: BallotPost.COMMITTEE_CHAIR}
OTHER = {Side.PARTY: Side.RESIDENTS_COMMITTEE, Side.RESIDENTS_COMMITTEE: Side.PARTY}


def to_count(ballot: Ballot, data: dict) -> Count:
    """One complete reading of the ballot's paper as a count."""
    return count_of(paper_form(ballot), data, head_of(ballot))


def head_of(ballot: Ballot) -> Head:
    """What stands above the paper's numbers; who was elected in the rounds before; who means to hold both posts."""
    side = Side(ballot.side)
    return Head(
        side=side,
        due=ballot.due_count,
        kind=RoundKind(ballot.kind),
        mode=ElectionMode(ballot.mode) if ballot.mode else None,
        kinds={str(venue.pk): VenueKind(venue.kind) for venue in ballot.venues.all()},
        people={str(each.pk): (identity(each.key, each.name), each.gender) for each in ballot.people.all()},
        relatives=tuple((one, other) for one, other in ballot.relatives),
        already=_already(ballot),
        dual=_dual_plans(ballot, side),
        proxies=_proxies(ballot, side),
    )


def _proxies(ballot: Ballot, side: Side) -> tuple[Proxy, ...]:
    """Who voted for others on that day; names of the paper are candidates."""
    if side == Side.PARTY:
        return ()
    return counted(ballot.community_cycle, ballot.held_on, {each.name for each in ballot.people.all()})


def _already(ballot: Ballot) -> tuple[Holder, ...]:
    """Who holds office by an earlier round; not those who wait for this one to be settled."""
    rows = elected(ballot.community_cycle, ballot.side).exclude(state=ElectState.RELATIVES)
    rows = rows.filter(ballot__round_number__lt=ballot.round_number)
    return tuple(Holder(row.key, row.name, row.post, row.gender) for row in rows)


def _dual_plans(ballot: Ballot, side: Side) -> tuple[DualPlan, ...]:
    other = OTHER[side]
    here = {identity(each.key, each.name): each.name for each in ballot.people.all() if each.post == TOP[side]}
    if not here:
        return ()
    there = BallotPerson.objects.filter(
        ballot__community_cycle=ballot.community_cycle_id, ballot__side=other, post=TOP[other]
    )  # fmt: skip
    names = {each.name: identity(each.key, each.name) for each in there}
    voted, winners = top_of(ballot.community_cycle, other)
    plans = []
    for key, name in here.items():
        if key in names.values() or name in names:
            won = any(row.key == key or row.name == name for row in winners)
            plans.append(DualPlan(key, TOP[other].value, won if voted else None))
    return tuple(plans)


def top_of(community_cycle: CommunityCycle, side: Side) -> tuple[bool, list[ElectedPerson]]:
    """Whether the side has a declared vote for its highest post, and who holds it by that."""
    voted = Ballot.objects.filter(
        community_cycle=community_cycle, side=side, state=BallotState.DECLARED, seats__post=TOP[side]
    ).exists()  # fmt: skip
    return voted, list(elected(community_cycle, side).filter(post=TOP[side])) if voted else []


def dual_office(community_cycle: CommunityCycle) -> str:
    """书记、主任一肩挑 in words: done only when the same person won both votes (domain brief §12.13); '' before any."""
    party, secretaries = top_of(community_cycle, Side.PARTY)
    committee, chairs = top_of(community_cycle, Side.RESIDENTS_COMMITTEE)
    if not party and not committee:
        return ""
    first, second = _names(secretaries), _names(chairs)
    if not (party and committee):
        done, waiting = ("党组织书记", "居委会主任") if party else ("居委会主任", "党组织书记")
        return f"{done}{first or second or '未选出'}，{waiting}还没有选举结果，一肩挑待定。"
    both = [one.name for one in secretaries for other in chairs if one.key == other.key or one.name == other.name]
    if both:
        return f"{'、'.join(both)}当选党组织书记和居委会主任，一肩挑完成。"
    return (
        f"党组织书记{first or '未选出'}，居委会主任{second or '未选出'}，一肩挑没有完成；两个职务分别按选举结果认定。"
    )


def _names(people: list[ElectedPerson]) -> str:
    return "、".join(person.name for person in people)


def people_to_relate(ballot: Ballot) -> list[tuple[str, str]]:
    """Identity and name of everybody a near relative may be: on the paper, elected before on this side, written in once
    both readings are there."""
    people = {identity(each.key, each.name): each.name for each in ballot.people.all()}
    people |= {row.key: row.name for row in elected(ballot.community_cycle, ballot.side)}
    entries = standing_entries(ballot)
    if len(entries) == 2:
        count = to_count(ballot, entries[0].data)
        people |= {person.key: person.name for post in count.posts for person in post.people}
    return sorted(people.items(), key=lambda pair: pair[1])
