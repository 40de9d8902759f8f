"""Voter registration of a community, the objections of an area, double registrations, representatives."""

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.enums_electorate import ObjectionState, RepresentativeKind
from elections.filters_electorate import ObjectionFilter
from elections.forms import registration as forms
from elections.forms.acts import attempt
from elections.models import CommunityCycle, Representative
from elections.permissions_electorate import (
    can_record_electorate,
    can_see_electorate,
    can_see_people,
    can_settle_duplicate,
)
from elections.permissions_paper import can_see_reports
from elections.queries import registration as queries
from elections.queries.cycle import community_cycles, current_cycle
from elections.queries.proxies import proxies_of
from elections.queries.rule_sets import cycle_parameters
from elections.rules.registration import representatives_words
from elections.rules.representatives import group_order
from elections.rules.thresholds import appeal_deadline, latest_voter_list, turnout_needed
from elections.services import registration as services
from elections.services import representatives as rep_services
from elections.tables_electorate import objections_page
from huanjie.activity.queries.history import entries_of
from huanjie.shared import clock
from huanjie.shared.verdict import no, require
from huanjie.tables import render_list

SAID = {
    "sums": "已保存登记数。", "describe": "已保存。", "publish": "已登记公布。", "correct": "已登记更正公告。",
    "object": "已登记异议，请在期限内处理。", "duplicate": "已报告，等待街道或区里处理。", "represent": "已登记代表。",
}  # fmt: skip


def _community(request, pk):
    require(can_see_electorate(request.viewer))
    return get_object_or_404(community_cycles(request.viewer), pk=pk)


def _crumbs(row, *more):
    return [
        (row.cycle.name, row.cycle.get_absolute_url()),
        (row.community.name, row.get_absolute_url()),
        ("选民登记", reverse("elections:registration", args=[row.pk])),
        *more,
    ]


def registration(request, pk):
    """Sums, the list, objections, representatives of one community."""
    return _page(request, _community(request, pk))


@require_POST
def registration_act(request, pk, act):
    """Do one of the acts on the page."""
    row = _community(request, pk)
    require(can_record_electorate(request.viewer, row))
    known = _forms(request, row, queries.roll_of(row), request.POST)
    if act not in known:
        raise Http404
    form = known[act][2]
    if form.is_valid() and attempt(form, lambda: _do(act, row, form, request.viewer)) is not None:
        messages.success(request, SAID[act])
        return redirect("elections:registration", row.pk)
    return _page(request, row, {act: form}, status=422)


def _do(act, row, form, by):
    data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    common, version = {"community_cycle": row, "by": by}, {"expected_version": form.expected_version}
    if act == "sums":
        return services.enter_sums(on=data["on"], sums=form.sums, **common)
    if act == "represent":
        return rep_services.add_representatives(kind=data["kind"], lines=data["lines"], **common)
    if act in ("object", "duplicate"):
        service = services.receive_objection if act == "object" else services.report_duplicate
        return service(**common, **data)
    service = {
        "describe": services.describe_community, "publish": services.publish_list, "correct": services.announce_correction,
    }[act]  # fmt: skip
    return service(**common, **version, **data)


def _forms(request, row, roll, data=None) -> dict:
    """Act → title, verb, form; only what the state of the list allows."""
    today, version = clock.today(), roll.version if roll else None
    newest = queries.latest_sum(row)
    names = ("local", "resident", "worker_applied", "worker", "women", "minority")
    before = {name: getattr(newest, name) for name in names} if newest else {}
    known = {}
    if roll is None or roll.published_on is None:
        known["sums"] = ("填写登记数", "保存", forms.SumsForm(data, prefix="sums", initial=before | {"on": today}))
        known["publish"] = (
            "公布选民名单", "登记公布", forms.PublishForm(data, prefix="publish", initial={"on": today, "version": version}),
        )  # fmt: skip
    else:
        known["object"] = (
            "登记异议",
            "登记",
            forms.ObjectionForm(data, prefix="object", initial={"received_on": today}),
        )
    if roll is not None and roll.correction_due_since:
        known["correct"] = (
            "登记更正公告", "登记", forms.CorrectionForm(data, prefix="correct", initial={"on": today, "version": version}),
        )  # fmt: skip
    known["represent"] = ("登记代表", "登记", forms.RepresentativesForm(data, prefix="represent"))
    others = CommunityCycle.objects.filter(cycle=row.cycle).exclude(pk=row.pk).select_related("community")
    known["duplicate"] = ("报告重复登记", "报告", forms.DuplicateForm(data, prefix="duplicate", others=others))
    size = {"households": roll.households, "groups": roll.groups} if roll else {}
    known["describe"] = (
        "户数和居民小组数", "保存", forms.DescribeForm(data, prefix="describe", initial=size | {"version": version}),
    )  # fmt: skip
    return known


