"""Results of a street or a district: every round of voting, everybody elected, every handover."""

from django.shortcuts import redirect
from django.urls import reverse

from elections.filters_ballot import BallotFilter, ElectedFilter, HandoverFilter
from elections.permissions_ballot import can_see_ballots
from elections.queries import ballot as queries
from elections.queries.cycle import current_cycle
from elections.tables_ballot import BALLOTS, ELECTED, HANDOVERS
from elections.views.cycle import cycle_or_404
from huanjie.shared.verdict import require
from huanjie.tables import render_list


def results_now(request):
    """The running cycle's results, from the navigation."""
    require(can_see_ballots(request.viewer))
    cycle = current_cycle(request.viewer)
    return redirect("elections:cycle_results", cycle.pk) if cycle else redirect("elections:cycles")


def results(request, pk):
    """All rounds of all communities."""
    primary = ("当选人", reverse("elections:cycle_elected", args=[pk]))
    return _list(request, pk, queries.in_list(queries.ballots(request.viewer)), BALLOTS, BallotFilter, primary)


def elected_list(request, pk):
    """Everybody elected."""
    primary = ("各轮投票", reverse("elections:cycle_results", args=[pk]))
    return _list(request, pk, queries.elected_people(request.viewer), ELECTED, ElectedFilter, primary)


def handovers(request, pk):
    """Every handover, the most pressing first."""
    primary = ("各轮投票", reverse("elections:cycle_results", args=[pk]))
    return _list(request, pk, queries.handovers(request.viewer), HANDOVERS, HandoverFilter, primary)


def _list(request, pk, rows, page, filterset_class, primary):
    cycle = cycle_or_404(request, pk)
    request.cycle_shown = cycle
    context = {
        "cycle": cycle, "primary": primary, "breadcrumb": [(cycle.name, cycle.get_absolute_url()), (page.title, "")],
    }  # fmt: skip
    return render_list(
        request, queryset=rows.filter(community_cycle__cycle=cycle), page=page, filterset_class=filterset_class,
        context=context,
    )  # fmt: skip
