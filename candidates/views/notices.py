"""Notices of candidates: the list, one of them, publishing after a look at what will be public, closing, correcting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from candidates import permissions_notices as may
from candidates.enums_review import NoticeState
from candidates.filters_notices import NoticeFilter
from candidates.forms.notices import CorrectionForm, PeriodForm
from candidates.queries.notice import days_for, draft_of, gone_from, notices, standing_notice
from candidates.rules.notice import change_between, check_lines, posts_in_words, proposed_period
from candidates.services.notice import correct_notice, digest_of_lines, end_notice, publish_notice
from elections.enums import Side
from elections.filters_cycle import without_street
from elections.forms.acts import ActForm, attempt
from elections.models import CommunityCycle
from elections.queries.cycle import current_cycle
from elections.rules.paper_form import spoken_digest
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import no, require
from huanjie.tables import Column, Empty, ListPage, render_list

COLUMNS = [
    Column("title", "公示", lambda row: str(row), url=lambda row: row.get_absolute_url(), sort="side"),
    Column("community", "社区", "community_cycle.community.name", sort="area_code"),
    Column("street", "街道", "community_cycle.community.subdistrict.name", sort="area_code"),
    Column("state", "状态", badge=NoticeState, sort="state"),
    Column("starts_on", "开始", sort="starts_on"),
    Column("ends_on", "结束", sort="ends_on"),
    Column("lines", "人数", lambda row: len(row.lines), numeric=True, unit="人"),
    Column("open_objections", "未办结异议", sort="open_objections", numeric=True, unit="件"),
    Column("published_by_name", "发布人", default=False),
    Column("published_at", "发布时间", sort="published_at", default=False),
]


def cycle_of(request):
    """The cycle shown; without one there is nothing to do here."""
    cycle = current_cycle(request.viewer)
    if cycle is None:
        require(no("还没有换届届次。", "请由区委组织部先开启换届。"))
    request.cycle_shown = cycle
    return cycle


def place_or_404(request, pk):
    """A community's cycle inside the viewer's area."""
    rows = CommunityCycle.objects.visible_to(request.viewer).select_related("cycle__district", "community__subdistrict")
    return get_object_or_404(rows, pk=pk)


def notice_or_404(request, pk):
    """A notice inside the viewer's area."""
    require(may.can_see_notices(request.viewer))
    return get_object_or_404(notices(request.viewer), pk=pk)


def notice_list(request):
    """The running cycle's notices."""
    require(may.can_see_notices(request.viewer))
    cycle = cycle_of(request)
    page = ListPage(
        "候选人公示", without_street(COLUMNS, request.viewer), "community",
        Empty("还没有候选人公示", "候选人联审通过后，在社区的“候选人名单”中发布公示。"),
    )  # fmt: skip
    if not may.can_see_objections(request.viewer):
        page = ListPage(page.title, [c for c in page.columns if c.key != "open_objections"], "community", page.empty)
    rows = notices(request.viewer).filter(community_cycle__cycle=cycle)
    return render_list(
        request, queryset=rows, page=page, filterset_class=NoticeFilter,
        context={"cycle": cycle, "breadcrumb": [(cycle.name, ""), ("候选人公示", "")]},
    )  # fmt: skip


def notice_page(request, pk):
    """What hangs on the board, whether it is still true, and the acts."""
    return _page(request, notice_or_404(request, pk))


@require_POST
def notice_end(request, pk):
    """The days are over."""
    row = notice_or_404(request, pk)
    require(may.can_end(request.viewer, row))
    form = ActForm(request.POST, prefix="end")
    if form.is_valid() and attempt(
        form, lambda: end_notice(notice=row, by=request.viewer, expected_version=form.expected_version)
    ):
        messages.success(request, "已登记公示期满。")
        return redirect(row)
    return _page(request, row, form, 422)


