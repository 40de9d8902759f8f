"""An audit of a person in office or of a community's accounts."""

from django.db import models
from django.urls import reverse

from audits.enums import AUDIT_TRANSITIONS, AuditKind, AuditState
from elections.models.people import InAreaQuerySet


class Audit(models.Model):
    """审计项目。`person_name` is empty when the community itself is audited."""

    TRANSITIONS = AUDIT_TRANSITIONS

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="audits", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    kind = models.CharField("审计类型", max_length=30, choices=AuditKind)
    person_name = models.CharField("审计对象", max_length=50, blank=True)
    person_post = models.CharField("职务", max_length=60, blank=True)
    auditor_unit = models.CharField("审计机构", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=AuditState, default=AuditState.PLANNED)
    version = models.PositiveIntegerField("版本", default=1)
    planned_on = models.DateField("计划完成日期")
    started_on = models.DateField("进点日期", null=True, blank=True)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    report_number = models.CharField("报告文号", max_length=60, blank=True)
    problem_count = models.PositiveIntegerField("问题数", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)
    batch = models.ForeignKey(
        "files.FileJob", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="导入批次"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审计"
        ordering = ["area_code", "kind", "person_name", "id"]
        indexes = [models.Index(fields=["area_code", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["community_cycle", "kind", "person_name"], name="audit_once_for_a_subject")
        ]

    def __str__(self):
        return f"{self.person_name or self.community_cycle.community.name}{self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("audits:audit", args=[self.pk])
