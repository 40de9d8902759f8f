"""Briefings: the list, one with its words and numbers, its PDF, and compiling a new one."""

import uuid

from csp.decorators import csp_update
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from huanjie.activity.models import ActivityEntry
from huanjie.activity.services import act
from huanjie.files.models import FileJob
from huanjie.shared import clock
from huanjie.shared.verdict import require
from huanjie.tables import Column, Empty, ListPage, render_list
from reports.enums import BriefingState
from reports.forms.briefing import CompileForm
from reports.models import Briefing
from reports.permissions import can_compile, can_see_briefings
from reports.queries.briefing import behind
from reports.queries.district_day import cycle_of, name_of
from reports.rules.briefing import briefing_text
from reports.rules.snapshot import spoken_digest
from reports.services.briefing import compile_briefing
from reports.tables import Grid, GridColumn, wants_export

PDF = "application/pdf"


def _pdf_url(briefing: Briefing) -> str:
    return reverse("reports:briefing_pdf", args=[briefing.pk]) if briefing.state == BriefingState.READY else ""


BRIEFINGS = ListPage(
    title="简报",
    columns=[
        Column("number", "期号", lambda b: f"第{b.number}期", sort="number", url=lambda b: b.get_absolute_url()),
        Column("on", "日期", sort="on"),
        Column("title", "标题", url=lambda b: b.get_absolute_url()),
        Column("compiled_by", "编制人", sort="compiled_by"),
        Column("is_automatic", "到点自动编制", sort="is_automatic"),
        Column("state", "状态", sort="state", badge=BriefingState),
        Column("digest", "数据摘要", lambda b: b.digest[:8]),
        Column("pdf", "PDF", lambda b: "下载" if b.state == BriefingState.READY else "", url=_pdf_url),
    ],
    default_sort="-on",
    empty=Empty("还没有简报", "每个报送日到区级汇总时间自动编制一期，区委组织部也可以随时编制。"),
)


def _briefing(request, pk: int) -> Briefing:
    require(can_see_briefings(request.viewer))
    return get_object_or_404(Briefing.objects.visible_to(request.viewer).select_related("cycle", "job"), pk=pk)


def briefings(request):
    """Briefings of the viewer's area, the newest first."""
    require(can_see_briefings(request.viewer))
    cycle = cycle_of(request.viewer.area, clock.today())
    may = cycle is not None and can_compile(request.viewer, cycle)
    primary = ("编制简报", reverse("reports:briefing_compile")) if may else None
    rows = Briefing.objects.visible_to(request.viewer).defer("snapshot")
    return render_list(request, queryset=rows, page=BRIEFINGS, context={"primary": primary, "cycle": cycle})


def briefing(request, pk: int):
    """The words with every number a link, the PDF beside them, the digest; the job's card while it compiles."""
    row = _briefing(request, pk)
    ready = row.state == BriefingState.READY
    job = None
    if not ready and row.job_id:
        job = FileJob.objects.visible_to(request.viewer).filter(pk=row.job_id).first()
    if ready:
        _note_reading(request.viewer, row)
    text = briefing_text(row.snapshot)
    return render(request, "reports/briefing_detail.html", {
        "briefing": row, "job": job, "ready": ready, "text": text, "cycle": row.cycle,
        "lead": _linked(row, text.lead),
        "sections": [(section.heading, [_point(row, point) for point in section.points]) for section in text.sections],
        "digest": spoken_digest(row.digest), "area_name": row.snapshot["area"]["name"], "title": heading(row),
        "breadcrumb": [("简报", reverse("reports:briefings")), (f"第{row.number}期", "")],
    })  # fmt: skip


def heading(row: Briefing) -> str:
    return f"{row.snapshot['area']['name']}换届简报第{row.number}期"


def _point(row: Briefing, point) -> tuple[str, list]:
    return point.heading, [(f"{item.mark}{item.name}", _linked(row, item.sentences)) for item in point.items]


def _linked(row: Briefing, sentences) -> str:
    """Sentences as HTML, every number a link to the list behind it."""
    return mark_safe("".join(_piece(row, piece) for sentence in sentences for piece in sentence.pieces))


