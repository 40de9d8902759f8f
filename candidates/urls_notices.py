"""Notices of candidates, objections, the formal list."""

from django.urls import path, re_path

from candidates.views import formal, notices, objections

urlpatterns = [
    path("notices/", notices.notice_list, name="notices"),
    re_path(
        r"^notices/publish/(?P<pk>\d+)/(?P<side>party|residents_committee)/$", notices.notice_publish, name="notice_publish"
    ),
    path("notices/<int:pk>/", notices.notice_page, name="notice"),
    path("notices/<int:pk>/end/", notices.notice_end, name="notice_end"),
    path("notices/<int:pk>/correct/", notices.notice_correct, name="notice_correct"),
    path("notices/<int:pk>/object/", objections.objection_receive, name="objection_receive"),
    path("objections/", objections.objection_list, name="objections"),
    path("objections/take-over/<int:pk>/", objections.objection_take_over, name="objection_take_over"),
    path("objections/<int:pk>/", objections.objection_page, name="objection"),
    re_path(
        r"^objections/(?P<pk>\d+)/(?P<act>investigate|hold|release|close)/$", objections.objection_act,
        name="objection_act",
    ),
    path("formal/", formal.formal_lists, name="formal_lists"),
    path("formal/<int:pk>/", formal.formal_list, name="formal_list"),
    re_path(
        r"^formal/(?P<pk>\d+)/(?P<side>party|residents_committee)/$", formal.formal_list_make, name="formal_list_make"
    ),
]  # fmt: skip
