"""Roll-ups that climb: one row per area and day, made from the rows one level below (architecture, idea 6)."""

from django.db import models

from elections.models.people import InAreaQuerySet


class AreaSummary(models.Model):
    """The day of an area. `values` sums the figures of every community in it: as filed for the day, or as last
    filed before it while the day is not; the counts say how many reports were due and what became of them."""

    area_code = models.CharField("区域", max_length=12)
    parent_code = models.CharField("上级区域", max_length=12)
    level = models.PositiveSmallIntegerField("层级")
    on = models.DateField("日期")
    values = models.JSONField("合计", default=dict)
    due_count = models.PositiveIntegerField("应报", default=0)
    filed_count = models.PositiveIntegerField("已报", default=0)
    on_time_count = models.PositiveIntegerField("按时", default=0)
    complete_count = models.PositiveIntegerField("完整", default=0)
    approved_count = models.PositiveIntegerField("已通过", default=0)
    returned_count = models.PositiveIntegerField("退回", default=0)
    nil_count = models.PositiveIntegerField("零报告", default=0)
    discrepancy_count = models.PositiveIntegerField("数账不符", default=0)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "汇总"
        ordering = ["on", "area_code"]
        constraints = [models.UniqueConstraint(fields=["on", "area_code"], name="one_summary_a_day")]
        indexes = [models.Index(fields=["on", "parent_code", "level"]), models.Index(fields=["area_code", "on"])]

    def __str__(self):
        return f"{self.on} {self.area_code or '全国'} 汇总"


COUNTS = (
    "due_count",
    "filed_count",
    "on_time_count",
    "complete_count",
    "approved_count",
    "returned_count",
    "nil_count",
    "discrepancy_count",
)
