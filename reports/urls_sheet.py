"""Addresses of the day sheet, its figures and the weekly report; included by `reports.urls`."""

from django.urls import path

from reports.views import day_sheet, day_sheet_cells, day_sheet_file, report_form, weekly_report

urlpatterns = [
    path("sheet/", day_sheet.sheet, name="sheet"),
    path("sheet/cells/", day_sheet_cells.save_cells, name="save_cells"),
    path("sheet/file/", day_sheet_file.sheet_file, name="sheet_file"),
    path("sheet/figures/", report_form.report_form, name="report_form"),
    path("weekly/", weekly_report.weekly_list, name="weekly_list"),
    path("weekly/start/", weekly_report.weekly_start, name="weekly_start"),
    path("weekly/<int:pk>/", weekly_report.weekly, name="weekly"),
    path("weekly/<int:pk>/save/", weekly_report.weekly_save, name="weekly_save"),
]
