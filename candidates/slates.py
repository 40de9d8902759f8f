"""Answers for `elections.slates`: the candidates of a community."""

from collections import Counter, defaultdict

from candidates.enums import PoliticalStatus
from candidates.models import Candidate, PostPlan
from candidates.queries.listed import is_formal_on, state_on_side
from candidates.rules.sides import posts_of_side
from elections.enums import POSTS_OF, Education, Gender, Side
from elections.rules.formal_choice import PEOPLE, WOMEN
from elections.slates import SlateLine, register_counts, register_seats, register_slate


def slate(community_cycle, side, states):
    """Candidates for posts of this side, those who withdrew only when everybody is asked for. Somebody on the formal list
    of the other side only has passed on this one."""
    rows = Candidate.objects.filter(community_cycle=community_cycle).defer("id_number", "phone").order_by("pk")
    wanted = {post.value for post in POSTS_OF[Side(side)]}
    for row in rows:
        posts, state = tuple(post for post in row.posts if post in wanted), state_on_side(row, side)
        if posts and (states is None or state in states):
            yield SlateLine(
                key=str(row.pk), name=row.name, gender=row.gender, birth_date=row.birth_date, posts=posts,
                state=state, gender_label=_label(Gender, row.gender), education_label=_label(Education, row.education),
                political_status_label=_label(PoliticalStatus, row.political_status),
            )  # fmt: skip


def _label(choices, value: str) -> str:
    return choices(value).label if value else ""


def counts(community_cycles):
    """The formal candidates of each post; beside the posts of the residents' committee how many people, and women. One
    query for all communities; one without a formal candidate of any side is left out: nobody knows of its list."""
    rows = Candidate.objects.filter(community_cycle__in=[member.pk for member in community_cycles], state="formal")
    found: dict[int, Counter] = defaultdict(Counter)
    residents, unknown = {post.value for post in POSTS_OF[Side.RESIDENTS_COMMITTEE]}, set()
    for row in rows.only("community_cycle_id", "posts", "gender", "state", "formal_sides"):
        here = found[row.community_cycle_id]
        posts = [post for side in Side if is_formal_on(row, side) for post in posts_of_side(row.posts, side)]
        here.update(posts)
        if residents & set(posts):
            here[PEOPLE] += 1
            here[WOMEN] += row.gender == Gender.FEMALE
            unknown |= {row.community_cycle_id} if not row.gender else set()
    return {
        pk: {key: here[key] for key in here if key != WOMEN or pk not in unknown} for pk, here in found.items()
    }  # fmt: skip


def seats(community_cycles):
    """The seats of each post as planned."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = PostPlan.objects.filter(community_cycle__in=[member.pk for member in community_cycles])
    for pk, post, number in rows.values_list("community_cycle_id", "post", "seats"):
        found[pk][post] = number
    return dict(found)


register_slate(slate)
register_counts(counts)
register_seats(seats)
