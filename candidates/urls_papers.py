"""URLs of the wing papers: printed papers and statistics of the joint review."""

from django.urls import path, re_path

from candidates.views import papers, statistics

urlpatterns = [
    path("review-statistics/", statistics.review_statistics, name="review_statistics"),
    path("papers/", papers.batch_papers, name="batch_papers"),
    path("<int:pk>/papers/", papers.candidate_papers, name="candidate_papers"),
    re_path(
        r"^(?P<pk>\d+)/papers/(?P<kind>registration|review|notification)/$",
        papers.candidate_paper,
        name="candidate_paper",
    ),
]
