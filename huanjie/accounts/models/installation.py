"""What this installation is for: it is set up once, as a demonstration or for real, and never both."""

from django.db import models


class Installation(models.Model):
    """One row, or none while the installation is still empty."""

    is_demo = models.BooleanField("演示数据", default=False)
    area_code = models.CharField("区域代码", max_length=12, blank=True)
    area_name = models.CharField("区域", max_length=60, blank=True)
    demo_accounts = models.JSONField(
        "演示账号", default=dict, blank=True,
        help_text="password 为共用演示密码，accounts 为 username、name、role_label、area_name 的列表",
    )  # fmt: skip
    is_ready = models.BooleanField("已完成初始设置", default=False)
    set_up_at = models.DateTimeField("设置时间", auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="installation_is_one")]

    def __str__(self):
        return f"{'演示' if self.is_demo else '正式'}：{self.area_name}"
