"""The list of circumstances, its editions, and the reviewing departments."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates.enums_review import Applies, Bar, HitAction
from candidates.forms.circumstance import CircumstanceForm, DepartmentForm
from candidates.models import Circumstance, ReviewDepartment
from candidates.permissions_circumstances import can_edit_circumstances, can_see_circumstances
from candidates.queries.batch import units_with_officers
from candidates.queries.circumstance import current_circumstances, department_names, editions_of
from candidates.services.circumstances import edit_circumstance, ensure_review_setup, set_department
from candidates.views.matrix import cycle_for_review
from elections.forms.acts import attempt
from huanjie.shared.verdict import require
from huanjie.tables import Column, Empty, ListPage, render_list

FIELDS = (
    "title", "statement", "bar", "party_bar", "applies", "lookback_months", "hit_action", "departments", "evidence",
    "article", "is_active",
)  # fmt: skip


def lookback(row) -> str:
    """The look-back in words."""
    if row.lookback_months is None:
        return "不限期限"
    return f"{row.lookback_months} 个月" if row.lookback_months else "现时状态"


def circumstance_list(request):
    """The editions in force."""
    require(can_see_circumstances(request.viewer))
    cycle = cycle_for_review(request)
    names = department_names(cycle)
    columns = [
        Column("code", "编号", url=lambda row: row.get_absolute_url(), sort="code"),
        Column("title", "情形", url=lambda row: row.get_absolute_url(), sort="title"),
        Column("bar", "居委会职务", lambda row: Bar(row.bar).label, sort="bar"),
        Column("party_bar", "党组织职务", lambda row: Bar(row.party_bar).label, sort="party_bar"),
        Column("applies", "适用", lambda row: Applies(row.applies).label, sort="applies"),
        Column("lookback", "回溯期", lookback, sort="lookback_months"),
        Column("hit_action", "查实后", lambda row: HitAction(row.hit_action).label, sort="hit_action"),
        Column("departments", "核查单位", lambda row: "、".join(names.get(code, code) for code in row.departments)),
        Column("edition", "版次", lambda row: f"第 {row.edition} 版", sort="edition"),
        Column("is_active", "启用", sort="is_active"),
        Column("statement", "完整表述", default=False),
        Column("article", "依据", default=False),
    ]
    may_edit = can_edit_circumstances(request.viewer, cycle)
    page = ListPage(
        "不宜情形", columns, "code", Empty("本届还没有不宜情形清单", "由区委组织部按默认清单建立后，可以逐项修改。")
    )
    return render_list(
        request, queryset=current_circumstances(cycle, request.viewer), page=page,
        template="candidates/circumstance_list.html",
        context={"cycle": cycle, "may_edit": may_edit.ok, "is_made": bool(names),
                 "breadcrumb": [(cycle.name, ""), ("不宜情形", "")]},
    )  # fmt: skip


@require_POST
def make_defaults(request):
    """The default list and departments, for a cycle that has none."""
    require(can_see_circumstances(request.viewer))
    cycle = cycle_for_review(request)
    require(can_edit_circumstances(request.viewer, cycle))
    ensure_review_setup(cycle, by=request.viewer)
    messages.success(request, "已按默认清单建立不宜情形和联审单位，可以逐项修改。")
    return redirect("candidates:circumstances")


def circumstance_page(request, pk):
    """One edition with all the others of its code."""
    require(can_see_circumstances(request.viewer))
    cycle = cycle_for_review(request)
    row = get_object_or_404(Circumstance, pk=pk, cycle=cycle)
    editions = list(editions_of(row))
    names = department_names(cycle)
    shown = [(each, lookback(each), "、".join(names.get(code, code) for code in each.departments)) for each in editions]
    return render(
        request,
        "candidates/circumstance_page.html",
        {
            "cycle": cycle, "row": row, "current": editions[0], "editions": shown,
            "lookback": lookback(row), "department_names": "、".join(names.get(code, code) for code in row.departments),
            "may_edit": can_edit_circumstances(request.viewer, cycle).ok and row.replaced_on is None,
            "breadcrumb": [("不宜情形", reverse("candidates:circumstances")), (row.code, "")],
        },
    )  # fmt: skip


def circumstance_edit(request, pk):
    """A new edition; opinions given keep the one they were asked about."""
    require(can_see_circumstances(request.viewer))
    cycle = cycle_for_review(request)
    require(can_edit_circumstances(request.viewer, cycle))
    row = get_object_or_404(Circumstance, pk=pk, cycle=cycle, replaced_on__isnull=True)
    departments = ReviewDepartment.objects.filter(cycle=cycle, is_active=True)
    initial = {name: getattr(row, name) for name in FIELDS} | {"version": row.version}
    form = CircumstanceForm(request.POST or None, circumstance=row, departments=departments, initial=initial)
    if form.is_bound and form.is_valid():
        saved = attempt(form, lambda: _edit(row, form, request.viewer))
        if saved is not None:
            messages.success(request, f"已保存为第 {saved.edition} 版。只影响还没有开始联审的候选人。")
            return redirect(saved)
    return _form_page(request, form, f"修改 {row.code} {row.title}", "保存为新版", cycle, row.get_absolute_url())


def _edit(row, form, by):
    return edit_circumstance(
        circumstance=row, reason=form.cleaned_data["reason"].strip(), by=by, expected_version=form.expected_version,
        **form.changes,
    )  # fmt: skip


def department_list(request):
    """The departments, what they are asked about by default, and whether anybody can answer."""
    require(can_see_circumstances(request.viewer))
    cycle = cycle_for_review(request)
    may_edit = can_edit_circumstances(request.viewer, cycle)
    staffed, duties = units_with_officers(), {}
    for each in current_circumstances(cycle, request.viewer).filter(is_active=True):
        for code in each.departments:
            duties.setdefault(code, []).append(each.code)
    link = (lambda row: reverse("candidates:department_edit", args=[row.pk])) if may_edit else None
    columns = [
        Column("name", "单位名称", url=link, sort="name"),
        Column("short_name", "简称", sort="short_name"),
        Column("duties", "核查情形", lambda row: "、".join(duties.get(row.code, ()))),
        Column(
            "accounts", "账号", lambda row: staffed.get(row.name, 0), template="candidates/_department_accounts.html"
        ),
        Column("position", "次序", sort="position", numeric=True),
        Column("is_active", "参加联审", sort="is_active"),
    ]
    page = ListPage(
        "联审单位", columns, "position", Empty("本届还没有联审单位", "建立不宜情形清单时一并建立。"), per_page=100
    )
    return render_list(
        request, queryset=ReviewDepartment.objects.filter(cycle=cycle), page=page,
        template="candidates/department_list.html",
        context={"cycle": cycle, "breadcrumb": [("不宜情形", reverse("candidates:circumstances")), ("联审单位", "")]},
    )  # fmt: skip


def department_edit(request, pk):
    """Name, order, and whether it takes part."""
    require(can_see_circumstances(request.viewer))
    cycle = cycle_for_review(request)
    require(can_edit_circumstances(request.viewer, cycle))
    row = get_object_or_404(ReviewDepartment, pk=pk, cycle=cycle)
    initial = {name: getattr(row, name) for name in ("name", "short_name", "position", "is_active", "version")}
    form = DepartmentForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        saved = attempt(form, lambda: set_department(
            department=row, by=request.viewer, expected_version=form.expected_version, **data
        ))  # fmt: skip
        if saved is not None:
            messages.success(request, f"已保存“{data['name']}”。")
            return redirect("candidates:departments")
    return _form_page(request, form, f"修改 {row.name}", "保存修改", cycle, reverse("candidates:departments"))


def _form_page(request, form, title, label, cycle, back):
    return render(
        request,
        "candidates/candidate_form.html",
        {"form": form, "title": title, "label": label, "cycle": cycle, "back": back,
         "breadcrumb": [("不宜情形", reverse("candidates:circumstances")), (title, "")]},
        status=422 if form.is_bound else 200,
    )  # fmt: skip
