"""The list of circumstances of a cycle, its editions, and the departments."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from candidates.models import Circumstance, ReviewDepartment


def current_circumstances(cycle, viewer):
    """The editions in force, with the number of `editions` each code has had."""
    editions = (
        Circumstance.objects.filter(cycle=OuterRef("cycle"), code=OuterRef("code")).order_by().values("code")
        .annotate(n=Count("pk")).values("n")
    )  # fmt: skip
    rows = Circumstance.objects.filter(cycle=cycle, replaced_on__isnull=True)
    return rows.annotate(editions=Coalesce(Subquery(editions), 1))


def editions_of(circumstance):
    """Every edition of the same code, newest first."""
    return Circumstance.objects.filter(cycle=circumstance.cycle_id, code=circumstance.code).order_by("-edition")


def department_names(cycle) -> dict[str, str]:
    """Code → short name."""
    return dict(ReviewDepartment.objects.filter(cycle=cycle).values_list("code", "short_name"))
