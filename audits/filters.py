"""Filters of the list of audits."""

import django_filters as filters

from audits.enums import AuditKind, AuditState
from audits.models import Audit
from elections.filters_cycle import YES_NO, InCycle
from elections.models import CommunityCycle
from huanjie.shared import clock


class AuditFilter(InCycle):
    community = filters.ChoiceFilter(label="社区", field_name="area_code", empty_label="全部社区", choices=())
    kind = filters.ChoiceFilter(label="审计类型", choices=AuditKind, empty_label="全部")
    state = filters.ChoiceFilter(label="状态", choices=AuditState, empty_label="全部")
    late = filters.ChoiceFilter(label="逾期", choices=YES_NO, empty_label="全部", method="by_late")
    person_name = filters.CharFilter(label="审计对象", lookup_expr="icontains")

    class Meta:
        model = Audit
        fields = ["street", "community", "kind", "state", "late", "person_name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cycle = getattr(self.request, "cycle_shown", None)
        rows = CommunityCycle.objects.visible_to(self.request.viewer).filter(cycle=cycle).order_by("area_code")
        self.filters["community"].extra["choices"] = list(rows.values_list("area_code", "community__name"))

    def by_late(self, queryset, name, value):
        unfinished = queryset.filter(state__in=(AuditState.PLANNED, AuditState.UNDER_WAY))
        late = unfinished.filter(planned_on__lt=clock.today())
        return late if value == "yes" else queryset.exclude(pk__in=late.values("pk"))
