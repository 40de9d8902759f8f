"""The editable holiday table behind the work calendar."""

from django.db import models


class Holiday(models.Model):
    """One announced exception: a rest day on a weekday, or a make-up working day (调休) on a week-end."""

    on = models.DateField("日期", unique=True)
    works = models.BooleanField("上班（调休）", default=False)
    name = models.CharField("名称", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "节假日安排"
        ordering = ["on"]

    def __str__(self):
        return f"{self.on} {'上班' if self.works else '休息'} {self.name}"
