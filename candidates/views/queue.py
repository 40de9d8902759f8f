"""我的联审: the work list of a reviewing department, and signing 未发现 for a selected list."""

import django_filters as filters
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates.forms.review import AsOfForm
from candidates.models import JointReview
from candidates.permissions_queue import can_see_queue
from candidates.permissions_review import not_barred
from candidates.queries.queue import batches_asking, open_opinions, reviews_of
from candidates.queries.signing import barred
from candidates.services.joint_review import sign_many_clear
from candidates.views.matrix import cycle_for_review
from elections.filters_cycle import AreaFilter
from elections.forms.acts import attempt
from elections.queries.cycle import streets_in
from huanjie.shared import clock
from huanjie.shared.verdict import Stale, require
from huanjie.tables import Bulk, Column, Empty, ListPage, render_list, selected

CLEAR = Bulk("clear", "签署“未发现”", "先核对名单和情形，再一起签署", "candidates:sign_clear")

EMPTY = Empty("没有待签署的联审", "区委组织部送出联审批次后，请您单位核查的候选人会列在这里。")
NO_UNIT = Empty("您的账号没有填写单位", "不知道您是哪个联审单位，看不到名单。请联系系统管理员在账号中补上单位全称。")


def opinion_url(review) -> str:
    return reverse("candidates:opinions", args=[review.pk])


def standing_of_review(row) -> str:
    """What a row of the queue says: pending, late, or answered."""
    if not row.pending:
        return "done"
    return "overdue" if row.due_on < clock.today() else "not_started"


COLUMNS = [
    Column("name", "姓名", "candidate.name", url=opinion_url, sort="candidate__name"),
    Column("community", "社区", "candidate.community_cycle.community.name", sort="area_code"),
    Column("street", "街道", "candidate.community_cycle.community.subdistrict.name", sort="area_code"),
    Column("posts", "拟任职务", "candidate.posts_label"),
    Column("id_number_masked", "身份证号", "candidate.id_number_masked"),
    Column("birth_date", "出生日期", "candidate.birth_date", sort="candidate__birth_date", default=False),
    Column("work_unit", "工作单位", "candidate.work_unit", default=False),
    Column("batch", "批次", "batch.name", sort="batch__number"),
    Column("due", "要求反馈", "due_on", sort=("due_on", "area_code", "candidate__name")),
    Column("progress", "已签署", lambda row: f"{row.asked - row.pending}/{row.asked}", sort="pending"),
    Column("standing", "状态", standing_of_review, template="candidates/_queue_standing.html"),
]


class QueueFilter(filters.FilterSet):
    """What is shown at first is what still waits."""

    STANDINGS = (("done", "已签署"), ("late", "已逾期"), ("all", "全部"))
    standing = filters.ChoiceFilter(label="状态", choices=STANDINGS, empty_label="待签署", method="by_standing")
    batch = filters.ChoiceFilter(label="批次", field_name="batch", empty_label="全部批次", choices=())
    street = AreaFilter(label="街道", empty_label="全部街道", choices=())
    name = filters.CharFilter(label="姓名", field_name="candidate__name", lookup_expr="icontains")

    class Meta:
        model = JointReview
        fields = ["standing", "batch", "street", "name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cycle, viewer = self.request.cycle_shown, self.request.viewer
        self.filters["street"].extra["choices"] = streets_in(cycle, viewer)
        self.filters["batch"].extra["choices"] = [(each.pk, str(each)) for each in self.request.batches]

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("standing") else found.filter(pending__gt=0)

    def by_standing(self, queryset, name, value):
        if value == "done":
            return queryset.filter(pending=0)
        return queryset.filter(pending__gt=0, due_on__lt=clock.today()) if value == "late" else queryset


def queue(request):
    """The viewer's open cells by candidate, what is due first."""
    require(can_see_queue(request.viewer))
    cycle = cycle_for_review(request)
    request.batches = list(batches_asking(request.viewer, cycle))
    page = ListPage(
        "我的联审", COLUMNS, "due", EMPTY if request.viewer.unit else NO_UNIT, bulk=(CLEAR,), per_page=100,
    )  # fmt: skip
    return render_list(
        request, queryset=reviews_of(request.viewer, cycle), page=page, filterset_class=QueueFilter,
        template="candidates/queue.html",
        context={"cycle": cycle, "batches": [each for each in request.batches if each.state == "sent"],
                 "today": clock.today(), "breadcrumb": [(cycle.name, ""), ("我的联审", "")]},
    )  # fmt: skip


@require_POST
def sign_clear(request):
    """Show who and what would be signed as 未发现, count it, and sign when confirmed."""
    require(can_see_queue(request.viewer))
    cycle, back = cycle_for_review(request), reverse("candidates:queue")
    reviews = selected(request, reviews_of(request.viewer, cycle))
    rows = list(
        open_opinions(request.viewer).filter(joint_review__in=reviews.values("pk"))
        .select_related("candidate__community_cycle__community", "circumstance", "department")
        .defer("facts", "candidate__id_number", "candidate__phone")
        .order_by("candidate__area_code", "candidate__name", "candidate", "circumstance__code")
    )  # fmt: skip
    why = barred(request.viewer.user_id, {row.candidate_id for row in rows})
    left_out = [(candidate, not_barred(why[candidate.pk])) for candidate, _ in _by_person(rows) if candidate.pk in why]
    rows = [row for row in rows if row.candidate_id not in why]
    confirmed = "confirmed" in request.POST
    if not rows:
        messages.error(request, "所选候选人没有待签署的项。" if not confirmed else "名单有变化，没有签署。请重新勾选。")
        return redirect(back)
    form = AsOfForm(request.POST if confirmed else None, initial={"as_of": clock.today()})
    if confirmed and form.is_valid():
        signed = attempt(form, lambda: _sign(rows, request, form.cleaned_data["as_of"]))
        if signed is not None:
            messages.success(request, f"已签署 {len(rows)} 项“未发现”，截至 {form.cleaned_data['as_of']}。")
            return redirect(back)
    return render(
        request,
        "candidates/sign_clear.html",
        {
            "cycle": cycle, "rows": rows, "people": _by_person(rows), "circumstances": _circumstances(rows),
            "department": rows[0].department, "left_out": left_out, "form": form, "back": back,
            "breadcrumb": [("我的联审", back), ("签署“未发现”", "")],
        },
        status=422 if confirmed else 200,
    )  # fmt: skip


def _sign(rows, request, as_of):
    """Exactly what was shown: a cell that came or went in between stops the whole signature."""
    shown = {int(value) for value in request.POST.getlist("opinion") if value.isdigit()}
    versions = {pk: int(request.POST.get(f"version-{pk}") or 0) for pk in shown}
    if shown != {row.pk for row in rows}:
        raise Stale("待签署的名单")
    return sign_many_clear(opinions=rows, as_of=as_of, by=request.viewer, expected_versions=versions) or rows


def _by_person(rows):
    """(candidate, its open cells), in order."""
    people: dict = {}
    for row in rows:
        people.setdefault(row.candidate_id, (row.candidate, []))[1].append(row)
    return list(people.values())


def _circumstances(rows):
    """(circumstance, how many people), by code: the statement that is signed."""
    found: dict = {}
    for row in rows:
        found[row.circumstance_id] = (row.circumstance, found.get(row.circumstance_id, (None, 0))[1] + 1)
    return sorted(found.values(), key=lambda pair: (pair[0].code, pair[0].edition))
