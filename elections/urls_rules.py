"""URLs of a cycle's rules; included by elections.urls."""

from django.urls import path

from elections.views import rule_sets

urlpatterns = [
    path("cycles/<int:pk>/rules/", rule_sets.rules_page, name="cycle_rules"),
    path("cycles/<int:pk>/rules/province/", rule_sets.province_edit, name="cycle_province_rules"),
    path("cycles/<int:pk>/rules/<slug:key>/", rule_sets.parameter_edit, name="cycle_rule"),
]
