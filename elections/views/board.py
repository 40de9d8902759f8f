"""The board of communities × steps, and one step in all communities."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from elections.enums import StepState
from elections.filters_cycle import EVERY_STEP, BoardForm, StepFilter
from elections.forms.acts import attempt
from elections.forms.procedure import CompleteManyForm
from elections.models import Step
from elections.permissions_cycle import can_record_step, can_record_steps, can_see_cycles
from elections.queries.cycle import current_cycle
from elections.queries.procedure import LOOKS, board, look_of, records, records_of_step, side_at_work
from elections.services.procedure import complete_steps
from elections.views.cycle import cycle_or_404
from huanjie import exports
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import require
from huanjie.tables import Bulk, Column, Empty, ListPage, render_list, selected


def board_now(request):
    """The running cycle's board, from the navigation."""
    require(can_see_cycles(request.viewer))
    cycle = current_cycle(request.viewer)
    return board_page(request, cycle.pk) if cycle else redirect("elections:cycles")


def board_page(request, pk):
    """Communities × steps; `?export=xlsx|csv` gives the same as a file."""
    cycle, today = cycle_or_404(request, pk), clock.today()
    form = BoardForm(request.GET, cycle=cycle, viewer=request.viewer)
    form.is_valid()
    chosen = form.cleaned_data
    side = chosen.get("side") or side_at_work(cycle, today)
    shown = board(
        cycle, request.viewer, today, side="" if side == EVERY_STEP else side, stage=form.stage,
        area=chosen.get("street") or "", late_only=chosen.get("late", False),
        difficult_only=chosen.get("difficult", False), blocked_only=chosen.get("blocked", False),
        at_stage_only=chosen.get("here", False),
    )  # fmt: skip
    kind = request.GET.get("export")
    if kind in exports.KINDS:
        return _export(request, cycle, shown, kind)
    return render(
        request,
        "elections/board_page.html",
        {
            "cycle": cycle,
            "board": shown,
            "form": form,
            "side": side,
            "today": today,
            "looks": [(key, shape, word) for key, (shape, word) in LOOKS.items()],
            "record_url": reverse("elections:step_record", args=[0])[:-2],
            "stage": form.stage,
            "is_filtered": any(chosen.get(name) for name in ("street", "late", "blocked", "difficult", "here")),
            "breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("进度一张图", "")],
        },
    )


def _export(request, cycle, shown, kind):
    """Words instead of shapes; noted in the log like every export."""
    target = BytesIO()
    headers = ["街道", "社区", "难点", *(f"{step.code} {step.name}" for step in shown.steps)]
    rows = [
        [street.name, row.community_cycle.community.name, "难点" if row.community_cycle.is_difficult else None,
         *(LOOKS[cell.look][1] for cell in row.cells)]
        for street in shown.streets
        for row in street.rows
    ]  # fmt: skip
    write = exports.write_xlsx if kind == "xlsx" else exports.write_csv
    write(headers, rows, target)
    target.seek(0)
    with act() as log:
        log.record(
            by=request.viewer, verb="list.exported", label="进度一张图", subject=cycle, area=request.viewer.area,
            detail={"format": kind, "rows": len(rows)},
        )  # fmt: skip
    name = f"进度一张图-{timezone.localtime():%Y%m%d-%H%M}.{kind}"
    return FileResponse(target, as_attachment=True, filename=name)


def _standing(record) -> str:
    return look_of(record.state, record.planned_on, record.is_needed, clock.today())


STEP_COLUMNS = [
    Column(
        "community", "社区", "community_cycle.community.name", url=lambda row: row.get_absolute_url(), sort="area_code"
    ),
    Column("street", "街道", "community_cycle.community.subdistrict.name", sort="area_code"),
    Column("state", "状态", lambda row: LOOKS[_standing(row)][1], sort="state", template="elections/_step_look.html"),
    Column("planned_on", "计划日期", sort="planned_on"),
    Column("started_on", "开始日期", sort="started_on", default=False),
    Column("done_on", "完成日期", sort="done_on"),
    Column("evidence", "材料或文号"),
    Column("has_file", "扫描件", lambda row: "有" if row.evidence_file else ""),
]
COMPLETE = Bulk("complete", "登记完成", "先核对所选社区，再一起登记完成", "elections:complete_steps")


def step_in_communities(request, pk, code):
    """One step in every community of the viewer's area; several can be recorded as done together."""
    cycle = cycle_or_404(request, pk)
    step = get_object_or_404(Step, cycle=cycle, code=code)
    request.cycle_shown = cycle
    bulk = (COMPLETE,) if can_record_steps(request.viewer) else ()
    page = ListPage(step.name, STEP_COLUMNS, "community", Empty("本届没有这个步骤的记录"), bulk=bulk, per_page=200)
    lead = "　".join(
        part
        for part in (
            step.get_side_display(),
            f"依据：{step.article}" if step.article else "",
            f"应留材料：{step.evidence_name}" if step.evidence_name else "",
            f"适用情形：{step.condition}" if step.condition else "",
        )
        if part
    )
    return render_list(
        request, queryset=records_of_step(step, request.viewer), page=page, filterset_class=StepFilter,
        context={
            "cycle": cycle, "lead": lead,
            "breadcrumb": [
                (cycle.name, cycle.get_absolute_url()),
                ("进度一张图", f"{reverse('elections:cycle_board', args=[cycle.pk])}?side={step.side}"),
                (step.name, ""),
            ],
        },
    )  # fmt: skip


@require_POST
def complete_many(request):
    """Say which of the ticked communities can be recorded as done, and do it when confirmed."""
    require(can_see_cycles(request.viewer))
    require(can_record_steps(request.viewer))
    rows = list(selected(request, records(request.viewer)).order_by("area_code"))
    steps = {row.step for row in rows}
    if len(steps) != 1:
        messages.error(request, "请先勾选社区。" if not rows else "一次只能登记同一个步骤。")
        return redirect("elections:board")
    step, back = steps.pop(), reverse("elections:cycle_step", args=[rows[0].step.cycle_id, rows[0].code])
    ready = [row for row in rows if can_record_step(request.viewer, row)]
    left_out = [(row, can_record_step(request.viewer, row)) for row in rows if row not in ready]
    confirmed = "confirmed" in request.POST
    form = CompleteManyForm(request.POST if confirmed else None, initial={"done_on": clock.today()})
    if confirmed and form.is_valid():
        versions = {row.pk: int(request.POST.get(f"version-{row.pk}") or 0) for row in rows}
        done = attempt(
            form,
            lambda: complete_steps(
                step=step, records=rows, by=request.viewer, expected_versions=versions,
                done_on=form.cleaned_data["done_on"], evidence=form.cleaned_data["evidence"],
            ),
        )  # fmt: skip
        if done is not None:
            messages.success(request, f"{step.name}：{len(done)} 个社区已登记完成。")
            return redirect(back)
    return render(
        request,
        "elections/step_complete_many.html",
        {"step": step, "cycle": step.cycle, "ready": ready, "left_out": left_out, "form": form, "back": back,
         "done": StepState.DONE, "breadcrumb": [(step.cycle.name, step.cycle.get_absolute_url()), (step.name, back), ("一起登记完成", "")]},
        status=422 if confirmed else 200,
    )  # fmt: skip
