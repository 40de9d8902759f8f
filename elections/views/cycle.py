"""The cycle: list, page, opening, editing, ending; its communities."""

from collections import Counter
from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from elections.enums import CycleState, Inclusion
from elections.filters_cycle import CommunityFilter
from elections.forms.acts import attempt
from elections.forms.cycle import CycleForm, ReasonForm
from elections.models import ElectionCycle
from elections.permissions_cycle import can_edit_cycle, can_manage_cycle, can_open_cycle, can_see_cycles
from elections.queries.calendar import work_calendar
from elections.queries.cycle import (
    communities_in,
    communities_to_join,
    current_cycle,
    cycles,
    district_of,
    past_their_term,
)
from elections.queries.schedule import propose_for_cycle
from elections.rules.procedure_template import STEPS
from elections.rules.rule_sets import freeze_for_cycle, parameters_for
from elections.rules.schedule import schedule
from elections.rules.schedule_facts import Situation
from elections.services.cycle import (
    EDITABLE,
    MOVING,
    check_opening,
    close_cycle,
    open_cycle,
    reopen_cycle,
    update_cycle,
)
from huanjie.activity.queries.history import changes_of
from huanjie.shared import clock
from huanjie.shared.verdict import Stale, no, require
from huanjie.tables import Column, Empty, ListPage, render_list

CYCLES = ListPage(
    title="换届届次",
    columns=[
        Column("name", "届次", url=lambda row: row.get_absolute_url(), sort="name"),
        Column("district", "区", "district.name", sort="district__code"),
        Column("state", "状态", badge=CycleState, sort="state"),
        Column("starts_on", "启动日期", sort="starts_on"),
        Column("election_day", "选举日", sort="election_day"),
        Column("ends_on", "结束日期", sort="ends_on"),
    ],
    default_sort="-starts_on",
    empty=Empty("还没有换届届次", "由区委组织部开启换届，各社区的步骤和计划日期随之生成。"),
)

COMMUNITIES = ListPage(
    title="社区",
    columns=[
        Column("community", "社区", "community.name", url=lambda row: row.get_absolute_url(), sort="area_code"),
        Column("street", "街道", "community.subdistrict.name", sort="area_code"),
        Column("inclusion", "口径", badge=Inclusion, sort="inclusion"),
        Column("is_difficult", "难点", lambda row: "难点" if row.is_difficult else "", sort="is_difficult"),
        Column("difficulty", "难点原因", default=False),
        Column("mode", "选举方式", "get_election_mode_display", sort="election_mode"),
        Column("done", "已完成", "done_count", sort="done_count", numeric=True, unit="步"),
        Column("needed", "应完成", "needed_count", sort="needed_count", numeric=True, unit="步"),
        Column("late", "逾期", "late_count", sort="late_count", numeric=True, unit="步"),
        Column("late_since", "最早逾期", sort="late_since"),
        Column("inclusion_document", "调整依据", default=False),
        Column("area_code", "区划代码", default=False, sort="area_code"),
    ],
    default_sort="community",
    empty=Empty("本届还没有社区"),
)


def cycle_or_404(request, pk) -> ElectionCycle:
    """The cycle inside the viewer's area; outside it there is none."""
    require(can_see_cycles(request.viewer))
    return get_object_or_404(cycles(request.viewer), pk=pk)


def cycle_list(request):
    """All cycles of the area."""
    require(can_see_cycles(request.viewer))
    primary = ("开启换届", reverse("elections:open_cycle")) if can_open_cycle(request.viewer) else None
    return render_list(request, queryset=cycles(request.viewer), page=CYCLES, context={"primary": primary})


def cycle_now(request):
    """The running cycle's page, from the navigation."""
    require(can_see_cycles(request.viewer))
    cycle = current_cycle(request.viewer)
    return cycle_page(request, cycle.pk) if cycle else redirect("elections:cycles")


