"""URLs of the slates; included by candidates.urls."""

from django.urls import path

from candidates.views import slate

urlpatterns = [
    path("slate/", slate.slate_list, name="slates"),
    path("slate/<int:pk>/", slate.slate, name="slate"),
]
