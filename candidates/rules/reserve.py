"""The reserve pool against the posts that fall vacant (头雁工程; domain brief §7). Nobody is chosen here: figures only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from candidates.enums import Post
from candidates.enums_review import Willingness
from candidates.rules.nomination import COMMITTEE_POSTS, PARTY_POSTS

SIDES = (PARTY_POSTS, COMMITTEE_POSTS, frozenset({Post.PART_TIME_MEMBER}))
"""One person can follow in one post of each."""


@dataclass(frozen=True)
class Cover:
    """Of one post: how many fall vacant and how many of these somebody willing could follow in."""

    post: str
    vacant: int
    covered: int

    @property
    def label(self) -> str:
        return Post(self.post).label

    @property
    def gap(self) -> int:
        return self.vacant - self.covered


def covers(vacancies: Mapping[str, int], people: Sequence[tuple[str, Sequence[str]]]) -> list[Cover]:
    """The vacancies that the pool can fill, each person in one post of a committee at most. `people` are (willingness,
    posts); only who said to be willing counts: not asked is not yes. The most posts are covered that can be."""
    willing = [frozenset(posts) for willingness, posts in people if willingness == Willingness.WILLING]
    found: dict[str, int] = {}
    for side in SIDES:
        wanted = {post: count for post, count in vacancies.items() if post in side and count}
        found |= _most_covered(wanted, [posts & set(wanted) for posts in willing])
    return [Cover(post, count, found.get(post, 0)) for post, count in vacancies.items()]


def _most_covered(vacancies: Mapping[str, int], people: Sequence[frozenset]) -> dict[str, int]:
    """Maximum matching by augmenting paths; the figures are small."""
    seats = [post for post, count in vacancies.items() for _ in range(count)]
    holder: dict[int, int] = {}

    def place(person: int, tried: set[int]) -> bool:
        for seat, post in enumerate(seats):
            if post not in people[person] or seat in tried:
                continue
            tried.add(seat)
            if seat not in holder or place(holder[seat], tried):
                holder[seat] = person
                return True
        return False

    for person in range(len(people)):
        place(person, set())
    covered = dict.fromkeys(vacancies, 0)
    for seat in holder:
        covered[seats[seat]] += 1
    return covered
