"""Recusal: declare one's own, and the list the organization department works from."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates.enums_review import RecusalGround
from candidates.filters_decisions import RecusalFilter
from candidates.forms.decisions import LiftForm, RecusalForm
from candidates.permissions_decisions import can_declare_recusal, can_lift_recusal, can_see_recusals
from candidates.queries.recusal import recusals
from candidates.services.recusal import declare_recusal, lift_recusal, reassign
from candidates.views.candidate import candidate_or_404
from candidates.views.matrix import cycle_for_review
from elections.forms.acts import ActForm, attempt
from huanjie.shared.verdict import require
from huanjie.tables import Column, Empty, ListPage, render_list


def recusal_url(row) -> str:
    return reverse("candidates:recusal", args=[row.pk])


COLUMNS = [
    Column("user_name", "回避人", url=recusal_url, sort="user_name"),
    Column("unit", "单位", sort="unit"),
    Column("name", "候选人", "candidate.name", sort="candidate__name"),
    Column("community", "社区", "candidate.community_cycle.community.name", sort="area_code"),
    Column("ground", "原因", lambda row: RecusalGround(row.ground).label, sort="ground"),
    Column("is_inferred", "来源", lambda row: "系统比对" if row.is_inferred else "本人申请", sort="is_inferred"),
    Column("reassigned_to_name", "改由", lambda row: row.reassigned_to_name or "没有其他经办人", sort="reassigned_to_name"),
    Column("standing", "状态", lambda row: "已撤销" if row.lifted_at else "回避中", sort="lifted_at"),
    Column("created_at", "登记时间", sort="created_at", default=False),
]  # fmt: skip


def recusal_list(request):
    """Everybody who stays away from somebody, lifted ones too: the trace stays."""
    require(can_see_recusals(request.viewer))
    cycle = cycle_for_review(request)
    page = ListPage(
        "回避", COLUMNS, "-created_at",
        Empty("没有回避", "经办人申请回避，或系统比对出同名、同单位的，会列在这里。"),
    )  # fmt: skip
    return render_list(
        request, queryset=recusals(request.viewer).filter(candidate__community_cycle__cycle=cycle), page=page,
        filterset_class=RecusalFilter,
        context={"cycle": cycle, "breadcrumb": [("候选人", reverse("candidates:candidates")), ("回避", "")],
                 "lead": "系统比对只看姓名和单位，同名不同人的，请核实后撤销。"},
    )  # fmt: skip


def declare(request, pk):
    """Say that one has to stay away; the record is hidden from that moment."""
    row = candidate_or_404(request, pk)
    require(can_declare_recusal(request.viewer, row))
    form = RecusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: declare_recusal(candidate=row, note=form.cleaned_data["note"], by=request.viewer))
        if made is not None:
            to = f"改由 {made.reassigned_to_name} 办理" if made.reassigned_to_id else "请告知区委组织部另行安排"
            messages.success(request, f"已登记回避，{to}。")
            return redirect("candidates:candidates")
    return render(
        request,
        "candidates/candidate_form.html",
        {"form": form, "title": f"申请回避：{row.name}", "label": "申请回避", "back": row.get_absolute_url(),
         "breadcrumb": [("候选人", reverse("candidates:candidates")), ("申请回避", "")]},
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def recusal_page(request, pk):
    """One recusal with its trace and what can be done about it."""
    return _page(request, _recusal_or_404(request, pk))


@require_POST
def recusal_act(request, pk, act):
    """Lift it, or name somebody else."""
    row = _recusal_or_404(request, pk)
    require(can_lift_recusal(request.viewer, row, declared_too=act == "reassign"))
    form = (LiftForm if act == "lift" else ActForm)(request.POST, prefix=act)
    if form.is_valid() and attempt(form, lambda: _do(act, row, form, request.viewer)) is not None:
        messages.success(request, "已撤销回避。" if act == "lift" else "已指定其他经办人。")
        return redirect(recusal_url(row))
    return _page(request, row, {act: form}, status=422)


def _do(act, row, form, by):
    if act == "lift":
        return lift_recusal(recusal=row, reason=form.cleaned_data["reason"], by=by)
    return reassign(recusal=row, by=by)


def _recusal_or_404(request, pk):
    require(can_see_recusals(request.viewer))
    return get_object_or_404(recusals(request.viewer), pk=pk)


def _page(request, row, bound=None, status=200):
    bound, viewer = bound or {}, request.viewer
    acts = [("lift", "核实为同名不同人，撤销回避", LiftForm, can_lift_recusal(viewer, row))]
    if row.reassigned_to_id is None:
        acts.append(("reassign", "指定其他经办人", ActForm, can_lift_recusal(viewer, row, declared_too=True)))
    offered = [
        {"act": name, "title": label, "verb": label, "is_open": True, "danger": False,
         "form": bound.get(name) or form_class(prefix=name),
         "url": reverse("candidates:recusal_act", args=[row.pk, name])}
        for name, label, form_class, verdict in acts
        if verdict
    ]  # fmt: skip
    return render(
        request,
        "candidates/recusal_page.html",
        {"row": row, "offered": offered, "cycle": row.candidate.community_cycle.cycle,
         "verdict": can_lift_recusal(viewer, row),
         "breadcrumb": [("回避", reverse("candidates:recusals")), (row.user_name, "")]},
        status=status,
    )  # fmt: skip
