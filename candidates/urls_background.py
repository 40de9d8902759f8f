"""URLs of proofs of nomination and of what candidates declared; included by candidates.urls."""

from django.urls import path, re_path

from candidates.views import background

urlpatterns = [
    path("<int:pk>/background/", background.background, name="background"),
    re_path(
        r"^(?P<pk>\d+)/background/(?P<act>proof|nominators|relative|discipline)/$",
        background.background_act,
        name="background_act",
    ),
    re_path(
        r"^(?P<pk>\d+)/background/(?P<what>nominator|relative|discipline)/(?P<item>\d+)/remove/$",
        background.background_remove,
        name="background_remove",
    ),
]
