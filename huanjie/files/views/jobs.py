"""My jobs: list, one job with its progress, its result."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from huanjie.activity.services import act
from huanjie.files.enums import OPEN_STATES, JobState
from huanjie.files.kinds import kind_of
from huanjie.files.models import FileJob
from huanjie.files.services import cancel_job, retry_job
from huanjie.files.views.job_table import PAGE, JobFilter
from huanjie.tables import render_list

OPEN_CARDS = 5


def _job(request, pk) -> FileJob:
    return get_object_or_404(FileJob.objects.visible_to(request.viewer).select_related("owner"), pk=pk)


def _context(job: FileJob) -> dict:
    return {"job": job, "result_url": _result_url(job)}


def _result_url(job: FileJob) -> str:
    """The page that shows the result; none for a kind that a later version no longer knows."""
    if job.state != JobState.SUCCEEDED:
        return ""
    try:
        result_url = kind_of(job.kind).result_url
    except KeyError:
        return ""
    return result_url(job) if result_url else ""


def job_list(request):
    """The viewer's jobs, newest first; those still open as cards above the list."""
    jobs = FileJob.objects.visible_to(request.viewer).select_related("owner")
    open_jobs = jobs.filter(state__in=OPEN_STATES)[:OPEN_CARDS]
    return render_list(
        request,
        queryset=jobs,
        page=PAGE,
        filterset_class=JobFilter,
        template="files/job_list.html",
        context={"open_jobs": open_jobs},
    )


def job_detail(request, pk):
    """One job."""
    return render(request, "files/job_detail.html", _context(_job(request, pk)))


def job_card(request, pk):
    """The card alone: pages ask for it again while the job runs."""
    context = _context(_job(request, pk))
    response = render(request, "components/_job_card.html", context)
    here = request.htmx.current_url_abs_path if request.htmx else None
    if context["result_url"] and here == context["result_url"]:
        response["HX-Refresh"] = "true"  # the page waiting for this job is the page of its result
    return response


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
