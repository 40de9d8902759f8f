"""The filter bar of the log."""

import django_filters
from django.forms import DateInput

from huanjie.activity.models import ActivityEntry
from huanjie.activity.verbs import label_of


def _verbs_used():
    used = ActivityEntry.objects.order_by("verb").values_list("verb", flat=True).distinct()
    return sorted(((verb, label_of(verb)) for verb in used), key=lambda pair: pair[1])


class EntryFilter(django_filters.FilterSet):
    """By person, act, thing and day."""

    actor = django_filters.CharFilter("actor_name", "icontains", label="操作人")
    verb = django_filters.ChoiceFilter(choices=_verbs_used, label="操作", empty_label="全部")
    subject = django_filters.CharFilter("subject_label", "icontains", label="对象")
    since = django_filters.DateFilter("at", "date__gte", label="自", widget=DateInput(attrs={"type": "date"}))
    until = django_filters.DateFilter("at", "date__lte", label="至", widget=DateInput(attrs={"type": "date"}))

    class Meta:
        model = ActivityEntry
        fields = []
