"""Filters of the lists of results."""

import django_filters as filters

from elections.enums import BallotPost, BallotState, ElectState, RoundKind, Side
from elections.filters_cycle import InCycle
from elections.models import Ballot, ElectedPerson, Handover
from huanjie.shared import clock


class BallotFilter(InCycle):
    STATES = (("waiting", "待核对（含两遍不一致）"), *BallotState.choices)

    side = filters.ChoiceFilter(label="类别", choices=Side, empty_label="全部")
    kind = filters.ChoiceFilter(label="投票类型", choices=RoundKind, empty_label="全部")
    state = filters.ChoiceFilter(label="状态", choices=STATES, empty_label="全部", method="by_state")

    class Meta:
        model = Ballot
        fields = ["street", "side", "kind", "state"]

    def by_state(self, queryset, name, value):
        if value == "waiting":
            return queryset.filter(state__in=(BallotState.ENTERED, BallotState.DIFFERING))
        return queryset.filter(state=value)


class ElectedFilter(InCycle):
    side = filters.ChoiceFilter(label="类别", choices=Side, empty_label="全部")
    post = filters.ChoiceFilter(label="职务", choices=BallotPost, empty_label="全部")
    state = filters.ChoiceFilter(label="情况", choices=ElectState, empty_label="全部")

    class Meta:
        model = ElectedPerson
        fields = ["street", "side", "post", "state"]


class HandoverFilter(InCycle):
    STANDINGS = (("open", "未完成"), ("overdue", "逾期未完成"), ("done", "已完成"))

    standing = filters.ChoiceFilter(label="情况", choices=STANDINGS, empty_label="全部", method="by_standing")

    class Meta:
        model = Handover
        fields = ["street", "standing"]

    def by_standing(self, queryset, name, value):
        if value == "done":
            return queryset.filter(done_on__isnull=False)
        waiting = queryset.filter(done_on__isnull=True)
        return waiting.filter(due_on__lt=clock.today()) if value == "overdue" else waiting
