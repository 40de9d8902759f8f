"""URLs of the cycle and its steps; included by elections.urls."""

from django.urls import path, re_path

from elections.views import board, community_cycle, cycle, procedure

urlpatterns = [
    path("cycles/", cycle.cycle_list, name="cycles"),
    path("cycles/now/", cycle.cycle_now, name="cycle_now"),
    path("cycles/open/", cycle.cycle_open, name="open_cycle"),
    path("cycles/<int:pk>/", cycle.cycle_page, name="cycle"),
    path("cycles/<int:pk>/edit/", cycle.cycle_edit, name="edit_cycle"),
    path("cycles/<int:pk>/close/", cycle.cycle_close, name="close_cycle"),
    path("cycles/<int:pk>/reopen/", cycle.cycle_reopen, name="reopen_cycle"),
    path("cycles/<int:pk>/communities/", cycle.cycle_communities, name="cycle_communities"),
    path("cycles/<int:pk>/board/", board.board_page, name="cycle_board"),
    path("cycles/<int:pk>/steps/<slug:code>/", board.step_in_communities, name="cycle_step"),
    path("board/", board.board_now, name="board"),
    path("community-cycles/<int:pk>/", community_cycle.community_page, name="community_cycle"),
    re_path(
        r"^community-cycles/(?P<pk>\d+)/(?P<act>inclusion|difficult|mode)/$",
        community_cycle.adjust,
        name="adjust_community_cycle",
    ),
    path("steps/complete/", board.complete_many, name="complete_steps"),
    path("steps/<int:pk>/", procedure.step_page, name="step_record"),
    path("steps/<int:pk>/evidence/", procedure.evidence, name="step_evidence"),
    re_path(
        r"^steps/(?P<pk>\d+)/(?P<act>start|complete|reopen|replan|needed|except)/$", procedure.step_act, name="step_act"
    ),
]
