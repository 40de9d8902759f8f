"""The joint review: batches, one review per candidate in a batch, one cell per department and circumstance."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from candidates.enums_review import BATCH_TRANSITIONS, Answer, BatchState, ReviewRound
from elections.models.people import InAreaQuerySet
from huanjie.shared.fields import EncryptedTextField


class ReviewBatch(models.Model):
    """联审批次. Departments, their circumstances and the due date are chosen once and then stand."""

    TRANSITIONS = BATCH_TRANSITIONS

    cycle = models.ForeignKey(
        "elections.ElectionCycle", models.PROTECT, related_name="review_batches", verbose_name="换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    number = models.PositiveIntegerField("批次号")
    name = models.CharField("批次名称", max_length=80)
    round = models.CharField("轮次", max_length=20, choices=ReviewRound, default=ReviewRound.FIRST)
    state = models.CharField("状态", max_length=20, choices=BatchState, default=BatchState.DRAFT)
    duties = models.JSONField("核查分工", default=dict, help_text="联审单位代号 → 情形编号列表")
    as_of = models.DateField("审查基准日")
    sent_on = models.DateField("送出日期", null=True, blank=True)
    due_on = models.DateField("要求反馈日期")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    made_by_id = models.IntegerField("建立人", null=True)
    made_by_name = models.CharField("建立人姓名", max_length=60, blank=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联审批次"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["cycle", "number"], name="review_batch_number_once")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("candidates:batch", args=[self.pk])


class JointReview(models.Model):
    """资格联审：one candidate in one batch. Nobody is under two reviews at once."""

    batch = models.ForeignKey(ReviewBatch, models.PROTECT, related_name="reviews", verbose_name="批次")
    candidate = models.ForeignKey(
        "candidates.Candidate", models.PROTECT, related_name="joint_reviews", verbose_name="候选人"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    opened_at = models.DateTimeField("开始时间", auto_now_add=True)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "资格联审"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "candidate"], name="candidate_once_in_a_batch"),
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(closed_at__isnull=True), name="one_open_review_of_a_candidate"
            ),
        ]

    def __str__(self):
        return f"{self.candidate} · {self.batch}"


class DepartmentOpinion(models.Model):
    """联审单位意见：one cell. Empty until signed; void once what it was asked about has changed, and then asked anew.

    `content_digest` says what was asked (candidates/rules/review_content.py)."""

    joint_review = models.ForeignKey(JointReview, models.PROTECT, related_name="opinions", verbose_name="联审")
    candidate = models.ForeignKey(
        "candidates.Candidate", models.PROTECT, related_name="opinions", verbose_name="候选人"
    )
    department = models.ForeignKey(
        "candidates.ReviewDepartment", models.PROTECT, related_name="opinions", verbose_name="联审单位"
    )
    circumstance = models.ForeignKey(
        "candidates.Circumstance", models.PROTECT, related_name="opinions", verbose_name="情形"
    )
    area_code = models.CharField("区域", max_length=12)
    answer = models.CharField("核查结果", max_length=20, choices=Answer, blank=True, default="")
    content_digest = models.CharField("审查内容摘要", max_length=64)
    as_of = models.DateField("截至", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    document_number = models.CharField("文书号", max_length=80, blank=True, default="")
    facts = EncryptedTextField("事实摘要", blank=True, default=b"")
    signed_at = models.DateTimeField("签署时间", null=True, blank=True)
    signed_by_id = models.IntegerField("签署人", null=True, blank=True)
    signed_by_name = models.CharField("签署人姓名", max_length=60, blank=True, default="")
    from_sheet = models.BooleanField("由回执表导入", default=False)
    voided_at = models.DateTimeField("失效时间", null=True, blank=True)
    void_reason = models.CharField("失效原因", max_length=120, blank=True, default="")
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联审单位意见"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["department", "answer"], condition=Q(voided_at__isnull=True), name="opinion_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["joint_review", "department", "circumstance"], condition=Q(voided_at__isnull=True),
                name="opinion_cell_once",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.FOUND) | ~Q(document_number=""), name="finding_needs_a_document"
            ),
            models.CheckConstraint(
                condition=Q(answer="") | (Q(signed_at__isnull=False) & Q(signed_by_id__isnull=False) & Q(as_of__isnull=False)),
                name="opinion_needs_a_signature",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.department_id} · {self.circumstance_id}"


class OpinionEvidence(models.Model):
    """佐证材料 of a finding. The hash stays even when the file is cleared away."""

    opinion = models.ForeignKey(DepartmentOpinion, models.PROTECT, related_name="evidence", verbose_name="意见")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    file = models.FileField("文件", upload_to="review/%Y/%m/")
    original_name = models.CharField("原文件名", max_length=120)
    sha256 = models.CharField("摘要", max_length=64)
    size = models.PositiveIntegerField("大小（字节）")
    added_at = models.DateTimeField("上传时间", auto_now_add=True)
    added_by_id = models.IntegerField("上传人", null=True)
    added_by_name = models.CharField("上传人姓名", max_length=60, blank=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "佐证材料"
        ordering = ["id"]

    def __str__(self):
        return self.original_name
