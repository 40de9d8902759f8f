"""People who sign in."""

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.db import models
from django.utils import timezone


class User(AbstractBaseUser):
    """An account: a work number and a name. What it may do is in its assignments, nothing is in the account itself."""

    username = models.CharField("工号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=60)
    unit = models.CharField("单位", max_length=100, blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    password_changed_at = models.DateTimeField("密码修改时间", default=timezone.now)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    is_staff = False
    is_superuser = False

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        ordering = ["username"]

    def __str__(self):
        return f"{self.name}（{self.username}）"


class PasswordHistory(models.Model):
    """Old password hashes, so that the last five are not used again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="password_history")
    password = models.CharField(max_length=128)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.user_id} {self.at:%Y-%m-%d}"
