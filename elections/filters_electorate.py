"""Filters of the electorate's lists."""

import django_filters as filters

from elections.enums_electorate import ObjectionMatter, ObjectionState
from elections.filters_cycle import YES_NO, InCycle
from elections.models import CommunityCycle, VoterObjection
from huanjie.shared import clock


class HallFilter(InCycle):
    name = filters.CharFilter(label="社区", field_name="community__name", lookup_expr="icontains")
    least = filters.NumberFilter(label="在册党员不少于", field_name="party_members", lookup_expr="gte")
    short = filters.ChoiceFilter(label="座位不够", choices=YES_NO, empty_label="全部", method="by_short")

    class Meta:
        model = CommunityCycle
        fields = ["street", "name", "least", "short"]

    def by_short(self, queryset, name, value):
        return queryset.filter(missing_seats__gt=0) if value == "yes" else queryset.filter(missing_seats=0)


class ObjectionFilter(InCycle):
    STANDINGS = (("overdue", "逾期未处理"), ("waiting", "待处理"), ("decided", "已处理"))
    standing = filters.ChoiceFilter(label="状态", choices=STANDINGS, empty_label="全部", method="by_standing")
    matter = filters.ChoiceFilter(label="事项", choices=ObjectionMatter, empty_label="全部")

    class Meta:
        model = VoterObjection
        fields = ["street", "standing", "matter"]

    def by_standing(self, queryset, name, value):
        if value == "decided":
            return queryset.filter(state=ObjectionState.DECIDED)
        waiting = queryset.filter(state=ObjectionState.RECEIVED)
        return waiting.filter(decide_by__lt=clock.today()) if value == "overdue" else waiting
