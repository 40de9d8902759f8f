"""A long job as a row: the database is the truth, the broker only a bell."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from huanjie.files.enums import JobState
from huanjie.shared.scope import within


class FileJobQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """A job belongs to the person who started it; jobs of the system belong to those whose area holds theirs."""
        return self.filter(Q(owner_id=viewer.user_id) | Q(Q(owner__isnull=True), **within(viewer.area)))

    def waiting_for_bell(self, older_than):
        """Queued so long that the bell must have been lost."""
        return self.filter(state=JobState.QUEUED, rung_at__lt=older_than)

    def abandoned(self, now):
        """Running, but whoever ran it no longer renews the lease."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=now)


def source_path(job, filename: str) -> str:
    """Uploads live under a random name: the user's file name may hold anything."""
    return f"uploads/{timezone.localdate():%Y/%m}/{job.pk}{suffix_of(filename)}"


def result_path(job, filename: str) -> str:
    """Results likewise; the name shown at download is `result_name`."""
    return f"results/{timezone.localdate():%Y/%m}/{job.pk}{suffix_of(filename)}"


def suffix_of(filename: str) -> str:
    return "." + filename.rsplit(".", 1)[-1].lower()[:8] if "." in filename else ""


class FileJob(models.Model):
    """An import, an export or a document in the making: who asked, what for, how far, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=60, db_index=True)
    title = models.CharField("任务", max_length=120)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="file_jobs", verbose_name="发起人"
    )
    role = models.CharField("角色", max_length=40, blank=True)
    area_code = models.CharField("区域", max_length=12, blank=True, db_index=True)
    params = models.JSONField("参数", default=dict, blank=True)
    once_key = models.CharField("唯一键", max_length=120, null=True, unique=True)
    state = models.CharField("状态", max_length=20, choices=JobState, default=JobState.QUEUED)
    stage = models.CharField("阶段", max_length=60, blank=True)
    done_count = models.PositiveIntegerField("已处理", default=0)
    total_count = models.PositiveIntegerField("总数", default=0)
    source = models.FileField("上传文件", upload_to=source_path, blank=True)
    source_name = models.CharField("上传文件名", max_length=200, blank=True)
    result_file = models.FileField("结果文件", upload_to=result_path, blank=True)
    result_name = models.CharField("结果文件名", max_length=200, blank=True)
    result = models.JSONField("结果", default=dict, blank=True)
    error = models.TextField("错误说明", blank=True)
    attempt_count = models.PositiveSmallIntegerField("尝试次数", default=0)
    token = models.CharField("执行凭据", max_length=36, blank=True)
    lease_until = models.DateTimeField("租约至", null=True)
    cancel_requested = models.BooleanField("要求取消", default=False)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    rung_at = models.DateTimeField("通知时间", default=timezone.now)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = FileJobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "lease_until"]), models.Index(fields=["owner", "-created_at"])]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("files:job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)

    @property
    def percent(self) -> int:
        """Whole per cent done, 0 while the total is unknown."""
        return min(100, self.done_count * 100 // self.total_count) if self.total_count else 0
