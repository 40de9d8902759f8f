"""One election cycle of a district, and each community's own."""

from datetime import time

from django.db import models
from django.db.models import Q
from django.urls import reverse

from elections.enums import CYCLE_TRANSITIONS, CycleState, ElectionMode, Inclusion
from elections.enums_schedule import PartyForm
from elections.models.people import InAreaQuerySet


class CycleQuerySet(InAreaQuerySet):
    def visible_to(self, viewer):
        """A cycle of the viewer's district, or of the districts inside the viewer's area."""
        if len(viewer.area) >= 6:
            return self.filter(area_code=viewer.area[:6])
        return self.in_area(viewer.area)

    def open(self):
        """Cycles now running."""
        return self.filter(state=CycleState.OPEN)


class ElectionCycle(models.Model):
    """换届（一轮）。Times of day are Asia/Shanghai; `area_code` is the district's prefix (6 digits)."""

    TRANSITIONS = CYCLE_TRANSITIONS

    district = models.ForeignKey("elections.District", models.PROTECT, related_name="cycles", verbose_name="区")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    name = models.CharField("届次名称", max_length=80)
    state = models.CharField("状态", max_length=20, choices=CycleState, default=CycleState.PREPARING)
    version = models.PositiveIntegerField("版本", default=1)
    starts_on = models.DateField("启动日期")
    election_day = models.DateField("选举日")
    party_day = models.DateField("党员大会日", null=True, blank=True)
    term_ends_on = models.DateField("届满日", null=True, blank=True)
    ends_on = models.DateField("结束日期")
    rule_set = models.JSONField("规则版本", default=dict)
    street_cutoff = models.TimeField("街道报送截止", default=time(17, 0))
    district_cutoff = models.TimeField("区级汇总时间", default=time(18, 0))
    weekly_weekday = models.PositiveSmallIntegerField("周报星期", default=4)
    reports_on_rest_days = models.BooleanField("休息日也报送", default=False)
    issuer = models.CharField("简报编发单位", max_length=80, blank=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "换届"
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["district"], condition=Q(state="open"), name="one_open_cycle_in_a_district"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=models.F("election_day"), ends_on__gte=models.F("election_day")),
                name="cycle_dates_in_order",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("elections:cycle", args=[self.pk])


class CommunityCycle(models.Model):
    """某社区的换届。Whether it counts as due, and the facts that roll-ups and briefings name."""

    cycle = models.ForeignKey(ElectionCycle, models.PROTECT, related_name="communities", verbose_name="换届")
    community = models.ForeignKey("elections.Community", models.PROTECT, related_name="cycles", verbose_name="社区")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    inclusion = models.CharField("应换届口径", max_length=20, choices=Inclusion, default=Inclusion.DUE)
    inclusion_document = models.CharField("调整依据文号", max_length=60, blank=True)
    election_mode = models.CharField("选举方式", max_length=20, choices=ElectionMode, default=ElectionMode.ALL_VOTERS)
    is_difficult = models.BooleanField("难点社区", default=False)
    difficulty = models.CharField("难点原因", max_length=200, blank=True)
    election_day = models.DateField("本社区选举日", null=True, blank=True)
    party_day = models.DateField("本社区党员大会日", null=True, blank=True)
    term_ends_on = models.DateField("本社区届满日", null=True, blank=True)
    extended_to = models.DateField("批准延期至", null=True, blank=True)
    extension_document = models.CharField("延期批准文号", max_length=60, blank=True, default="", db_default="")
    organization_kind = models.CharField(
        "党组织类型", max_length=30, choices=PartyForm, blank=True, default="", db_default=""
    )

    is_first_term = models.BooleanField("新建社区首届", default=False, db_default=False)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "社区换届"
        ordering = ["area_code"]
        constraints = [models.UniqueConstraint(fields=["cycle", "community"], name="community_once_in_a_cycle")]

    def __str__(self):
        return f"{self.community}换届"

    def get_absolute_url(self):
        return reverse("elections:community_cycle", args=[self.pk])

    @property
    def day(self):
        """The day on which this community votes: its own, or the cycle's."""
        return self.election_day or self.cycle.election_day

    @property
    def assembly_day(self):
        """The day of its Party assembly when one was set; otherwise it follows from the election day."""
        return self.party_day or (None if self.election_day else self.cycle.party_day)

    @property
    def last_day_of_term(self):
        """The end of its term, of the cycle's when none is known, or of the approved extension."""
        return self.extended_to or self.term_ends_on or self.cycle.term_ends_on
