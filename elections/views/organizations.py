"""Party organizations: list with counts, one organization, form."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from elections import tables
from elections.filters import OrganizationFilter
from elections.forms.acts import attempt
from elections.forms.people import OrganizationForm
from elections.permissions import can_edit_roster, can_see_organizations, can_see_roster
from elections.queries import people as queries
from elections.services import people as services
from huanjie.activity.queries.history import entries_of
from huanjie.shared.verdict import require
from huanjie.tables import render_list


def _organization(request, pk):
    require(can_see_organizations(request.viewer))
    return get_object_or_404(queries.organizations(request.viewer), pk=pk)


def _crumbs(*more):
    return [("党组织", reverse("elections:organizations")), *more]


def organization_list(request):
    """Organizations inside the viewer's area with how many belong to each."""
    require(can_see_organizations(request.viewer))
    return render_list(
        request, queryset=queries.organizations(request.viewer),
        page=tables.organizations(bool(can_see_roster(request.viewer))), filterset_class=OrganizationFilter,
        template="elections/organization_list.html", context={"may_edit": can_edit_roster(request.viewer)},
    )  # fmt: skip


def organization_page(request, pk):
    organization = _organization(request, pk)
    children = queries.organizations(request.viewer).filter(parent=organization).order_by("name")
    context = {
        "organization": organization,
        "children": children,
        "members_url": tables.members_of(organization) if can_see_roster(request.viewer) else "",
        "can_edit": can_edit_roster(request.viewer),
        "entries": entries_of(organization)[:50],
        "breadcrumb": _crumbs((organization.name, "")),
    }
    return render(request, "elections/organization_page.html", context)


def organization_add(request):
    require(can_edit_roster(request.viewer))
    return _edit(request, None, "登记党组织", "登记", reverse("elections:organizations"))


def organization_edit(request, pk):
    organization = _organization(request, pk)
    require(can_edit_roster(request.viewer))
    back = reverse("elections:organization", args=[organization.pk])
    return _edit(request, organization, f"修改：{organization.name}", "保存", back)


def _edit(request, organization, title, label, back):
    form = OrganizationForm(
        request.POST or None, communities=queries.communities(request.viewer),
        organizations=queries.organizations_to_choose(request.viewer), organization=organization,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        saved = attempt(form, partial(services.save_organization, by=request.viewer, organization=organization,
                                      community=data.get("community"), name=data["name"], kind=data["kind"],
                                      parent=data["parent"]))  # fmt: skip
        if saved:
            messages.success(request, "已保存。")
            return redirect("elections:organization", saved.pk)
    context = {"form": form, "title": title, "label": label, "back": back, "breadcrumb": _crumbs((title, ""))}
    return render(request, "elections/organization_form.html", context, status=422 if form.errors else 200)
