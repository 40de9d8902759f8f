"""Who reviews, and for what: the departments of a cycle and its versioned list of circumstances."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from candidates.enums_review import Applies, Bar, HitAction
from elections.models.people import InAreaQuerySet


class ReviewDepartment(models.Model):
    """联审单位. Its officers are the accounts whose 单位 is this name and whose role is 联审单位."""

    cycle = models.ForeignKey(
        "elections.ElectionCycle", models.PROTECT, related_name="review_departments", verbose_name="换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    code = models.CharField("代号", max_length=30)
    name = models.CharField("单位名称", max_length=100)
    short_name = models.CharField("简称", max_length=20)
    position = models.PositiveSmallIntegerField("次序", default=0)
    is_active = models.BooleanField("参加联审", default=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联审单位"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "code"], name="review_department_code_once"),
            models.UniqueConstraint(fields=["cycle", "name"], name="review_department_name_once"),
        ]

    def __str__(self):
        return self.name


class Circumstance(models.Model):
    """不宜情形，一个版本. An edit makes a new version; opinions keep the one they were asked about."""

    cycle = models.ForeignKey(
        "elections.ElectionCycle", models.PROTECT, related_name="circumstances", verbose_name="换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    code = models.CharField("编号", max_length=10)
    edition = models.PositiveSmallIntegerField("版次", default=1)
    title = models.CharField("短标题", max_length=60)
    statement = models.TextField("完整表述")
    bar = models.CharField("性质（居委会职务）", max_length=20, choices=Bar)
    party_bar = models.CharField("性质（党组织职务）", max_length=20, choices=Bar)
    applies = models.CharField("适用职务", max_length=20, choices=Applies, default=Applies.BOTH)
    lookback_months = models.PositiveSmallIntegerField(
        "回溯期（月）", null=True, blank=True, help_text="留空为终身，0 为现时状态"
    )
    departments = models.JSONField("核查单位", default=list, help_text="联审单位代号，主核查单位在前")
    evidence = models.CharField("核查依据", max_length=200, blank=True)
    hit_action = models.CharField("查实后", max_length=20, choices=HitAction)
    article = models.CharField("依据", max_length=120, blank=True)
    content_fields = models.JSONField("随之重核的登记内容", default=list)
    is_active = models.BooleanField("启用", default=True)
    effective_on = models.DateField("启用日期")
    replaced_on = models.DateField("停用日期", null=True, blank=True)
    changed_by = models.CharField("修改人", max_length=60, blank=True)
    change_reason = models.CharField("修改原因", max_length=200, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不宜情形"
        ordering = ["code", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "code", "edition"], name="circumstance_edition_once"),
            models.UniqueConstraint(
                fields=["cycle", "code"], condition=Q(replaced_on__isnull=True), name="circumstance_current_once"
            ),
            models.CheckConstraint(
                condition=~Q(bar=Bar.STATUTORY, is_active=False), name="statutory_circumstance_stays_on"
            ),
            models.CheckConstraint(
                condition=~Q(bar=Bar.STATUTORY) | Q(hit_action=HitAction.REJECT), name="statutory_hit_rejects"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return reverse("candidates:circumstance", args=[self.pk])