def _page(request, row, end_form=None, status=200):
    gone = gone_from([row]).get(row.pk, [])
    offered = []
    if may.can_end(request.viewer, row):
        form = end_form or ActForm(prefix="end", initial={"version": row.version})
        offered.append({"title": "登记公示期满", "verb": "登记公示期满", "form": form, "is_open": end_form is not None,
                        "url": reverse("candidates:notice_end", args=[row.pk]), "danger": False})  # fmt: skip
    return render(request, "candidates/notice_page.html", {
        "row": row, "lines": with_posts(row.lines), "gone": gone, "offered": offered,
        "may_correct": may.can_correct_notice(request.viewer, row), "may_receive": may.can_receive(request.viewer, row),
        "digest": spoken_digest(row.digest), "later": getattr(row, "corrected_by", None), "changes": changes_of(row),
        "states": NoticeState, "cycle": row.community_cycle.cycle,
        "public_url": reverse("public:candidate_notice", args=[row.area_code, row.pk]),
        "breadcrumb": [("候选人公示", reverse("candidates:notices")), (f"{row.community_cycle.community.name}{row}", "")],
    }, status=status)  # fmt: skip


def with_posts(lines):
    """Names with posts in words, for a page."""
    return [(line["name"], posts_in_words(line)) for line in lines]


def notice_publish(request, pk, side):
    """Look at exactly what will be public, then publish it."""
    place = place_or_404(request, pk)
    require(may.can_publish(request.viewer, place))
    standing = standing_notice(place, side)
    if standing is not None:
        return redirect("candidates:notice_correct", pk=standing.pk)
    draft = draft_of(place, side)
    starts_on, ends_on = proposed_period(days_for(place, side))
    initial = {"starts_on": starts_on, "ends_on": ends_on, "seen": digest_of_lines(draft.lines)}
    form = PeriodForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = attempt(form, lambda: publish_notice(
            community_cycle=place, side=side, starts_on=data["starts_on"], ends_on=data["ends_on"], seen=data["seen"],
            by=request.viewer,
        ))  # fmt: skip
        if row is not None:
            messages.success(request, "已发布公示。开始之日起在公告栏可以看到。")
            return redirect(row)
    return render(request, "candidates/notice_publish.html", {
        "place": place, "side": Side(side), "lines": with_posts(draft.lines), "left_out": draft.left_out, "form": form,
        "cycle": place.cycle, "verdict": check_lines(draft.lines), "title": f"发布{Side(side).label}候选人公示",
        "label": "发布公示", "back": reverse("candidates:formal_list", args=[place.pk]),
        "breadcrumb": [("候选人公示", reverse("candidates:notices")), ("发布", "")],
    }, status=422 if form.is_bound else 200)  # fmt: skip


def notice_correct(request, pk):
    """Look at what the correction changes, then hang the new one."""
    row = notice_or_404(request, pk)
    require(may.can_correct_notice(request.viewer, row))
    place = place_or_404(request, row.community_cycle_id)
    draft = draft_of(place, row.side)
    change = change_between(row.lines, draft.lines)
    initial = {"version": row.version, "seen": digest_of_lines(draft.lines)}
    if change.needs_new_period:
        initial["starts_on"], initial["ends_on"] = proposed_period(days_for(place, row.side))
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = attempt(form, lambda: correct_notice(
            notice=row, reason=data["reason"], starts_on=data["starts_on"], ends_on=data["ends_on"], seen=data["seen"],
            by=request.viewer, expected_version=form.expected_version,
        ))  # fmt: skip
        if new is not None:
            messages.success(request, "已更正公示。原公示仍在公告栏，标明已更正。")
            return redirect(new)
    return render(request, "candidates/notice_publish.html", {
        "place": place, "side": Side(row.side), "lines": with_posts(draft.lines), "left_out": draft.left_out,
        "change": change, "corrects": row, "form": form, "cycle": place.cycle, "title": f"更正{row}", "label": "发布更正",
        "back": row.get_absolute_url(), "verdict": check_lines(draft.lines, may_be_empty=True),
        "breadcrumb": [("候选人公示", reverse("candidates:notices")), (str(row), row.get_absolute_url()), ("更正", "")],
    }, status=422 if form.is_bound else 200)  # fmt: skip
