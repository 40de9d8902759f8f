"""A community in the cycle: facts, what comes next, its steps; and what can be adjusted."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.community_links import links_for
from elections.enums import Side
from elections.forms.acts import attempt
from elections.forms.cycle import DifficultForm, InclusionForm, ModeForm
from elections.permissions_cycle import (
    can_describe_community,
    can_record_step,
    can_see_cycles,
    can_set_inclusion,
)
from elections.queries.cycle import community_cycles
from elections.queries.electorate import form_proposal
from elections.queries.gates import exceptions_of, judgements
from elections.queries.procedure import LOOKS, look_of, next_step, obstacles_of, timeline
from elections.services.cycle import set_difficult, set_inclusion
from huanjie.activity.queries.history import entries_of
from huanjie.shared import clock
from huanjie.shared.verdict import require

ACTS = {
    "inclusion": (InclusionForm, can_set_inclusion, "已调整应换届口径。"),
    "difficult": (DifficultForm, can_describe_community, "已保存难点情况。"),
    "mode": (ModeForm, can_describe_community, "已保存选举方式。"),
}


def _row(request, pk):
    require(can_see_cycles(request.viewer))
    return get_object_or_404(community_cycles(request.viewer), pk=pk)


def community_page(request, pk):
    """One page for one community."""
    return _page(request, _row(request, pk))


@require_POST
def adjust(request, pk, act):
    """Change one thing about the community."""
    row = _row(request, pk)
    form_class, permitted, done = ACTS[act]
    require(permitted(request.viewer, row))
    form = form_class(request.POST, prefix=act)
    if act == "mode" and form.is_valid():  # moves steps: looked at before it is saved
        where = reverse("elections:change_schedule", args=[pk])
        return redirect(f"{where}?{urlencode({'election_mode': form.cleaned_data['mode']})}")
    if form.is_valid() and attempt(form, lambda: _do(act, row, form.cleaned_data, request.viewer)) is not None:
        messages.success(request, done)
        return redirect(row)
    return _page(request, row, {act: form}, status=422)


def _do(act, row, data, by):
    if act == "inclusion":
        return set_inclusion(
            community_cycle=row, inclusion=data["inclusion"], document_number=data["inclusion_document"], by=by
        )
    return set_difficult(community_cycle=row, is_difficult=data["is_difficult"], difficulty=data["difficulty"], by=by)


def _page(request, row, bound=None, status=200):
    today = clock.today()
    steps = list(timeline(row))
    for record in steps:
        record.community_cycle = row
        record.look = look_of(record.state, record.planned_on, record.is_needed, today)
        record.look_word = LOOKS[record.look][1]
    obstacles = obstacles_of(
        row.cycle, [row], [r.step for r in steps], {(row.pk, r.step_id): (r.pk, r.look) for r in steps}
    )
    for record in steps:
        record.obstacle = obstacles.get((row.pk, record.step_id), "")
    coming = next_step(steps)
    needed = [record for record in steps if record.is_needed]
    base = reverse("elections:cycle_communities", args=[row.cycle_id])
    street = row.community.subdistrict
    return render(
        request,
        "elections/community_cycle_page.html",
        {
            "row": row,
            "cycle": row.cycle,
            "coming": coming,
            "can_record": can_record_step(request.viewer, coming) if coming else None,
            "blocked": judgements([coming], today)[coming.pk].refusals if coming else (),
            "exceptions": exceptions_of(row),
            "days_late": (today - coming.planned_on).days if coming else 0,
            "sides": [_side(side, [r for r in steps if r.step.side == side], coming) for side in Side],
            "done": sum(record.look == "done" for record in needed),
            "needed": len(needed),
            "late": sum(record.look == "overdue" for record in needed),
            "proposal": form_proposal(row, today),
            "links": links_for(request.viewer, row),
            "forms": _forms(request, row, bound or {}),
            "entries": entries_of(row)[:20],
            "breadcrumb": [
                (row.cycle.name, row.cycle.get_absolute_url()),
                (street.name, f"{base}?street={street.code[:9]}"),
                (row.community.name, ""),
            ],
        },
        status=status,
    )


def _side(side, records, coming) -> dict:
    """One side's steps; the side where the work is now stands open."""
    needed = [record for record in records if record.is_needed]
    return {
        "label": side.label,
        "records": records,
        "needed": len(needed),
        "done": sum(record.look == "done" for record in needed),
        "late": sum(record.look == "overdue" for record in needed),
        "is_open": coming is None or any(record.pk == coming.pk for record in records),
    }


def _forms(request, row, bound) -> list[dict]:
    """The adjustments this person may make; one with errors stands open."""
    initial = {
        "inclusion": {"inclusion": row.inclusion, "inclusion_document": row.inclusion_document},
        "difficult": {"is_difficult": row.is_difficult, "difficulty": row.difficulty},
        "mode": {"mode": row.election_mode},
    }
    titles = {"inclusion": "调整应换届口径", "difficult": "难点社区", "mode": "选举方式"}
    return [
        {
            "act": act,
            "title": titles[act],
            "form": bound.get(act) or form_class(prefix=act, initial=initial[act]),
            "url": reverse("elections:adjust_community_cycle", args=[row.pk, act]),
            "is_open": act in bound,
        }
        for act, (form_class, permitted, _) in ACTS.items()
        if permitted(request.viewer, row)
    ]
