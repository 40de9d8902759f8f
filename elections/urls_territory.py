"""Territory, calendar and set-up (included by elections/urls.py)."""

from django.urls import path

from elections.views import calendar, divisions, setup, territory

urlpatterns = [
    path("territory/", territory.territory, name="territory"),
    path("territory/changes/", territory.changes, name="territory_changes"),
    path("territory/upload/", divisions.upload, name="divisions_upload"),
    path("territory/upload/preview/", divisions.preview, name="divisions_preview"),
    path("territory/<str:code>/<slug:act>/", territory.change_unit, name="change_unit"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:year>/", calendar.calendar, name="calendar_year"),
    path("calendar/<int:year>/edit/", calendar.calendar_edit, name="calendar_edit"),
    path("calendar/<int:year>/fill/", calendar.calendar_seed, name="calendar_seed"),
    path("setup/", setup.start, name="setup"),
    path("setup/administrators/", setup.administrators, name="setup_administrators"),
    path("setup/district/", setup.district, name="setup_district"),
    path("setup/done/", setup.done, name="setup_done"),
]
