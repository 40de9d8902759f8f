from django.urls import path, re_path

from candidates import (
    urls_background,
    urls_circumstances,
    urls_decisions,
    urls_notices,
    urls_papers,
    urls_reserve,
    urls_review,
    urls_slate,
)
from candidates.views import candidate, review

app_name = "candidates"
urlpatterns = [
    path("", candidate.candidate_list, name="candidates"),
    path("nominate/", candidate.nominate_view, name="nominate"),
    path("send/", review.send_many, name="send_many"),
    path("<int:pk>/", review.candidate_page, name="candidate"),
    path("<int:pk>/edit/", candidate.correct_view, name="correct"),
    path("<int:pk>/identity/", review.reveal, name="reveal"),
    re_path(r"^(?P<pk>\d+)/(?P<act>take_up|send|return|formal|withdraw)/$", review.candidate_act, name="act"),
]
for _wing in (
    urls_reserve, urls_background, urls_review, urls_circumstances, urls_decisions, urls_notices, urls_slate, urls_papers,
):  # fmt: skip
    urlpatterns += _wing.urlpatterns
