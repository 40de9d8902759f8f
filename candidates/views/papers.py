"""Printed papers of candidates: one at once, a batch as a job."""

from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from candidates.forms.papers import BatchPapersForm, paper_form
from candidates.permissions_papers import LABELS, NEEDS_PURPOSE, can_print, can_print_any, can_print_kind
from candidates.queries.papers import batches_to_print
from candidates.services.review_papers import JOB_KIND, make_paper, order_papers
from candidates.views.candidate import candidate_or_404
from elections.forms.acts import attempt
from huanjie.files.models import FileJob
from huanjie.shared.pdf import PdfError
from huanjie.shared.verdict import Refused, require

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def candidate_papers(request, pk):
    """The papers of one candidate."""
    require(can_print_any(request.viewer))
    return _page(request, candidate_or_404(request, pk))


@csp_update({"object-src": ["'self'"], "style-src": ["'self'", "'unsafe-inline'"]})
@require_POST
def candidate_paper(request, pk, kind):
    """Make one paper. POST, because opening it is an act with a purpose."""
    row = candidate_or_404(request, pk)
    require(can_print(request.viewer, kind, row))
    form = paper_form(kind, request.POST)
    made = attempt(form, lambda: _made(request.viewer, row, kind, form)) if form.is_valid() else None
    if made is None:
        return _page(request, row, {kind: form}, 422)
    name, content = made
    answer = HttpResponse(content, content_type=TYPES[form.cleaned_data["format"]])
    answer["Content-Disposition"] = content_disposition_header("show" not in request.POST, name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _made(viewer, row, kind, form):
    data = form.cleaned_data
    try:
        return make_paper(candidate=row, kind=kind, form=data["format"], purpose=data.get("purpose", ""), by=viewer)
    except PdfError as problem:
        raise Refused(str(problem)) from problem


def _page(request, row, bound=None, status=200):
    bound = bound or {}
    papers = [
        {
            "kind": kind, "label": label, "verdict": can_print(request.viewer, kind, row), "closed": kind in NEEDS_PURPOSE,
            "form": bound.get(kind) or paper_form(kind),
            "url": reverse("candidates:candidate_paper", args=[row.pk, kind]),
        }
        for kind, label in LABELS.items()
        if can_print_kind(request.viewer, kind)
    ]  # fmt: skip
    return render(request, "candidates/candidate_papers.html", {
        "row": row, "papers": papers, "cycle": row.community_cycle.cycle, "title": f"{row.name}的表格",
        "breadcrumb": [("候选人", reverse("candidates:candidates")), (row.name, row.get_absolute_url()), ("表格", "")],
    }, status=status)  # fmt: skip


def batch_papers(request):
    """Order the same paper for everybody of a batch; the job's card waits on this page."""
    require(can_print_any(request.viewer))
    batches = batches_to_print(request.viewer)
    form = BatchPapersForm(request.POST or None, viewer=request.viewer, batches=batches,
                           initial={"batch": request.GET.get("batch")})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("batch", "kind", "purpose")}
        if attempt(form, lambda: order_papers(by=request.viewer, form=form.cleaned_data["format"], **data)):
            messages.success(request, "正在生成，完成后在本页下载。")
            return redirect("candidates:batch_papers")
    jobs = FileJob.objects.visible_to(request.viewer).filter(kind=JOB_KIND).order_by("-created_at")
    return render(request, "candidates/batch_papers.html", {
        "form": form, "has_batches": batches.exists(), "jobs": jobs[:5], "title": "打印联审表格",
        "breadcrumb": [("候选人", reverse("candidates:candidates")), ("打印表格", "")],
    }, status=422 if form.errors else 200)  # fmt: skip
