"""Which figures a cycle's day sheet asks for."""

from reports.figures import DEFAULT_FORM, FIGURES, Figure
from reports.models import ReportForm


def form_keys(cycle) -> list[str]:
    """The keys of the cycle's form, or the default ones while it has none of its own."""
    chosen = ReportForm.objects.filter(cycle=cycle).values_list("figures", flat=True).first()
    return [key for key in (chosen or DEFAULT_FORM) if key in FIGURES]


def form_figures(cycle) -> list[Figure]:
    """The figures of the cycle's form, in order."""
    return [FIGURES[key] for key in form_keys(cycle)]
