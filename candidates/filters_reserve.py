"""Filters of the reserve pool and of its figures by community."""

import django_filters as filters
from django.db.models import TextField
from django.db.models.functions import Cast

from candidates.enums import Post
from candidates.enums_review import ReserveSource, Willingness
from candidates.filters import community_choices
from candidates.models import ReservePool
from elections.filters_cycle import YES_NO, InCycle
from elections.models import CommunityCycle

STANDING = (("in", "在库"), ("nominated", "已提名"), ("left", "已出库"))


class ReserveFilter(InCycle):
    community = filters.ChoiceFilter(label="社区", field_name="area_code", empty_label="全部社区", choices=())
    name = filters.CharFilter(label="姓名", lookup_expr="icontains")
    source = filters.ChoiceFilter(label="来源", choices=ReserveSource, empty_label="全部")
    willingness = filters.ChoiceFilter(label="本人意愿", choices=Willingness, empty_label="全部")
    post = filters.ChoiceFilter(label="培养方向", choices=Post, empty_label="全部", method="by_post")
    standing = filters.ChoiceFilter(label="在库情况", choices=STANDING, empty_label="全部", method="by_standing")

    class Meta:
        model = ReservePool
        fields = ["street", "community", "name", "source", "willingness", "post", "standing"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["community"].extra["choices"] = community_choices(self.request)

    def by_post(self, queryset, name, value):
        return queryset.annotate(posts_text=Cast("posts", TextField())).filter(posts_text__contains=f'"{value}"')

    def by_standing(self, queryset, name, value):
        if value == "left":
            return queryset.filter(left_on__isnull=False)
        if value == "nominated":
            return queryset.filter(candidate__isnull=False)
        return queryset.filter(left_on__isnull=True)


class PoolFilter(InCycle):
    """Communities whose vacancies the pool does not cover; `request.with_gap` holds their keys."""

    name = filters.CharFilter(label="社区", field_name="community__name", lookup_expr="icontains")
    gap = filters.ChoiceFilter(label="有缺口", choices=YES_NO, empty_label="全部", method="by_gap")

    class Meta:
        model = CommunityCycle
        fields = ["street", "name", "gap"]

    def by_gap(self, queryset, name, value):
        keys = self.request.with_gap
        return queryset.filter(pk__in=keys) if value == "yes" else queryset.exclude(pk__in=keys)
