"""What a person decided, how the reviewed person was told, and what that person may ask for."""

from django.db import models
from django.db.models import Q

from candidates.enums_review import (
    CONCLUSION_TRANSITIONS,
    RECONSIDERATION_TRANSITIONS,
    ConclusionState,
    Decision,
    ReconsiderationState,
)
from elections.models.people import InAreaQuerySet
from huanjie.shared.fields import EncryptedTextField


class ReviewConclusion(models.Model):
    """联审结论. `basis_digest` is the digest of the cells it stands on; the proposal is kept beside the decision."""

    TRANSITIONS = CONCLUSION_TRANSITIONS

    candidate = models.ForeignKey(
        "candidates.Candidate", models.PROTECT, related_name="conclusions", verbose_name="候选人"
    )
    joint_review = models.ForeignKey(
        "candidates.JointReview", models.PROTECT, related_name="conclusions", verbose_name="联审"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    state = models.CharField("状态", max_length=20, choices=ConclusionState)
    decision = models.CharField("结论", max_length=20, choices=Decision)
    proposal = models.CharField("系统提示", max_length=200, blank=True)
    circumstances = models.JSONField("涉及情形", default=list)
    reason = EncryptedTextField("理由", blank=True, default=b"")
    document_number = models.CharField("文号", max_length=80, blank=True)
    basis_digest = models.CharField("依据摘要", max_length=64)
    decided_on = models.DateField("结论日期")
    decided_at = models.DateTimeField("签署时间")
    decided_by_id = models.IntegerField("签署人")
    decided_by_name = models.CharField("签署人姓名", max_length=60)
    second_at = models.DateTimeField("会签时间", null=True, blank=True)
    second_by_id = models.IntegerField("会签人", null=True, blank=True)
    second_by_name = models.CharField("会签人姓名", max_length=60, blank=True)
    second_note = models.CharField("会签意见", max_length=200, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联审结论"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(state__in=["awaiting_second", "in_force"]),
                name="one_standing_conclusion",
            ),
            models.CheckConstraint(
                condition=Q(second_by_id__isnull=True) | ~Q(second_by_id=models.F("decided_by_id")),
                name="second_signature_is_another_person",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.get_decision_display()


class WrittenNotification(models.Model):
    """书面告知 of a conclusion, and what the person answered."""

    conclusion = models.OneToOneField(
        ReviewConclusion, models.PROTECT, related_name="notification", verbose_name="结论"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    number = models.CharField("告知书编号", max_length=80)
    told_on = models.DateField("送达日期")
    method = models.CharField("送达方式", max_length=60)
    told_by_id = models.IntegerField("送达人", null=True)
    told_by_name = models.CharField("送达人姓名", max_length=60)
    answer = EncryptedTextField("本人申辩", blank=True, default=b"")
    answered_on = models.DateField("申辩日期", null=True, blank=True)
    reconsider_until = models.DateField("可申请复议至")

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "书面告知"
        ordering = ["id"]

    def __str__(self):
        return self.number


class Reconsideration(models.Model):
    """复议. Decided by somebody who signed neither half of the conclusion; the only way back for a refused person."""

    TRANSITIONS = RECONSIDERATION_TRANSITIONS

    candidate = models.ForeignKey(
        "candidates.Candidate", models.PROTECT, related_name="reconsiderations", verbose_name="候选人"
    )
    conclusion = models.OneToOneField(
        ReviewConclusion, models.PROTECT, related_name="reconsideration", verbose_name="原结论"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    state = models.CharField("状态", max_length=20, choices=ReconsiderationState, default=ReconsiderationState.OPEN)
    filed_on = models.DateField("申请日期")
    grounds = EncryptedTextField("申请理由", blank=True, default=b"")
    due_on = models.DateField("应答复日期")
    filed_by_name = models.CharField("登记人", max_length=60, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by_id = models.IntegerField("决定人", null=True, blank=True)
    decided_by_name = models.CharField("决定人姓名", max_length=60, blank=True)
    document_number = models.CharField("决定文号", max_length=80, blank=True)
    answer = EncryptedTextField("答复", blank=True, default=b"")
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "复议"
        ordering = ["id"]

    def __str__(self):
        return f"{self.candidate}的复议"