def _piece(row: Briefing, piece) -> str:
    if not piece.key:
        return format_html("{}", piece.text)
    words = piece.text.lstrip("，")  # a change brings its comma with it
    before = piece.text[: len(piece.text) - len(words)]
    url = reverse("reports:briefing_figure", args=[row.pk, piece.key])
    return format_html('{}<a class="figure-link" href="{}">{}</a>', before, url, words)


def _note_reading(viewer, row: Briefing) -> None:
    """Once for each person and briefing: the leader's page compares with what was read last."""
    mine = ActivityEntry.objects.filter(actor_id=viewer.user_id, verb="briefing.read")
    if not mine.filter(subject_type="reports.briefing", subject_id=str(row.pk)).exists():
        with act() as log:
            log.record(by=viewer, verb="briefing.read", subject=row)


def briefing_figure(request, pk: int, key: str):
    """The list behind a number as it stood when the briefing was compiled."""
    row = _briefing(request, pk)
    found = behind(row.snapshot, key)
    if found is None:
        raise Http404
    columns = [
        GridColumn(f"c{place}", label, lambda r, place=place: r[place], numeric=numeric)
        for place, (label, numeric) in enumerate(found.columns)
    ]
    total = {f"c{place}": (value, f"{value:,}") for place, value in enumerate(found.total) if isinstance(value, int)}
    grid = Grid(columns, found.rows, request.GET, f"{heading(row)}：{found.title}", total=total, path=request.path)
    if columns and wants_export(request):
        return grid.respond(request)
    return render(request, "reports/briefing_figure.html", {
        "briefing": row, "found": found, "grid": grid if columns else None, "title": found.title, "cycle": row.cycle,
        "as_of": row.snapshot["as_of"], "digest": spoken_digest(row.digest),
        "breadcrumb": [("简报", reverse("reports:briefings")), (f"第{row.number}期", row.get_absolute_url()),
                       (found.title, "")],
    })  # fmt: skip


@csp_update({"object-src": ["'self'"], "style-src": ["'self'", "'unsafe-inline'"]})
def briefing_pdf(request, pk: int):
    """The PDF: a download, noted in the log; `?show=1` the same beside the words, noted as read."""
    row = _briefing(request, pk)
    if row.state != BriefingState.READY or not row.pdf:
        raise Http404
    shown = request.GET.get("show") == "1"
    if shown:
        _note_reading(request.viewer, row)
    else:
        with act() as log:
            log.record(
                by=request.viewer, verb="briefing.downloaded", subject=row, detail={"pdf_digest": row.pdf_digest}
            )
    name = f"{heading(row)}（{row.on}）.pdf"
    return FileResponse(row.pdf.open("rb"), as_attachment=not shown, filename=name, content_type=PDF)


def briefing_compile(request):
    """Compile a briefing of the district (or of a street of it, with `?area=`)."""
    area = request.GET.get("area") or request.viewer.area
    cycle = cycle_of(area, clock.today()) if request.viewer.sees(area) and len(area) in (6, 9) else None
    if cycle is None:
        raise Http404
    require(can_compile(request.viewer, cycle))
    initial = {"on": clock.today(), "key": uuid.uuid4().hex}
    form = CompileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = compile_briefing(
            cycle=cycle, area=area, on=min(data["on"], clock.today()), by=request.viewer, problems=data["problems"],
            next_steps=data["next_steps"], once_key=f"briefing-page:{request.viewer.user_id}:{data['key']}"[:120],
        )  # fmt: skip
        return redirect(made)
    previous = Briefing.objects.filter(cycle=cycle, area_code=area).defer("snapshot").first()
    return render(request, "reports/briefing_compile.html", {
        "form": form, "cycle": cycle, "previous": previous, "area_name": name_of(area), "title": "编制简报",
        "back": reverse("reports:briefings"),
        "breadcrumb": [("简报", reverse("reports:briefings")), ("编制简报", "")],
    })  # fmt: skip
