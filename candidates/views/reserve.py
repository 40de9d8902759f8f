"""The reserve pool: list, page of a person, registration, and the acts on it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates.enums import PoliticalStatus
from candidates.enums_review import ReserveSource, Willingness
from candidates.filters_reserve import ReserveFilter
from candidates.forms.candidate import RevealForm
from candidates.forms.reserve import LeaveForm, MeasureForm, PoolNominationForm, ReserveForm, WillingnessForm
from candidates.permissions_reserve import (
    can_change_reserve,
    can_enter_reserve,
    can_nominate_from_pool,
    can_reveal_reserve,
    can_see_reserve,
)
from candidates.queries.candidate import communities_to_nominate_in
from candidates.queries.reserve import reserve, reserve_of
from candidates.services import reserve as services
from elections.enums import CycleState, Education, Gender
from elections.filters_cycle import without_street
from elections.forms.acts import attempt
from elections.queries.cycle import current_cycle
from huanjie.shared import clock
from huanjie.shared.dates import age_on
from huanjie.shared.verdict import no, require
from huanjie.tables import Column, Empty, ListPage, render_list


def _label(enum, value) -> str:
    return enum(value).label if value else ""


def _standing(row) -> str:
    if row.left_on:
        return "已出库"
    return "已提名" if row.candidate_id else "在库"


COLUMNS = [
    Column("name", "姓名", url=lambda row: row.get_absolute_url(), sort="name"),
    Column("community", "社区", "community_cycle.community.name", sort="area_code"),
    Column("street", "街道", "community_cycle.community.subdistrict.name", sort="area_code"),
    Column("source", "来源", lambda row: _label(ReserveSource, row.source), sort="source"),
    Column("posts", "培养方向", "posts_label"),
    Column("willingness", "本人意愿", lambda row: _label(Willingness, row.willingness), sort="willingness"),
    Column("standing", "在库情况", _standing, sort="left_on"),
    Column("gender", "性别", lambda row: _label(Gender, row.gender), sort="gender"),
    Column("age", "选举日年龄", lambda row: age_on(row.birth_date, row.community_cycle.cycle.election_day),
           sort="-birth_date", numeric=True, unit="岁"),
    Column("political_status", "政治面貌", lambda row: _label(PoliticalStatus, row.political_status),
           sort="political_status"),
    Column("education", "学历", lambda row: _label(Education, row.education), sort="education"),
    Column("entered_on", "入库日期", sort="entered_on"),
    Column("current_post", "现任职务", default=False),
    Column("left_on", "出库日期", sort="left_on", default=False),
    Column("id_number_masked", "身份证号", default=False),
]  # fmt: skip

ACTS = {
    # act: (permission, title and verb, form, what is said when done)
    "measure": (can_change_reserve, "登记培养措施", MeasureForm, "已登记培养措施。"),
    "willingness": (can_change_reserve, "登记本人意愿", WillingnessForm, "已登记本人意愿。"),
    "nominate": (can_nominate_from_pool, "提名为候选人", PoolNominationForm, "已登记提名。下一步由街道预审。"),
    "leave": (can_change_reserve, "登记出库", LeaveForm, "已登记出库。"),
}


def cycle_or_refusal(request):
    """The cycle shown; refused where there is none or the role has no business here."""
    require(can_see_reserve(request.viewer))
    cycle = current_cycle(request.viewer)
    if cycle is None:
        require(no("还没有换届届次，没有后备人选库。", "请由区委组织部先开启换届。"))
    request.cycle_shown = cycle
    return cycle


def person_or_404(request, pk):
    require(can_see_reserve(request.viewer))
    return get_object_or_404(reserve(request.viewer), pk=pk)


def reserve_list(request):
    """The running cycle's pool."""
    cycle = cycle_or_refusal(request)
    may_write = cycle.state == CycleState.OPEN and bool(can_enter_reserve(request.viewer))
    act = (reverse("candidates:reserve_enter"), "登记后备人选") if may_write else ()
    page = ListPage(
        "后备人选", without_street(COLUMNS, request.viewer), "community",
        Empty("还没有后备人选", "社区或街道登记的后备人选会列在这里。", *act),
    )  # fmt: skip
    return render_list(
        request, queryset=reserve_of(cycle, request.viewer), page=page, filterset_class=ReserveFilter,
        template="candidates/reserve_list.html",
        context={"cycle": cycle, "primary": act[::-1] or None, "breadcrumb": [(cycle.name, ""), ("后备人选", "")]},
    )  # fmt: skip


