"""An outcome as it is frozen: sentences with their article and what to do, the sums of each post, the rounds to come."""

from collections.abc import Mapping, Sequence

from elections.enums import BallotPost, RoundKind
from elections.rules.concluding import NextRound, Outcome, PersonOutcome, Result
from elections.rules.counting import Count, PostCount, Venue
from elections.rules.reconcile import COUNTS, attended_by, total_of

ROUND_ORDER = (RoundKind.RERUN_ELECTION, RoundKind.TIE_BALLOT, RoundKind.SUPPLEMENTARY_BALLOT)
"""What is voted on first when a round leaves several things open."""


def words_of(outcome: Outcome) -> list[dict]:
    """The conclusion sentence by sentence, in the order in which it is read out."""
    said = [line(each.words, each.article, each.remedy) for each in outcome.reasons]
    for post in outcome.posts:
        said += [line(each.words, each.article, each.remedy) for each in post.reasons]
        said += [line(person.words, person.article) for person in post.people]
    said += [line(each.words, each.article) for each in outcome.next_rounds]
    said += [line(alert.words, alert.article, alert.remedy) for alert in outcome.alerts]
    return said + [line(f"{each.place}：{each.words}", each.article, each.remedy) for each in outcome.problems]


def line(text: str, article: str = "", remedy: str = "") -> dict:
    return {"text": text, "article": article, "remedy": remedy}


def counts_of(count: Count, outcome: Outcome) -> dict:
    """Who could vote, who took part, of each post the ballots and every person's votes with the result, and the ballots
    of each place of counting."""
    concluded = {post.post: post for post in outcome.posts}
    return {
        "due": count.due,
        "attended": attended_by(count),
        "venues": len(count.venues),
        "posts": [_post_counts(post, concluded.get(post.post)) for post in count.posts],
        "places": [_place_counts(venue, count.posts) for venue in count.venues],
    }


def _place_counts(venue: Venue, posts: Sequence[PostCount]) -> dict:
    """One place: who took part there and the ballots of each post (domain brief §12.1: 分会场分别记, 再合并)."""
    here = [(post, tally) for post in posts for tally in post.tallies if tally.venue == venue.name]
    return {
        "name": venue.name, "kind": venue.kind.value, "attended": venue.attended,
        "posts": [
            {"post": post.post, "label": post.label, **{name: getattr(tally, name) for name in COUNTS}}
            for post, tally in here
        ],
    }  # fmt: skip


def _post_counts(post: PostCount, concluded) -> dict:
    whole = total_of(post)
    results = {person.key: person for person in concluded.people} if concluded else {}
    people = []
    for person in post.people:
        votes = whole.votes.get(person.key)
        people.append({
            "key": person.key, "name": person.name, "gender": person.gender, "is_write_in": person.is_write_in,
            "yes": votes.yes if votes else 0, "no": votes.no if votes else None,
            "abstain": votes.abstain if votes else None,
            "result": results[person.key].result.value if person.key in results else "",
        })  # fmt: skip
    return {
        "post": post.post, "label": post.label, "seats": post.seats,
        **{name: getattr(whole, name) for name in (*COUNTS, "full")},
        "needed": concluded.needed if concluded else None,
        "reduced_to": concluded.reduced_to if concluded else None,
        "is_valid": concluded.is_valid if concluded else False,
        "elected": len(concluded.chosen) if concluded else 0,
        "people": sorted(people, key=lambda each: (-each["yes"], each["key"])),
    }  # fmt: skip


def next_rounds_of(count: Count, rounds: Sequence[NextRound], start: int = 1) -> list[dict]:
    """The rounds to come, numbered so that a later ballot can name the ones it carries out."""
    names = {person.key: person for post in count.posts for person in post.people}
    ordered = sorted(rounds, key=lambda each: (ROUND_ORDER.index(each.kind), _rank(each.post)))
    return [
        {
            "number": number, "kind": each.kind.value, "post": each.post, "seats": each.seats,
            "people": [
                {"key": key, "name": names[key].name, "gender": names[key].gender} for key in each.keys if key in names
            ],
            "text": each.words, "article": each.article,
        }
        for number, each in enumerate(ordered, start=start)
    ]  # fmt: skip


def _rank(post: str) -> int:
    return BallotPost.values.index(post) if post in BallotPost.values else 0


def standing_people(outcome: Outcome) -> list[PersonOutcome]:
    """Everybody who takes a seat, or may yet: elected, to be reviewed, near relatives to be decided on."""
    taken = (Result.ELECTED, Result.AWAITING_REVIEW, Result.RELATIVES)
    return [person for post in outcome.posts for person in post.people if person.result in taken]


def group_to_open(pending: Sequence[Mapping]) -> list[Mapping]:
    """Of the rounds still to come those that are voted on together next: of one kind, each post once."""
    if not pending:
        return []
    kind = pending[0]["kind"]
    together: dict[str, Mapping] = {}
    for each in pending:
        if each["kind"] == kind:
            together.setdefault(each["post"], each)
    return list(together.values())
