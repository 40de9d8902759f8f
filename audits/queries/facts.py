"""The rows behind the figures of this app, as of the end of a day. Every row has a 12-digit `area_code`."""

from datetime import date

from audits.models import Audit


def due(cycle):
    """All audits planned for the cycle."""
    return Audit.objects.filter(community_cycle__cycle=cycle)


def reported_by(cycle, on: date):
    """Audits whose report was out."""
    return due(cycle).filter(reported_on__lte=on)


def published_by(cycle, on: date):
    """Audits whose result was published (csjwh-2026 art. 38)."""
    return due(cycle).filter(published_on__lte=on)
