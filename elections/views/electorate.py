"""The Party meeting of a community: who is due, and why; rights, exclusions, joint branches, halls, attendance."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.enums_electorate import AssemblyState, ExclusionGround
from elections.forms import electorate as forms
from elections.forms.acts import attempt
from elections.models import Community, PartyMember
from elections.permissions_electorate import (
    can_decide_rights,
    can_record_electorate,
    can_see_electorate,
    can_see_people,
)
from elections.queries import electorate as queries
from elections.queries.cycle import community_cycles
from elections.queries.people import members
from elections.queries.rule_sets import cycle_parameters
from elections.rules.electorate import DUE, EXCLUDED, ON_PROBATION, PENDING, PROBATIONARY, SUSPENDED
from elections.rules.venues import congress_possible
from elections.services import assembly as services
from elections.services import electorate as rights
from elections.tables_electorate import people_page
from huanjie.shared import clock
from huanjie.shared.verdict import require
from huanjie.tables import render_list

GROUPS = {
    "members": ("在册党员", (DUE, PENDING, EXCLUDED, PROBATIONARY, ON_PROBATION, SUSPENDED)),
    "probationary": ("预备党员", (PROBATIONARY,)),
    "on_probation": ("留党察看", (ON_PROBATION,)),
    "suspended": ("权利中止", (SUSPENDED,)),
    "entitled": ("有选举权的党员", (DUE, PENDING, EXCLUDED)),
    "excluded": ("不计入应到会", (EXCLUDED,)),
    "pending": ("批准不全，仍计入应到会", (PENDING,)),
    "expected": ("应到会", (DUE, PENDING)),
}
"""The numbers of the subtraction, with the people behind each."""
SAID = {
    "plan": "已登记会议。", "arrange": "已安排会场。", "open": "已登记开会，应到会已固定。",
    "turnout": "已登记到会和选票。", "restrict": "已登记权利受限，应到会已重算。",
    "exclude": "已登记；两项批准齐全之前仍计入应到会。", "cover": "已登记联合党支部覆盖的社区。", "venue": "已登记会场。",
}  # fmt: skip


def _community(request, pk):
    require(can_see_electorate(request.viewer))
    return get_object_or_404(community_cycles(request.viewer), pk=pk)


def crumbs(row, *more):
    """The way to a page of this community's meeting."""
    return [
        (row.cycle.name, row.cycle.get_absolute_url()),
        (row.community.name, row.get_absolute_url()),
        ("党员大会", reverse("elections:assembly", args=[row.pk])),
        *more,
    ]


def assembly_page(request, pk):
    """The subtraction with its people, the halls, what can be recorded."""
    return _page(request, _community(request, pk))


def assembly_print(request, pk):
    """The same on paper: the subtraction, the exclusions with their approvals, the halls."""
    row = _community(request, pk)
    context = _facts(request, row) | {
        "title": f"{row.community.name}应到会计算表",
        "breadcrumb": crumbs(row, ("打印", "")),
    }
    return render(request, "elections/electorate_print.html", context)


def people(request, pk, group):
    """Who stands behind one number, with the reason."""
    row = _community(request, pk)
    require(can_see_people(request.viewer))
    if group not in GROUPS:
        raise Http404
    label, standings = GROUPS[group]
    attendance = queries.attendance_in(row)
    rows = PartyMember.objects.filter(pk__in=attendance.keys(*standings)).select_related("organization", "community")
    return render_list(
        request, queryset=rows.defer("id_number", "phone"), page=people_page(label, attendance),
        context={"breadcrumb": crumbs(row, (label, "")), "lead": f"按 {attendance.on} 的情况计算。"},
    )  # fmt: skip


@require_POST
def assembly_act(request, pk, act):
    """Do one of the acts on the page."""
    row = _community(request, pk)
    permitted = can_decide_rights if act == "restrict" else can_record_electorate
    require(permitted(request.viewer, row))
    assembly = queries.current_assembly(row)
    if act not in _forms(request, row, assembly):
        raise Http404
    form = _forms(request, row, assembly, request.POST)[act][2]
    if form.is_valid() and attempt(form, lambda: _do(act, row, assembly, form, request.viewer)) is not None:
        messages.success(request, SAID[act])
        return redirect("elections:assembly", row.pk)
    return _page(request, row, {act: form}, status=422)


def _do(act, row, assembly, form, by):
    data, version = form.cleaned_data, {"expected_version": form.expected_version}
    if act == "plan":
        return services.plan_assembly(
            community_cycle=row, by=by, **version,
            **{name: data[name] for name in ("kind", "planned_on", "organizations", "approval_number", "is_dispersed")},
        )  # fmt: skip
    if act == "arrange":
        return services.arrange_venues(assembly=assembly, by=by, **version)
    if act == "open":
        return services.open_assembly(assembly=assembly, by=by, **version)
    if act == "turnout":
        halls = {pk: services.Turnout(*told) for pk, told in form.halls.items()}
        services.record_turnout(assembly=assembly, halls=halls, by=by)
        return assembly
    if act == "venue":
        return services.save_venue(
            community_cycle=row, name=data["name"], address=data["address"], capacity=data["capacity"], by=by
        )
    if act == "cover":
        return rights.cover_community(
            community_cycle=row, organization=data["organization"], community=data["community"], by=by
        )
    names = ("kind", "since", "until", "document_number") if act == "restrict" else ("ground", "since", "evidence")
    service = rights.restrict_rights if act == "restrict" else rights.propose_exclusion
    return service(community_cycle=row, member=data["member"], by=by, **{name: data[name] for name in names})


