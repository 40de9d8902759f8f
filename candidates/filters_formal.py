"""Filters of the communities on their way to the formal list."""

import django_filters as filters

from candidates.enums_review import NoticeState
from elections.filters_cycle import InCycle
from elections.models import CommunityCycle


class FormalFilter(InCycle):
    name = filters.CharFilter(label="社区", field_name="community__name", lookup_expr="icontains")
    standing = filters.ChoiceFilter(
        label="情况", empty_label="全部", method="by_standing",
        choices=[("ready", "公示期满待确定"), ("objections", "有未办结异议"), ("held", "有暂缓"), ("waiting", "联审未结论"), ("formal", "已有正式候选人")],
    )  # fmt: skip

    class Meta:
        model = CommunityCycle
        fields = ["street", "name", "standing"]

    def by_standing(self, queryset, name, value):
        if value == "ready":
            return queryset.filter(passed__gt=0, candidate_notices__state=NoticeState.ENDED).distinct()
        field = {"objections": "open_objections"}.get(value, value)
        return queryset.filter(**{f"{field}__gt": 0})
