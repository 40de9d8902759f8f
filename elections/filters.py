"""Filters of the roster and of the organizations."""

import django_filters as filters

from elections.enums import Education, OrganizationKind
from elections.models import PartyMember, PartyOrganization
from elections.queries.people import places_to_choose
from huanjie.shared.scope import within


class PlaceFilter(filters.ChoiceFilter):
    """A street or a community inside the viewer's area."""

    def filter(self, queryset, value):
        return queryset.filter(**within(value)) if value else queryset


class InPlace(filters.FilterSet):
    place = PlaceFilter(label="街道、社区", empty_label="全部", choices=())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["place"].extra["choices"] = places_to_choose(self.request.viewer)


class MemberFilter(InPlace):
    """Nothing chosen means: those on the roster now."""

    name = filters.CharFilter(label="姓名", lookup_expr="icontains")
    organization = filters.CharFilter(label="党组织", field_name="organization__name", lookup_expr="icontains")
    membership = filters.ChoiceFilter(
        label="党员类别", choices=(("full", "正式党员"), ("probationary", "预备党员")), empty_label="全部",
        method="by_membership",
    )  # fmt: skip
    education = filters.ChoiceFilter(label="学历", choices=Education, empty_label="全部")
    standing = filters.ChoiceFilter(
        label="名册", choices=(("left", "已转出"), ("every", "在册和已转出")), empty_label="在册", method="by_standing"
    )

    class Meta:
        model = PartyMember
        fields = ["place", "name", "organization", "membership", "education", "standing"]

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("standing") else queryset.filter(left_on__isnull=True)

    def by_membership(self, queryset, name, value):
        return queryset.filter(is_probationary=value == "probationary")

    def by_standing(self, queryset, name, value):
        return queryset.filter(left_on__isnull=False) if value == "left" else queryset


class OrganizationFilter(InPlace):
    name = filters.CharFilter(label="名称", lookup_expr="icontains")
    kind = filters.ChoiceFilter(label="类型", choices=OrganizationKind, empty_label="全部")

    class Meta:
        model = PartyOrganization
        fields = ["place", "name", "kind"]