def _forms(request, row, assembly, data=None) -> dict:
    """Act → title, verb, form; only what the state of the meeting allows."""
    organizations, here = (
        queries.organizations_of(row),
        members(request.viewer).filter(community_id=row.community_id, left_on__isnull=True),
    )
    planned = assembly is not None and assembly.state == AssemblyState.PLANNED
    version = assembly.version if planned else None
    meeting = {
        "kind": assembly.kind if planned else "assembly", "planned_on": queries.meeting_day(row, assembly),
        "organizations": queries.meeting_organizations(row, assembly), "version": version,
        "approval_number": assembly.approval_number if planned else "",
    }  # fmt: skip
    known = {
        "plan": ("会议日期和形式", "保存", forms.MeetingForm(data, prefix="plan", initial=meeting, organizations=organizations)),
        "venue": ("登记会场", "登记会场", forms.VenueForm(data, prefix="venue")),
        "exclude": ("登记不计入应到会的情形", "登记", forms.ExcludeForm(data, prefix="exclude", members=here)),
        "cover": ("联合党支部", "登记覆盖的社区", forms.CoverForm(
            data, prefix="cover", organizations=organizations,
            communities=Community.objects.current().in_area(row.area_code[:6]).exclude(pk=row.community_id).order_by("code"))),
    }  # fmt: skip
    known["venue"][2].fields.pop("is_in_use")
    if can_decide_rights(request.viewer, row):
        known["restrict"] = ("登记权利受限", "登记", forms.RestrictForm(data, prefix="restrict", members=here))
    if planned:
        blank = {"version": version}
        known["arrange"] = ("按座位安排会场", "安排会场", forms.ConfirmForm(data, prefix="arrange", initial=blank))
        known["open"] = ("登记开会，固定应到会", "登记开会", forms.ConfirmForm(data, prefix="open", initial=blank))
    elif assembly is not None and (halls := list(queries.meetings_of(assembly))):
        known["turnout"] = ("各会场到会和选票", "保存", forms.TurnoutForm(data, prefix="turnout", meetings=halls))
    return known


def _facts(request, row) -> dict:
    assembly, parameters = queries.current_assembly(row), cycle_parameters(row.cycle)
    organizations = queries.meeting_organizations(row, assembly)
    attendance = queries.attendance_of(organizations, queries.meeting_day(row, assembly), parameters)
    may_see = bool(can_see_people(request.viewer))
    planned = assembly is not None and assembly.state == AssemblyState.PLANNED
    halls, opened = list(queries.meetings_of(assembly)) if assembly else [], assembly is not None and not planned
    least = parameters["party_congress_min_members"]
    return {
        "row": row, "cycle": row.cycle, "assembly": assembly, "attendance": attendance, "organizations": organizations,
        "lines": _lines(row, attendance, may_see), "grounds": _grounds(attendance), "may_see": may_see, "halls": halls,
        "frozen": assembly.snapshot if opened else None, "opened": opened,
        "valid": services.meeting_valid(assembly, halls) if opened and any(h.attended is not None for h in halls) else None,
        "plan": services.proposed_plan(assembly, attendance)[0] if planned else None,
        "venues": list(queries.venues_of(row)), "joint": list(queries.joint_branches(row)),
        "congress": congress_possible(attendance.members, least=least), "least": least,
        "restrictions": _with(queries.restrictions(request.viewer), row) if may_see else [],
        "exclusions": _with(queries.exclusions(request.viewer), row) if may_see else [],
    }  # fmt: skip


def _with(rows, row):
    return list(rows.filter(member__community_id=row.community_id))


def _lines(row, attendance, may_see) -> list[dict]:
    def line(sign, group, count, **more):
        url = reverse("elections:assembly_people", args=[row.pk, group]) if may_see and count else ""
        return {"sign": sign, "label": GROUPS[group][0], "count": count, "url": url, **more}

    return [
        line("", "members", attendance.members),
        line("−", "probationary", attendance.probationary),
        line("−", "on_probation", attendance.on_probation_within_party),
        line("−", "suspended", attendance.suspended),
        line("=", "entitled", attendance.entitled, is_sum=True),
        line("−", "excluded", attendance.excluded_count),
        line("=", "expected", attendance.expected, is_sum=True),
    ]


def _grounds(attendance) -> list[tuple[str, int]]:
    return [(ExclusionGround(ground).label, count) for ground, count in attendance.excluded.items() if count]


def _page(request, row, bound=None, status=200):
    bound = bound or {}
    facts = _facts(request, row)
    allowed = can_record_electorate(request.viewer, row)
    offered = [
        {
            "act": act, "title": title, "verb": verb, "form": bound.get(act, form), "is_open": act in bound,
            "danger": False, "url": reverse("elections:assembly_act", args=[row.pk, act]),
        }
        for act, (title, verb, form) in (_forms(request, row, facts["assembly"]) if allowed else {}).items()
    ]  # fmt: skip
    context = facts | {
        "offered": offered,
        "allowed": allowed,
        "title": f"{row.community.name}党员大会",
        "today": clock.today(),
        "breadcrumb": crumbs(row)[:2] + [("党员大会", "")],
    }
    return render(request, "elections/electorate_assembly.html", context, status=status)
