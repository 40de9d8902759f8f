"""What the public brings forward, and how often an address did so today."""

from django.db import models
from django.urls import reverse

from elections.enums_paper import REPORT_TRANSITIONS, ReportKind, ReportState
from elections.models.people import InAreaQuerySet
from huanjie.shared.fields import EncryptedTextField


class ReportQuerySet(InAreaQuerySet):
    def waiting(self):
        """Not answered yet."""
        return self.exclude(state=ReportState.ANSWERED)

    def late(self, now):
        """First look or answer overdue (domain brief §4.4: 48 hours; csjwh-2026 art. 17: three days)."""
        return self.waiting().filter(
            models.Q(state=ReportState.REGISTERED, check_due_at__lt=now) | models.Q(answer_due_at__lt=now)
        )


class PublicReport(models.Model):
    """异议、申诉或举报. Text and contact are encrypted; the receipt's secret word is kept as a keyed hash only."""

    TRANSITIONS = REPORT_TRANSITIONS

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="public_reports", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    paper = models.ForeignKey(
        "elections.Paper", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="所涉公告"
    )
    kind = models.CharField("类别", max_length=20, choices=ReportKind)
    receipt = models.CharField("回执编号", max_length=20, unique=True)
    secret_hash = models.CharField(max_length=64, editable=False)
    text = EncryptedTextField("内容", default=b"")
    contact = EncryptedTextField("联系方式", blank=True, default=b"")
    state = models.CharField("状态", max_length=20, choices=ReportState, default=ReportState.REGISTERED)
    version = models.PositiveIntegerField("版本", default=1)
    is_in_time = models.BooleanField("在规定期限内提出", default=True)
    received_at = models.DateTimeField("收到时间")
    check_due_at = models.DateTimeField("初核期限")
    answer_due_at = models.DateTimeField("答复期限", null=True, blank=True)
    checked_at = models.DateTimeField("初核时间", null=True, blank=True)
    check_note = EncryptedTextField("初核情况", blank=True, default=b"")
    answer = EncryptedTextField("答复", blank=True, default=b"")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.CharField("答复单位", max_length=60, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "异议和举报"
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["area_code", "state"])]

    def __str__(self):
        return self.receipt

    def get_absolute_url(self):
        return reverse("elections:public_report", args=[self.pk])


class PublicAttempt(models.Model):
    """How many reports came today under one key: a keyed hash of the day with an address or a community. The address
    itself is nowhere, and yesterday's keys cannot be told from today's."""

    day = models.DateField("日期", db_index=True)
    key = models.CharField(max_length=64)
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "公众提交计数"
        constraints = [models.UniqueConstraint(fields=["day", "key"], name="public_attempt_key_once")]

    def __str__(self):
        return f"{self.day} {self.count}"