def cycle_page(request, pk):
    """Facts, parameters, where we stand."""
    cycle = cycle_or_404(request, pk)
    rows = list(communities_in(cycle, request.viewer, clock.today()))
    due = [row for row in rows if row.inclusion == Inclusion.DUE]
    base = reverse("elections:cycle_communities", args=[cycle.pk])
    return render(
        request,
        "elections/cycle_page.html",
        {
            "cycle": cycle,
            "counts": Counter(row.inclusion for row in rows),
            "stats": [
                ("应换届社区", len(due), "个", f"{base}?inclusion=due"),
                ("难点社区", sum(row.is_difficult for row in due), "个", f"{base}?inclusion=due&difficult=yes"),
                ("有逾期步骤的社区", sum(row.late_count > 0 for row in due), "个", f"{base}?inclusion=due&lagging=yes"),
            ],
            "done": sum(row.done_count for row in due),
            "needed": sum(row.needed_count for row in due),
            "streets": _by_street(due),
            "excluded": [row for row in rows if row.inclusion != Inclusion.DUE],
            "overterm": past_their_term(cycle.communities.visible_to(request.viewer), clock.today()).count(),
            "days_left": (cycle.election_day - clock.today()).days,
            "changes": changes_of(cycle),
            "states": CycleState,
            "can_edit": can_edit_cycle(request.viewer, cycle),
            "can_manage": can_manage_cycle(request.viewer, cycle),
            "breadcrumb": [("换届届次", reverse("elections:cycles")), (cycle.name, "")],
        },
    )


def _by_street(rows) -> list[dict]:
    """Street by street: communities, steps needed and done, communities that are late."""
    streets: dict[str, dict] = {}
    for row in sorted(rows, key=lambda row: row.area_code):
        street = row.community.subdistrict
        found = streets.setdefault(
            street.code, {"name": street.name, "prefix": street.code[:9], "count": 0, "done": 0, "needed": 0, "late": 0}
        )
        found["count"] += 1
        found["done"] += row.done_count
        found["needed"] += row.needed_count
        found["late"] += row.late_count > 0
    return list(streets.values())


def cycle_communities(request, pk):
    """The communities of the cycle with how far each one is."""
    cycle = cycle_or_404(request, pk)
    request.cycle_shown = cycle
    return render_list(
        request,
        queryset=communities_in(cycle, request.viewer, clock.today()),
        page=COMMUNITIES,
        filterset_class=CommunityFilter,
        context={
            "cycle": cycle,
            "primary": ("进度一张图", reverse("elections:cycle_board", args=[cycle.pk])),
            "breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("社区", "")],
        },
    )


def cycle_open(request):
    """Open a cycle: fill in, look at what will be made, confirm."""
    require(can_open_cycle(request.viewer))
    district = district_of(request.viewer)
    if district is None:
        require(no("本区还没有行政区划数据。", "请先导入行政区划，再开启换届。"))
    verdict = check_opening(district)
    form = CycleForm(request.POST or None)
    if request.method == "POST" and verdict and form.is_valid():
        if "confirmed" in request.POST:
            cycle = attempt(form, lambda: open_cycle(district=district, by=request.viewer, **form.parameters()))
            if cycle is not None:
                messages.success(
                    request, f"已开启“{cycle.name}”，{cycle.communities.count()} 个社区的步骤和计划日期已经生成。"
                )
                return redirect(cycle)
        elif "back" not in request.POST:
            return render(request, "elections/cycle_preview.html", _preview(district, form))
    return render(
        request,
        "elections/cycle_form.html",
        {"form": form, "title": "开启换届", "refusal": None if verdict else [verdict], "label": "下一步：核对将要生成的内容",
         "back": reverse("elections:cycles"), "breadcrumb": [("换届届次", reverse("elections:cycles")), ("开启换届", "")]},
    )  # fmt: skip


def _preview(district, form) -> dict:
    data = form.cleaned_data
    communities = list(communities_to_join(district))
    found = schedule(
        Situation(
            data["election_day"],
            data["starts_on"],
            data["party_day"],
            data["term_ends_on"],
            calendar=work_calendar(),
            parameters=parameters_for(freeze_for_cycle(data["starts_on"], data["election_day"])),
        )
    )
    planned = [(each.step, each.planned) for each in found.steps]
    return {
        "form": form,
        "district": district,
        "streets": list(Counter(row.subdistrict.name for row in communities).items()),
        "community_count": len(communities),
        "record_count": len(communities) * len(STEPS),
        "planned": planned,
        "early": [s for s, _ in planned if data["election_day"] + timedelta(days=s.offset_days) < data["starts_on"]],
        "after_end": [step for step, on in planned if on > data["ends_on"]],
        "election_day_is_past": data["election_day"] < clock.today(),
        "breaks": found.breaks,
        "uncovered_years": found.uncovered_years,
    }


