"""Candidates' papers as files. What holds reasons is opened for a purpose, put on record, and bears who opened it."""

import io
import zipfile

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from candidates.models import Candidate, ReviewBatch
from candidates.permissions_papers import LABELS, NEEDS_PURPOSE, can_print, can_print_kind
from candidates.queries.candidate import candidates
from candidates.queries.papers import (
    conclusion_to_tell,
    notification_facts,
    registration_facts,
    review_facts,
    with_background,
)
from candidates.rules.review_papers import notification_letter, registration_form, review_form
from huanjie.accounts.viewers import Viewer
from huanjie.activity.services import act
from huanjie.files.kinds import JobProblem, Outcome
from huanjie.files.services import enqueue
from huanjie.shared import clock
from huanjie.shared.docx import render_docx
from huanjie.shared.pdf import PdfError, render_pdf
from huanjie.shared.verdict import Refused, no, require

JOB_KIND = "candidate_papers"
FORMATS = ("pdf", "docx")
PURPOSE_AT_LEAST = 4
MOST = 600
STAMP = (2020, 1, 1, 0, 0, 0)


def make_paper(*, candidate: Candidate, kind: str, form: str, purpose: str = "", by) -> tuple[str, bytes]:
    """One paper of one candidate, (name, bytes). The log keeps who, whose, which paper and what for."""
    require(can_print(by, kind, candidate))
    _require_purpose(kind, purpose)
    with act() as log:
        content = _render(_layout(candidate, kind, by), form)
        log.record(by=by, verb="candidate.paper_made", subject=candidate, label=LABELS[kind],
                   detail={"kind": kind, "format": form, "purpose": purpose.strip()})  # fmt: skip
    return f"{_clean(f'{candidate.name}-{LABELS[kind]}')}.{form}", content


def order_papers(*, batch: ReviewBatch, kind: str, form: str, purpose: str = "", by):
    """Start the job that makes this paper for everybody of a batch inside the viewer's area. The log says so; the job
    belongs to who asked for it."""
    require(can_print_kind(by, kind))
    _require_purpose(kind, purpose)
    count = len([row for row in _people(batch, by) if can_print(by, kind, row)])
    if not count:
        raise Refused(no(f"这一批次里没有可以打印{LABELS[kind]}的候选人。", "请先查看批次的办理情况。"))
    if count > MOST:
        raise Refused(no(f"这一批次有 {count} 人，一次最多打印 {MOST} 人。", "请由各街道分别打印。"))
    with act() as log:
        log.record(by=by, verb="candidate.papers_ordered", subject=batch, label=batch.name,
                   detail={"kind": kind, "format": form, "count": count, "purpose": purpose.strip()})  # fmt: skip
        return enqueue(
            kind=JOB_KIND, title=f"{LABELS[kind]}：{batch.name}", by=by, area=by.area,
            params={"batch": batch.pk, "kind": kind, "format": form},
        )  # fmt: skip


def papers_job(job, progress) -> Outcome:
    """The work: one file a person, in one zip."""
    batch = ReviewBatch.objects.get(pk=job.params["batch"])
    kind, form = job.params["kind"], job.params["format"]
    by = Viewer(job.owner_id, job.owner.name if job.owner else "", job.role, job.area_code)
    rows = [row for row in _people(batch, by) if can_print(by, kind, row)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for place, row in enumerate(rows, start=1):
            progress.at(f"生成第 {place} 份", place - 1, len(rows))
            try:
                content = _render(_layout(row, kind, by), form)
            except PdfError as problem:
                raise JobProblem(str(problem)) from problem
            name = _clean(f"{place:03}-{row.community_cycle.community.name}-{row.name}")
            package.writestr(zipfile.ZipInfo(f"{name}.{form}", STAMP), content, zipfile.ZIP_DEFLATED)
    return Outcome(result={"papers": len(rows)}, file=(f"{_clean(batch.name)}{LABELS[kind]}.zip", buffer.getvalue()))


def _people(batch: ReviewBatch, by):
    rows = candidates(by).filter(joint_reviews__batch=batch).order_by("area_code", "name", "pk")
    return with_background(rows)


def _require_purpose(kind: str, purpose: str) -> None:
    if kind in NEEDS_PURPOSE and len(purpose.strip()) < PURPOSE_AT_LEAST:
        raise Refused(no(f"打开{LABELS[kind]}要写明用途。", f"请写清楚用途（不少于 {PURPOSE_AT_LEAST} 个字）。"))


def _layout(row: Candidate, kind: str, by) -> dict:
    stamp = f"{by.name} {timezone.localtime(clock.now()):%Y-%m-%d %H:%M}"
    if kind == "registration":
        return registration_form(registration_facts(row))
    if kind == "review":
        return review_form(review_facts(row, clock.today()), seen_by=f"{stamp} 查看")
    conclusion = conclusion_to_tell(row)
    if conclusion is None:
        raise Refused(no("结论还没有生效，没有告知书。", "需要会签的，会签后再打印。"))
    return notification_letter(notification_facts(row, conclusion), printed=f"打印：{stamp}。")


def _render(layout: dict, form: str) -> bytes:
    if form == "docx":
        return render_docx(layout)
    html = render_to_string("documents/review_paper.html", {"paper": layout})
    return render_pdf(html, base_url=settings.BASE_DIR / "static", font_dir=settings.FONTS_DIR)


def _clean(words: str) -> str:
    return "".join("_" if letter in '\\/:*?"<>|\n' else letter for letter in words)[:90]
