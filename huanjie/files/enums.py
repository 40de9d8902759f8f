"""States of a file job."""

from django.db import models

from huanjie.shared.transitions import Transitions


class JobState(models.TextChoices):
    QUEUED = "queued", "等待处理"
    RUNNING = "running", "处理中"
    SUCCEEDED = "succeeded", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已取消"


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)

JOB_TRANSITIONS = Transitions(
    {
        JobState.QUEUED: {JobState.RUNNING, JobState.CANCELLED, JobState.FAILED},
        JobState.RUNNING: {JobState.RUNNING, JobState.QUEUED, JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED},
        JobState.FAILED: {JobState.QUEUED},
    }
)
