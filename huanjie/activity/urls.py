from django.urls import path

from huanjie.activity.views import entries

app_name = "activity"
urlpatterns = [
    path("", entries.entry_list, name="entries"),
    path("verify/", entries.verify, name="verify"),
    path("<int:number>/", entries.entry_detail, name="entry"),
]
