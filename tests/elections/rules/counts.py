"""Short ways to write a count."""

from elections.enums import BallotPost, ElectionMode, RoundKind, Side
from elections.rules.counting import Count, Person, PostCount, Tally, Votes
from elections.rules.outcome import decide
from elections.rules.rule_sets import Parameters, freeze, parameters_for

CHAIR, DEPUTY, MEMBER = (
    BallotPost.COMMITTEE_CHAIR, BallotPost.COMMITTEE_DEPUTY_CHAIR, BallotPost.COMMITTEE_MEMBER,
)  # fmt: skip
PARTY_MEMBER, SECRETARY = BallotPost.PARTY_MEMBER, BallotPost.PARTY_SECRETARY


def rules(residents_committee="csjwh-2026", **changed) -> Parameters:
    """The parameters of today's rules, some changed."""
    frozen = freeze(party="party-2020", residents_committee=residents_committee)
    return parameters_for(frozen | {"parameters": frozen["parameters"] | changed})


RULES = rules()


def post(name, seats, votes: dict, *, write_ins=(), barred=(), women=(), ballots=None, **more) -> PostCount:
    """One post counted at one place; `votes` maps a name to its votes (or to Votes)."""
    people = tuple(
        Person(
            key, key, "female" if key in women else "male", key in write_ins, "受过刑事处罚" if key in barred else ""
        )
        for key in votes
    )
    given = {key: v if isinstance(v, Votes) else Votes(v) for key, v in votes.items()}
    number = ballots
    tally = Tally("", number, number, number, 0 if number is not None else None, votes=given)
    return PostCount(name, seats, people, (tally,), **more)


def party(due, present, votes: dict, seats=3, name=PARTY_MEMBER, kind=RoundKind.FIRST_BALLOT, **more) -> Count:
    """A meeting of all members: one post, as many ballots as members present."""
    whole = {key: more.pop(key) for key in ("relatives", "dual", "already", "proxies") if key in more}
    count = post(name, seats, votes, ballots=more.pop("ballots", present), **more)
    return Count(Side.PARTY, due, (count,), kind=kind, attended=present, **whole)


def residents(due, attended, *posts, mode=ElectionMode.ALL_VOTERS, kind=RoundKind.FIRST_BALLOT, **more) -> Count:
    """A vote of the residents."""
    return Count(Side.RESIDENTS_COMMITTEE, due, posts, mode=mode, kind=kind, attended=attended, **more)


def results(outcome) -> dict[str, str]:
    """Name → result, over all posts."""
    return {person.name: person.result.value for each in outcome.posts for person in each.people}


def codes(outcome) -> list[str]:
    return [alert.code for alert in outcome.alerts]


def decided(count, parameters=RULES):
    """The outcome of a count whose numbers agree."""
    outcome = decide(count, parameters)
    assert outcome.is_decided, outcome.problems
    return outcome
