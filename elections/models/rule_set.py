"""What was changed in the parameters of a cycle, by whom and on what ground."""

from django.db import models


class AppendOnly(models.QuerySet):
    """Rows are added, never changed nor removed."""

    def update(self, **kwargs):
        raise TypeError("参数修改记录只能追加，不能修改。")

    def delete(self):
        raise TypeError("参数修改记录只能追加，不能删除。")


class ParameterChange(models.Model):
    """One value of one parameter of one cycle, before and after. The value now is in `ElectionCycle.rule_set`."""

    cycle = models.ForeignKey(
        "elections.ElectionCycle", models.PROTECT, related_name="parameter_changes", verbose_name="换届"
    )
    key = models.CharField("参数", max_length=60)
    before = models.JSONField("原值")
    after = models.JSONField("新值")
    reason = models.CharField("原因", max_length=200, blank=True)
    document_number = models.CharField("依据文号", max_length=60, blank=True)
    at = models.DateTimeField("时间")
    by_id = models.BigIntegerField("操作人编号", null=True)
    by_name = models.CharField("操作人", max_length=60)
    role = models.CharField("角色", max_length=40, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参数修改"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["cycle", "key"])]

    def __str__(self):
        return f"{self.cycle} {self.key}"
