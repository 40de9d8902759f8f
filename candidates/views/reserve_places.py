"""The reserve pool by community: figures, and the plan of posts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from candidates.enums_review import ReserveSource
from candidates.filters_reserve import PoolFilter
from candidates.forms.reserve import PostPlanForm
from candidates.permissions_reserve import can_plan_posts, can_see_reserve
from candidates.queries.candidate import communities_to_nominate_in
from candidates.queries.reserve import plans_of, pools_of
from candidates.services.reserve import plan_posts, plan_state
from candidates.views.reserve import cycle_or_refusal
from elections.filters_cycle import without_street
from elections.forms.acts import attempt
from elections.queries.cycle import community_cycles
from huanjie.shared.verdict import require
from huanjie.tables import Column, Empty, ListPage, render_list


def _columns(pools):
    def people(row):
        return f"{reverse('candidates:reserve')}?community={row.area_code}&standing=in"

    def of(name):
        return lambda row: getattr(pools[row.pk], name)

    def from_source(source):
        return lambda row: pools[row.pk].by_source[source]

    return [
        Column("community", "社区", "community.name", sort="area_code",
               url=lambda row: reverse("candidates:reserve_place", args=[row.pk])),
        Column("street", "街道", "community.subdistrict.name", sort="area_code"),
        Column("total", "后备人选", of("total"), numeric=True, unit="人", url=people),
        *(Column(f"source_{source}", source.label, from_source(source.value), numeric=True, default=False)
          for source in ReserveSource),
        Column("willing", "本人愿意", of("willing"), numeric=True),
        Column("nominated", "已提名", of("nominated"), numeric=True),
        Column("vacant", "预计空缺", of("vacant"), numeric=True, unit="名"),
        Column("covered", "愿意者可补", of("covered"), numeric=True),
        Column("gap", "缺口", of("gap"), numeric=True),
    ]  # fmt: skip


def places(request):
    """Each community's pool against its vacancies."""
    cycle = cycle_or_refusal(request)
    rows = communities_to_nominate_in(request.viewer, cycle)
    pools = pools_of(rows)
    request.with_gap = [key for key, pool in pools.items() if pool.gap]
    page = ListPage(
        "后备人选与空缺职务", without_street(_columns(pools), request.viewer), "community",
        Empty("没有社区", "本届应换届的社区会列在这里。"),
    )  # fmt: skip
    return render_list(
        request, queryset=rows, page=page, filterset_class=PoolFilter,
        context={
            "cycle": cycle, "lead": "只有本人愿意的计入可补；同一人在同一委员会只补一个职务。",
            "breadcrumb": [("后备人选", reverse("candidates:reserve")), ("与空缺职务", "")],
        },
    )  # fmt: skip


def place(request, pk):
    """One community: its pool by source, its vacancies and who could follow; the plan of posts."""
    require(can_see_reserve(request.viewer))
    row = get_object_or_404(community_cycles(request.viewer), pk=pk)
    may_plan = can_plan_posts(request.viewer, row)
    form = PostPlanForm(request.POST or None, plans=plans_of(row), initial={"state": plan_state(row)})
    if request.method == "POST":
        require(may_plan)
        if form.is_valid() and _save(form, row, request.viewer) is not None:
            messages.success(request, "已保存职数和预计空缺。")
            return redirect("candidates:reserve_place", row.pk)
    pool = pools_of([row])[row.pk]
    return render(
        request,
        "candidates/reserve_place.html",
        {
            "row": row, "pool": pool, "form": form, "may_plan": may_plan,
            "sources": [(source.label, pool.by_source[source.value]) for source in ReserveSource],
            "breadcrumb": [
                (row.community.name, row.get_absolute_url()),
                ("后备人选与空缺职务", reverse("candidates:reserve_places")), ("职数", ""),
            ],
        },
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def _save(form, row, by):
    expected = form.cleaned_data["state"]
    return attempt(form, lambda: plan_posts(community_cycle=row, plan=form.plan(), by=by, expected=expected))
