"""Addresses for the admin's list: everybody signed in may look, since the accounts here are not Django's own."""

from django.contrib.admin import AdminSite
from django.urls import path

from reports.admin import DailyReportAdmin
from reports.models import DailyReport


class OpenSite(AdminSite):
    def has_permission(self, request):
        return request.user.is_active


site = OpenSite(name="admin")
site.register(DailyReport, DailyReportAdmin)
urlpatterns = [path("admin/", site.urls)]
