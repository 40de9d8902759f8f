"""The register of divisions: tree, changes, and the acts on one unit."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from elections.enums import ChangeKind
from elections.forms import territory as forms
from elections.models import Community, Subdistrict, TerritoryChange
from elections.permissions_territory import can_change_unit, can_load_divisions
from elections.queries import territory as queries
from elections.services import territory as services
from huanjie.accounts.enums import SYSTEM, Role
from huanjie.accounts.queries import installation
from huanjie.shared.scope import covers
from huanjie.shared.verdict import Refused, require
from huanjie.tables import Column, Empty, ListPage, render_list

CHANGES = ListPage(
    title="区划变更",
    columns=[
        Column("what", "单位", value=lambda c: c.new_name or c.old_name, sort="area_code"),
        Column("kind", "变更", value=lambda c: c.get_kind_display(), sort="kind"),
        Column("on", "生效日期", sort="on"),
        Column("old", "变更前", value=lambda c: f"{c.old_name} {c.old_code}".strip()),
        Column("new", "变更后", value=lambda c: f"{c.new_name} {c.new_code}".strip()),
        Column("document_number", "依据文号", sort="document_number"),
        Column("source", "来源"),
    ],
    default_sort="-on",
    empty=Empty("没有区划变更", "更名、撤销、划转、合并、分设和代码文件带来的变化会记在这里。"),
)


def _area(request) -> str:
    """The area looked at: the one asked for inside the viewer's own, otherwise the viewer's (or the installation's)."""
    row = installation.current()
    own = request.viewer.area or (row.area_code if row else "")
    asked = request.GET.get("area", "")
    return asked if asked and asked.isdecimal() and len(asked) in (6, 9, 12) and covers(own, asked) else own


def territory(request):
    """Streets and communities of the viewer's area with their codes."""
    area, text = _area(request), request.GET.get("q", "").strip()
    districts = list(queries.districts_in(area)[:200]) if len(area) < 6 else []
    context = {
        "area": area, "q": text, "districts": districts if len(districts) > 1 else [],
        "full_name": queries.full_name_of(area), "may_change": request.viewer.role in (SYSTEM, Role.DISTRICT_ORGANIZER),
        "acts": [(act, kind.label) for act, kind in WORDS.items()],
        "can_load": can_load_divisions(request.viewer),
        "tree": [] if len(districts) > 1 else queries.tree(area, text), "breadcrumb": [("区划", "")],
    }  # fmt: skip
    context["community_count"] = sum(len(communities) for _, communities in context["tree"])
    return render(request, "elections/territory_tree.html", context)


def changes(request):
    """What happened to the codes of the viewer's area."""
    context = {"breadcrumb": [("区划", reverse("elections:territory")), ("区划变更", "")]}
    queryset = TerritoryChange.objects.visible_to(request.viewer)
    return render_list(request, queryset=queryset, page=CHANGES, context=context)


def _unit(request, code: str):
    model = Subdistrict if code.endswith("000") else Community
    unit = model.objects.current().visible_to(request.viewer).filter(code=code).first()
    if unit is None:
        raise Http404
    return unit


ACTS = {
    "rename": (forms.RenameForm, lambda unit, data, by: services.rename_unit(unit=unit, by=by, **data)),
    "retire": (forms.RetireForm, lambda unit, data, by: services.retire_unit(unit=unit, by=by, **data)),
    "move": (forms.MoveForm, lambda unit, data, by: services.move_community(community=unit, by=by, **data)),
    "merge": (forms.MergeForm, lambda unit, data, by: services.merge_communities(communities=[unit], by=by, **data)),
    "split": (forms.SplitForm, lambda unit, data, by: services.split_community(community=unit, by=by, **data)),
}
WORDS = {"rename": ChangeKind.RENAMED, "retire": ChangeKind.RETIRED, "move": ChangeKind.MOVED,
         "merge": ChangeKind.MERGED, "split": ChangeKind.SPLIT}  # fmt: skip


def change_unit(request, code, act):
    """One of the five acts on a street or a community; the street knows only two."""
    unit = _unit(request, code)
    if act not in ACTS or (isinstance(unit, Subdistrict) and act not in ("rename", "retire")):
        raise Http404
    require(can_change_unit(request.viewer, unit))
    form_class, service = ACTS[act]
    form = form_class(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            service(unit, form.cleaned_data, request.viewer)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tail = "" if act in ("rename", "split") else "原代码下的角色授权需由安全管理员重新授予。"
            messages.success(request, f"已登记{unit.name}的{WORDS[act].label}。{tail}")
            return redirect("elections:territory")
    crumbs = [("区划", reverse("elections:territory")), (f"{unit.name} {form.TITLE}", "")]
    return render(
        request, "elections/territory_act.html", {"unit": unit, "form": form, "act": act, "breadcrumb": crumbs}
    )
