"""A community's report for one day."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from elections.models.people import InAreaQuerySet
from huanjie.shared import clock
from reports.enums import FILED, REPORT_TRANSITIONS, Face, ReportState


class DailyReportQuerySet(InAreaQuerySet):
    def of_day(self, cycle, on):
        """The reports of one cycle and day."""
        return self.filter(cycle=cycle, on=on)

    def filed(self):
        """Submitted or approved."""
        return self.filter(state__in=FILED)


class DailyReport(models.Model):
    """日报（一社区一日）。

    The row is made when the day opens, in state `due`, with yesterday's typed figures carried forward. `values` holds
    the figures as reported (key → integer or null), `recorded` what the records said for the recorded ones, `reasons`
    why a reported figure differs from its record. Once submitted all three stand still.
    """

    TRANSITIONS = REPORT_TRANSITIONS

    cycle = models.ForeignKey("elections.ElectionCycle", models.PROTECT, related_name="+", verbose_name="换届")
    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="daily_reports", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12)
    on = models.DateField("日期")
    state = models.CharField("状态", max_length=20, choices=ReportState, default=ReportState.DUE)
    version = models.PositiveIntegerField("版本", default=1)
    values = models.JSONField("数据", default=dict)
    previous = models.JSONField("上期数据", default=dict)
    recorded = models.JSONField("台账数据", default=dict)
    reasons = models.JSONField("差异说明", default=dict)
    note = models.CharField("备注", max_length=500, blank=True)
    is_nil = models.BooleanField("零报告", default=False)
    is_late = models.BooleanField("迟报", default=False)
    discrepancy_count = models.PositiveSmallIntegerField("数账不符项数", default=0)
    due_at = models.DateTimeField("截止时间")
    first_submitted_at = models.DateTimeField("首次提交时间", null=True)
    submitted_at = models.DateTimeField("提交时间", null=True)
    submitted_by = models.CharField("提交人", max_length=60, blank=True)
    decided_at = models.DateTimeField("审定时间", null=True)
    decided_by = models.CharField("审定人", max_length=60, blank=True)
    return_comment = models.CharField("退回意见", max_length=500, blank=True)
    saved_at = models.DateTimeField("保存时间", null=True)
    saved_by = models.CharField("保存人", max_length=60, blank=True)

    objects = DailyReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "日报"
        ordering = ["on", "area_code"]
        constraints = [models.UniqueConstraint(fields=["community_cycle", "on"], name="one_report_a_day")]
        indexes = [models.Index(fields=["on", "area_code"]), models.Index(fields=["area_code", "on"])]

    def __str__(self):
        return f"{self.on} {self.area_code} 日报"

    def face(self, now: datetime | None = None) -> Face:
        """State and clock in one word, for the page."""
        if self.state in FILED and self.is_nil:
            return Face.NIL
        if self.state == ReportState.APPROVED:
            return Face.APPROVED
        if self.state == ReportState.SUBMITTED:
            return Face.LATE if self.is_late else Face.SUBMITTED
        if self.state == ReportState.RETURNED:
            return Face.RETURNED
        if (now or clock.now()) > self.due_at:
            return Face.MISSING
        return Face(self.state)


MISSING = Q(state__in=(ReportState.DUE, ReportState.DRAFT))
"""Not filed; with the cut-off past, missing."""