def enter_view(request):
    """Put somebody into the pool."""
    cycle = cycle_or_refusal(request)
    require(can_enter_reserve(request.viewer))
    communities = communities_to_nominate_in(request.viewer, cycle)
    initial = {"entered_on": clock.today(), "willingness": Willingness.UNKNOWN}
    if len(request.viewer.area) == 12:
        initial["community_cycle"] = communities.first()
    form = ReserveForm(request.POST or None, communities=communities, initial=initial)
    if request.method == "POST" and form.is_valid():
        require(can_enter_reserve(request.viewer, form.cleaned_data["community_cycle"]))
        row = attempt(form, lambda: services.enter(by=request.viewer, **form.entry()))
        if row is not None:
            messages.success(request, f"“{row.name}”已入库。")
            return redirect(row)
    return _form_page(request, form, "登记后备人选", "登记入库", reverse("candidates:reserve"))


def correct_view(request, pk):
    """Correct a registration of the pool."""
    row = person_or_404(request, pk)
    require(can_change_reserve(request.viewer, row))
    initial = {name: getattr(row, name) for name in services.CORRECTABLE if name not in ("id_number", "phone")}
    form = ReserveForm(
        request.POST or None, communities=communities_to_nominate_in(request.viewer, row.community_cycle.cycle),
        correcting=True, initial=initial | {"version": row.version},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            form,
            lambda: services.correct(
                person=row, by=request.viewer, expected_version=form.expected_version, **form.corrections()
            ),
        )
        if saved is not None:
            messages.success(request, "已保存修改。")
            return redirect(row)
    return _form_page(request, form, f"修改登记：{row.name}", "保存修改", row.get_absolute_url())


def _form_page(request, form, title, label, back):
    return render(
        request,
        "candidates/candidate_form.html",
        {"form": form, "title": title, "label": label, "back": back,
         "breadcrumb": [("后备人选", reverse("candidates:reserve")), (title, "")]},
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def reserve_person(request, pk):
    """What is known of a person of the pool, and what can be done."""
    return _page(request, person_or_404(request, pk))


@require_POST
def reserve_act(request, pk, act):
    """Do one act on a person of the pool."""
    row = person_or_404(request, pk)
    permitted, _, form_class, said = ACTS[act]
    require(permitted(request.viewer, row))
    form = form_class(request.POST, prefix=act)
    done = attempt(form, lambda: _do(act, row, form, request.viewer)) if form.is_valid() else None
    if done is None:
        return _page(request, row, {act: form}, status=422)
    messages.success(request, said)
    return redirect(done if act == "nominate" else row)


def _do(act, row, form, by):
    data, version = form.cleaned_data, form.expected_version
    if act == "measure":
        return services.add_measure(person=row, on=data["on"], what=data["what"], by=by)
    if act == "willingness":
        return services.set_willingness(
            person=row, willingness=data["willingness"], by=by, expected_version=version
        )  # fmt: skip
    if act == "leave":
        return services.leave(person=row, on=data["on"], reason=data["reason"], by=by, expected_version=version)
    facts = {name: data[name] for name in ("posts", "nomination", "political_status", "join_date", "nominated_on")}
    return services.nominate_from_pool(person=row, by=by, expected_version=version, **facts)


@require_POST
def reserve_reveal(request, pk):
    """The whole ID number, once, on a page that nobody keeps."""
    row = person_or_404(request, pk)
    require(can_reveal_reserve(request.viewer, row))
    form, identity = RevealForm(request.POST, prefix="reveal"), None
    if form.is_valid():
        purpose = form.cleaned_data["purpose"]
        identity = attempt(form, lambda: services.reveal_reserve(person=row, purpose=purpose, by=request.viewer))
    answer = _page(request, row, {"reveal": form}, 200 if identity else 422, identity)
    answer["Cache-Control"] = "no-store"
    return answer


def _page(request, row, bound=None, status=200, identity=None):
    bound = bound or {}
    offered = [
        {
            "act": name, "title": label, "verb": label, "is_open": name in bound, "danger": name == "leave",
            "form": bound.get(name) or form_class(prefix=name, initial=_initial(row)),
            "url": reverse("candidates:reserve_act", args=[row.pk, name]),
        }
        for name, (permitted, label, form_class, _) in ACTS.items()
        if permitted(request.viewer, row)
    ]  # fmt: skip
    return render(
        request,
        "candidates/reserve_person.html",
        {
            "row": row, "standing": _standing(row), "measures": row.measures.all(), "offered": offered,
            "age": age_on(row.birth_date, row.community_cycle.day), "identity": identity,
            "can_change": can_change_reserve(request.viewer, row), "can_reveal": can_reveal_reserve(request.viewer, row),
            "reveal_form": bound.get("reveal") or RevealForm(prefix="reveal"),
            "breadcrumb": [("后备人选", reverse("candidates:reserve")), (row.name, "")],
        },
        status=status,
    )  # fmt: skip


def _initial(row) -> dict:
    return {
        "version": row.version, "on": clock.today(), "nominated_on": clock.today(), "posts": row.posts,
        "political_status": row.political_status, "willingness": row.willingness,
    }  # fmt: skip
