"""My jobs: list, one job with its progress, its result."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from huanjie.activity.services import act
from huanjie.files.kinds import kind_of
from huanjie.files.models import FileJob
from huanjie.files.services import cancel_job, retry_job


def _job(request, pk) -> FileJob:
    return get_object_or_404(FileJob.objects.visible_to(request.viewer).select_related("owner"), pk=pk)


def _context(job: FileJob) -> dict:
    result_url = kind_of(job.kind).result_url
    return {"job": job, "result_url": result_url(job) if result_url and job.state == "succeeded" else ""}


def job_list(request):
    """The viewer's jobs, newest first."""
    jobs = FileJob.objects.visible_to(request.viewer).select_related("owner")
    page = Paginator(jobs, 30).get_page(request.GET.get("page"))
    return render(request, "files/job_list.html", {"page": page})


def job_detail(request, pk):
    """One job."""
    return render(request, "files/job_detail.html", _context(_job(request, pk)))


def job_card(request, pk):
    """The card alone: pages ask for it again while the job runs."""
    return render(request, "components/_job_card.html", _context(_job(request, pk)))


def download(request, pk):
    """The result, to the person it belongs to; noted in the log."""
    job = _job(request, pk)
    if not job.result_file:
        raise Http404
    with act() as log:
        log.record(by=request.viewer, verb="file_job.downloaded", subject=job)
    return FileResponse(job.result_file.open("rb"), as_attachment=True, filename=job.result_name)


@require_POST
def cancel(request, pk):
    job = _job(request, pk)
    cancel_job(job=job, by=request.viewer)
    messages.success(request, f"已要求停止“{job.title}”。")
    return redirect(job)


@require_POST
def retry(request, pk):
    job = _job(request, pk)
    retry_job(job=job, by=request.viewer)
    messages.success(request, f"“{job.title}”已重新排队。")
    return redirect(job)
