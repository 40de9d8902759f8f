"""URLs of reports and briefings."""

from importlib.util import find_spec

app_name = "reports"
urlpatterns = []
for _part in ("reports.urls_sheet", "reports.urls_district"):
    if find_spec(_part):
        urlpatterns += __import__(_part, fromlist=["urlpatterns"]).urlpatterns
