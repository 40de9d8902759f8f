"""Filters of the list of candidates."""

import django_filters as filters
from django.db.models import TextField
from django.db.models.functions import Cast

from candidates.enums import CandidateState, Nomination, PoliticalStatus, Post
from candidates.models import Candidate
from elections.filters_cycle import InCycle
from elections.models import CommunityCycle


class CandidateFilter(InCycle):
    community = filters.ChoiceFilter(label="社区", field_name="area_code", empty_label="全部社区", choices=())
    name = filters.CharFilter(label="姓名", lookup_expr="icontains")
    state = filters.ChoiceFilter(label="状态", choices=CandidateState, empty_label="全部")
    post = filters.ChoiceFilter(label="拟任职务", choices=Post, empty_label="全部", method="by_post")
    political_status = filters.ChoiceFilter(label="政治面貌", choices=PoliticalStatus, empty_label="全部")
    nomination = filters.ChoiceFilter(label="提名方式", choices=Nomination, empty_label="全部")

    class Meta:
        model = Candidate
        fields = ["street", "community", "name", "state", "post", "political_status", "nomination"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["community"].extra["choices"] = community_choices(self.request)

    def by_post(self, queryset, name, value):
        return queryset.annotate(posts_text=Cast("posts", TextField())).filter(posts_text__contains=f'"{value}"')


def community_choices(request) -> list[tuple[str, str]]:
    """The communities of the cycle shown, inside the viewer's area."""
    cycle = getattr(request, "cycle_shown", None)
    if cycle is None:
        return []
    rows = CommunityCycle.objects.visible_to(request.viewer).filter(cycle=cycle).order_by("area_code")
    rows = rows.values_list("area_code", "community__subdistrict__name", "community__name")
    is_one_street = len(request.viewer.area) >= 9
    return [(code, name if is_one_street else f"{street} {name}") for code, street, name in rows]
