"""The Party side's electorate: what takes a vote away, who is left out of 应到会, the assembly and its venues."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from elections.enums_electorate import (
    ASSEMBLY_TRANSITIONS,
    AssemblyKind,
    AssemblyState,
    ExclusionGround,
    RestrictionKind,
)
from elections.models.people import InAreaQuerySet


class RightsRestriction(models.Model):
    """A time in which a full member may not vote (2020 rules art. 5). `until` is its last day; none while it goes on."""

    member = models.ForeignKey(
        "elections.PartyMember", models.PROTECT, related_name="restrictions", verbose_name="党员"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    kind = models.CharField("情形", max_length=30, choices=RestrictionKind)
    since = models.DateField("起始日期")
    until = models.DateField("截止日期", null=True, blank=True)
    document_number = models.CharField("决定文号", max_length=60)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "权利受限"
        ordering = ["-since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="restriction_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}（党员 {self.member_id}）"


class AttendanceExclusion(models.Model):
    """Somebody proposed to be left out of 应到会. Both approvals are needed; without either the person is counted."""

    member = models.ForeignKey("elections.PartyMember", models.PROTECT, related_name="exclusions", verbose_name="党员")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    ground = models.CharField("情形", max_length=30, choices=ExclusionGround)
    since = models.DateField("情形开始日期")
    ended_on = models.DateField("情形结束日期", null=True, blank=True)
    evidence = models.CharField("证明材料", max_length=200)
    superior_document = models.CharField("上级党组织同意文号", max_length=60, blank=True)
    superior_on = models.DateField("上级同意日期", null=True, blank=True)
    assembly_document = models.CharField("党员大会决议编号", max_length=60, blank=True)
    assembly_on = models.DateField("党员大会通过日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不计入应到会"
        ordering = ["-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(ended_on__isnull=True), name="one_running_exclusion_of_a_member"
            ),
            models.CheckConstraint(
                condition=Q(superior_on__isnull=True) | ~Q(superior_document=""), name="superior_approval_has_a_number"
            ),
            models.CheckConstraint(
                condition=Q(assembly_on__isnull=True) | ~Q(assembly_document=""),
                name="assembly_resolution_has_a_number",
            ),
        ]

    def __str__(self):
        return f"不计入应到会（党员 {self.member_id}）"


class JointBranchCoverage(models.Model):
    """A further community covered by a joint branch. Its members stay on the roster of the branch's own community and
    are counted there once (domain brief §12.12)."""

    organization = models.ForeignKey(
        "elections.PartyOrganization", models.PROTECT, related_name="coverage", verbose_name="联合党支部"
    )
    community = models.ForeignKey(
        "elections.Community", models.PROTECT, related_name="joint_branches", verbose_name="覆盖社区"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联合党支部覆盖"
        ordering = ["area_code", "organization__name"]
        constraints = [models.UniqueConstraint(fields=["organization", "community"], name="community_covered_once")]

    def __str__(self):
        return f"{self.organization}覆盖{self.community}"


class PartyAssembly(models.Model):
    """党员大会 or 党员代表大会 of one organization or several of a community. When it is opened the computation of who
    was due is frozen in `snapshot`: numbers, words and keys of the roster, no person."""

    TRANSITIONS = ASSEMBLY_TRANSITIONS

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="assemblies", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    number = models.PositiveSmallIntegerField("第几次", default=1)
    organizations = models.ManyToManyField(
        "elections.PartyOrganization", related_name="assemblies", verbose_name="参加的党组织"
    )
    kind = models.CharField("形式", max_length=20, choices=AssemblyKind, default=AssemblyKind.ASSEMBLY)
    approval_number = models.CharField("上级批准文号", max_length=60, blank=True)
    planned_on = models.DateField("会议日期")
    state = models.CharField("状态", max_length=20, choices=AssemblyState, default=AssemblyState.PLANNED)
    version = models.PositiveIntegerField("版本", default=1)
    snapshot = models.JSONField("开会时的应到会", null=True, blank=True)
    opened_at = models.DateTimeField("开会时间", null=True, blank=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党员大会"
        ordering = ["area_code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["community_cycle", "number"], name="assembly_number_once"),
            models.CheckConstraint(
                condition=Q(kind="assembly") | ~Q(approval_number=""), name="congress_has_an_approval"
            ),
            models.CheckConstraint(
                condition=Q(state="planned") | Q(snapshot__isnull=False), name="opened_assembly_has_a_snapshot"
            ),
        ]

    def __str__(self):
        return f"第{self.number}次{self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("elections:assembly", args=[self.community_cycle_id])


class Venue(models.Model):
    """A hall a community can use, with the seats it has."""

    community = models.ForeignKey("elections.Community", models.PROTECT, related_name="venues", verbose_name="社区")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    name = models.CharField("会场", max_length=60)
    address = models.CharField("地址", max_length=120)
    capacity = models.PositiveIntegerField("容纳人数")
    is_in_use = models.BooleanField("可用", default=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会场"
        ordering = ["area_code", "-capacity", "name"]
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="venue_once_in_a_community"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="venue_holds_somebody"),
        ]

    def __str__(self):
        return self.name


class SubMeeting(models.Model):
    """The main meeting or one of its sub-meetings, held at the same time. `shares` is who sits there:
    [{"organization": pk, "name": words, "heads": seats, "expected": with a vote}]."""

    assembly = models.ForeignKey(PartyAssembly, models.CASCADE, related_name="meetings", verbose_name="党员大会")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="meetings", verbose_name="会场")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    position = models.PositiveSmallIntegerField("顺序")
    is_main = models.BooleanField("主会场", default=False)
    shares = models.JSONField("分配", default=list)
    heads = models.PositiveIntegerField("安排人数")
    expected = models.PositiveIntegerField("应到会")
    attended = models.PositiveIntegerField("实到会", null=True, blank=True)
    ballots_issued = models.PositiveIntegerField("发出选票", null=True, blank=True)
    ballots_returned = models.PositiveIntegerField("收回选票", null=True, blank=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会场安排"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "venue"], name="venue_once_in_an_assembly"),
            models.UniqueConstraint(fields=["assembly"], condition=Q(is_main=True), name="one_main_venue"),
        ]

    def __str__(self):
        return f"{'主会场' if self.is_main else '分会场'} {self.venue}"
