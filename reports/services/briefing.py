"""Compile a briefing: freeze the snapshot now, render its PDF in a job, and store it with the briefing."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Max
from django.template.loader import render_to_string

from elections.models import ElectionCycle
from huanjie.activity.services import act
from huanjie.files.kinds import JobProblem, Outcome
from huanjie.files.models import FileJob
from huanjie.files.services import enqueue
from huanjie.files.services.run import viewer_of
from huanjie.shared import clock
from huanjie.shared.crypto import sm3_hex
from huanjie.shared.pdf import PdfError, render_pdf
from huanjie.shared.verdict import Refused, require
from reports.enums import BriefingState
from reports.models import Briefing
from reports.permissions import can_compile
from reports.queries.snapshot import gather, is_briefing_area, last_report_day
from reports.rules.briefing import briefing_context, briefing_text
from reports.rules.snapshot import digest, validate

JOB_KIND = "briefing"


def compile_briefing(*, cycle: ElectionCycle, area: str, on: date, by, problems: Iterable[str] = (),
                     next_steps: Iterable[str] = (), is_automatic: bool = False, once_key: str | None = None) -> Briefing:  # fmt: skip
    """Freeze the state of the area as reported for the last report day up to `on`, number it and start its job.

    With `once_key` (a clock's, or a page's against a double click) the second call returns the first briefing.
    Raises Refused when nothing was reported yet.
    """
    require(can_compile(by, cycle))
    if not is_briefing_area(area):
        raise Refused("简报按区或街道编制。")
    with act() as log:
        # One at a time in a cycle: numbers have no gaps and a key is used once.
        cycle = ElectionCycle.objects.select_for_update().get(pk=cycle.pk)
        known = FileJob.objects.filter(once_key=once_key).first() if once_key else None
        if known is not None:
            return Briefing.objects.get(job=known)
        day = last_report_day(area, on)
        if day is None:
            raise Refused("还没有任何日报，无法编制简报。")
        number = (Briefing.objects.filter(cycle=cycle, area_code=area).aggregate(last=Max("number"))["last"] or 0) + 1
        snapshot = validate(gather(cycle, area, day, number, problems=problems, next_steps=next_steps))
        briefing = Briefing.objects.create(
            cycle=cycle, area_code=area, on=day, number=number, title=briefing_text(snapshot).title[:120],
            snapshot=snapshot, digest=digest(snapshot), is_automatic=is_automatic, compiled_by=by.name,
        )  # fmt: skip
        briefing.job = enqueue(
            kind=JOB_KIND, title=f"编制简报：{snapshot['area']['name']}第{number}期", by=by, area=area,
            params={"briefing": briefing.pk}, once_key=once_key,
        )  # fmt: skip
        briefing.save(update_fields=["job"])
        log.record(by=by, verb="briefing.compiled", subject=briefing,
                   detail={"digest": briefing.digest, "on": day.isoformat(), "number": number})  # fmt: skip
    return briefing


def render_briefing(snapshot: dict, on_progress=None) -> bytes:
    """The PDF of a snapshot: the same snapshot gives the same bytes."""
    html = render_to_string("documents/briefing.html", briefing_context(snapshot))
    return render_pdf(html, base_url=settings.BASE_DIR / "static", font_dir=settings.FONTS_DIR, on_progress=on_progress)


def render_job(job, progress) -> Outcome:
    """The work of the briefing job: render; the effect stores the PDF with its briefing."""
    briefing = Briefing.objects.get(pk=job.params["briefing"])
    pages = _expected_pages(briefing.snapshot)
    progress.at("读取快照", 0, pages)
    try:
        pdf = render_briefing(briefing.snapshot, lambda stage, page: progress.at(stage, min(page or 0, pages), pages))
    except PdfError as problem:
        raise JobProblem(str(problem)) from problem
    return Outcome(effect=lambda row: _store(briefing.pk, pdf, row))


def _expected_pages(snapshot: dict) -> int:
    """A guess for the progress bar: the text, and the tables by community and by late step."""
    return 6 + len(snapshot["communities"]) // 14 + len(snapshot["late_steps"]) // 20


def _store(pk: int, pdf: bytes, job) -> dict:
    with act() as log:
        briefing = Briefing.objects.select_for_update().get(pk=pk)
        briefing.pdf.save(f"{briefing.digest[:16]}.pdf", ContentFile(pdf), save=False)
        briefing.pdf_digest, briefing.state, briefing.ready_at = sm3_hex(pdf), BriefingState.READY, clock.now()
        briefing.save()
        log.record(
            by=viewer_of(job), verb="briefing.ready", subject=briefing, detail={"pdf_digest": briefing.pdf_digest}
        )
    return {"briefing": pk, "pdf_digest": briefing.pdf_digest}
