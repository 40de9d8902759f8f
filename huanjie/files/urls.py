from django.urls import path

from huanjie.files.views import jobs

app_name = "files"
urlpatterns = [
    path("", jobs.job_list, name="jobs"),
    path("<uuid:pk>/", jobs.job_detail, name="job"),
    path("<uuid:pk>/card/", jobs.job_card, name="card"),
    path("<uuid:pk>/download/", jobs.download, name="download"),
    path("<uuid:pk>/cancel/", jobs.cancel, name="cancel"),
    path("<uuid:pk>/retry/", jobs.retry, name="retry"),
]
