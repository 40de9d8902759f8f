"""The formal list: how far each community is, and what stands in the way of one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates import permissions_notices as may
from candidates.enums import Post
from candidates.filters_formal import FormalFilter
from candidates.forms.notices import FormalForm
from candidates.queries.formal import formal_gates, places_with_counts, seats_of
from candidates.queries.notice import notices_to_correct_of, standing_notice
from candidates.queries.recusal import recused_candidates
from candidates.rules.sides import posts_of_side
from candidates.services.formal import make_formal_list
from candidates.views.notices import cycle_of, place_or_404
from elections.enums import Side
from elections.filters_cycle import without_street
from elections.forms.acts import attempt
from huanjie.shared import clock
from huanjie.shared.verdict import YES, no, require
from huanjie.tables import Column, Empty, ListPage, render_list

ON_THE_WAY = "上面列出的问题解决以前，名单不能确定。"
COLUMNS = [
    Column("community", "社区", "community.name", url=lambda row: reverse("candidates:formal_list", args=[row.pk]),
           sort="area_code"),
    Column("street", "街道", "community.subdistrict.name", sort="area_code"),
    Column("waiting", "联审未结论", sort="waiting", numeric=True, unit="人"),
    Column("passed", "联审通过", sort="passed", numeric=True, unit="人"),
    Column("held", "暂缓", sort="held", numeric=True, unit="人"),
    Column("formal", "正式候选人", sort="formal", numeric=True, unit="人"),
    Column("on_notice", "公示中", sort="on_notice", numeric=True, unit="份"),
    Column("open_objections", "未办结异议", sort="open_objections", numeric=True, unit="件"),
    Column("day", "选举日"),
]  # fmt: skip


def formal_lists(request):
    """The communities of the cycle with the way to their formal lists."""
    require(may.can_see_formal_lists(request.viewer))
    cycle = cycle_of(request)
    page = ListPage("正式候选人名单", without_street(COLUMNS, request.viewer), "community", Empty("没有换届社区"))
    return render_list(
        request, queryset=places_with_counts(request.viewer, cycle), page=page, filterset_class=FormalFilter,
        context={"cycle": cycle, "breadcrumb": [("候选人", reverse("candidates:candidates")), ("正式候选人名单", "")]},
    )  # fmt: skip


def formal_list(request, pk):
    """Both sides of one community: what the gate says, by name."""
    require(may.can_see_formal_lists(request.viewer))
    return _page(request, place_or_404(request, pk))


@require_POST
def formal_list_make(request, pk, side):
    """Put the side's candidates on the formal list."""
    place = place_or_404(request, pk)
    require(may.can_make_list(request.viewer, place))
    form = FormalForm(request.POST, prefix=side)
    if form.is_valid():
        rows = attempt(form, lambda: make_formal_list(
            community_cycle=place, side=side, on=form.cleaned_data["on"], by=request.viewer, expected_versions=_seen(request)
        ))  # fmt: skip
        if rows is not None:
            messages.success(request, f"已确定 {len(rows)} 名正式候选人。")
            return redirect("candidates:formal_list", pk=place.pk)
    return _page(request, place, {side: form}, 422)


def _seen(request) -> dict[int, int]:
    pairs = (text.partition("-") for text in request.POST.getlist("seen"))
    return {int(pk): int(version) for pk, _, version in pairs if pk.isdigit() and version.isdigit()}


def _page(request, place, bound=None, status=200):
    bound, today = bound or {}, clock.today()
    hidden = set(recused_candidates(request.viewer).values_list("candidate_id", flat=True))
    gates = formal_gates([place], today)
    allowed, seats = may.can_make_list(request.viewer, place), seats_of(place)
    sides = [
        _side(side, gates[place.pk, side], hidden, bound, today, seats, standing_notice(place, side)) for side in Side
    ]
    return render(request, "candidates/formal_page.html", {
        "place": place, "cycle": place.cycle, "sides": sides, "allowed": allowed,
        "may_publish": may.can_publish(request.viewer, place), "title": f"{place.community.name}候选人名单",
        "to_correct": notices_to_correct_of(place), "days_left": (place.day - today).days,
        "breadcrumb": [("正式候选人名单", reverse("candidates:formal_lists")), (place.community.name, "")],
    }, status=status)  # fmt: skip


def _side(side, gate, hidden, bound, today, seats, notice) -> dict:
    shown = [found for found in gate.people if found.person.key not in hidden]
    return {
        "side": side, "gate": gate, "notice": notice, "answer": YES if gate.ok else no(ON_THE_WAY), "hidden": len(gate.people) - len(shown),
        "people": [(each.person, "、".join(Post(p).label for p in each.person.posts), each.problems) for each in shown],
        "ready": sum(not each.problems for each in shown), "new": sum(not each.person.is_on_list for each in gate.people),
        "seats": [(Post(post).label, count) for post, count in seats.items() if posts_of_side([post], side)],
        "form": bound.get(side.value) or FormalForm(prefix=side.value, initial={"on": today}),
    }  # fmt: skip
