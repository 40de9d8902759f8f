"""Filters of the lists of communities and of one step in all of them."""

from dataclasses import replace

import django_filters as filters
from django import forms
from django.db.models import Q

from elections.enums import Inclusion, Side, StepState
from elections.models import CommunityCycle, StepRecord
from elections.queries.cycle import past_their_term, streets_in
from elections.rules.stages import BY_KEY, STAGES, Stage
from huanjie.shared import clock
from huanjie.shared.scope import within

YES_NO = (("yes", "是"), ("no", "否"))


def without_street(columns, viewer) -> list:
    """The columns of a list, the street's own one not shown at first to somebody who sees one street only."""
    narrow = len(viewer.area) >= 9
    return [replace(each, default=False) if narrow and each.key == "street" else each for each in columns]


class AreaFilter(filters.ChoiceFilter):
    """A street of the cycle; the choices come from `cycle` and `viewer` on the request."""

    def filter(self, qs, value):
        return qs.filter(**within(value)) if value else qs


class InCycle(filters.FilterSet):
    """A filter set whose streets are those of the request's cycle (`request.cycle_shown`)."""

    street = AreaFilter(label="街道", empty_label="全部街道", choices=())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cycle = getattr(self.request, "cycle_shown", None)
        choices = streets_in(cycle, self.request.viewer) if cycle else []
        self.filters["street"].extra["choices"] = choices


class CommunityFilter(InCycle):
    name = filters.CharFilter(label="社区", field_name="community__name", lookup_expr="icontains")
    inclusion = filters.ChoiceFilter(label="应换届口径", choices=Inclusion, empty_label="全部")
    difficult = filters.ChoiceFilter(label="难点社区", choices=YES_NO, empty_label="全部", method="by_difficult")
    lagging = filters.ChoiceFilter(label="有逾期步骤", choices=YES_NO, empty_label="全部", method="by_lagging")
    overterm = filters.ChoiceFilter(
        label="超期未换届", choices=[("yes", "是")], empty_label="全部", method="by_overterm"
    )

    class Meta:
        model = CommunityCycle
        fields = ["street", "name", "inclusion", "difficult", "lagging", "overterm"]

    def by_difficult(self, queryset, name, value):
        return queryset.filter(is_difficult=value == "yes")

    def by_lagging(self, queryset, name, value):
        return queryset.filter(late_count__gt=0) if value == "yes" else queryset.filter(late_count=0)

    def by_overterm(self, queryset, name, value):
        return past_their_term(queryset, clock.today())


class StepFilter(InCycle):
    STANDINGS = (("waiting", "未完成"), ("late", "逾期"), *StepState.choices, ("not_needed", "不适用"))
    standing = filters.ChoiceFilter(label="状态", choices=STANDINGS, empty_label="全部", method="by_standing")

    class Meta:
        model = StepRecord
        fields = ["street", "standing"]

    def by_standing(self, queryset, name, value):
        if value == "not_needed":
            return queryset.filter(is_needed=False)
        needed = queryset.filter(is_needed=True)
        if value == "waiting":
            return needed.exclude(state=StepState.DONE)
        if value == "late":
            return needed.filter(planned_on__lt=clock.today()).exclude(state=StepState.DONE)
        return needed.filter(Q(state=value))


EVERY_STEP = "all"


def _steps_offered() -> list:
    """All steps, those of one side, or those of one of its stages."""
    sides = [
        (side.label, [(side.value, f"{side.label}全部步骤"), *((s.key, s.label) for s in STAGES if s.side == side)])
        for side in Side
    ]  # fmt: skip
    return [(EVERY_STEP, "全部步骤"), *sides]


class BoardForm(forms.Form):
    """The board's filters, shared by its address. `side` names one side, one stage of it (`rules.stages`) or everything."""

    street = forms.ChoiceField(label="街道", required=False)
    side = forms.ChoiceField(label="阶段和步骤", required=False, choices=_steps_offered)
    here = forms.BooleanField(label="只看正处在这一阶段的社区", required=False)
    late = forms.BooleanField(label="只看逾期", required=False)
    blocked = forms.BooleanField(label="只看受阻", required=False)
    difficult = forms.BooleanField(label="只看难点社区", required=False)

    def __init__(self, *args, cycle, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["street"].choices = [("", "全部街道"), *streets_in(cycle, viewer)]

    @property
    def stage(self) -> Stage | None:
        """The stage asked for, once the form is validated."""
        return BY_KEY.get(self.cleaned_data.get("side") or "")
