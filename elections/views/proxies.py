"""Written proxies of a community: the list for each day of voting, recording them, ending one."""

from collections import defaultdict

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.enums import ElectionMode
from elections.forms.acts import attempt
from elections.forms.registration import ProxiesForm
from elections.models import VotingProxy
from elections.permissions_electorate import can_record_electorate, can_see_people
from elections.queries.cycle import community_cycles
from elections.queries.rule_sets import cycle_parameters
from elections.rules.representatives import group_order
from elections.services import proxies as services
from huanjie.shared.verdict import require


def _community(request, pk):
    require(can_see_people(request.viewer))
    return get_object_or_404(community_cycles(request.viewer), pk=pk)


def proxies_page(request, pk):
    """The list, and adding to it."""
    row = _community(request, pk)
    allowed = can_record_electorate(request.viewer, row)
    form = ProxiesForm(request.POST or None, initial={"voting_on": row.day})
    if request.method == "POST":
        require(allowed)
        if form.is_valid() and attempt(form, lambda: services.add_proxies(
            community_cycle=row, voting_on=form.cleaned_data["voting_on"], lines=form.cleaned_data["lines"], by=request.viewer
        )):  # fmt: skip
            messages.success(request, "已登记委托。")
            return redirect("elections:proxies", row.pk)
    return render(request, "elections/proxies_page.html", {
        "row": row, "cycle": row.cycle, "form": form, "allowed": allowed, "days": _by_day(row), "title": "委托投票",
        "no_proxies": row.election_mode == ElectionMode.REPRESENTATIVES, "most": cycle_parameters(row.cycle)["proxy_max"],
        "breadcrumb": [(row.cycle.name, row.cycle.get_absolute_url()), (row.community.name, row.get_absolute_url()),
                       ("选民登记", reverse("elections:registration", args=[row.pk])), ("委托投票", "")],
    }, status=422 if form.errors else 200)  # fmt: skip


def _by_day(row) -> list[dict]:
    """The proxies of each day of voting, those of one holder together, with how many people hold them."""
    days = defaultdict(list)
    for each in VotingProxy.objects.filter(community_cycle=row, ended_on__isnull=True):
        days[each.voting_on].append(each)
    return [
        {
            "on": on, "rows": sorted(rows, key=lambda each: (*group_order(each.holder_group), each.holder, each.pk)),
            "holders": len({each.holder_hash for each in rows}),
        }
        for on, rows in sorted(days.items())
    ]  # fmt: skip


@require_POST
def proxy_end(request, pk):
    """A proxy taken back before the vote."""
    require(can_see_people(request.viewer))
    item = get_object_or_404(VotingProxy.objects.visible_to(request.viewer), pk=pk)
    version = request.POST.get("version", "")
    services.end_proxy(proxy=item, by=request.viewer, expected_version=int(version) if version.isdecimal() else None)
    messages.success(request, "已撤销这条委托。")
    return redirect("elections:proxies", item.community_cycle_id)
