"""Filters of the list of slates."""

import django_filters as filters

from elections.filters_cycle import YES_NO, InCycle
from elections.models import CommunityCycle


class SlateFilter(InCycle):
    """`request.with_gap` and `request.with_law_gap` hold the keys of communities with something unmet."""

    name = filters.CharFilter(label="社区", field_name="community__name", lookup_expr="icontains")
    law = filters.ChoiceFilter(label="法定项有缺口", choices=YES_NO, empty_label="全部", method="by_law")
    gap = filters.ChoiceFilter(label="有缺口", choices=YES_NO, empty_label="全部", method="by_gap")

    class Meta:
        model = CommunityCycle
        fields = ["street", "name", "law", "gap"]

    def by_law(self, queryset, name, value):
        return _among(queryset, self.request.with_law_gap, value)

    def by_gap(self, queryset, name, value):
        return _among(queryset, self.request.with_gap, value)


def _among(queryset, keys, value):
    return queryset.filter(pk__in=keys) if value == "yes" else queryset.exclude(pk__in=keys)
