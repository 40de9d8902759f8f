"""Somebody elected: what still stands between the vote and the office."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from elections.enums import ElectState
from elections.forms.acts import attempt
from elections.forms.ballot import SettleForm
from elections.permissions_ballot import can_see_ballots, can_settle_elected
from elections.queries.ballot import elected_people
from elections.services.settling import choices_for, settle_elected
from elections.views.ballot import crumbs
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import require


def _person(request, pk):
    require(can_see_ballots(request.viewer))
    return get_object_or_404(elected_people(request.viewer), pk=pk)


def elected_person(request, pk):
    """Votes, post, what was concluded on this person."""
    return _page(request, _person(request, pk))


@require_POST
def settle(request, pk):
    """Write a conclusion."""
    person = _person(request, pk)
    require(can_settle_elected(request.viewer, person))
    form = _form(person, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: settle_elected(
                person=person, to=data["to"], document_number=data["document_number"], comment=data["comment"],
                by=request.viewer, expected_version=form.expected_version,
            ),
        )  # fmt: skip
        if done is not None:
            messages.success(request, f"{done.name}：{done.get_state_display()}。")
            return redirect(done)
    return _page(request, person, form, status=422)


def _form(person, posted=None):
    choices = [(choice.to.value, choice.label) for choice in choices_for(person)]
    return SettleForm(posted, choices=choices, initial={"version": person.version})


def _page(request, person, form=None, status=200):
    ballot = person.ballot
    context = {
        "person": person, "ballot": ballot, "cycle": person.community_cycle.cycle, "states": ElectState,
        "may": can_settle_elected(request.viewer, person), "form": form or _form(person), "changes": changes_of(person),
        "title": f"{person.name}（{person.get_post_display()}）",
        "breadcrumb": crumbs(person.community_cycle, (str(ballot), ballot.get_absolute_url()), (person.name, "")),
    }  # fmt: skip
    return render(request, "elections/elected_page.html", context, status=status)
