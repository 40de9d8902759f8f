"""People who sign in."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.urls import reverse
from django.utils import timezone

from huanjie.accounts.enums import Role

CUSTODIANS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR})
"""Those who see accounts: one opens them, the other says what they may do."""


class UserQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """All accounts for the two administrators who keep them, none for anybody else."""
        return self if viewer.has(CUSTODIANS) else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username: str, password: str | None = None, **fields):
        """An account written directly (tests, consoles). People's accounts are made by `services.create_account`."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


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

    def get_absolute_url(self):
        return reverse("accounts:account", args=[self.pk])

    @property
    def password_is_too_old(self) -> bool:
        """True when the password has outlived the maximum age of the rules (0 switches the age off)."""
        days = settings.PASSWORD_MAX_AGE_DAYS
        return bool(days) and timezone.now() - self.password_changed_at > timedelta(days=days)


class PasswordHistory(models.Model):
    """Old password hashes, so that the last five are not used again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="password_history")
    password = models.CharField(max_length=128)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.user_id} {self.at:%Y-%m-%d}"
