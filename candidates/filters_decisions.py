"""Filters of the lists of conclusions, reconsiderations and recusals."""

import django_filters as filters
from django.db.models import Q

from candidates.enums_review import ConclusionState, Decision, ReconsiderationState, RecusalGround
from candidates.models import Reconsideration, Recusal, ReviewConclusion
from candidates.queries.decisions import to_be_told, waiting_for_second
from candidates.queries.recusal import without_replacement
from elections.filters_cycle import InCycle


class _OfCandidates(InCycle):
    name = filters.CharFilter(label="姓名", field_name="candidate__name", lookup_expr="icontains")


class ConclusionFilter(_OfCandidates):
    state = filters.ChoiceFilter(label="状态", choices=ConclusionState, empty_label="全部")
    decision = filters.ChoiceFilter(label="结论", choices=Decision, empty_label="全部")
    waiting = filters.ChoiceFilter(
        label="待办", choices=[("second", "待我会签"), ("tell", "待书面告知")], empty_label="全部", method="by_waiting"
    )

    class Meta:
        model = ReviewConclusion
        fields = ["street", "state", "decision", "waiting", "name"]

    def by_waiting(self, queryset, name, value):
        wanted = (waiting_for_second if value == "second" else to_be_told)(
            self.request.viewer, self.request.cycle_shown
        )
        return queryset.filter(pk__in=wanted.values("pk"))


class ReconsiderationFilter(_OfCandidates):
    state = filters.ChoiceFilter(label="状态", choices=ReconsiderationState, empty_label="全部")

    class Meta:
        model = Reconsideration
        fields = ["street", "state", "name"]


class RecusalFilter(_OfCandidates):
    ground = filters.ChoiceFilter(label="原因", choices=RecusalGround, empty_label="全部")
    standing = filters.ChoiceFilter(
        label="状态", choices=[("in_force", "回避中"), ("alone", "没有其他经办人"), ("lifted", "已撤销")],
        empty_label="全部", method="by_standing",
    )  # fmt: skip

    class Meta:
        model = Recusal
        fields = ["street", "ground", "standing", "name"]

    def by_standing(self, queryset, name, value):
        if value == "alone":
            alone = without_replacement(self.request.viewer, self.request.cycle_shown)
            return queryset.filter(pk__in=alone.values("pk"))
        return queryset.filter(Q(lifted_at__isnull=value == "in_force"))
