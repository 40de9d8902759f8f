"""The slates of communities against posts and targets, and what if one candidate is refused."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from candidates.filters_slate import SlateFilter
from candidates.permissions_slate import can_see_slates
from candidates.queries.candidate import communities_to_nominate_in
from candidates.queries.slate_check import HIDDEN, slate_of, slates_of
from candidates.rules.slate_check import failing_without, make_up, post_lines
from elections.filters_cycle import without_street
from elections.queries.cycle import community_cycles, current_cycle
from huanjie.shared.verdict import no, require
from huanjie.tables import Column, Empty, ListPage, render_list


def _columns(slates):
    def gaps(row):
        return "、".join(each.label for each in slates[row.pk].gaps)

    def unknown(row):
        return "、".join(each.label for each in slates[row.pk].unknown)

    return [
        Column("community", "社区", "community.name", sort="area_code",
               url=lambda row: reverse("candidates:slate", args=[row.pk])),
        Column("street", "街道", "community.subdistrict.name", sort="area_code"),
        Column("people", "候选人", lambda row: len(slates[row.pk].people), numeric=True, unit="人"),
        Column("count", "缺口", lambda row: len(slates[row.pk].gaps), numeric=True, unit="项"),
        Column("gaps", "有缺口的指标", gaps),
        Column("unknown", "缺资料不能比较", unknown),
    ]  # fmt: skip


def slate_list(request):
    """Each community's slate with its gaps."""
    require(can_see_slates(request.viewer))
    cycle = current_cycle(request.viewer)
    if cycle is None:
        require(no("还没有换届届次，没有班子方案。", "请由区委组织部先开启换届。"))
    request.cycle_shown = cycle
    rows = communities_to_nominate_in(request.viewer, cycle)
    slates = slates_of(cycle, rows, request.viewer)
    request.with_gap = [key for key, slate in slates.items() if slate.gaps]
    request.with_law_gap = [key for key, slate in slates.items() if any(each.is_law for each in slate.gaps)]
    page = ListPage(
        "班子方案", without_street(_columns(slates), request.viewer), "community",
        Empty("没有社区", "本届应换届的社区会列在这里。"),
    )  # fmt: skip
    return render_list(
        request, queryset=rows, page=page, filterset_class=SlateFilter,
        context={
            "cycle": cycle, "lead": "现有候选人与职数、结构要求的比较，供研究人选时参考；结构要求不是当选条件。",
            "breadcrumb": [(cycle.name, ""), ("班子方案", "")],
        },
    )  # fmt: skip


def slate(request, pk):
    """One community: posts, make-up, indicators; with `?without=` as if that candidate were refused."""
    require(can_see_slates(request.viewer))
    row = get_object_or_404(community_cycles(request.viewer), pk=pk)
    found = slate_of(row, request.viewer)
    left_out = _left_out(request, found)
    people = found.who(left_out.key if left_out else None)
    lost = failing_without(found.people, found.seats, found.targets, found.on)
    return render(
        request,
        "candidates/slate_page.html",
        {
            "row": row, "cycle": row.cycle, "slate": found, "left_out": left_out,
            "lines": post_lines(people, found.seats), "make_up": make_up(people, found.on),
            "indicators": _compared(found, left_out),
            "people": [(person, lost[person.key]) for person in found.people],
            "hidden_name": HIDDEN, "title": f"{row.community.name}班子方案",
            "breadcrumb": [
                (row.community.name, row.get_absolute_url()), ("班子方案", reverse("candidates:slates")),
                (row.community.name, ""),
            ],
        },
    )  # fmt: skip


def _left_out(request, found):
    """The candidate of `?without=`; one who is not on this slate is not found."""
    asked = request.GET.get("without", "")
    if not asked:
        return None
    person = next((each for each in found.people if str(each.key) == asked), None)
    if person is None:
        raise Http404
    return person


def _compared(found, left_out) -> list:
    """Each indicator, and whether it fails only because one was left out."""
    now = {each.key for each in found.gaps}
    shown = found.indicators(left_out.key if left_out else None)
    return [(each, bool(left_out) and each.met is False and each.key not in now) for each in shown]
