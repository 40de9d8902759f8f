from django.urls import path

from candidates.views import circumstances

urlpatterns = [
    path("circumstances/", circumstances.circumstance_list, name="circumstances"),
    path("circumstances/default/", circumstances.make_defaults, name="make_circumstances"),
    path("circumstances/<int:pk>/", circumstances.circumstance_page, name="circumstance"),
    path("circumstances/<int:pk>/edit/", circumstances.circumstance_edit, name="circumstance_edit"),
    path("departments/", circumstances.department_list, name="departments"),
    path("departments/<int:pk>/edit/", circumstances.department_edit, name="department_edit"),
]
