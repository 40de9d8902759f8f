"""Voter registration as sums, the published list, objections, double registrations, representatives.

No list of voters is stored (docs/adr/0013): of a voter who is the subject of an objection or of a double registration
the name and the group are kept, and the keyed hash of the ID number where it has to be compared.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from elections.enums import Gender
from elections.enums_electorate import (
    OBJECTION_TRANSITIONS,
    ObjectionMatter,
    ObjectionOutcome,
    ObjectionState,
    RepresentativeKind,
)
from elections.models.people import InAreaQuerySet


class VoterRoll(models.Model):
    """The list of voters of one community as it was published: its day and its number, not its names."""

    community_cycle = models.OneToOneField(
        "elections.CommunityCycle", models.PROTECT, related_name="voter_roll", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    households = models.PositiveIntegerField("户数", null=True, blank=True)
    groups = models.PositiveIntegerField("居民小组数", null=True, blank=True)
    published_on = models.DateField("选民名单公布日期", null=True, blank=True)
    published_count = models.PositiveIntegerField("公布的选民数", null=True, blank=True)
    representatives_published_on = models.DateField("代表名单公布日期", null=True, blank=True)
    representatives_count = models.PositiveIntegerField("公布的代表数", null=True, blank=True)
    correction_due_since = models.DateField("名单有变动，待更正公告", null=True, blank=True)
    correction_number = models.CharField("更正公告编号", max_length=60, blank=True)
    correction_on = models.DateField("更正公告日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "选民名单"
        ordering = ["area_code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(published_count__isnull=False),
                name="published_roll_has_a_number",
            )
        ]

    def __str__(self):
        return f"{self.community_cycle.community.name}选民名单"

    def get_absolute_url(self):
        return reverse("elections:registration", args=[self.community_cycle_id])


class RegistrationSum(models.Model):
    """Voters registered up to the end of a day, by the categories of art. 16. Typed anew for the same day, the older
    entry is kept as superseded."""

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="registration_sums", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    on = models.DateField("截至日期")
    local = models.PositiveIntegerField("户籍在本社区")
    resident = models.PositiveIntegerField("户籍不在、常住本社区")
    worker_applied = models.PositiveIntegerField("社区工作者申请")
    worker = models.PositiveIntegerField("社区工作者，经选举委员会确认")
    women = models.PositiveIntegerField("其中妇女")
    minority = models.PositiveIntegerField("其中少数民族")
    entered_by = models.CharField("填写人", max_length=60)
    entered_at = models.DateTimeField("填写时间")
    is_superseded = models.BooleanField("已更正", default=False)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "选民登记数"
        ordering = ["-on", "-entered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["community_cycle", "on"], condition=Q(is_superseded=False), name="one_standing_sum_a_day"
            ),
            models.CheckConstraint(condition=Q(worker__lte=F("worker_applied")), name="confirmed_workers_applied"),
            models.CheckConstraint(
                condition=Q(women__lte=F("local") + F("resident") + F("worker"))
                & Q(minority__lte=F("local") + F("resident") + F("worker")),
                name="parts_within_registered",
            ),
        ]

    def __str__(self):
        return f"{self.on} {self.total} 人"

    @property
    def total(self) -> int:
        """Everybody registered; workers once the election committee has confirmed them."""
        return self.local + self.resident + self.worker


class VoterObjection(models.Model):
    """异议 to the published list: about whom (name and group only), and how it was decided. `report`: the appeal on the
    notice board it was taken from, once only; what was written there stays there."""

    TRANSITIONS = OBJECTION_TRANSITIONS

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="objections", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    received_on = models.DateField("收到日期")
    decide_by = models.DateField("处理期限")
    is_late = models.BooleanField("逾期提出", default=False)
    name = models.CharField("涉及的选民", max_length=50)
    group = models.CharField("居民小组", max_length=40)
    matter = models.CharField("事项", max_length=20, choices=ObjectionMatter)
    state = models.CharField("状态", max_length=20, choices=ObjectionState, default=ObjectionState.RECEIVED)
    version = models.PositiveIntegerField("版本", default=1)
    decided_on = models.DateField("处理日期", null=True, blank=True)
    outcome = models.CharField("结果", max_length=20, choices=ObjectionOutcome, blank=True)
    change = models.SmallIntegerField("选民数变动", default=0)
    explanation = models.CharField("处理说明", max_length=200, blank=True)
    report = models.OneToOneField(
        "elections.PublicReport", models.PROTECT, null=True, blank=True, related_name="objection",
        verbose_name="公开页面的申诉",
    )  # fmt: skip

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "选民名单异议"
        ordering = ["received_on", "pk"]
        indexes = [models.Index(fields=["state", "decide_by"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending") | (Q(decided_on__isnull=False) & ~Q(outcome="")),
                name="decided_objection_has_an_outcome",
            ),
            models.CheckConstraint(condition=Q(change__gte=-1, change__lte=1), name="objection_moves_one_voter"),
        ]

    def __str__(self):
        return f"异议 {self.pk}"

    def get_absolute_url(self):
        return reverse("elections:registration", args=[self.community_cycle_id])


class DuplicateVoter(models.Model):
    """One person registered in two communities; frozen in one of them (domain brief §12.17). The ID number itself is
    not kept, only its keyed hash."""

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="duplicates", verbose_name="报告社区"
    )
    other = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="duplicates_elsewhere", verbose_name="另一登记社区"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    name = models.CharField("姓名", max_length=50)
    group = models.CharField("居民小组", max_length=40)
    id_number_hash = models.CharField(max_length=64, editable=False, db_index=True)
    id_number_masked = models.CharField("身份证号（脱敏）", max_length=20, editable=False)
    reported_on = models.DateField("报告日期")
    frozen_in = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, null=True, blank=True, related_name="frozen_voters",
        verbose_name="冻结登记的社区",
    )  # fmt: skip
    settled_on = models.DateField("处理日期", null=True, blank=True)
    changes_list = models.BooleanField("名单公布后处理", default=False)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "重复登记"
        ordering = ["settled_on", "-reported_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(community_cycle=F("other")), name="duplicate_in_two_communities"),
            models.UniqueConstraint(
                fields=["id_number_hash"], condition=Q(settled_on__isnull=True), name="duplicate_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, frozen_in__isnull=True)
                | Q(settled_on__isnull=False, frozen_in__isnull=False),
                name="settled_duplicate_is_frozen_somewhere",
            ),
        ]

    def __str__(self):
        return f"重复登记 {self.pk}"


class Representative(models.Model):
    """户代表 or 居民代表, by residents' group (art. 13, 14). Their names are published."""

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="representatives", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    kind = models.CharField("类别", max_length=20, choices=RepresentativeKind)
    group = models.CharField("居民小组", max_length=40)
    name = models.CharField("姓名", max_length=50)
    gender = models.CharField("性别", max_length=10, choices=Gender)
    is_party_member = models.BooleanField("党员", default=False)
    is_minority = models.BooleanField("少数民族", default=False)
    household = models.CharField("户", max_length=60, blank=True)
    is_group_leader = models.BooleanField("居民小组长", default=False)
    left_on = models.DateField("不再担任日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表"
        ordering = ["group", "-is_group_leader", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community_cycle", "kind", "group", "name"], condition=Q(left_on__isnull=True),
                name="representative_once_in_a_group",
            ),
            models.UniqueConstraint(
                fields=["community_cycle", "group"], condition=Q(is_group_leader=True, left_on__isnull=True),
                name="one_leader_of_a_group",
            ),
            models.CheckConstraint(
                condition=Q(is_group_leader=False) | Q(kind="resident"), name="leader_is_a_residents_representative"
            ),
            models.UniqueConstraint(
                fields=["community_cycle", "household"],
                condition=Q(kind="household", left_on__isnull=True),
                name="one_representative_of_a_household",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name
