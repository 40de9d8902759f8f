"""URLs of territory, people, cycle and procedure."""

from importlib.util import find_spec

app_name = "elections"
urlpatterns = []
for _part in (
    "elections.urls_territory",
    "elections.urls_people",
    "elections.urls_cycle",
    "elections.urls_rules",
    "elections.urls_schedule",
    "elections.urls_electorate",
    "elections.urls_ballot",
    "elections.urls_papers",
):
    if find_spec(_part):
        urlpatterns += __import__(_part, fromlist=["urlpatterns"]).urlpatterns
