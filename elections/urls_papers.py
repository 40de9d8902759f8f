"""URLs of papers and of what the public brings forward; included by elections.urls."""

from django.urls import path, re_path

from elections.views import paper, public_report

urlpatterns = [
    path("papers/", paper.places, name="paper_places"),
    path("community-cycles/<int:pk>/papers/", paper.papers_page, name="papers"),
    path("community-cycles/<int:pk>/papers/package/", paper.package, name="papers_package"),
    path("community-cycles/<int:pk>/papers/<str:code>/new/", paper.paper_new, name="paper_new"),
    path("papers/<int:pk>/", paper.paper_page, name="paper"),
    path("papers/<int:pk>/issue/", paper.paper_issue, name="issue_paper"),
    path("papers/<int:pk>/correct/", paper.paper_correct, name="correct_paper"),
    path("papers/<int:pk>/withdraw/", paper.paper_withdraw, name="withdraw_paper"),
    re_path(r"^papers/(?P<pk>\d+)/file\.(?P<kind>pdf|docx)$", paper.paper_file, name="paper_file"),
    path("public-reports/", public_report.report_list, name="public_reports"),
    path("public-reports/<int:pk>/", public_report.report_page, name="public_report"),
    re_path(
        r"^public-reports/(?P<pk>\d+)/(?P<act>check|answer|objection)/$",
        public_report.report_act,
        name="public_report_act",
    ),
]
