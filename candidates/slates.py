"""Answers for `elections.slates`: the candidates of a community."""

from candidates.enums import PoliticalStatus
from candidates.models import Candidate
from candidates.queries.listed import state_on_side
from elections.enums import POSTS_OF, Education, Gender, Side
from elections.slates import SlateLine, register_slate


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


register_slate(slate)
