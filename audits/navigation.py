"""Navigation, to-dos and log words of the audits."""

from django.urls import reverse

from audits.permissions import READERS, WRITERS
from huanjie.activity import verbs
from huanjie.navigation import Entry, Todo, register, register_todos
from huanjie.shared import clock

register(Entry("审计", "audits:audits", "file-search", order=35, roles=READERS))
verbs.register({"audit.corrected": "修改审计"})


def waiting_audits(viewer):
    """Audits late, and reports that wait to be published."""
    from audits.models import Audit
    from elections.queries.cycle import current_cycle

    if viewer.role not in WRITERS:
        return
    cycle = current_cycle(viewer)
    if cycle is None or cycle.state != "open":
        return
    mine = Audit.objects.visible_to(viewer).filter(community_cycle__cycle=cycle)
    here = reverse("audits:audits")
    late = mine.filter(state__in=("planned", "under_way"), planned_on__lt=clock.today()).count()
    yield Todo("逾期未出报告的审计", f"{here}?late=yes", late, "late")
    yield Todo("已出报告待公布的审计", f"{here}?state=reported", mine.filter(state="reported").count())


register_todos(waiting_audits)
