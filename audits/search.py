"""What of this app the search field finds: audits by person, community or report number."""

from django.db.models import Q

from audits.permissions import can_see_audits
from audits.queries.audit import audits as visible
from huanjie.search import SHOWN, Hit, Source, register


def audits(viewer, words):
    """Audits by the person or community audited, or by the number of the report."""
    if not can_see_audits(viewer):
        return
    named = Q(person_name__icontains=words) | Q(community_cycle__community__name__icontains=words)
    for row in visible(viewer).filter(named | Q(report_number__icontains=words))[: SHOWN + 1]:
        note = " · ".join(
            filter(None, (row.community_cycle.community.name, row.get_state_display(), row.report_number))
        )
        yield Hit(str(row), row.get_absolute_url(), note)


register(Source("审计", audits))
