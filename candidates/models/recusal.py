"""Who has nothing to do with whom."""

from django.db import models

from candidates.enums_review import RecusalGround
from elections.models.people import InAreaQuerySet


class Recusal(models.Model):
    """回避. The candidate's record is hidden from this officer; the trace stays for ever."""

    candidate = models.ForeignKey(
        "candidates.Candidate", models.PROTECT, related_name="recusals", verbose_name="候选人"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="回避人")
    user_name = models.CharField("回避人姓名", max_length=60)
    unit = models.CharField("单位", max_length=100, blank=True)
    ground = models.CharField("回避原因", max_length=20, choices=RecusalGround)
    is_inferred = models.BooleanField("系统比对提示", default=False)
    note = models.CharField("说明", max_length=200, blank=True)
    reassigned_to_id = models.IntegerField("改由办理", null=True, blank=True)
    reassigned_to_name = models.CharField("改由办理人", max_length=60, blank=True)
    lifted_at = models.DateTimeField("撤销时间", null=True, blank=True)
    lifted_by_name = models.CharField("撤销人", max_length=60, blank=True)
    lift_reason = models.CharField("撤销原因", max_length=200, blank=True)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    created_by_name = models.CharField("登记人", max_length=60, blank=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "回避"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "user"], condition=models.Q(lifted_at__isnull=True), name="recusal_once"
            )
        ]

    def __str__(self):
        return f"{self.user_name} · {self.candidate}"
