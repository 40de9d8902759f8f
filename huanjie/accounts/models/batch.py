"""A spreadsheet of accounts and roles on its way in: two administrators each do their half."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse

from huanjie.accounts.models.user import CUSTODIANS
from huanjie.shared.fields import EncryptedTextField


class AccountBatchQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Like the accounts themselves."""
        return self if viewer.has(CUSTODIANS) else self.none()


class AccountBatch(models.Model):
    """What was read from one file. The system administrator opens the accounts, the security administrator grants the
    roles; `rows` holds both as plain values. `passwords` is the encrypted list of first passwords (JSON), emptied when
    it is downloaded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source_name = models.CharField("文件名", max_length=200)
    rows = models.JSONField("内容", default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    job = models.ForeignKey("files.FileJob", models.SET_NULL, null=True, related_name="+", verbose_name="任务")
    accounts_at = models.DateTimeField("建立账号时间", null=True)
    accounts_count = models.PositiveIntegerField("新建账号", default=0)
    grants_at = models.DateTimeField("授权时间", null=True)
    grants_count = models.PositiveIntegerField("新增授权", default=0)
    passwords = EncryptedTextField("初始密码", blank=True, default=b"")
    passwords_taken_at = models.DateTimeField("初始密码下载时间", null=True)

    objects = AccountBatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "账号导入"
        ordering = ["-created_at"]

    def __str__(self):
        return self.source_name

    def get_absolute_url(self):
        return reverse("accounts:batch", args=[self.pk])
