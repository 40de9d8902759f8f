from django.urls import path, re_path

from candidates.views import decisions, reasons, recusals

urlpatterns = [
    path("<int:pk>/conclude/", decisions.conclude, name="conclude"),
    path("<int:pk>/conclusion/", decisions.conclusion_of, name="conclusion_of"),
    path("<int:pk>/reasons/", reasons.reasons, name="reasons"),
    path("<int:pk>/recusal/", recusals.declare, name="recusal_declare"),
    path("conclusions/", decisions.conclusion_list, name="conclusions"),
    path("conclusions/<int:pk>/", decisions.conclusion_page, name="conclusion"),
    re_path(
        r"^conclusions/(?P<pk>\d+)/(?P<act>sign|tell|answer|file|decide|reopen)/$", decisions.conclusion_act,
        name="conclusion_act",
    ),
    path("reconsiderations/", decisions.reconsideration_list, name="reconsiderations"),
    path("recusals/", recusals.recusal_list, name="recusals"),
    path("recusals/<int:pk>/", recusals.recusal_page, name="recusal"),
    re_path(r"^recusals/(?P<pk>\d+)/(?P<act>lift|reassign)/$", recusals.recusal_act, name="recusal_act"),
]  # fmt: skip
