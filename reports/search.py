"""What of this app the search field finds: briefings by title, day or the digest printed on them."""

from django.db.models import Q

from huanjie.search import SHOWN, Hit, Source, register
from reports.models import Briefing
from reports.permissions import can_see_briefings


def briefings(viewer, words):
    """Briefings by title or day, or by the first signs of their digest."""
    if not can_see_briefings(viewer):
        return
    digest = words.replace(" ", "").lower()
    rows = Briefing.objects.visible_to(viewer).filter(Q(title__icontains=words) | Q(digest__startswith=digest))
    for row in rows.defer("snapshot").order_by("-on", "-number")[: SHOWN + 1]:
        yield Hit(str(row), row.get_absolute_url(), f"{row.on} · {row.get_state_display()}")


register(Source("简报", briefings))
