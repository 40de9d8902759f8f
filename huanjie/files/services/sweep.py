"""Find the jobs nobody is doing, and have them done or said to have failed."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from huanjie.activity.services import act
from huanjie.files.enums import JobState
from huanjie.files.models import FileJob
from huanjie.files.services.enqueue import ring
from huanjie.files.services.run import viewer_of

BELL_PATIENCE = timedelta(seconds=20)
GIVEN_UP = "处理进程多次中断，系统已停止重试，数据没有改动。请点“重新处理”，或把任务编号告诉系统管理员。"


def sweep() -> dict[str, int]:
    """Queued jobs whose bell was lost are rung again; running jobs whose worker died go back to the queue, or fail in
    words after the last attempt. Returns how many of each. Several sweepers at once do no harm."""
    now = timezone.now()
    counts = {"rung": 0, "requeued": 0, "failed": 0}
    for job in FileJob.objects.abandoned(now).select_related("owner")[:100]:
        if job.attempt_count < settings.JOB_MAX_ATTEMPTS:
            taken = (
                FileJob.objects.filter(pk=job.pk, token=job.token)
                .abandoned(now)
                .update(
                    state=JobState.QUEUED, token="", lease_until=None, stage="处理进程中断，正在重新排队", rung_at=now
                )
            )
            if taken:
                counts["requeued"] += 1
                ring(job)
        else:
            counts["failed"] += _give_up(job, now)
    for job in FileJob.objects.waiting_for_bell(now - BELL_PATIENCE)[:100]:
        ring(job)
        counts["rung"] += 1
    return counts


def _give_up(job: FileJob, now) -> int:
    with act() as log:
        failed = (
            FileJob.objects.filter(pk=job.pk, token=job.token)
            .abandoned(now)
            .update(state=JobState.FAILED, error=GIVEN_UP, lease_until=None, finished_at=now)
        )
        if failed:
            log.record(by=viewer_of(job), verb="file_job.failed", subject=job, detail={"error": GIVEN_UP})
    return failed
