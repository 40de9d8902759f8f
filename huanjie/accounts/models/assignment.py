"""What an account may do: a role, an area, and from when to when."""

from django.db import models
from django.db.models import F, Q

from huanjie.accounts.enums import Role


class AssignmentQuerySet(models.QuerySet):
    def in_force(self, on):
        """Those that count on a day."""
        return self.standing().filter(Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def standing(self):
        """Those nobody took back: past, present and future."""
        return self.filter(revoked_at__isnull=True)

    def not_over(self, on):
        """In force on a day or later."""
        return self.standing().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


class Assignment(models.Model):
    """Role + area prefix + dates (architecture, idea 1)."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="assignments", verbose_name="账号")
    role = models.CharField("角色", max_length=40, choices=Role)
    area_code = models.CharField(
        "区域代码", max_length=12, blank=True, help_text="代码前缀：区 6 位、街道 9 位、社区 12 位"
    )
    area_name = models.CharField("区域", max_length=60, blank=True)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    revoked_at = models.DateTimeField("收回时间", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "授权"
        ordering = ["user", "role", "area_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "area_code", "starts_on"],
                condition=Q(revoked_at__isnull=True),
                name="assignment_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="assignment_dates_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} · {self.area_name or self.area_code or '全部'}"

    def is_in_force(self, on) -> bool:
        """The same question as `in_force`, for a row at hand."""
        return self.revoked_at is None and self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)
