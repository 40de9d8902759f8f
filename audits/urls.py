from django.urls import path, re_path

from audits.views import audit

app_name = "audits"
urlpatterns = [
    path("", audit.audit_list, name="audits"),
    path("plan/", audit.plan_view, name="plan"),
    path("<int:pk>/", audit.audit_page, name="audit"),
    path("<int:pk>/edit/", audit.correct_view, name="correct"),
    re_path(r"^(?P<pk>\d+)/(?P<act>start|report|publish|return)/$", audit.audit_act, name="act"),
]
