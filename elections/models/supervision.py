"""居务监督委员会: chosen by a meeting for the same term (csjwh-2026 art. 36)."""

from django.db import models
from django.urls import reverse

from elections.enums import Gender, MeetingKind
from elections.models.people import InAreaQuerySet


class SupervisionChoice(models.Model):
    """The meeting that chose the committee, with the numbers that made it lawful (art. 27, 29)."""

    community_cycle = models.OneToOneField(
        "elections.CommunityCycle", models.PROTECT, related_name="supervision_choice", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    meeting = models.CharField("会议", max_length=30, choices=MeetingKind)
    held_on = models.DateField("会议日期")
    due_count = models.PositiveIntegerField("应到人数")
    attended_count = models.PositiveIntegerField("实到人数")
    seats = models.PositiveSmallIntegerField("应选名额")
    document_number = models.CharField("会议记录编号", max_length=60)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居务监督委员会推选"
        ordering = ["area_code"]

    def __str__(self):
        return f"{self.community_cycle.community.name}居务监督委员会"

    def get_absolute_url(self):
        return reverse("elections:supervision", args=[self.community_cycle_id])


class SupervisionMember(models.Model):
    """One person voted on at that meeting, elected or not: the whole result stays."""

    choice = models.ForeignKey(SupervisionChoice, models.CASCADE, related_name="members", verbose_name="推选")
    name = models.CharField("姓名", max_length=50)
    gender = models.CharField("性别", max_length=10, choices=Gender, blank=True)
    is_chair = models.BooleanField("主任", default=False)
    votes = models.PositiveIntegerField("得票")
    is_elected = models.BooleanField("当选", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "居务监督委员会成员"
        ordering = ["-votes", "pk"]
        constraints = [models.UniqueConstraint(fields=["choice", "name"], name="supervision_name_once")]

    def __str__(self):
        return self.name
