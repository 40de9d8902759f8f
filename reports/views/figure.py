"""Every number opens its list: what it counts, its parts, and the records behind them."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from audits.models import Audit
from candidates.models import Candidate
from elections.models import CommunityCycle, PartyOrganization, StepRecord
from huanjie import exports
from huanjie.accounts.enums import STREET, Role
from huanjie.shared.scope import Level, covers
from huanjie.tables import Column, Empty, ListPage, build_table
from reports.figures import FIGURES, RATIOS
from reports.queries.figure_list import definition, figures_behind, parts_of, recorded_total, records_behind
from reports.tables import wants_export
from reports.tables_district import figure_url, parts_grid, sparkline
from reports.views.district_day import ratio_cards, read_day, trail

NAME_READERS = frozenset({Role.DISTRICT_ORGANIZER, *STREET})

_STREET = Column("street", "街道", "community_cycle.community.subdistrict.name")
_COMMUNITY = Column("community", "社区", "community_cycle.community.name", sort="area_code")


def _state(row) -> str:
    return row.get_state_display()


def columns_for(model, may_see_names: bool) -> list[Column]:
    """The columns of a model's rows behind a number. Identity numbers and telephones are in none of them; a person's
    name only for those who work with it."""
    if model is StepRecord:
        return [
            _COMMUNITY, _STREET,
            Column("step", "步骤", lambda r: f"{r.code} {r.step.name}"),
            Column("done_on", "完成日期", sort="done_on"),
            Column("evidence", "材料或文号"),
        ]  # fmt: skip
    if model is Candidate:
        name = [Column("name", "姓名", sort="name")] if may_see_names else []
        return [
            _COMMUNITY, _STREET, *name,
            Column("posts", "拟任职务", "posts_label"),
            Column("state", "状态", _state, sort="state"),
            Column("nominated_on", "提名日期", sort="nominated_on"),
            Column("concluded_on", "结论日期", sort="concluded_on"),
        ]  # fmt: skip
    if model is Audit:
        person = [Column("person", "审计对象", "person_name")] if may_see_names else []
        return [
            _COMMUNITY, _STREET,
            Column("kind", "审计类型", lambda r: r.get_kind_display(), sort="kind"), *person,
            Column("unit", "审计机构", "auditor_unit"),
            Column("state", "状态", _state, sort="state"),
            Column("reported_on", "报告日期", sort="reported_on"),
            Column("published_on", "公布日期", sort="published_on"),
        ]  # fmt: skip
    if model is CommunityCycle:
        return [
            Column("community", "社区", "community.name", sort="area_code"),
            Column("street", "街道", "community.subdistrict.name"),
            Column("mode", "选举方式", lambda r: r.get_election_mode_display(), sort="election_mode"),
            Column("difficult", "难点社区", "is_difficult", sort="is_difficult"),
            Column("difficulty", "难点原因"),
        ]  # fmt: skip
    return [
        Column("organization", "党组织", "name", sort="name"),
        Column("community", "社区", "community.name", sort="area_code"),
        Column("street", "街道", "community.subdistrict.name"),
        Column("members", "党员数", "members_count", sort="members_count", numeric=True, unit="人"),
    ]


def may_see_names(viewer, area: str) -> bool:
    """The district's organizers and the street's own people; leaders, auditors and clerks read counts."""
    return viewer.has(NAME_READERS) and covers(viewer.area, area)


def figure(request, key: str):
    """A figure's list (`?tab=records` the records behind it), or both figures of a ratio."""
    behind = figures_behind(key)
    if not behind:
        raise Http404
    day = read_day(request)
    asked = request.GET.get("of", "")
    shown = next((each for each in behind if each.key == asked), behind[0])
    on_records = request.GET.get("tab") == "records" and shown.is_recorded and day.cycle is not None
    context = {
        "day": day, "cycle": day.cycle, "key": key, "ratio": RATIOS.get(key), "figures": behind, "shown": shown,
        "title": (RATIOS.get(key) or shown).label, "definition": definition(shown, day.cycle),
        "value": day.value(shown.key), "change": day.change(shown.key), "tab": "records" if on_records else "parts",
        "numerator": day.value(behind[0].key), "denominator": day.value(behind[-1].key),
        "breadcrumb": trail(request.viewer, day, (RATIOS.get(key) or shown).label),
        "spark": sparkline([row.values.get(shown.key) for row in day.trend], 240, 40),
    }  # fmt: skip
    if on_records:
        return _records(request, day, shown, context)
    parts = parts_of(day, shown)
    grid = parts_grid(day, shown, parts, request)
    if wants_export(request):
        return grid.respond(request)
    return render(request, "reports/figure_detail.html", {**context, "grid": grid})


def _records(request, day, shown, context: dict):
    queryset = records_behind(shown, day.cycle, day.on, day.area)
    page = ListPage(
        title=f"{day.name}{shown.label}的台账记录（{day.on}）",
        columns=columns_for(queryset.model, may_see_names(request.viewer, day.area)),
        default_sort="community",
        empty=Empty("没有台账记录", "截至这一天，没有符合口径的记录。"),
    )
    table = build_table(request, queryset=queryset, page=page)
    if request.GET.get("export") in exports.KINDS:
        return exports.respond(request, table, request.GET["export"])
    recorded = recorded_total(shown, day.cycle, day.on, day.area)
    value = context["value"]
    context |= {
        "table": table, "recorded": recorded, "by_organization": queryset.model is PartyOrganization,
        "apart": None if value is None or value == recorded else value - recorded,
    }  # fmt: skip
    return render(request, "reports/figure_detail.html", context)


def figures(request):
    """All figures of the day, by group: each opens its list."""
    day = read_day(request)
    groups: dict[str, list[dict]] = {}
    for each in FIGURES.values():
        if day.value(each.key) is not None:
            groups.setdefault(each.group, []).append({
                "figure": each, "value": day.value(each.key), "change": day.change(each.key),
                "url": figure_url(each.key, day.area, day.on),
                "spark": sparkline([row.values.get(each.key) for row in day.trend], 88, 24),
            })  # fmt: skip
    return render(
        request,
        "reports/figure_index.html",
        {"day": day, "cycle": day.cycle, "groups": groups, "ratios": ratio_cards(day), "title": "进度数据",
         "trend_url": reverse("reports:trend"), "is_district": day.level >= Level.DISTRICT},
    )  # fmt: skip