def _page(request, row, bound=None, status=200):
    bound, roll, parameters = bound or {}, queries.roll_of(row), cycle_parameters(row.cycle)
    allowed, may_see = can_record_electorate(request.viewer, row), bool(can_see_people(request.viewer))
    voters, voting = queries.registered_voters(row), queries.representatives(row)
    due = voters if queries.kind_for(row.election_mode) is None else voting
    listed = sorted(
        queries.representatives_of(row), key=lambda each: (*group_order(each.group), not each.is_group_leader)
    )
    residents = sum(each.kind == RepresentativeKind.RESIDENT for each in listed)
    usual = tuple(parameters["households_per_representative"])
    offered = [
        {"act": act, "title": title, "verb": verb, "form": bound.get(act, form), "is_open": act in bound, "danger": False,
         "url": reverse("elections:registration_act", args=[row.pk, act])}
        for act, (title, verb, form) in (_forms(request, row, roll) if allowed else {}).items()
    ]  # fmt: skip
    context = {
        "row": row, "cycle": row.cycle, "roll": roll, "sums": list(queries.sums_of(row)[:30]), "voters": voters,
        "newest": queries.latest_sum(row), "due": due, "needed": turnout_needed(row.election_mode, due) if due else None,
        "latest": latest_voter_list(row.day, parameters["voter_list_lead_days"]),
        "raise_by": appeal_deadline(roll.published_on, parameters["appeal_days"]) if roll and roll.published_on else None,
        "objections": list(queries.objections_of(row)) if may_see else [], "today": clock.today(),
        "proxies": proxies_of(row, row.day).count() if may_see else 0,
        "duplicates": list(queries.duplicates_of(row)) if may_see else [], "representatives": listed,
        "advice": representatives_words(residents, roll.households, usual) if roll and roll.households and residents else "",
        "offered": offered, "allowed": allowed, "may_see": may_see, "title": f"{row.community.name}选民登记",
        "breadcrumb": _crumbs(row)[:2] + [("选民登记", "")],
    }  # fmt: skip
    return render(request, "elections/registration_page.html", context, status=status)


def objection(request, pk):
    """One objection: the clocks, the decision."""
    require(can_see_people(request.viewer))
    item = get_object_or_404(queries.objections(request.viewer), pk=pk)
    row = item.community_cycle
    allowed = can_record_electorate(request.viewer, row)
    form = forms.DecideForm(request.POST or None, initial={"version": item.version, "on": clock.today()})
    if request.method == "POST":
        require(allowed)
        if form.is_valid() and attempt(form, lambda: services.decide_objection(
            objection=item, by=request.viewer, expected_version=form.expected_version,
            **{name: form.cleaned_data[name] for name in ("outcome", "on", "explanation")},
        )):  # fmt: skip
            messages.success(request, "已登记处理结果，选民数和有效门槛已重算。")
            return redirect("elections:registration", row.pk)
    context = {
        "item": item, "row": row, "cycle": row.cycle, "form": form, "allowed": allowed, "today": clock.today(),
        "is_open": item.state == ObjectionState.RECEIVED,
        "may_see_report": bool(can_see_reports(request.viewer)), "entries": entries_of(item)[:30],
        "title": "选民名单异议", "breadcrumb": _crumbs(row, ("异议", "")),
    }  # fmt: skip
    return render(request, "elections/registration_objection.html", context, status=422 if form.errors else 200)


def objections(request):
    """All objections of the viewer's area, overdue first."""
    require(can_see_people(request.viewer))
    cycle = current_cycle(request.viewer)
    require(no("还没有开启换届。", "请由区委组织部开启。") if cycle is None else can_see_people(request.viewer))
    request.cycle_shown = cycle
    urgency = Case(
        When(state=ObjectionState.DECIDED, then=Value(2)), When(decide_by__lt=clock.today(), then=Value(0)),
        default=Value(1), output_field=IntegerField(),
    )  # fmt: skip
    rows = queries.objections(request.viewer).filter(community_cycle__cycle=cycle).annotate(urgency=urgency)
    return render_list(
        request, queryset=rows, page=objections_page(request.viewer), filterset_class=ObjectionFilter,
        context={"breadcrumb": [(cycle.name, cycle.get_absolute_url()), ("选民名单异议", "")]},
    )  # fmt: skip


def duplicate(request, pk):
    """One double registration: freeze it in one of the two communities."""
    require(can_see_people(request.viewer))
    item = get_object_or_404(queries.duplicates(request.viewer), pk=pk)
    allowed = can_settle_duplicate(request.viewer, item)
    choices = CommunityCycle.objects.filter(pk__in=[item.community_cycle_id, item.other_id]).select_related("community")
    form = forms.SettleDuplicateForm(request.POST or None, choices=choices, initial={"version": item.version})
    if request.method == "POST":
        require(allowed)
        if form.is_valid() and attempt(form, lambda: services.settle_duplicate(
            duplicate=item, frozen_in=form.cleaned_data["frozen_in"], by=request.viewer,
            expected_version=form.expected_version,
        )):  # fmt: skip
            messages.success(request, "已冻结一处登记。")
            return redirect("elections:duplicate", item.pk)
    here = item.community_cycle if request.viewer.sees(item.area_code) else item.other
    context = {
        "item": item, "row": here, "cycle": item.community_cycle.cycle, "form": form, "allowed": allowed,
        "title": "重复登记", "breadcrumb": _crumbs(here, ("重复登记", "")), "entries": entries_of(item)[:30],
    }  # fmt: skip
    return render(request, "elections/registration_duplicate.html", context, status=422 if form.errors else 200)


@require_POST
def representative_act(request, pk, act):
    """Make somebody the group's leader, or take them off the list."""
    require(can_see_electorate(request.viewer))
    item = get_object_or_404(Representative.objects.visible_to(request.viewer), pk=pk)
    service = rep_services.make_group_leader if act == "lead" else rep_services.remove_representative
    version = request.POST.get("version", "")
    service(representative=item, by=request.viewer, expected_version=int(version) if version.isdecimal() else None)
    messages.success(request, "已登记组长。" if act == "lead" else "已移出代表名单。")
    return redirect("elections:registration", item.community_cycle_id)
