"""The choice of the supervision committee: the meeting, its numbers, everybody voted on."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from elections.forms.acts import attempt
from elections.forms.supervision import Members, SupervisionForm, lines_in
from elections.models import SupervisionChoice
from elections.permissions_ballot import can_record_supervision
from elections.services.supervision import record_supervision
from elections.views.ballot import community_or_404, crumbs
from huanjie.activity.queries.history import entries_of
from huanjie.shared import clock
from huanjie.shared.verdict import require

FIELDS = ("meeting", "held_on", "due_count", "attended_count", "seats", "document_number")
MORE_LINES = 5


def supervision(request, pk):
    """What was recorded."""
    row = community_or_404(request, pk)
    choice = _choice(row)
    context = {
        "row": row, "cycle": row.cycle, "choice": choice, "may": can_record_supervision(request.viewer, row),
        "entries": entries_of(choice)[:20] if choice else [], "title": f"{row.community.name}居务监督委员会",
        "breadcrumb": crumbs(row, ("居务监督委员会", "")),
    }  # fmt: skip
    return render(request, "elections/supervision_page.html", context)


def record(request, pk):
    """Write the meeting's result, or replace it."""
    row = community_or_404(request, pk)
    require(can_record_supervision(request.viewer, row))
    choice = _choice(row)
    posted = _with_more_lines(request.POST) if request.method == "POST" else None
    initial = {name: getattr(choice, name) for name in FIELDS} if choice else {"held_on": clock.today()}
    form = SupervisionForm(posted, initial=initial | {"version": choice.version if choice else None})
    people = Members(posted, prefix="member", initial=None if posted else _lines(choice))
    status = 200
    if posted is not None and "more" not in posted:
        if all([form.is_valid(), people.is_valid()]):
            done = attempt(form, lambda: _save(row, form, people, request.viewer))
            if done is not None:
                messages.success(request, "已登记居务监督委员会推选结果。")
                return redirect(done)
        status = 422
    context = {
        "row": row, "cycle": row.cycle, "form": form, "people": people, "title": "登记居务监督委员会推选",
        "back": reverse("elections:supervision", args=[row.pk]),
        "breadcrumb": crumbs(row, ("居务监督委员会", reverse("elections:supervision", args=[row.pk])), ("登记", "")),
    }  # fmt: skip
    return render(request, "elections/supervision_form.html", context, status=status)


def _choice(row) -> SupervisionChoice | None:
    return SupervisionChoice.objects.filter(community_cycle=row).prefetch_related("members").first()


def _lines(choice) -> list[dict]:
    if choice is None:
        return []
    return [
        {"name": each.name, "gender": each.gender, "votes": each.votes, "is_chair": each.is_chair}
        for each in choice.members.all()
    ]


def _save(row, form, people, by):
    given = {name: form.cleaned_data[name] for name in FIELDS}
    return record_supervision(
        community_cycle=row, people=lines_in(people), by=by, expected_version=form.expected_version, **given
    )


def _with_more_lines(posted):
    if "more" in posted and posted.get("member-TOTAL_FORMS", "").isdecimal():
        posted = posted.copy()
        posted["member-TOTAL_FORMS"] = str(min(int(posted["member-TOTAL_FORMS"]), 60) + MORE_LINES)
    return posted
