from django.urls import path

from huanjie.files.views import imports, jobs

app_name = "files"
urlpatterns = [
    path("", jobs.job_list, name="jobs"),
    path("<uuid:pk>/", jobs.job_detail, name="job"),
    path("<uuid:pk>/card/", jobs.job_card, name="card"),
    path("<uuid:pk>/download/", jobs.download, name="download"),
    path("<uuid:pk>/cancel/", jobs.cancel, name="cancel"),
    path("<uuid:pk>/retry/", jobs.retry, name="retry"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/<slug:kind>/", imports.import_new, name="import_new"),
    path("imports/<int:pk>/", imports.import_detail, name="import"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<int:pk>/confirm/", imports.confirm, name="import_confirm"),
    path("imports/<int:pk>/cancel/", imports.cancel, name="import_cancel"),
    path("imports/<int:pk>/reopen/", imports.reopen, name="import_reopen"),
    path("imports/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("imports/<int:pk>/marked/", imports.marked, name="import_marked"),
]
