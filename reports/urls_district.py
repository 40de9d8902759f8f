"""Addresses of the district's pages, the leader's page and the briefings."""

from django.urls import path

from reports.views import briefing, decide, district_day, figure, leader, trend

urlpatterns = [
    path("district/", district_day.district_day, name="district_day"),
    path("district/decide/", decide.decide, name="decide"),
    path("district/discrepancies/", district_day.discrepancies, name="discrepancies"),
    path("figures/", figure.figures, name="figures"),
    path("figures/<str:key>/", figure.figure, name="figure"),
    path("trend/", trend.trend, name="trend"),
    path("trend/chart.svg", trend.trend_svg, name="trend_svg"),
    path("briefings/", briefing.briefings, name="briefings"),
    path("briefings/compile/", briefing.briefing_compile, name="briefing_compile"),
    path("briefings/<int:pk>/", briefing.briefing, name="briefing"),
    path("briefings/<int:pk>/pdf/", briefing.briefing_pdf, name="briefing_pdf"),
    path("briefings/<int:pk>/figures/<str:key>/", briefing.briefing_figure, name="briefing_figure"),
    path("leader/", leader.leader, name="leader"),
]
