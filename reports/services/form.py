"""The day sheet's figures."""

from huanjie.activity.services import act
from huanjie.shared.verdict import Refused, Stale, require
from reports.figures import DEFAULT_FORM, FIGURES
from reports.models import ReportForm
from reports.permissions import can_edit_form


def form_of(cycle) -> ReportForm:
    """The cycle's form; a new cycle starts with the default one."""
    form, _ = ReportForm.objects.get_or_create(cycle=cycle, defaults={"figures": list(DEFAULT_FORM)})
    return form


def change_form(*, cycle, figures: list[str], by, expected_version: int) -> ReportForm:
    """Ask for these figures from the next day that opens on. Days already open keep theirs."""
    require(can_edit_form(by, cycle))
    unknown = [key for key in figures if key not in FIGURES]
    if unknown or not figures:
        raise Refused("请至少选择一个填报项目。" if not figures else f"没有这些填报项目：{'、'.join(unknown)}。")
    with act() as log:
        form_of(cycle)
        form = ReportForm.objects.select_for_update().get(cycle=cycle)
        if form.version != expected_version:
            raise Stale("日报表式")
        before = form.figures
        form.figures = [key for key in FIGURES if key in set(figures)]
        form.version += 1
        form.save()
        log.record(by=by, verb="report_form.changed", subject=form, area=cycle.area_code,
                   detail={"before": before, "after": form.figures})  # fmt: skip
    return form
