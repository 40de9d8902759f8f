"""URLs of territory, people, cycle and procedure."""

from elections import (
    urls_ballot,
    urls_cycle,
    urls_electorate,
    urls_papers,
    urls_people,
    urls_rules,
    urls_schedule,
    urls_territory,
)

app_name = "elections"
urlpatterns = [
    *urls_territory.urlpatterns,
    *urls_people.urlpatterns,
    *urls_cycle.urlpatterns,
    *urls_rules.urlpatterns,
    *urls_schedule.urlpatterns,
    *urls_electorate.urlpatterns,
    *urls_ballot.urlpatterns,
    *urls_papers.urlpatterns,
]
