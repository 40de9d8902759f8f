"""What holds for every count (issue 3): integers, never more elected than seats, a vote more never hurts a winner, and
the order of the lines never matters."""

import random
from dataclasses import fields, is_dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from elections.enums import ElectionMode, RoundKind, Side
from elections.rules.counting import Count, Person, PostCount, Tally, Venue, Votes
from elections.rules.outcome import Result, decide
from tests.elections.rules.counts import CHAIR, DEPUTY, MEMBER, PARTY_MEMBER, rules

NAMES = "甲乙丙丁戊己庚辛"
RULE_CHOICES = [
    rules(), rules(overcount_scope="station"), rules(relatives_order="authority"), rules("csjwh-2018"),
    rules(turnout_in_later_rounds=False, party_relatives_barred=True),
]  # fmt: skip
FIRST = st.sampled_from(list(RoundKind))


@st.composite
def posts(draw, name, ballots, venues, is_party):
    people = tuple(
        Person(key, key, draw(st.sampled_from(["", "male", "female"])), draw(st.booleans()), draw(st.sampled_from(["", "受过刑事处罚"])))
        for key in NAMES[: draw(st.integers(1, len(NAMES)))]
    )  # fmt: skip
    seats = draw(st.integers(1, 5))
    tallies = []
    for venue, number in zip(venues, ballots, strict=True):
        left, votes = number * seats, {}
        for person in people:
            yes = draw(st.integers(0, min(number, left)))
            left -= yes
            votes[person.key] = Votes(yes, number - yes, 0) if is_party else Votes(yes)
        over = draw(st.integers(0, 20)) == 0
        tallies.append(Tally(venue, number - 1 if over and number else number, number, number, 0, votes=votes))
    return PostCount(name, seats, people, tuple(tallies))


@st.composite
def counts(draw):
    is_party = draw(st.booleans())
    venues = ["东站", "西站"][: draw(st.integers(1, 2))]
    ballots = [draw(st.integers(0, 60)) for _ in venues]
    names = [PARTY_MEMBER] if is_party else draw(st.sampled_from([[MEMBER], [CHAIR, MEMBER], [CHAIR, DEPUTY, MEMBER]]))
    kind = draw(FIRST)
    made = [draw(posts(name, ballots, venues, is_party)) for name in names]
    if kind == RoundKind.TIE_BALLOT:
        made = [replace(p, people=tuple(replace(x, is_write_in=False) for x in p.people)) for p in made]
    keys = sorted({person.key for each in made for person in each.people})
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)).filter(lambda p: p[0] != p[1]), max_size=4)
    )
    return Count(
        Side.PARTY if is_party else Side.RESIDENTS_COMMITTEE, max(1, sum(ballots) + draw(st.integers(0, 30))), tuple(made),
        mode=None if is_party else draw(st.sampled_from(list(ElectionMode))), kind=kind,
        venues=tuple(Venue(name, attended=n) for name, n in zip(venues, ballots, strict=True)), relatives=tuple(pairs),
    )  # fmt: skip


def everything(value):
    """Every leaf of an outcome."""
    if is_dataclass(value):
        for each in fields(value):
            yield from everything(getattr(value, each.name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from everything(each)
    else:
        yield value


@settings(max_examples=300, deadline=None)
@given(counts(), st.sampled_from(RULE_CHOICES))
def test_no_float_and_never_more_than_the_seats(count, parameters):
    outcome = decide(count, parameters)
    assert outcome.is_decided, outcome.problems
    assert [leaf for leaf in everything(outcome) if isinstance(leaf, float)] == []
    for post in outcome.posts:
        assert len(post.chosen) + post.vacant + post.unsettled <= post.seats + len(
            [p for p in post.people if p.result == Result.RELATIVES]
        )
        assert len(post.chosen) <= post.seats
        if post.is_valid and not post.reduced_to:
            filled = sum(p.result in (Result.ELECTED, Result.AWAITING_REVIEW) for p in post.people)
            assert filled + post.vacant + post.unsettled <= post.seats


@settings(max_examples=300, deadline=None)
@given(counts(), st.sampled_from(RULE_CHOICES), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_never_matters(count, parameters, shuffle: random.Random):
    def mixed(items):
        return tuple(shuffle.sample(list(items), len(items)))

    other = replace(
        count, venues=mixed(count.venues), relatives=tuple(mixed(pair) for pair in mixed(count.relatives)),
        posts=tuple(
            replace(
                post, people=mixed(post.people),
                tallies=tuple(replace(t, votes=dict(mixed(t.votes.items()))) for t in mixed(post.tallies)),
            )
            for post in mixed(count.posts)
        ),
    )  # fmt: skip
    assert decide(other, parameters) == decide(count, parameters)


def _with_one_vote_more(count: Count, key: str, name: str) -> Count:
    """One elector more comes, at the first place, and votes for this person alone in this post."""
    first = count.venues[0].name

    def tally(post, old):
        if old.venue != first:
            return old
        given = {
            k: replace(v, yes=v.yes + (k == key and post.post == name), no=None if v.no is None else v.no + (k != key))
            for k, v in old.votes.items()
        }
        return replace(old, issued=old.issued + 1, returned=old.returned + 1, valid=old.valid + 1, votes=given)

    return replace(
        count,
        venues=tuple(replace(v, attended=v.attended + 1) if v.name == first else v for v in count.venues),
        posts=tuple(replace(p, tallies=tuple(tally(p, t) for t in p.tallies)) for p in count.posts),
    )


def _with_a_mark_changed(count: Count, key: str, name: str) -> Count | None:
    """One valid ballot that did not name this person names it too."""
    for post in count.posts:
        for tally in post.tallies:
            votes = tally.votes.get(key)
            room = sum(v.yes for v in tally.votes.values()) < tally.valid * post.seats
            if post.post == name and votes and votes.yes < tally.valid and room:
                better = replace(votes, yes=votes.yes + 1, no=None if votes.no is None else votes.no - 1)
                changed = replace(tally, votes={**tally.votes, key: better})
                tallies = tuple(changed if t is tally else t for t in post.tallies)
                return replace(
                    count, posts=tuple(replace(p, tallies=tallies) if p is post else p for p in count.posts)
                )  # fmt: skip
    return None


@settings(max_examples=400, deadline=None)
@given(counts(), st.sampled_from(RULE_CHOICES), st.data())
def test_a_vote_more_never_unseats_a_winner(count, parameters, data):
    winners = decide(count, parameters).elected
    if not winners:
        return
    winner = data.draw(st.sampled_from(winners))
    changed = _with_a_mark_changed(count, winner.key, winner.post)
    if changed is not None:
        after = [(p.key, p.post) for p in decide(changed, parameters).elected]
        assert (winner.key, winner.post) in after


@settings(max_examples=400, deadline=None)
@given(counts().filter(lambda c: len(c.posts) == 1), st.sampled_from(RULE_CHOICES), st.data())
def test_an_elector_more_who_votes_for_a_winner_never_unseats_it(count, parameters, data):
    winners = decide(count, parameters).elected
    if not winners:
        return
    winner = data.draw(st.sampled_from(winners))
    changed = replace(_with_one_vote_more(count, winner.key, winner.post), due=max(count.due, _attended(count) + 1))
    if changed.due == count.due:
        assert (winner.key, winner.post) in [(p.key, p.post) for p in decide(changed, parameters).elected]


def _attended(count: Count) -> int:
    return sum(venue.attended for venue in count.venues)
