"""Filters of the accounts list."""

import django_filters
from django.db.models import Q
from django.utils import timezone

from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment, User
from huanjie.accounts.queries import lockouts

STATES = (("active", "启用"), ("disabled", "停用"), ("locked", "已锁定"), ("unassigned", "没有授权"))


class AccountFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="工号、姓名或单位", method="search")
    role = django_filters.ChoiceFilter(label="角色", choices=Role, method="with_role", empty_label="全部角色")
    area = django_filters.CharFilter(label="区域代码", method="in_area")
    state = django_filters.ChoiceFilter(label="状态", choices=STATES, method="in_state", empty_label="全部状态")

    class Meta:
        model = User
        fields = []

    def search(self, queryset, name, value):
        return queryset.filter(Q(username__icontains=value) | Q(name__icontains=value) | Q(unit__icontains=value))

    def with_role(self, queryset, name, value):
        return queryset.filter(pk__in=_standing().filter(role=value).values("user_id"))

    def in_area(self, queryset, name, value):
        return queryset.filter(pk__in=_standing().filter(area_code__startswith=value).values("user_id"))

    def in_state(self, queryset, name, value):
        if value == "locked":
            return queryset.filter(username__in=list(lockouts.locked_accounts()))
        if value == "unassigned":
            return queryset.exclude(pk__in=_standing().values("user_id"))
        return queryset.filter(is_active=value == "active")


def _standing():
    return Assignment.objects.not_over(timezone.localdate())
