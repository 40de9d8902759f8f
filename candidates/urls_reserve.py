"""URLs of the reserve pool; included by candidates.urls."""

from django.urls import path, re_path

from candidates.views import reserve, reserve_places

urlpatterns = [
    path("reserve/", reserve.reserve_list, name="reserve"),
    path("reserve/enter/", reserve.enter_view, name="reserve_enter"),
    path("reserve/communities/", reserve_places.places, name="reserve_places"),
    path("reserve/communities/<int:pk>/", reserve_places.place, name="reserve_place"),
    path("reserve/<int:pk>/", reserve.reserve_person, name="reserve_person"),
    path("reserve/<int:pk>/edit/", reserve.correct_view, name="reserve_correct"),
    path("reserve/<int:pk>/identity/", reserve.reserve_reveal, name="reserve_reveal"),
    re_path(
        r"^reserve/(?P<pk>\d+)/(?P<act>measure|willingness|nominate|leave)/$", reserve.reserve_act, name="reserve_act"
    ),
]
