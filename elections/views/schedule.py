"""A community's schedule (日程): to look at, to print, to take along; and its own days, changed after a look at what moves."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from elections.enums import Side
from elections.forms.acts import attempt
from elections.forms.schedule import ScheduleForm
from elections.permissions_cycle import can_see_cycles
from elections.permissions_schedule import can_add_step, can_change_schedule, can_remove_step
from elections.queries.cycle import community_cycles
from elections.queries.electorate import form_proposal
from elections.queries.procedure import LOOKS, look_of
from elections.queries.schedule import propose_for_community, schedule_of
from elections.services.cycle import OWN, change_schedule, check_own_days
from huanjie import exports
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import require

HEADERS = ("编号", "类别", "步骤", "责任主体", "最早", "计划", "最迟", "完成", "状态", "依据", "材料", "不符合规定")


def community_or_404(request, pk):
    """A community of a cycle inside the viewer's area."""
    require(can_see_cycles(request.viewer))
    return get_object_or_404(community_cycles(request.viewer), pk=pk)


def schedule_page(request, pk):
    """All steps with earliest, planned and latest day; as a file with `?export=xlsx`."""
    row = community_or_404(request, pk)
    found = schedule_of(row)
    records = {record.code: record for record in row.step_records.select_related("step")}
    lines = [_line(each, records.get(each.code), found) for each in found.steps if each.is_needed]
    kind = request.GET.get("export")
    if kind in exports.KINDS:
        return _export(request, row, lines, kind)
    return render(
        request,
        "elections/schedule_page.html",
        {
            "row": row,
            "cycle": row.cycle,
            "sides": [(side.label, [line for line in lines if line["step"].side == side]) for side in Side],
            "left_out": [each.step for each in found.steps if not each.is_needed],
            "breaks": found.breaks,
            "remarks": [each for each in found.broken if each not in found.breaks],
            "deadlines": found.deadlines,
            "uncovered_years": found.uncovered_years,
            "can_change": can_change_schedule(request.viewer, row),
            "can_add": can_add_step(request.viewer, row),
            "removable": [
                record
                for record in records.values()
                if record.step.community_cycle_id and _may_remove(request, record, row)
            ],
            "breadcrumb": _breadcrumb(row, "日程"),
        },
    )


def _may_remove(request, record, row) -> bool:
    record.community_cycle = row
    return bool(can_remove_step(request.viewer, record))


def _line(each, record, found) -> dict:
    look = look_of(record.state, record.planned_on, record.is_needed, clock.today()) if record else "not_started"
    return {
        "each": each, "step": each.step, "record": record, "look": look, "word": LOOKS[look][1],
        "broken": found.broken_of(each.code), "rules": [one for one in found.breaks if one.code == each.code],
    }  # fmt: skip


def _export(request, row, lines, kind):
    rows = [
        [
            line["step"].code, Side(line["step"].side).label, line["step"].name, line["step"].owner, line["each"].earliest,
            line["each"].planned, line["each"].latest, line["each"].done_on, line["word"], line["step"].article,
            line["step"].documents or line["step"].evidence_name, "；".join(one.words for one in line["rules"]),
        ]
        for line in lines
    ]  # fmt: skip
    target = BytesIO()
    write = exports.write_xlsx if kind == "xlsx" else exports.write_csv
    write(HEADERS, rows, target)
    target.seek(0)
    with act() as log:
        log.record(
            by=request.viewer, verb="list.exported", label=f"{row.community.name}日程", subject=row, area=row.area_code,
            detail={"format": kind, "rows": len(rows)},
        )  # fmt: skip
    name = f"{row.community.name}日程-{timezone.localtime():%Y%m%d-%H%M}.{kind}"
    return FileResponse(target, as_attachment=True, filename=name)


def change(request, pk):
    """Fill in, look at what moves and what breaks, confirm."""
    row = community_or_404(request, pk)
    require(can_change_schedule(request.viewer, row))
    initial = {name: getattr(row, name) for name in OWN}
    asked = request.GET.get("election_mode", "")
    form = ScheduleForm(
        request.POST or (_asked(initial, asked) if asked else None), initial=initial,
        proposal=form_proposal(row, clock.today()),
    )  # fmt: skip
    if form.is_bound and form.is_valid() and "back" not in request.POST:
        values = form.values()
        if "confirmed" in request.POST:
            done = attempt(form, lambda: _save(request, row, values))
            if done is not None:
                messages.success(request, f"{row.community.name}：已保存，步骤的计划日期随之调整。")
                return redirect("elections:schedule", pk)
        if attempt(form, lambda: require(check_own_days(row, **values)) or True):
            return _preview(request, row, form, values)
    return render(
        request,
        "elections/cycle_form.html",
        {"form": form, "cycle": row.cycle, "title": "调整日程", "label": "下一步：核对影响",
         "back": reverse("elections:schedule", args=[pk]), "breadcrumb": _breadcrumb(row, "调整日程")},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _asked(initial: dict, mode: str) -> dict:
    """The community's own values with another way of electing, asked for on its page."""
    return {name: value for name, value in initial.items() if value not in (None, "")} | {"election_mode": mode}


def _save(request, row, values):
    return change_schedule(
        community_cycle=row, by=request.viewer, reason=request.POST.get("reason", ""), seen=request.POST.get("seen", ""),
        **values,
    )  # fmt: skip


def _preview(request, row, form, values):
    changes = {
        name: value for name, value in values.items() if value != getattr(row, name) and name != "extension_document"
    }
    return render(
        request,
        "elections/move_preview.html",
        {
            "form": form, "cycle": row.cycle, "proposal": propose_for_community(row, **changes), "only": row,
            "changes": [
                (form.fields[name].label, _said(form, name, getattr(row, name)), _said(form, name, values[name]))
                for name in OWN
                if values[name] != getattr(row, name)
            ],
            "today": clock.today(), "title": f"{row.community.name}：核对日程调整的影响",
            "reason": request.POST.get("reason", ""), "breadcrumb": _breadcrumb(row, "调整日程"),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def _said(form, name: str, value):
    if isinstance(value, bool):
        return "是" if value else "否"
    choices = dict(getattr(form.fields[name], "choices", ()))
    return choices.get(value, value) if choices else value


def _breadcrumb(row, last: str) -> list:
    return [
        (row.cycle.name, row.cycle.get_absolute_url()), (row.community.name, row.get_absolute_url()), (last, ""),
    ]  # fmt: skip
