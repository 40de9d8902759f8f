"""Filters of the lists of notices and objections."""

import django_filters as filters

from candidates.enums_review import NoticeState, ObjectionResult, ObjectionState
from candidates.filters import community_choices
from candidates.models import CandidateNotice, NoticeObjection
from candidates.queries.notice import gone_from, only_late
from elections.enums import Side
from elections.filters_cycle import InCycle


class _OfACommunity(InCycle):
    community = filters.ChoiceFilter(label="社区", field_name="area_code", empty_label="全部社区", choices=())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["community"].extra["choices"] = community_choices(self.request)


class NoticeFilter(_OfACommunity):
    side = filters.ChoiceFilter(label="类别", choices=Side, empty_label="全部")
    state = filters.ChoiceFilter(label="状态", choices=NoticeState, empty_label="全部")
    to_correct = filters.ChoiceFilter(
        label="名单", choices=[("yes", "只看须更正")], empty_label="全部", method="by_truth"
    )  # fmt: skip

    class Meta:
        model = CandidateNotice
        fields = ["street", "community", "side", "state", "to_correct"]

    def by_truth(self, queryset, name, value):
        gone = gone_from(queryset)
        return queryset.filter(pk__in=[pk for pk, names in gone.items() if names])


class ObjectionFilter(_OfACommunity):
    state = filters.ChoiceFilter(label="状态", choices=ObjectionState, empty_label="全部")
    result = filters.ChoiceFilter(label="处理结果", choices=ObjectionResult, empty_label="全部")
    late = filters.ChoiceFilter(label="期限", choices=[("yes", "只看超期")], empty_label="全部", method="by_late")

    class Meta:
        model = NoticeObjection
        fields = ["street", "community", "state", "result", "late"]

    def by_late(self, queryset, name, value):
        return only_late(queryset) if value else queryset
