"""An exception a superior granted from a bound that is not the law's own. Never changed, never deleted."""

from django.db import models

from elections.models.people import InAreaQuerySet


class StepException(models.Model):
    """For one step of one community and one rule (H1 …, gate:audit): who allowed it, why, under which document."""

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="exceptions", verbose_name="社区换届"
    )
    step = models.ForeignKey("elections.Step", models.PROTECT, related_name="exceptions", verbose_name="步骤")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    rule = models.CharField("规则", max_length=40)
    words = models.CharField("放宽的要求", max_length=500)
    article = models.CharField("依据", max_length=120, blank=True)
    reason = models.CharField("理由", max_length=200)
    document_number = models.CharField("批准文号", max_length=60)
    granted_by = models.CharField("批准人", max_length=60)
    granted_role = models.CharField("角色", max_length=40)
    granted_at = models.DateTimeField("批准时间")

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批准的例外"
        ordering = ["granted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["community_cycle", "step", "rule"], name="exception_once_for_a_rule")
        ]

    def __str__(self):
        return f"{self.step.name}：{self.rule}"