def cycle_edit(request, pk):
    """Change the parameters; when a day moves that others are counted from, after a look at what moves with it."""
    cycle = cycle_or_404(request, pk)
    require(can_edit_cycle(request.viewer, cycle))
    initial = {name: getattr(cycle, name) for name in EDITABLE} | {"version": cycle.version}
    form = CycleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        moves = {name: form.cleaned_data[name] for name in MOVING if form.cleaned_data[name] != getattr(cycle, name)}
        if moves and "confirmed" not in request.POST:
            if attempt(form, lambda: _check_version(cycle, form.expected_version)):
                return _move_preview(request, cycle, form)
        elif (row := attempt(form, lambda: _save(request, cycle, form))) is not None:
            messages.success(request, "已保存换届参数。")
            return redirect(row)
        elif moves:
            return _move_preview(request, cycle, form)
    return render(
        request,
        "elections/cycle_form.html",
        {"form": form, "cycle": cycle, "title": "修改换届参数", "label": "保存", "back": cycle.get_absolute_url(),
         "breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("修改参数", "")]},
    )  # fmt: skip


def _check_version(cycle, expected: int | None) -> bool:
    if expected is not None and expected != cycle.version:
        raise Stale(f"“{cycle}”")
    return True


def _save(request, cycle, form):
    return update_cycle(
        cycle=cycle, by=request.viewer, expected_version=form.expected_version, reason=request.POST.get("reason", ""),
        seen=request.POST.get("seen", ""), **form.parameters(),
    )  # fmt: skip


def _move_preview(request, cycle, form):
    """Every step that moves, every bound that breaks, every paper to correct, before anything is saved."""
    data = form.cleaned_data
    days = {name: data[name] for name in (*MOVING, "starts_on") if data[name] != getattr(cycle, name)}
    return render(
        request,
        "elections/move_preview.html",
        {
            "form": form, "cycle": cycle, "proposal": propose_for_cycle(cycle, **days), "today": clock.today(),
            "changes": [
                (form.fields[name].label, getattr(cycle, name), data[name]) for name in EDITABLE if data[name] != getattr(cycle, name)
            ],
            "title": "核对改动的影响", "reason": request.POST.get("reason", ""),
            "breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("修改参数", "")],
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def cycle_close(request, pk):
    """End the cycle, after asking with its name."""
    cycle = cycle_or_404(request, pk)
    require(can_manage_cycle(request.viewer, cycle))
    if request.method == "POST":
        close_cycle(cycle=cycle, by=request.viewer, expected_version=_version(request))
        messages.success(request, f"“{cycle.name}”已结束。")
        return redirect(cycle)
    unfinished = sum(row.needed_count - row.done_count for row in communities_in(cycle, request.viewer, clock.today()))
    return render(
        request,
        "components/confirm.html",
        {
            "title": "结束换届", "thing": cycle.name, "action_label": "结束本届换届", "danger": True, "cycle": cycle,
            "back": cycle.get_absolute_url(), "hidden": [("version", cycle.version)],
            "happens": [
                "本届的步骤、候选人和审计不能再登记，已有数据照常可以查看和导出。",
                f"还有 {unfinished} 个步骤没有完成，将保持未完成。" if unfinished else "全部步骤都已完成。",
                "结束后如有需要，区委组织部可以写明原因重新开启。",
            ],
        },
    )  # fmt: skip


def cycle_reopen(request, pk):
    """Open an ended cycle again, with the reason."""
    cycle = cycle_or_404(request, pk)
    require(can_manage_cycle(request.viewer, cycle))
    form = ReasonForm(request.POST or None, initial={"version": cycle.version})
    if request.method == "POST" and form.is_valid():
        row = attempt(
            form,
            lambda: reopen_cycle(
                cycle=cycle, reason=form.cleaned_data["reason"], by=request.viewer,
                expected_version=form.expected_version,
            ),
        )  # fmt: skip
        if row is not None:
            messages.success(request, f"“{row.name}”已重新开启。")
            return redirect(row)
    return render(
        request,
        "elections/cycle_form.html",
        {"form": form, "cycle": cycle, "title": "重新开启换届", "label": "重新开启", "back": cycle.get_absolute_url(),
         "breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("重新开启", "")]},
    )  # fmt: skip


def _version(request) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else None
