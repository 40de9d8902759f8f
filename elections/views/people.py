"""The roster: list, one person, forms, the logged look at an ID number."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from elections import tables
from elections.filters import MemberFilter
from elections.forms.acts import attempt
from elections.forms.people import IdNumberForm, LeaveForm, MemberForm, RevealForm
from elections.permissions import (
    can_edit_member,
    can_edit_roster,
    can_import_roster,
    can_reveal_member,
    can_see_roster,
)
from elections.queries import people as queries
from elections.services import people as services
from huanjie.activity.queries.history import entries_of
from huanjie.files.queries.imports import runs
from huanjie.shared import clock
from huanjie.shared.verdict import require
from huanjie.tables import render_list


def _member(request, pk):
    require(can_see_roster(request.viewer))
    return get_object_or_404(queries.members(request.viewer), pk=pk)


def _crumbs(*more):
    return [("党员名册", reverse("elections:members")), *more]


def member_list(request):
    """People on the roster inside the viewer's area."""
    require(can_see_roster(request.viewer))
    context = {"may_edit": can_edit_roster(request.viewer), "may_import": can_import_roster(request.viewer)}
    return render_list(
        request, queryset=queries.members(request.viewer).defer("id_number", "phone"), page=tables.MEMBERS,
        filterset_class=MemberFilter, template="elections/member_list.html", context=context,
    )  # fmt: skip


@never_cache
def member_lookup(request):
    """Find a person by ID number: posted, compared by its keyed hash, never in an address."""
    require(can_see_roster(request.viewer))
    form, found = IdNumberForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        found = list(queries.members_with_id_number(request.viewer, form.cleaned_data["id_number"]))
        services.note_lookup(by=request.viewer, found=len(found))
        form = IdNumberForm()
    context = {"form": form, "found": found, "title": "按身份证号查找", "breadcrumb": _crumbs(("按身份证号查找", ""))}
    return render(request, "elections/member_lookup.html", context, status=422 if form.errors else 200)


def member_page(request, pk):
    """Facts at the left, what happened at the right."""
    member = _member(request, pk)
    context = {
        "member": member,
        "membership": tables.membership(member),
        "entries": entries_of(member)[:50],
        "batch": runs(request.viewer).filter(apply_job=member.batch_id).first() if member.batch_id else None,
        "can_edit": can_edit_member(request.viewer, member),
        "can_reveal": can_reveal_member(request.viewer, member),
        "breadcrumb": _crumbs((member.name, "")),
    }
    return render(request, "elections/member_page.html", context)


def member_add(request):
    """Register one person."""
    require(can_edit_roster(request.viewer))
    form = MemberForm(request.POST or None, organizations=_choices(request), initial={"membership": "full"})
    if request.method == "POST" and form.is_valid():
        member = attempt(form, partial(services.register_member, by=request.viewer, **form.values()))
        if member:
            messages.success(request, f"已登记{member.name}。")
            return redirect(member)
    return _form(request, form, "登记党员", "登记", reverse("elections:members"))


def member_edit(request, pk):
    """Change one line."""
    member = _member(request, pk)
    require(can_edit_member(request.viewer, member))
    form = MemberForm(request.POST or None, organizations=_choices(request), member=member)
    if request.method == "POST" and form.is_valid():
        saved = attempt(form, partial(services.update_member, member=member, by=request.viewer,
                                      expected_version=form.expected_version, **form.values()))  # fmt: skip
        if saved:
            messages.success(request, "已保存。")
            return redirect(member)
    return _form(request, form, f"修改：{member.name}", "保存", member.get_absolute_url(), member)


def member_leave(request, pk):
    """Mark a person as left."""
    member = _member(request, pk)
    require(can_edit_member(request.viewer, member))
    form = LeaveForm(request.POST or None, initial={"on": clock.today(), "version": member.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        saved = attempt(form, partial(services.mark_left, member=member, by=request.viewer, on=data["on"],
                                      expected_version=form.expected_version, reason=data["reason"]))  # fmt: skip
        if saved:
            messages.success(request, f"{member.name}已从名册转出，记录保留备查。")
            return redirect(member)
    return _form(request, form, f"转出：{member.name}", "转出名册", member.get_absolute_url(), member)


@never_cache
def member_reveal(request, pk):
    """Ask for the purpose; show the numbers once, in the answer to the POST only."""
    member = _member(request, pk)
    require(can_reveal_member(request.viewer, member))
    form, numbers = RevealForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        numbers = services.reveal_member(member=member, by=request.viewer, purpose=form.cleaned_data["purpose"])
    title = f"查看身份证号：{member.name}"
    context = {"member": member, "form": form, "numbers": numbers, "title": title,
               "breadcrumb": _crumbs((member.name, member.get_absolute_url()), ("查看身份证号", ""))}  # fmt: skip
    response = render(request, "elections/member_reveal.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "same-origin"
    return response


def _choices(request):
    return queries.organizations_to_choose(request.viewer)


def _form(request, form, title, label, back, member=None):
    crumbs = (
        _crumbs((member.name, member.get_absolute_url()), (title.split("：")[0], ""))
        if member
        else _crumbs((title, ""))
    )
    context = {"form": form, "title": title, "label": label, "back": back, "breadcrumb": crumbs}
    return render(request, "elections/member_form.html", context, status=422 if form.errors else 200)
