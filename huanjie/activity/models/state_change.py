"""Every change of a state, with who and why."""

from django.db import models


class StateChange(models.Model):
    """One step through a transition table; never edited, never deleted."""

    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.CharField("对象编号", max_length=64)
    area_code = models.CharField("区域", max_length=12, blank=True)
    before = models.CharField("原状态", max_length=40)
    after = models.CharField("新状态", max_length=40)
    comment = models.CharField("说明", max_length=500, blank=True)
    at = models.DateTimeField("时间")
    by_id = models.BigIntegerField("操作人编号", null=True)
    by_name = models.CharField("操作人", max_length=60)
    role = models.CharField("角色", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "状态变更"
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self):
        return f"{self.subject_type} {self.subject_id}: {self.before} → {self.after}"
