"""A street's week: figures from the days, words from the street."""

from django.db import models
from django.urls import reverse

from elections.models.people import InAreaQuerySet
from reports.enums import REPORT_TRANSITIONS, ReportState


class WeeklyReport(models.Model):
    """周报（一街道一周）。`figures` is frozen at submission: key → [at the start of the week, at its end]."""

    TRANSITIONS = REPORT_TRANSITIONS

    cycle = models.ForeignKey("elections.ElectionCycle", models.PROTECT, related_name="+", verbose_name="换届")
    subdistrict = models.ForeignKey("elections.Subdistrict", models.PROTECT, related_name="+", verbose_name="街道")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    week_starts_on = models.DateField("周一日期")
    state = models.CharField("状态", max_length=20, choices=ReportState, default=ReportState.DUE)
    version = models.PositiveIntegerField("版本", default=1)
    figures = models.JSONField("本周数据", default=dict)
    progress = models.TextField("本周进展", blank=True, max_length=4000)
    problems = models.TextField("存在问题", blank=True, max_length=4000)
    next_steps = models.TextField("下周计划", blank=True, max_length=4000)
    submitted_at = models.DateTimeField("提交时间", null=True)
    submitted_by = models.CharField("提交人", max_length=60, blank=True)
    return_comment = models.CharField("退回意见", max_length=500, blank=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "周报"
        ordering = ["-week_starts_on", "area_code"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "subdistrict", "week_starts_on"], name="one_weekly_report")
        ]

    def __str__(self):
        return f"{self.subdistrict}周报（{self.week_starts_on:%m-%d}起）"

    def get_absolute_url(self):
        return reverse("reports:weekly", args=[self.pk])
