"""URLs of the frame; each app brings its own."""

from django.urls import include, path

from huanjie import views

urlpatterns = [
    path("", views.home, name="home"),
    path("start", views.start, name="start"),
    path("search/", views.search_page, name="search"),
    path("healthz", views.health, name="health"),
    path("accounts/", include("huanjie.accounts.urls")),
    path("activity/", include("huanjie.activity.urls")),
    path("files/", include("huanjie.files.urls")),
    path("elections/", include("elections.urls")),
    path("public/", include("elections.urls_public")),
    path("candidates/", include("candidates.urls")),
    path("audits/", include("audits.urls")),
    path("reports/", include("reports.urls")),
]

handler400 = "huanjie.views.bad_request"
handler403 = "huanjie.views.forbidden"
handler404 = "huanjie.views.not_found"
handler500 = "huanjie.views.server_error"
