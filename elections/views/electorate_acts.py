"""One restriction, one exclusion, one hall: what was recorded of it and what can be done with it; the list of halls."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.filters_electorate import HallFilter
from elections.forms import electorate as forms
from elections.forms.acts import attempt
from elections.models import CommunityCycle, JointBranchCoverage, Venue
from elections.permissions_electorate import (
    can_decide_rights,
    can_record_electorate,
    can_see_electorate,
    can_see_people,
)
from elections.queries import electorate as queries
from elections.queries.cycle import community_cycles, current_cycle
from elections.services import assembly as services
from elections.services import electorate as rights
from elections.tables_electorate import halls_page
from elections.views.electorate import crumbs
from huanjie.activity.queries.history import entries_of
from huanjie.shared import clock
from huanjie.shared.verdict import no, require
from huanjie.tables import render_list


def _cycle_of(request, community_id) -> CommunityCycle:
    rows = community_cycles(request.viewer).filter(community_id=community_id).order_by("-cycle__starts_on")
    row = rows.first()
    if row is None:
        raise Http404
    return row


def restriction(request, pk):
    """One restriction, and its end."""
    require(can_see_people(request.viewer))
    item = get_object_or_404(queries.restrictions(request.viewer), pk=pk)
    row = _cycle_of(request, item.member.community_id)
    acts = {"end": ("登记截止日期", can_decide_rights, forms.EndForm, {"on": item.until or clock.today()})}

    def work(act, form):
        return rights.end_restriction(
            community_cycle=row, restriction=item, until=form.cleaned_data["on"], by=request.viewer,
            expected_version=form.expected_version,
        )  # fmt: skip

    return _item(request, row, item, acts, work, "elections/electorate_restriction.html", "权利受限")


def exclusion(request, pk):
    """One person proposed to be left out, with the two approvals."""
    require(can_see_people(request.viewer))
    item = get_object_or_404(queries.exclusions(request.viewer), pk=pk)
    row = _cycle_of(request, item.member.community_id)
    superior = {"document_number": item.superior_document, "on": item.superior_on or clock.today()}
    assembly = {"document_number": item.assembly_document, "on": item.assembly_on or clock.today()}
    acts = {
        "superior": ("登记上级党组织同意", can_decide_rights, forms.ApprovalForm, superior),
        "assembly": ("登记党员大会通过", can_record_electorate, forms.ApprovalForm, assembly),
        "end": ("情形结束，恢复计入应到会", can_record_electorate, forms.EndForm, {"on": clock.today()}),
    }
    services_of = {
        "superior": rights.record_superior_consent, "assembly": rights.record_assembly_resolution,
        "end": rights.end_exclusion,
    }  # fmt: skip

    def work(act, form):
        data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return services_of[act](
            community_cycle=row, exclusion=item, by=request.viewer, expected_version=form.expected_version, **data
        )

    offered = acts if item.ended_on is None else {}
    return _item(request, row, item, offered, work, "elections/electorate_exclusion.html", "不计入应到会")


def _item(request, row, item, acts, work, template, title):
    """A page of one record: facts, acts as forms (posted with `act`), history."""
    bound, chosen = {}, request.POST.get("act", "")
    if request.method == "POST":
        if chosen not in acts:
            raise Http404
        _, permitted, form_class, _ = acts[chosen]
        require(permitted(request.viewer, row))
        form = form_class(request.POST, prefix=chosen)
        if form.is_valid() and attempt(form, lambda: work(chosen, form)) is not None:
            messages.success(request, "已登记，应到会已重算。")
            return redirect("elections:assembly", row.pk)
        bound[chosen] = form
    offered = [
        {"act": act, "title": name, "verb": "登记", "is_open": act in bound, "danger": False, "url": request.path,
         "form": bound.get(act) or form_class(prefix=act, initial=initial | {"version": item.version})}
        for act, (name, permitted, form_class, initial) in acts.items() if permitted(request.viewer, row)
    ]  # fmt: skip
    context = {
        "item": item, "row": row, "cycle": row.cycle, "offered": offered, "entries": entries_of(item)[:30],
        "title": title, "breadcrumb": crumbs(row, (title, "")),
    }  # fmt: skip
    return render(request, template, context, status=422 if bound else 200)


def venue(request, pk):
    """Change a hall, or take it out of use."""
    require(can_see_electorate(request.viewer))
    item = get_object_or_404(Venue.objects.visible_to(request.viewer), pk=pk)
    row = _cycle_of(request, item.community_id)
    require(can_record_electorate(request.viewer, row))
    names = ("name", "address", "capacity", "is_in_use")
    initial = {name: getattr(item, name) for name in (*names, "version")}
    form = forms.VenueForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in names}
        if attempt(form, lambda: services.save_venue(
            community_cycle=row, venue=item, by=request.viewer, expected_version=form.expected_version, **data
        )):  # fmt: skip
            messages.success(request, "已保存会场。")
            return redirect("elections:assembly", row.pk)
    context = {
        "form": form, "row": row, "cycle": row.cycle, "title": "修改会场", "breadcrumb": crumbs(row, (item.name, "")),
        "back": reverse("elections:assembly", args=[row.pk]),
    }  # fmt: skip
    return render(request, "elections/electorate_form.html", context, status=422 if form.errors else 200)


@require_POST
def stop_covering(request, pk):
    """A joint branch no longer covers a community."""
    require(can_see_electorate(request.viewer))
    item = get_object_or_404(JointBranchCoverage.objects.visible_to(request.viewer), pk=pk)
    row = _cycle_of(request, item.organization.community_id)
    rights.stop_covering(community_cycle=row, coverage=item, by=request.viewer)
    messages.success(request, "已取消覆盖。")
    return redirect("elections:assembly", row.pk)


def halls(request):
    """Communities with many members against the seats they have."""
    require(can_see_electorate(request.viewer))
    cycle = current_cycle(request.viewer)
    require(no("还没有开启换届。", "请由区委组织部开启。") if cycle is None else can_see_electorate(request.viewer))
    request.cycle_shown = cycle
    return render_list(
        request, queryset=queries.communities_with_halls(cycle, request.viewer), page=halls_page(request.viewer),
        filterset_class=HallFilter, context={"breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("党员人数与会场", "")]},
    )  # fmt: skip
