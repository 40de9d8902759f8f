"""Do a job: claim it, work under a renewed lease, and finish it together with its effect in one transaction."""

import logging
import threading
import uuid
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import close_old_connections, connection
from django.db.models import F, Q
from django.utils import timezone

from huanjie.accounts.viewers import Viewer
from huanjie.activity.services import act
from huanjie.files.enums import JobState
from huanjie.files.kinds import JobProblem, Outcome, kind_of
from huanjie.files.models import FileJob

logger = logging.getLogger(__name__)

UNEXPECTED = "处理时发生意外错误，数据没有改动。请稍后重试；如仍不行，请把任务编号告诉系统管理员。"


class Lost(Exception):
    """The job was cancelled, or another worker has taken it over: stop at once, write nothing."""


class Progress:
    """What a job's work uses to say how far it is."""

    def __init__(self, job: FileJob, token: str):
        self.job_id, self.token = job.pk, token

    def at(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Show stage and count, renew the lease. Raises Lost when the job is no longer ours."""
        updated = FileJob.objects.filter(
            pk=self.job_id, token=self.token, state=JobState.RUNNING, cancel_requested=False
        ).update(stage=stage, done_count=done, total_count=total, lease_until=_lease())
        if not updated:
            raise Lost


def viewer_of(job: FileJob) -> Viewer:
    """The viewer for whom a job works: the person and role that asked, with the job's area."""
    if job.owner_id is None:
        return Viewer.system(job.area_code)
    return Viewer(job.owner_id, job.owner.name, job.role, job.area_code)


def run_job(job_id, *, renew: bool = True) -> str:
    """Run one job to its end and return its state. Safe to call twice, or for a job that is done or unknown.

    `renew` starts the thread that keeps the lease while the work is busy; without it (commands, tests in one
    connection) the work's own progress does.
    """
    job = _claim(job_id)
    if job is None:
        return FileJob.objects.filter(pk=job_id).values_list("state", flat=True).first() or "unknown"
    with _lease_kept(job, renew):
        try:
            outcome = kind_of(job.kind).work(job, Progress(job, job.token))
            _finish(job, outcome)
        except Lost:
            _settle_cancelled(job)
        except JobProblem as problem:
            _fail(job, str(problem))
        except Exception:
            logger.exception("job %s (%s) failed", job.pk, job.kind)
            _fail(job, UNEXPECTED)
    return FileJob.objects.values_list("state", flat=True).get(pk=job_id)


def _lease():
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _claim(job_id) -> FileJob | None:
    """One conditional update decides which worker has the job: queued, or abandoned by a worker that died."""
    now, token = timezone.now(), str(uuid.uuid4())
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    taken = FileJob.objects.filter(free, pk=job_id, attempt_count__lt=settings.JOB_MAX_ATTEMPTS).update(
        state=JobState.RUNNING, token=token, lease_until=_lease(), started_at=now, stage="准备",
        done_count=0, total_count=0, attempt_count=F("attempt_count") + 1,
    )  # fmt: skip
    return FileJob.objects.select_related("owner").get(pk=job_id) if taken else None


@contextmanager
def _lease_kept(job: FileJob, renew: bool):
    if not renew:
        yield
        return
    stop = threading.Event()

    def keep():
        while not stop.wait(settings.JOB_LEASE_SECONDS / 4):
            close_old_connections()
            try:
                FileJob.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING).update(lease_until=_lease())
            except Exception:  # a busy database is tried again at the next beat
                logger.warning("lease of job %s not renewed", job.pk)
        connection.close()

    thread = threading.Thread(target=keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _finish(job: FileJob, outcome: Outcome) -> None:
    """Effect and success in one transaction, and only while the job is still ours."""
    with act() as log:
        row = FileJob.objects.select_for_update(of=("self",)).select_related("owner").get(pk=job.pk)
        if row.token != job.token or row.state != JobState.RUNNING or row.cancel_requested:
            raise Lost
        result = dict(outcome.result)
        if outcome.effect is not None:
            result.update(outcome.effect(row) or {})
        if outcome.file is not None:
            row.result_name = outcome.file[0]
            row.result_file.save(outcome.file[0], ContentFile(outcome.file[1]), save=False)
        row.result, row.state, row.error = result, JobState.SUCCEEDED, ""
        row.done_count = row.total_count = row.total_count or 1
        row.stage, row.lease_until, row.finished_at = "", None, timezone.now()
        row.save()
        log.record(by=viewer_of(row), verb="file_job.succeeded", subject=row)


def _fail(job: FileJob, words: str) -> None:
    with act() as log:
        row = FileJob.objects.select_for_update(of=("self",)).select_related("owner").get(pk=job.pk)
        if row.token != job.token or row.state != JobState.RUNNING:
            return
        row.state, row.error, row.lease_until, row.finished_at = JobState.FAILED, words, None, timezone.now()
        row.save()
        log.record(by=viewer_of(row), verb="file_job.failed", subject=row, detail={"error": words})


def _settle_cancelled(job: FileJob) -> None:
    FileJob.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING, cancel_requested=True).update(
        state=JobState.CANCELLED, lease_until=None, finished_at=timezone.now()
    )
