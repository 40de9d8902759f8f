"""Answers for `elections.slates`: the candidates of a community."""

from candidates.enums import PoliticalStatus
from candidates.models import Candidate
from elections.enums import POSTS_OF, Education, Gender, Side
from elections.slates import SlateLine, register_slate


def slate(community_cycle, side, states):
    """Candidates for posts of this side, those who withdrew only when everybody is asked for."""
    rows = Candidate.objects.filter(community_cycle=community_cycle).defer("id_number", "phone").order_by("pk")
    if states is not None:
        rows = rows.filter(state__in=states)
    wanted = {post.value for post in POSTS_OF[Side(side)]}
    for row in rows:
        posts = tuple(post for post in row.posts if post in wanted)
        if posts:
            yield SlateLine(
                key=str(row.pk), name=row.name, gender=row.gender, birth_date=row.birth_date, posts=posts,
                state=row.state, gender_label=_label(Gender, row.gender), education_label=_label(Education, row.education),
                political_status_label=_label(PoliticalStatus, row.political_status),
            )  # fmt: skip


def _label(choices, value: str) -> str:
    return choices(value).label if value else ""


register_slate(slate)
