"""The reserve pool, and the posts that fall vacant."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from candidates.enums import PoliticalStatus, Post
from candidates.enums_review import ReserveSource, Willingness
from elections.enums import Education
from elections.models.people import InAreaQuerySet, PersonalData


class ReservePool(PersonalData):
    """后备人选库：one person kept for posts of one community."""

    cycle = models.ForeignKey(
        "elections.ElectionCycle", models.PROTECT, related_name="reserve_pool", verbose_name="换届"
    )
    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="reserve_pool", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    source = models.CharField("来源", max_length=30, choices=ReserveSource)
    posts = models.JSONField("培养方向", default=list)
    willingness = models.CharField("本人意愿", max_length=20, choices=Willingness, default=Willingness.UNKNOWN)
    political_status = models.CharField("政治面貌", max_length=30, choices=PoliticalStatus, blank=True)
    education = models.CharField("学历", max_length=20, choices=Education, blank=True)
    current_post = models.CharField("现任职务", max_length=100, blank=True)
    remark = models.CharField("备注", max_length=200, blank=True)
    entered_on = models.DateField("入库日期")
    left_on = models.DateField("出库日期", null=True, blank=True)
    leave_reason = models.CharField("出库原因", max_length=200, blank=True)
    candidate = models.OneToOneField(
        "candidates.Candidate", models.PROTECT, null=True, blank=True, related_name="reserve", verbose_name="已提名"
    )
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后备人选"
        ordering = ["area_code", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "id_number_hash"], condition=Q(left_on__isnull=True) & ~Q(id_number_hash=""),
                name="reserve_once_in_a_cycle",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("candidates:reserve_person", args=[self.pk])

    @property
    def posts_label(self) -> str:
        return "、".join(Post(post).label for post in self.posts)


class DevelopmentMeasure(models.Model):
    """培养措施 of a person of the pool."""

    person = models.ForeignKey(ReservePool, models.CASCADE, related_name="measures", verbose_name="后备人选")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    on = models.DateField("日期")
    what = models.CharField("措施", max_length=200)
    by_name = models.CharField("登记人", max_length=60, blank=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "培养措施"
        ordering = ["on", "id"]

    def __str__(self):
        return self.what


class PostPlan(models.Model):
    """某社区一类职务的职数：how many seats, and how many of those now in them will go."""

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="post_plans", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    post = models.CharField("职务", max_length=30, choices=Post)
    seats = models.PositiveSmallIntegerField("职数")
    falling_vacant = models.PositiveSmallIntegerField("预计空缺", default=0)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "职数"
        ordering = ["area_code", "post"]
        constraints = [
            models.UniqueConstraint(fields=["community_cycle", "post"], name="post_plan_once"),
            models.CheckConstraint(
                condition=Q(falling_vacant__lte=models.F("seats")), name="no_more_vacancies_than_seats"
            ),
        ]

    def __str__(self):
        return self.get_post_display()
