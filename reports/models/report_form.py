"""Which figures a cycle's day sheet asks for."""

from django.db import models


class ReportForm(models.Model):
    """The figures of a cycle's day sheet, in order, by key (see `reports.figures`)."""

    cycle = models.OneToOneField(
        "elections.ElectionCycle", models.CASCADE, related_name="report_form", verbose_name="换届"
    )
    figures = models.JSONField("填报项目", default=list)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "日报表式"

    def __str__(self):
        return f"{self.cycle}日报表式"
