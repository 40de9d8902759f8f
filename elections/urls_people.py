"""URLs of the roster and of the party organizations."""

from django.urls import path

from elections.views import organizations, people

urlpatterns = [
    path("members/", people.member_list, name="members"),
    path("members/lookup/", people.member_lookup, name="member_lookup"),
    path("members/new/", people.member_add, name="member_add"),
    path("members/<int:pk>/", people.member_page, name="member"),
    path("members/<int:pk>/edit/", people.member_edit, name="member_edit"),
    path("members/<int:pk>/leave/", people.member_leave, name="member_leave"),
    path("members/<int:pk>/reveal/", people.member_reveal, name="member_reveal"),
    path("organizations/", organizations.organization_list, name="organizations"),
    path("organizations/new/", organizations.organization_add, name="organization_add"),
    path("organizations/<int:pk>/", organizations.organization_page, name="organization"),
    path("organizations/<int:pk>/edit/", organizations.organization_edit, name="organization_edit"),
]
