"""The notice board: published papers of communities for everybody, and a form to object or report. No cookies to read."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from elections.enums import CycleState
from elections.forms.public import LookUpForm, PublicReportForm
from elections.public_notices import notice_of, notices_of
from elections.queries import public as queries
from elections.rules.paper_form import spoken_digest
from elections.services.paper import layout_of
from elections.services.public_report import look_up as find_report
from elections.services.public_report import receive_report
from huanjie.shared.verdict import Refused


def address_of(request) -> str:
    """Whom to count against: the neighbour's address, or what our own proxy in front saw."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return seen if settings.BEHIND_TLS and seen else request.META.get("REMOTE_ADDR", "")


@login_not_required
def districts(request):
    """Districts with a cycle; the only one is opened at once."""
    rows = {cycle.area_code: cycle for cycle in queries.open_cycles().order_by("starts_on")}
    if len(rows) == 1:
        return redirect("public:district", code=next(iter(rows)))
    return render(request, "public/districts.html", {"cycles": sorted(rows.values(), key=lambda row: row.area_code)})


@login_not_required
def district(request, code):
    """The communities of a district."""
    cycle = queries.district_cycle(code)
    if cycle is None:
        raise Http404
    return render(request, "public/district.html", {"cycle": cycle, "rows": list(queries.communities_of(cycle))})


def _community(code):
    row = queries.community_by_code(code)
    if row is None:
        raise Http404
    return row


@login_not_required
def community(request, code):
    """One community's board."""
    row = _community(code)
    return render(request, "public/community.html", {
        "row": row, "papers": queries.board_of(row), "notices": notices_of(row), "is_open": row.cycle.state == CycleState.OPEN,
    })  # fmt: skip


@login_not_required
def paper(request, pk):
    """One paper, as it hangs on the board."""
    found = queries.public_paper(pk)
    if found is None:
        raise Http404
    return render(request, "public/paper.html", {
        "sheet": layout_of(found), "paper": found, "row": found.community_cycle,
        "digest": spoken_digest(found.digest), "replaced_by": queries.replaced_by(found),
        "is_open": found.community_cycle.cycle.state == CycleState.OPEN,
    })  # fmt: skip


@login_not_required
@never_cache
def candidate_notice(request, code, key):
    """One notice of candidates: names and posts, the days left, how to object."""
    row = _community(code)
    found = notice_of(row, key)
    if found is None:
        raise Http404
    return render(request, "public/candidate_notice.html", {
        "row": row, "notice": found, "digest": spoken_digest(found.digest), "is_open": row.cycle.state == CycleState.OPEN,
    })  # fmt: skip


@login_not_required
@never_cache
def report(request, code):
    """Object or report; answered with a receipt and a word."""
    row = _community(code)
    if row.cycle.state != CycleState.OPEN:
        raise Http404
    form = PublicReportForm(request.POST or None, initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and form.is_valid():
        try:
            receipt = receive_report(community_cycle=row, address=address_of(request), **form.cleaned_data)
        except Refused as refusal:
            return render(
                request, "public/report.html", {"row": row, "form": form, "refusal": str(refusal.verdict)}, status=429
            )
        return render(request, "public/receipt.html", {"row": row, "receipt": receipt})
    return render(request, "public/report.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@login_not_required
@never_cache
def look_up(request):
    """Read the answer with receipt and word."""
    form = LookUpForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "public/look_up.html", {"form": form}, status=422 if form.errors else 200)
    try:
        found = find_report(address=address_of(request), **form.cleaned_data)
    except Refused as refusal:
        return render(request, "public/look_up.html", {"form": form, "refusal": str(refusal.verdict)}, status=429)
    if found is None:
        form.add_error(None, "没有找到：回执编号或查询口令不对。请核对后再试。")
        return render(request, "public/look_up.html", {"form": form}, status=422)
    return render(request, "public/look_up.html", {"form": None, "report": found})
