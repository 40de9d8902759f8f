"""What the clock does: open the day, and compile the day's briefing at the cut-off, once."""

import logging
from datetime import datetime

from django.utils import timezone

from elections.models import ElectionCycle
from huanjie.accounts.viewers import Viewer
from huanjie.shared import clock
from huanjie.shared.verdict import Refused
from reports.models import Briefing
from reports.services.briefing import compile_briefing
from reports.services.days import ensure_day, is_report_day

logger = logging.getLogger(__name__)


def open_days(now: datetime | None = None) -> int:
    """Open today in every cycle that asks for reports today; returns how many cycles do."""
    today = timezone.localdate(now or clock.now())
    return sum(_opened(cycle, today) for cycle in ElectionCycle.objects.open())


def _opened(cycle, today) -> bool:
    try:
        return bool(ensure_day(cycle=cycle, on=today))
    except Exception:  # one district's trouble must not keep the others' day closed
        logger.exception("day %s of cycle %s not opened", today, cycle.pk)
        return False


def briefing_key(cycle, on) -> str:
    """The key under which a cycle's automatic briefing of a day exists once."""
    return f"briefing:{cycle.pk}:{on.isoformat()}"


def compile_due_briefings(now: datetime | None = None) -> list[Briefing]:
    """Compile today's briefing of every cycle whose district cut-off has passed on a report day. Calling it again, or
    from two clocks at once, compiles none twice: the key of the job is unique."""
    now = timezone.localtime(now or clock.now())
    made = []
    for cycle in ElectionCycle.objects.open().select_related("district"):
        if now.time() < cycle.district_cutoff or not is_report_day(cycle, now.date()):
            continue
        if Briefing.objects.filter(cycle=cycle, job__once_key=briefing_key(cycle, now.date())).exists():
            continue
        try:
            made.append(
                compile_briefing(
                    cycle=cycle, area=cycle.area_code, on=now.date(), by=Viewer.system(cycle.area_code),
                    is_automatic=True, once_key=briefing_key(cycle, now.date()),
                )
            )  # fmt: skip
        except Refused as refusal:
            logger.warning("no briefing for cycle %s: %s", cycle.pk, refusal)
        except Exception:  # one district's trouble must not keep the others waiting; the clock comes again
            logger.exception("briefing of cycle %s not compiled", cycle.pk)
    return made
