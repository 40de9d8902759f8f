"""The same table of day reports in Django's admin, read only. No address leads to it: the benchmark compares with it."""

from django.contrib import admin

from reports.figures import DEFAULT_FORM, FIGURES


def _figure_cell(key: str):
    @admin.display(description=FIGURES[key].column)
    def cell(report):
        return report.values.get(key)

    cell.__name__ = key
    return cell


class DailyReportAdmin(admin.ModelAdmin):
    """Day, street, community, state and every figure of the form: what the district's day shows."""

    list_display = (
        "community",
        "street",
        "state",
        *(_figure_cell(key) for key in DEFAULT_FORM),
        "discrepancy_count",
        "note",
    )
    list_filter = ("on", "state", "is_late", "is_nil")
    list_per_page = 200
    list_select_related = ("community_cycle__community__subdistrict",)
    ordering = ("area_code",)

    @admin.display(description="社区", ordering="area_code")
    def community(self, report):
        return report.community_cycle.community.name

    @admin.display(description="街道")
    def street(self, report):
        return report.community_cycle.community.subdistrict.name

    def has_view_permission(self, request, obj=None):
        return True

    def has_module_permission(self, request):
        return True

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
