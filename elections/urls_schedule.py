"""URLs of the schedule and of the cycle's list of steps; included by elections.urls."""

from django.urls import path, re_path

from elections.views import schedule, steps

urlpatterns = [
    path("community-cycles/<int:pk>/schedule/", schedule.schedule_page, name="schedule"),
    path("community-cycles/<int:pk>/schedule/change/", schedule.change, name="change_schedule"),
    path("community-cycles/<int:pk>/steps/add/", steps.add_to_community, name="add_step"),
    path("steps/<int:pk>/remove/", steps.remove_own, name="remove_step"),
    path("cycles/<int:pk>/template/", steps.template_page, name="cycle_template"),
    path("cycles/<int:pk>/template/add/", steps.add_to_cycle, name="add_template_step"),
    path("cycles/<int:pk>/template/<slug:code>/", steps.step_page, name="template_step"),
    re_path(
        r"^cycles/(?P<pk>\d+)/template/(?P<code>[A-Z0-9]+)/(?P<act>drop|restore)/$", steps.switch, name="switch_step"
    ),
]
