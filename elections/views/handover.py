"""The handover of a community: what passes over, and its last day."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.forms.acts import attempt
from elections.forms.cycle import ReasonForm
from elections.forms.handover import CompleteHandoverForm, HandoverForm
from elections.models import Handover
from elections.permissions_ballot import can_record_handover, can_reopen_handover
from elections.services import handover as services
from elections.views.ballot import community_or_404, crumbs
from huanjie.activity.queries.history import entries_of
from huanjie.shared import clock
from huanjie.shared.verdict import require


def handover(request, pk):
    """The list with ticks; saved as often as one likes."""
    row = community_or_404(request, pk)
    found = Handover.objects.filter(community_cycle=row).first()
    if request.method != "POST" or found is None:
        return _page(request, row, found)
    require(can_record_handover(request.viewer, row))
    form = HandoverForm(request.POST, items=found.items)
    if form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: services.record_handover(
                handover=found, ticked=form.ticked, notes=form.notes, led_by=data["led_by"],
                watched_by=data["watched_by"], extra=data["extra"], by=request.viewer,
                expected_version=form.expected_version,
            ),
        )  # fmt: skip
        if done is not None:
            messages.success(request, "已保存移交情况。")
            return redirect(done)
    return _page(request, row, found, {"record": form}, status=422)


@require_POST
def handover_act(request, pk, act):
    """Say that it is done, or take that back."""
    row = community_or_404(request, pk)
    found = Handover.objects.filter(community_cycle=row).first()
    if found is None:
        raise Http404
    form = (CompleteHandoverForm if act == "complete" else ReasonForm)(request.POST, prefix=act)
    require((can_record_handover if act == "complete" else can_reopen_handover)(request.viewer, row))
    if form.is_valid() and attempt(form, lambda: _do(act, found, form, request.viewer)) is not None:
        messages.success(request, "移交已登记完成。" if act == "complete" else "已撤回完成登记。")
        return redirect(found)
    return _page(request, row, found, {act: form}, status=422)


def _do(act, found, form, by):
    common = {"handover": found, "by": by, "expected_version": form.cleaned_data.get("version")}
    if act == "complete":
        return services.complete_handover(done_on=form.cleaned_data["done_on"], **common)
    return services.reopen_handover(reason=form.cleaned_data["reason"], **common)


def _page(request, row, found, bound=None, status=200):
    bound = bound or {}
    may = can_record_handover(request.viewer, row)
    context = {
        "row": row, "cycle": row.cycle, "handover": found, "may": may, "title": f"{row.community.name}工作移交",
        "breadcrumb": crumbs(row, ("工作移交", "")), "entries": entries_of(found)[:20] if found else [],
    }  # fmt: skip
    if found is not None:
        initial = {"version": found.version, "led_by": found.led_by, "watched_by": found.watched_by}
        context |= {
            "days_left": (found.due_on - clock.today()).days,
            "form": bound.get("record") or HandoverForm(items=found.items, initial=initial),
            "offered": _offered(request.viewer, row, found, bound),
        }
    return render(request, "elections/handover_page.html", context, status=status)


def _offered(viewer, row, found, bound) -> list[dict]:
    if found.done_on is None:
        act, title, permitted, form_class = "complete", "登记移交完成", can_record_handover, CompleteHandoverForm
    else:
        act, title, permitted, form_class = "reopen", "撤回完成登记", can_reopen_handover, ReasonForm
    if not permitted(viewer, row):
        return []
    initial = {"version": found.version, "done_on": clock.today()}
    return [{
        "act": act, "title": title, "verb": title, "is_open": act in bound or act == "complete",
        "form": bound.get(act) or form_class(prefix=act, initial=initial), "danger": act == "reopen",
        "url": reverse("elections:handover_act", args=[row.pk, act]),
    }]  # fmt: skip
