"""URLs of the electorate of both sides; included by elections.urls."""

from django.urls import path, re_path

from elections.views import election_committee, electorate, electorate_acts, proxies, registration

urlpatterns = [
    path("halls/", electorate_acts.halls, name="halls"),
    path("community-cycles/<int:pk>/assembly/", electorate.assembly_page, name="assembly"),
    path("community-cycles/<int:pk>/assembly/print/", electorate.assembly_print, name="assembly_print"),
    path("community-cycles/<int:pk>/assembly/people/<slug:group>/", electorate.people, name="assembly_people"),
    path("community-cycles/<int:pk>/assembly/<slug:act>/", electorate.assembly_act, name="assembly_act"),
    path("restrictions/<int:pk>/", electorate_acts.restriction, name="restriction"),
    path("exclusions/<int:pk>/", electorate_acts.exclusion, name="exclusion"),
    path("halls/<int:pk>/", electorate_acts.venue, name="venue"),
    path("joint-branches/<int:pk>/stop/", electorate_acts.stop_covering, name="stop_covering"),
    path("objections/", registration.objections, name="objections"),
    path("objections/<int:pk>/", registration.objection, name="objection"),
    path("duplicates/<int:pk>/", registration.duplicate, name="duplicate"),
    re_path(
        r"^representatives/(?P<pk>\d+)/(?P<act>lead|remove)/$",
        registration.representative_act,
        name="representative_act",
    ),
    path("community-cycles/<int:pk>/proxies/", proxies.proxies_page, name="proxies"),
    path("proxies/<int:pk>/end/", proxies.proxy_end, name="end_proxy"),
    path("community-cycles/<int:pk>/registration/", registration.registration, name="registration"),
    path("community-cycles/<int:pk>/registration/<slug:act>/", registration.registration_act, name="registration_act"),
    path("community-cycles/<int:pk>/election-committee/", election_committee.committee_page, name="election_committee"),
    path("community-cycles/<int:pk>/election-committee/choose/", election_committee.choose, name="choose_committee"),
    path("election-committee/people/<int:pk>/", election_committee.person, name="committee_person"),
    re_path(
        r"^election-committee/people/(?P<pk>\d+)/(?P<act>office|relative|withdraw)/$",
        election_committee.person_act,
        name="committee_person_act",
    ),
]
