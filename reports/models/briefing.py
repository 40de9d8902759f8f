"""A briefing: its snapshot stands still, its PDF is made from nothing else (architecture, idea 7)."""

from django.db import models
from django.urls import reverse

from elections.models.people import InAreaQuerySet
from reports.enums import BriefingState


class Briefing(models.Model):
    """简报。`number` counts within the cycle; `job` is the file job that renders the PDF."""

    cycle = models.ForeignKey("elections.ElectionCycle", models.PROTECT, related_name="briefings", verbose_name="换届")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    on = models.DateField("日期")
    number = models.PositiveIntegerField("期号")
    title = models.CharField("标题", max_length=120)
    state = models.CharField("状态", max_length=20, choices=BriefingState, default=BriefingState.COMPILING)
    is_automatic = models.BooleanField("到点自动编制", default=False)
    snapshot = models.JSONField("快照", default=dict)
    digest = models.CharField("快照摘要", max_length=64)
    pdf = models.FileField("PDF", upload_to="briefings/%Y/%m/", blank=True)
    pdf_digest = models.CharField("文件摘要", max_length=64, blank=True)
    job = models.ForeignKey("files.FileJob", models.SET_NULL, null=True, related_name="+", verbose_name="任务")
    compiled_by = models.CharField("编制人", max_length=60, blank=True)
    created_at = models.DateTimeField("编制时间", auto_now_add=True)
    ready_at = models.DateTimeField("完成时间", null=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "简报"
        ordering = ["-on", "-number"]
        constraints = [models.UniqueConstraint(fields=["cycle", "area_code", "number"], name="briefing_number_once")]

    def __str__(self):
        return f"{self.title}第{self.number}期"

    def get_absolute_url(self):
        return reverse("reports:briefing", args=[self.pk])
