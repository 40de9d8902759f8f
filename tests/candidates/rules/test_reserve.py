"""How many vacancies the reserve pool can fill."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from candidates.enums import Post
from candidates.enums_review import Willingness
from candidates.rules.reserve import SIDES, Cover, covers

CHAIR, MEMBER, SECRETARY = Post.COMMITTEE_CHAIR, Post.COMMITTEE_MEMBER, Post.PARTY_SECRETARY
YES = Willingness.WILLING


def test_one_person_follows_in_one_post_of_a_committee():
    pool = [(YES, [CHAIR, MEMBER, SECRETARY]), (YES, [CHAIR])]
    assert covers({CHAIR: 1, MEMBER: 1, SECRETARY: 1}, pool) == [
        Cover(CHAIR, 1, 1), Cover(MEMBER, 1, 1), Cover(SECRETARY, 1, 1),
    ]  # fmt: skip
    assert covers({CHAIR: 1, MEMBER: 2}, pool[:1]) == [Cover(CHAIR, 1, 1), Cover(MEMBER, 2, 0)]
    assert Cover(MEMBER, 2, 0).gap == 2


def test_who_was_not_asked_or_said_no_counts_for_nothing():
    for willingness in Willingness:
        covered = covers({CHAIR: 1}, [(willingness, [CHAIR])])[0].covered
        assert covered == (1 if willingness == Willingness.WILLING else 0)


def brute_force(vacancies, people) -> int:
    """The most vacancies that any assignment fills, side by side."""
    total = 0
    for side in SIDES:
        wanted = {post: count for post, count in vacancies.items() if post in side}
        choices = [[None, *(post for post in posts if post in wanted)] for posts in people]
        total += max(
            sum(min(wanted[post], assigned.count(post)) for post in wanted) for assigned in product(*choices)
        )  # fmt: skip
    return total


posts = st.sets(st.sampled_from(Post), max_size=3).map(sorted)


@given(st.dictionaries(st.sampled_from(Post), st.integers(0, 3)), st.lists(posts, max_size=5))
def test_as_many_are_covered_as_can_be(vacancies, people):
    found = covers(vacancies, [(YES, posts) for posts in people])
    assert sum(cover.covered for cover in found) == brute_force(vacancies, people)
    assert all(0 <= cover.covered <= cover.vacant for cover in found)
