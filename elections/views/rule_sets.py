"""The rules a cycle is run by: every parameter with bound and source, one changed at a time, a province's laid over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from elections.enums import CycleState
from elections.forms.acts import attempt
from elections.forms.rule_sets import ParameterForm, ProvinceForm, may_be_stricter
from elections.permissions_rule_sets import can_set_parameter, can_set_parameters
from elections.queries.rule_sets import changes_of_rules, cycle_parameters, groups_of
from elections.rules.rule_sets import RULE_SETS, parameter_of, show, show_bound
from elections.services.rule_sets import set_overlay, set_parameter
from elections.views.cycle import cycle_or_404
from huanjie.shared.verdict import require


def rules_page(request, pk):
    """All parameters of a cycle; for everybody in the field."""
    cycle = cycle_or_404(request, pk)
    return render(
        request,
        "elections/rule_set.html",
        {
            "cycle": cycle,
            "groups": groups_of(cycle),
            "overlay": cycle.rule_set.get("overlay"),
            "changes": changes_of_rules(cycle),
            "can_set": can_set_parameters(request.viewer, cycle),
            "breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("规则参数", "")],
        },
    )


def parameter_edit(request, pk, key):
    """Change one parameter, with the reason."""
    cycle = cycle_or_404(request, pk)
    try:
        parameter = parameter_of(cycle.rule_set, key)
    except KeyError:
        raise Http404 from None
    require(can_set_parameter(request.viewer, cycle, parameter))
    now = cycle_parameters(cycle)[key]
    form = ParameterForm(
        request.POST or None, parameter=parameter, now=now, needs_reason=cycle.state != CycleState.PREPARING,
        initial={"version": cycle.version},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = attempt(
            form,
            lambda: set_parameter(
                cycle=cycle, key=key, value=data["value"], by=request.viewer, reason=data["reason"],
                document_number=data["document_number"], expected_version=form.expected_version,
            ),
        )  # fmt: skip
        if row is not None:
            messages.success(request, f"“{parameter.label}”已改为{show(parameter, data['value'])}。")
            return redirect(f"{reverse('elections:cycle_rules', args=[cycle.pk])}#{key}")
    back = reverse("elections:cycle_rules", args=[cycle.pk])
    return render(
        request,
        "elections/rule_set_edit.html",
        {
            "form": form, "cycle": cycle, "parameter": parameter, "now": show(parameter, now),
            "default": show(parameter, parameter.default), "bound": show_bound(parameter),
            "changes": changes_of_rules(cycle, key), "label": "保存", "back": back,
            "breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("规则参数", back), (parameter.label, "")],
        },
    )  # fmt: skip


def province_edit(request, pk):
    """Lay the stricter values of the province's measures over the cycle."""
    cycle = cycle_or_404(request, pk)
    require(can_set_parameters(request.viewer, cycle))
    overlay = cycle.rule_set.get("overlay") or {}
    rules = RULE_SETS[cycle.rule_set.get("residents_committee") or "csjwh-2026"]
    form = ProvinceForm(
        request.POST or None,
        parameters=[parameter for parameter in rules.parameters if may_be_stricter(parameter)],
        values=overlay.get("values", {}),
        initial={"version": cycle.version}
        | {key: overlay.get(key, "") for key in ("name", "source", "document_number")},
    )
    if request.method == "POST" and form.is_valid():
        row = attempt(
            form,
            lambda: set_overlay(
                cycle=cycle, overlay=form.overlay(), by=request.viewer, expected_version=form.expected_version
            ),
        )
        if row is not None:
            messages.success(request, f"已按{form.overlay().name}调整规则参数，今后不能低于这些规定。")
            return redirect("elections:cycle_rules", cycle.pk)
    back = reverse("elections:cycle_rules", args=[cycle.pk])
    return render(
        request,
        "elections/cycle_form.html",
        {"form": form, "cycle": cycle, "title": "登记省级规定", "label": "保存", "back": back,
         "breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("规则参数", back), ("省级规定", "")]},
    )  # fmt: skip
