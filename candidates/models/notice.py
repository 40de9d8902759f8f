"""The public notice of the list, and what people say about it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from candidates.enums_review import (
    NOTICE_TRANSITIONS,
    OBJECTION_TRANSITIONS,
    NoticeState,
    ObjectionResult,
    ObjectionState,
)
from elections.enums import Side
from elections.models.people import InAreaQuerySet
from huanjie.shared.fields import EncryptedTextField


class CandidateNotice(models.Model):
    """候选人公示: names and posts only, frozen when published. A correction is a new one that names the old."""

    TRANSITIONS = NOTICE_TRANSITIONS

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="candidate_notices", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    side = models.CharField("类别", max_length=30, choices=Side)
    state = models.CharField("状态", max_length=20, choices=NoticeState, default=NoticeState.PUBLISHED)
    lines = models.JSONField("名单", default=list, help_text="[{key, name, posts}]")
    digest = models.CharField("摘要", max_length=64)
    starts_on = models.DateField("公示开始")
    ends_on = models.DateField("公示结束")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="更正对象"
    )
    correction_reason = models.CharField("更正说明", max_length=200, blank=True)
    published_by_name = models.CharField("发布人", max_length=60, blank=True)
    published_at = models.DateTimeField("发布时间", auto_now_add=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "候选人公示"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["community_cycle", "side"],
                condition=~Q(state="corrected"),
                name="one_standing_notice_of_a_side",
            ),
            models.CheckConstraint(condition=Q(starts_on__lte=models.F("ends_on")), name="notice_days_in_order"),
        ]

    def __str__(self):
        return f"{self.get_side_display()}候选人公示"

    def get_absolute_url(self):
        return reverse("candidates:notice", args=[self.pk])


class NoticeObjection(models.Model):
    """公示异议. Who said it is encrypted and never public."""

    TRANSITIONS = OBJECTION_TRANSITIONS

    notice = models.ForeignKey(CandidateNotice, models.PROTECT, related_name="objections", verbose_name="公示")
    candidate = models.ForeignKey(
        "candidates.Candidate", models.PROTECT, null=True, blank=True, related_name="notice_objections",
        verbose_name="候选人",
    )  # fmt: skip
    area_code = models.CharField("区域", max_length=12, db_index=True)
    number = models.CharField("受理编号", max_length=30, unique=True)
    state = models.CharField("状态", max_length=20, choices=ObjectionState, default=ObjectionState.RECEIVED)
    is_named = models.BooleanField("实名", default=False)
    text = EncryptedTextField("内容", blank=True, default=b"")
    contact = EncryptedTextField("联系人", blank=True, default=b"")
    public_report = models.OneToOneField(
        "elections.PublicReport", models.PROTECT, null=True, blank=True, related_name="candidate_objection",
        verbose_name="网上异议",
    )  # fmt: skip
    received_at = models.DateTimeField("受理时间")
    first_check_due_at = models.DateTimeField("初核时限")
    first_checked_at = models.DateTimeField("初核时间", null=True, blank=True)
    investigator_name = models.CharField("核实人", max_length=60, blank=True)
    result = models.CharField("处理结果", max_length=30, choices=ObjectionResult, blank=True)
    document_number = models.CharField("文号", max_length=80, blank=True)
    findings = EncryptedTextField("核实情况", blank=True, default=b"")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closed_by_id = models.IntegerField("办结人", null=True, blank=True)
    closed_by_name = models.CharField("办结人姓名", max_length=60, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示异议"
        ordering = ["-id"]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("candidates:objection", args=[self.pk])
