"""Candidates: list, page, registration."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from candidates.enums import CandidateState, Nomination, PoliticalStatus
from candidates.filters import CandidateFilter
from candidates.forms.candidate import RegistrationForm
from candidates.permissions import can_correct, can_nominate, can_see_candidates
from candidates.queries.candidate import candidates, candidates_of, communities_to_nominate_in
from candidates.services import correct_candidate, nominate
from candidates.services.nomination import CORRECTABLE
from elections.enums import CycleState, Education, Gender
from elections.filters_cycle import without_street
from elections.forms.acts import attempt
from elections.queries.cycle import current_cycle
from huanjie.accounts.enums import Role
from huanjie.shared import clock
from huanjie.shared.dates import age_on
from huanjie.shared.verdict import no, require
from huanjie.tables import Bulk, Column, Empty, ListPage, render_list

SEND = Bulk("send", "送资格联审", "先核对名单，再一起送区级联审", "candidates:send_many")
BATCH = Bulk("batch", "建立联审批次", "先选择单位和情形，再建立批次", "candidates:batch_open")
BULK = {Role.STREET_STAFF: (SEND,), Role.DISTRICT_ORGANIZER: (BATCH,)}

COLUMNS = [
    Column("name", "姓名", url=lambda row: row.get_absolute_url(), sort="name"),
    Column("community", "社区", "community_cycle.community.name", sort="area_code"),
    Column("street", "街道", "community_cycle.community.subdistrict.name", sort="area_code"),
    Column("posts", "拟任职务", "posts_label"),
    Column("state", "状态", badge=CandidateState, sort="state"),
    Column("gender", "性别", badge=None, value=lambda row: Gender(row.gender).label if row.gender else "", sort="gender"),
    Column("age", "选举日年龄", lambda row: _age(row), sort="-birth_date", numeric=True, unit="岁"),
    Column("political_status", "政治面貌", lambda row: _label(PoliticalStatus, row.political_status),
           sort="political_status"),
    Column("education", "学历", lambda row: _label(Education, row.education), sort="education"),
    Column("nomination", "提名方式", lambda row: _label(Nomination, row.nomination), sort="nomination", default=False),
    Column("is_incumbent", "连任", sort="is_incumbent", default=False),
    Column("nominated_on", "提名日期", sort="nominated_on"),
    Column("review_sent_on", "送审日期", sort="review_sent_on"),
    Column("concluded_on", "结论日期", sort="concluded_on", default=False),
    Column("formal_on", "正式候选人日期", sort="formal_on", default=False),
    Column("ethnicity", "民族", sort="ethnicity", default=False),
    Column("join_date", "入党时间", sort="join_date", default=False),
    Column("current_post", "现任职务", default=False),
    Column("id_number_masked", "身份证号", default=False),
]  # fmt: skip


def _label(enum, value) -> str:
    return enum(value).label if value else ""


def _age(row):
    return age_on(row.birth_date, row.community_cycle.cycle.election_day) if row.birth_date else None


def _cycle(request):
    require(can_see_candidates(request.viewer))
    cycle = current_cycle(request.viewer)
    if cycle is None:
        require(no("还没有换届届次，没有候选人。", "请由区委组织部先开启换届。"))
    request.cycle_shown = cycle
    return cycle


def candidate_or_404(request, pk):
    """The candidate inside the viewer's area and role; otherwise there is none."""
    require(can_see_candidates(request.viewer))
    return get_object_or_404(candidates(request.viewer), pk=pk)


def candidate_list(request):
    """The running cycle's candidates."""
    cycle = _cycle(request)
    running = cycle.state == CycleState.OPEN
    page = ListPage(
        "候选人", without_street(COLUMNS, request.viewer), "community",
        Empty("还没有候选人", "社区或街道登记提名后，会列在这里。", *_first_act(request.viewer) if running else ()),
        bulk=BULK.get(request.viewer.role, ()) if running else (),
    )  # fmt: skip
    primary = ("登记提名", reverse("candidates:nominate")) if running and can_nominate(request.viewer) else None
    return render_list(
        request, queryset=candidates_of(cycle, request.viewer), page=page, filterset_class=CandidateFilter,
        template="candidates/candidate_list.html",
        context={"cycle": cycle, "primary": primary, "may_write": primary is not None, "breadcrumb": [(cycle.name, ""), ("候选人", "")]},
    )  # fmt: skip


def _first_act(viewer) -> tuple:
    return (reverse("candidates:nominate"), "登记提名") if can_nominate(viewer) else ()


def nominate_view(request):
    """Register a nomination."""
    cycle = _cycle(request)
    require(can_nominate(request.viewer))
    communities = communities_to_nominate_in(request.viewer, cycle)
    initial = {"nominated_on": clock.today()}
    if len(request.viewer.area) == 12:
        initial["community_cycle"] = communities.first()
    form = RegistrationForm(request.POST or None, communities=communities, cycle=cycle, initial=initial)
    if request.method == "POST" and form.is_valid():
        require(can_nominate(request.viewer, form.cleaned_data["community_cycle"]))
        row = attempt(form, lambda: nominate(by=request.viewer, **form.registration()))
        if row is not None:
            messages.success(request, f"已登记“{row.name}”的提名。下一步由街道预审。")
            return redirect(row)
    return _form_page(request, form, "登记提名", "登记提名", cycle, reverse("candidates:candidates"))


def correct_view(request, pk):
    """Correct a registration."""
    row = candidate_or_404(request, pk)
    require(can_correct(request.viewer, row))
    cycle = row.community_cycle.cycle
    initial = registration_of(row)
    form = RegistrationForm(
        request.POST or None, communities=communities_to_nominate_in(request.viewer, cycle), cycle=cycle,
        correcting=True, initial=initial | {"version": row.version},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            form,
            lambda: correct_candidate(
                candidate=row, by=request.viewer, expected_version=form.expected_version, **form.corrections()
            ),
        )
        if saved is not None:
            messages.success(request, "已保存修改。")
            return redirect(row)
    return _form_page(request, form, f"修改登记：{row.name}", "保存修改", cycle, row.get_absolute_url())


def registration_of(row) -> dict:
    """What the registration form shows of a row: everything but the closed numbers."""
    shown = {name: getattr(row, name) for name in CORRECTABLE if name not in ("id_number", "phone")}
    household = {True: "yes", False: "no", None: ""}[row.is_household_registered]
    return shown | {"is_household_registered": household}


def _form_page(request, form, title, label, cycle, back):
    return render(
        request,
        "candidates/candidate_form.html",
        {"form": form, "title": title, "label": label, "cycle": cycle, "back": back,
         "breadcrumb": [("候选人", reverse("candidates:candidates")), (title, "")]},
        status=422 if form.is_bound else 200,
    )  # fmt: skip
