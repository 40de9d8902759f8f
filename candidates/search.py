"""What of this app the search field finds: candidates by name or by the number of their conclusion."""

from django.db.models import Q

from candidates.permissions import can_see_candidates
from candidates.queries.candidate import candidates as visible
from huanjie.search import SHOWN, Hit, Source, register


def candidates(viewer, words):
    """Candidates by name or document number."""
    if not can_see_candidates(viewer):
        return
    rows = visible(viewer).filter(Q(name__icontains=words) | Q(conclusion_document__icontains=words))
    for row in rows[: SHOWN + 1]:
        note = f"{row.community_cycle.community.name} · {row.posts_label} · {row.get_state_display()}"
        yield Hit(row.name, row.get_absolute_url(), note)


register(Source("候选人", candidates))
