"""One file on its way into the records: read, shown, confirmed, undone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from huanjie.files.imports.states import IMPORT_TRANSITIONS, ImportState, Part
from huanjie.shared.scope import within


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Imports into the viewer's area. Whether the viewer may see this kind at all is the kind's `may_import`."""
        return self.filter(**within(viewer.area))

    def of_kind(self, *names: str):
        """Imports of these kinds."""
        return self.filter(kind__in=names)

    def same_file_as(self, run):
        """Earlier imports of the same bytes into the records that still stand."""
        return self.filter(kind=run.kind, digest=run.digest, state=ImportState.DONE, pk__lt=run.pk).exclude(digest="")


class ImportRun(models.Model):
    """`options` are the choices made at upload (a sheet, a day); `skipped` counts rows that are no data by reason."""

    TRANSITIONS = IMPORT_TRANSITIONS

    kind = models.CharField("种类", max_length=60, db_index=True)
    kind_label = models.CharField("导入内容", max_length=60)
    area_code = models.CharField("区域", max_length=12, blank=True, db_index=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="import_runs", verbose_name="导入人"
    )
    owner_name = models.CharField("导入人姓名", max_length=60)
    role = models.CharField("角色", max_length=40, blank=True)
    state = models.CharField("状态", max_length=20, choices=ImportState, default=ImportState.READING)
    version = models.PositiveIntegerField("版本", default=1)
    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件摘要", max_length=64, blank=True, db_index=True)
    sheet = models.CharField("工作表", max_length=120, blank=True)
    options = models.JSONField("选项", default=dict, blank=True)
    source_job = models.OneToOneField(
        "files.FileJob", models.PROTECT, null=True, related_name="reads_import", verbose_name="读取任务"
    )
    apply_job = models.ForeignKey(
        "files.FileJob", models.PROTECT, null=True, related_name="applies_imports", verbose_name="导入任务"
    )
    undo_job = models.ForeignKey(
        "files.FileJob", models.PROTECT, null=True, related_name="undoes_imports", verbose_name="撤销任务"
    )
    marked_job = models.ForeignKey(
        "files.FileJob", models.SET_NULL, null=True, related_name="marks_imports", verbose_name="标注任务"
    )
    accept_count = models.PositiveIntegerField("可导入", default=0)
    warn_count = models.PositiveIntegerField("有提示", default=0)
    reject_count = models.PositiveIntegerField("需修改", default=0)
    skip_count = models.PositiveIntegerField("跳过", default=0)
    skipped = models.JSONField("跳过原因", default=dict, blank=True)
    outdated_count = models.PositiveIntegerField("预览后失效", default=0)
    created_count = models.PositiveIntegerField("新增", default=0)
    updated_count = models.PositiveIntegerField("更新", default=0)
    same_count = models.PositiveIntegerField("无变化", default=0)
    receipt_number = models.CharField("回执编号", max_length=40, null=True, unique=True)
    error = models.TextField("不能读取的原因", blank=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    applied_at = models.DateTimeField("导入时间", null=True)
    undone_at = models.DateTimeField("撤销时间", null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ImportState.DONE) | Q(receipt_number__isnull=False), name="import_done_has_receipt"
            )
        ]

    def __str__(self):
        return f"{self.kind_label}导入 {self.receipt_number or self.pk}"

    def get_absolute_url(self):
        return reverse("files:import", args=[self.pk])

    @property
    def good_count(self) -> int:
        """Rows that will be, or were, written."""
        return self.accept_count + self.warn_count

    @property
    def job(self):
        """The job now working for this import, if its state says one should."""
        return {ImportState.READING: self.source_job, ImportState.APPLYING: self.apply_job}.get(self.state)

    @property
    def is_stuck(self) -> bool:
        """A job should be working but has failed or was cancelled."""
        return self.job is not None and not self.job.is_open


class ImportChunk(models.Model):
    """Some hundred rows of an import, encrypted (`huanjie.files.imports.chunks`)."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="chunks", verbose_name="导入")
    part = models.CharField("部分", max_length=30, choices=Part)
    index = models.PositiveIntegerField("序号")
    payload = models.BinaryField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "导入数据块"
        ordering = ["part", "index"]
        constraints = [models.UniqueConstraint(fields=["run", "part", "index"], name="import_chunk_once")]

    def __str__(self):
        return f"{self.run_id} {self.part} {self.index}"
