"""To which committee a post belongs. One person may stand on both sides, and each side has its own list."""

from collections.abc import Iterable

from candidates.enums import Post
from elections.enums import POSTS_OF, Side

POSTS_OF_SIDE = {
    Side.PARTY: (*(Post(post.value) for post in POSTS_OF[Side.PARTY]), Post.PART_TIME_MEMBER),
    Side.RESIDENTS_COMMITTEE: tuple(Post(post.value) for post in POSTS_OF[Side.RESIDENTS_COMMITTEE]),
}
"""兼职委员 sit in the Party organization of a community (domain brief §6.6); they are on no ballot and take no seat."""


def posts_of_side(posts: Iterable[str], side: str) -> tuple[str, ...]:
    """Those of a person's posts that belong to this side."""
    wanted = POSTS_OF_SIDE[Side(side)]
    return tuple(post for post in posts if post in wanted)


def sides_of(posts: Iterable[str]) -> tuple[Side, ...]:
    """The sides on which a person with these posts stands."""
    chosen = list(posts)
    return tuple(side for side in Side if posts_of_side(chosen, side))
