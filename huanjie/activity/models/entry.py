"""The append-only log: each entry carries the hash of the one before (domain brief §11.1, 安全审计)."""

from django.db import models


class AppendOnly(models.QuerySet):
    """Rows are added, never changed nor removed."""

    def update(self, **kwargs):
        raise TypeError("操作日志只能追加，不能修改。")

    def delete(self):
        raise TypeError("操作日志只能追加，不能删除。")


class ActivityEntry(models.Model):
    """One act: who, as what role and for which area, did what to which thing."""

    number = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间", db_index=True)
    actor_id = models.BigIntegerField("操作人编号", null=True, db_index=True)
    actor_name = models.CharField("操作人", max_length=60)
    role = models.CharField("角色", max_length=40, blank=True)
    actor_area = models.CharField("操作人区域", max_length=12, blank=True)
    verb = models.CharField("操作", max_length=60, db_index=True)
    subject_type = models.CharField("对象类型", max_length=60, blank=True)
    subject_id = models.CharField("对象编号", max_length=64, blank=True)
    subject_label = models.CharField("对象", max_length=200, blank=True)
    area_code = models.CharField("区域", max_length=12, blank=True, db_index=True)
    detail = models.JSONField("详情", default=dict, blank=True)
    previous_hash = models.CharField("前一条摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "操作日志"
        ordering = ["-number"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self):
        return f"{self.number} {self.actor_name} {self.verb} {self.subject_label}"


class ChainHead(models.Model):
    """Where the chain ends: the one row that serialises writers, and that shows a tail cut off."""

    last_number = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self):
        return f"{self.last_number}"
