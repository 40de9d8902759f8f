"""Pages for everybody, without sign-in."""

from django.urls import path, re_path

from elections.views import public

app_name = "public"
urlpatterns = [
    path("", public.districts, name="districts"),
    path("receipts/", public.look_up, name="look_up"),
    path("papers/<int:pk>/", public.paper, name="paper"),
    re_path(r"^(?P<code>\d{6})/$", public.district, name="district"),
    re_path(r"^(?P<code>\d{12})/$", public.community, name="community"),
    re_path(r"^(?P<code>\d{12})/report/$", public.report, name="report"),
    re_path(r"^(?P<code>\d{12})/candidates/(?P<key>\d{1,12})/$", public.candidate_notice, name="candidate_notice"),
]
