"""The cycle's list of steps: looked at, edited, left out, added to; and a community's own further steps."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.enums import Side
from elections.forms.acts import attempt
from elections.forms.cycle import ReasonForm
from elections.forms.schedule import AddStepForm, StepForm
from elections.models import Step
from elections.permissions_cycle import can_see_cycles
from elections.permissions_schedule import can_add_step, can_drop_step, can_edit_template, can_remove_step
from elections.queries.procedure import records
from elections.queries.schedule import template_of
from elections.rules.rule_sets import parameters_for
from elections.rules.schedule import days_of
from elections.services import steps as services
from elections.views.cycle import cycle_or_404
from elections.views.schedule import community_or_404
from huanjie.activity.queries.history import entries_of
from huanjie.shared.verdict import require

EDITS = ("step.changed", "step.dropped", "step.restored", "step.added")
GATES = {"audit": "审计结果公布", "review": "联审通过"}


def template_page(request, pk):
    """All steps of the cycle in order, those left out at the end."""
    cycle = cycle_or_404(request, pk)
    steps = list(Step.objects.filter(cycle=cycle).of_the_cycle())
    return render(
        request,
        "elections/template_page.html",
        {
            "cycle": cycle,
            "sides": [
                (side.label, [step for step in steps if step.side == side and not step.is_dropped]) for side in Side
            ],
            "dropped": [step for step in steps if step.is_dropped],
            "can_edit": can_edit_template(request.viewer, cycle),
            "breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("步骤模板", "")],
        },
    )


def _step(request, pk, code):
    cycle = cycle_or_404(request, pk)
    step = get_object_or_404(Step.objects.of_the_cycle(), cycle=cycle, code=code)
    step.cycle = cycle
    return cycle, step


def step_page(request, pk, code):
    """One step of the cycle: what it waits for and how law binds it; for the district, to be edited."""
    cycle, step = _step(request, pk, code)
    if request.method == "POST":
        require(can_edit_template(request.viewer, cycle))
        form = _form(cycle, step, request.POST)
        if form.is_valid() and (row := attempt(form, lambda: _edit(request, step, form))) is not None:
            messages.success(request, f"已保存“{row.name}”，未完成的计划日期随之调整。")
            return redirect("elections:template_step", pk, code)
        return _page(request, cycle, step, form, status=422)
    return _page(request, cycle, step, _form(cycle, step))


def _places(cycle, step) -> list[tuple[str, str]]:
    found = Step.objects.filter(cycle=cycle).of_the_cycle().in_use().exclude(pk=step.pk)
    return [(each.code, f"{each.code} {each.name}") for each in found]


def _form(cycle, step, data=None) -> StepForm:
    places = _places(cycle, step)
    codes = list(Step.objects.filter(cycle=cycle).of_the_cycle().in_use().values_list("code", flat=True))
    place = codes.index(step.code) if step.code in codes else 0
    initial = {
        "name": step.name, "owner": step.owner, "documents": step.documents, "evidence_name": step.evidence_name,
        "offset_days": step.offset_days, "after": codes[place - 1] if place else "", "version": step.version,
    }  # fmt: skip
    return StepForm(data, initial=initial, places=places)


def _edit(request, step, form):
    data = form.cleaned_data
    return services.edit_step(
        step=step, by=request.viewer, expected_version=form.expected_version, name=data["name"], owner=data["owner"],
        documents=data["documents"], evidence_name=data["evidence_name"], offset_days=data["offset_days"],
        after=data["after"],
    )  # fmt: skip


def _page(request, cycle, step, form, status=200):
    names = dict(Step.objects.filter(cycle=cycle).values_list("code", "name"))
    parameters = parameters_for(cycle.rule_set)
    template = template_of(step)
    may_edit = can_edit_template(request.viewer, cycle)
    return render(
        request,
        "elections/template_step.html",
        {
            "cycle": cycle, "step": step, "form": form, "can_edit": may_edit,
            "waits_for": [names[each] for each in step.predecessors if each in names],
            "gates": [GATES.get(each, each) for each in step.gates],
            "bounds": [
                (bound, names.get(bound.other, ""), days_of(bound, parameters), bound.force.label)
                for bound in template.intervals
            ],
            "announcements": template.announcements,
            "can_drop": can_drop_step(request.viewer, step),
            "reason_form": ReasonForm(initial={"version": step.version}, prefix="act"),
            "entries": entries_of(step).filter(verb__in=EDITS)[:20],
            "breadcrumb": [
                (cycle.name, cycle.get_absolute_url()),
                ("步骤模板", reverse("elections:cycle_template", args=[cycle.pk])), (step.name, ""),
            ],
        },
        status=status,
    )  # fmt: skip


@require_POST
def switch(request, pk, code, act):
    """Leave a step out of the cycle, or take it back in."""
    cycle, step = _step(request, pk, code)
    require(can_edit_template(request.viewer, cycle))
    if act == "drop":
        require(can_drop_step(request.viewer, step))
    form = ReasonForm(request.POST, prefix="act")
    if form.is_valid():
        serve = services.drop_step if act == "drop" else services.restore_step
        serve(step=step, reason=form.cleaned_data["reason"], by=request.viewer, expected_version=form.expected_version)
        messages.success(request, f"“{step.name}”{'本届停用' if act == 'drop' else '已恢复'}。")
    else:
        messages.error(request, "请填写原因。")
    return redirect("elections:template_step", pk, code)


def add_to_cycle(request, pk):
    """A further step for every community."""
    cycle = cycle_or_404(request, pk)
    require(can_edit_template(request.viewer, cycle))
    back = reverse("elections:cycle_template", args=[pk])
    crumbs = [(cycle.name, cycle.get_absolute_url()), ("步骤模板", back), ("增设步骤", "")]
    return _add(request, cycle, None, back, crumbs)


def add_to_community(request, pk):
    """A further step of one community."""
    row = community_or_404(request, pk)
    require(can_add_step(request.viewer, row))
    back = reverse("elections:schedule", args=[pk])
    crumbs = [
        (row.cycle.name, row.cycle.get_absolute_url()),
        (row.community.name, row.get_absolute_url()),
        ("增设步骤", ""),
    ]
    return _add(request, row.cycle, row, back, crumbs)


def _add(request, cycle, community_cycle, back, breadcrumb):
    form = AddStepForm(request.POST or None, initial={"offset_days": -30})
    if form.is_bound and form.is_valid():
        data = {name: form.cleaned_data[name] for name in form.fields if name != "version"}
        step = attempt(
            form, lambda: services.add_step(cycle=cycle, community_cycle=community_cycle, by=request.viewer, **data)
        )
        if step is not None:
            messages.success(request, f"已增设“{step.name}”。")
            return redirect(back)
    return render(
        request,
        "elections/cycle_form.html",
        {
            "form": form,
            "cycle": cycle,
            "title": "增设步骤",
            "label": "增设步骤",
            "back": back,
            "breadcrumb": breadcrumb,
        },
        status=422 if form.errors else 200,
    )


def remove_own(request, pk):
    """Take back a step the community added itself."""
    require(can_see_cycles(request.viewer))
    record = get_object_or_404(records(request.viewer), pk=pk)
    require(can_remove_step(request.viewer, record))
    back = reverse("elections:schedule", args=[record.community_cycle_id])
    if request.method == "POST":
        name = record.step.name
        services.remove_own_step(record=record, by=request.viewer)
        messages.success(request, f"已撤销增设的步骤“{name}”。")
        return redirect(back)
    return render(
        request,
        "components/confirm.html",
        {"title": "撤销增设的步骤", "thing": record.step.name, "action_label": "撤销这个步骤", "danger": True,
         "cycle": record.community_cycle.cycle, "back": back, "happens": ["这个步骤从本社区的日程中去掉，日志中留有记录。"]},
    )  # fmt: skip
