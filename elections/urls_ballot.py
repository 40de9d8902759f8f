"""URLs of results: rounds of voting, the elected, handover, supervision committee; included by elections.urls."""

from django.urls import path, re_path

from elections.views import ballot, ballot_paper, elected, handover, results, supervision

urlpatterns = [
    path("results/", results.results_now, name="results"),
    path("cycles/<int:pk>/results/", results.results, name="cycle_results"),
    path("cycles/<int:pk>/elected/", results.elected_list, name="cycle_elected"),
    path("cycles/<int:pk>/handovers/", results.handovers, name="cycle_handovers"),
    path("community-cycles/<int:pk>/ballots/", ballot.ballot_list, name="ballots"),
    path("community-cycles/<int:pk>/ballots/<slug:side>/", ballot_paper.prepare, name="prepare_ballot"),
    path("community-cycles/<int:pk>/handover/", handover.handover, name="handover"),
    re_path(
        r"^community-cycles/(?P<pk>\d+)/handover/(?P<act>complete|reopen)/$",
        handover.handover_act,
        name="handover_act",
    ),
    path("community-cycles/<int:pk>/supervision/", supervision.supervision, name="supervision"),
    path("community-cycles/<int:pk>/supervision/record/", supervision.record, name="record_supervision"),
    path("ballots/<int:pk>/", ballot.ballot_page, name="ballot"),
    path("ballots/<int:pk>/enter/", ballot_paper.enter, name="enter_ballot"),
    path("ballots/<int:pk>/next/", ballot_paper.next_round, name="next_round"),
    path("ballots/<int:pk>/report/", ballot.report, name="ballot_report"),
    re_path(
        r"^ballots/(?P<pk>\d+)/(?P<act>declare|reduce_seats|relatives|start_over|correct)/$",
        ballot.ballot_act,
        name="ballot_act",
    ),
    path("elected/<int:pk>/", elected.elected_person, name="elected_person"),
    path("elected/<int:pk>/settle/", elected.settle, name="settle_elected"),
]
