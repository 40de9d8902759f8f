"""The steps of a cycle and their record in each community."""

from django.db import models
from django.urls import reverse

from elections.enums import STEP_TRANSITIONS, Side, StepState
from elections.models.people import InAreaQuerySet


class StepQuerySet(models.QuerySet):
    def of_the_cycle(self):
        """Steps all communities share."""
        return self.filter(community_cycle=None)

    def in_use(self):
        """Steps the district has not taken out of this cycle."""
        return self.filter(is_dropped=False)


class Step(models.Model):
    """A step of this cycle, copied from the template when the cycle was opened (domain brief §1.4, §2.3), or added by the
    district, or by a community for itself (`community_cycle`). What it waits for, its bounds, gates and announcements
    are kept as `elections.rules.intervals` writes them."""

    cycle = models.ForeignKey("elections.ElectionCycle", models.CASCADE, related_name="steps", verbose_name="换届")
    code = models.CharField("编号", max_length=10)
    side = models.CharField("类别", max_length=30, choices=Side)
    name = models.CharField("步骤", max_length=80)
    position = models.PositiveSmallIntegerField("顺序")
    offset_days = models.SmallIntegerField("距选举日天数")
    is_statutory = models.BooleanField("法定", default=False)
    article = models.CharField("依据", max_length=80, blank=True)
    evidence_name = models.CharField("应留材料", max_length=120, blank=True)
    condition = models.CharField("适用情形", max_length=60, blank=True)
    owner = models.CharField("责任主体", max_length=60, blank=True, default="")
    documents = models.CharField("产出文书", max_length=300, blank=True, default="")
    predecessors = models.JSONField("前置步骤", default=list, blank=True)
    gates = models.JSONField("关口", default=list, blank=True)
    intervals = models.JSONField("法定间隔", default=list, blank=True)
    announcements = models.JSONField("公告", default=list, blank=True)
    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.CASCADE, null=True, blank=True, related_name="own_steps",
        verbose_name="增设社区",
    )  # fmt: skip
    is_dropped = models.BooleanField("本届停用", default=False)
    version = models.PositiveIntegerField("版本", default=1)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "步骤"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["cycle", "code"], name="step_once_in_a_cycle")]

    def __str__(self):
        return f"{self.code} {self.name}"


class StepRecordQuerySet(InAreaQuerySet):
    def needed(self):
        """Steps that apply in their community (a by-election, for instance, applies only when somebody calls it)."""
        return self.filter(is_needed=True)

    def overdue(self, on):
        """Needed, planned for before `on` and not done."""
        return self.needed().filter(planned_on__lt=on).exclude(state=StepState.DONE)


class StepRecord(models.Model):
    """A step in one community: planned, begun, done, with its evidence."""

    TRANSITIONS = STEP_TRANSITIONS

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.CASCADE, related_name="step_records", verbose_name="社区换届"
    )
    step = models.ForeignKey(Step, models.PROTECT, related_name="records", verbose_name="步骤")
    code = models.CharField("编号", max_length=10)
    area_code = models.CharField("区域", max_length=12, db_index=True)
    state = models.CharField("状态", max_length=20, choices=StepState, default=StepState.NOT_STARTED)
    version = models.PositiveIntegerField("版本", default=1)
    planned_on = models.DateField("计划日期")
    is_needed = models.BooleanField("本社区适用", default=True)
    started_on = models.DateField("开始日期", null=True, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    evidence = models.CharField("材料或文号", max_length=200, blank=True)
    evidence_file = models.FileField("材料扫描件", upload_to="evidence/%Y/%m/", blank=True)

    objects = StepRecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "步骤记录"
        ordering = ["step__position"]
        constraints = [
            models.UniqueConstraint(fields=["community_cycle", "step"], name="step_recorded_once"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_on__isnull=False), name="step_done_has_a_date"
            ),
        ]
        indexes = [models.Index(fields=["code", "area_code", "done_on"])]

    def __str__(self):
        return f"{self.code}"

    def get_absolute_url(self):
        return reverse("elections:step_record", args=[self.pk])
