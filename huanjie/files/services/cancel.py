"""Stop a job, or have a failed one done again."""

from django.db import transaction
from django.utils import timezone

from huanjie.activity.services import act
from huanjie.files.enums import JobState
from huanjie.files.models import FileJob
from huanjie.files.services.enqueue import ring
from huanjie.shared.verdict import Refused


def cancel_job(*, job: FileJob, by) -> None:
    """A queued job is cancelled now; a running one is asked to stop and does so at its next step."""
    with act() as log:
        row = FileJob.objects.select_for_update().get(pk=job.pk)
        if not row.is_open:
            raise Refused("任务已经结束，不能取消。")
        if row.state == JobState.QUEUED:
            row.state, row.finished_at = JobState.CANCELLED, timezone.now()
        row.cancel_requested = True
        row.save()
        log.record(by=by, verb="file_job.cancelled", subject=row)


def retry_job(*, job: FileJob, by) -> None:
    """Queue a failed job again, with its attempts counted anew."""
    with act() as log:
        row = FileJob.objects.select_for_update().get(pk=job.pk)
        if row.state != JobState.FAILED:
            raise Refused("只有未完成的任务可以重新处理。")
        row.state, row.attempt_count, row.error, row.token = JobState.QUEUED, 0, "", ""
        row.stage, row.finished_at, row.rung_at, row.cancel_requested = "", None, timezone.now(), False
        row.save()
        log.record(by=by, verb="file_job.retried", subject=row)
        transaction.on_commit(lambda: ring(row))
