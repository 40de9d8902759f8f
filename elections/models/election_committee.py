"""居民选举委员会: the meeting that chose it, everybody voted on in the order of votes, their near relatives (art. 15)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from elections.enums import Gender, MeetingKind
from elections.enums_electorate import STANDING_TRANSITIONS, CommitteePost, Kinship, Standing, WithdrawalGround
from elections.models.people import InAreaQuerySet


class ElectionCommittee(models.Model):
    """The committee of one community."""

    community_cycle = models.OneToOneField(
        "elections.CommunityCycle", models.PROTECT, related_name="election_committee", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    seats = models.PositiveSmallIntegerField("人数")
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居民选举委员会"
        ordering = ["area_code"]

    def __str__(self):
        return f"{self.community_cycle.community.name}居民选举委员会"

    def get_absolute_url(self):
        return reverse("elections:election_committee", args=[self.community_cycle_id])


class CommitteeMeeting(models.Model):
    """A meeting that voted: the first, and each one called when the list of the one before was used up."""

    committee = models.ForeignKey(ElectionCommittee, models.CASCADE, related_name="meetings", verbose_name="选举委员会")
    number = models.PositiveSmallIntegerField("第几次推选")
    kind = models.CharField("会议", max_length=30, choices=MeetingKind)
    held_on = models.DateField("会议日期")
    due_count = models.PositiveIntegerField("应到人数")
    attended_count = models.PositiveIntegerField("实到人数")
    seats = models.PositiveSmallIntegerField("应选人数")
    document_number = models.CharField("会议记录编号", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "推选会议"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["committee", "number"], name="committee_meeting_once")]

    def __str__(self):
        return f"第{self.number}次推选"


class CommitteeVote(models.Model):
    """One person of that vote, with the place the votes gave; the whole ranking stays, for whom to call in."""

    TRANSITIONS = STANDING_TRANSITIONS

    meeting = models.ForeignKey(CommitteeMeeting, models.CASCADE, related_name="votes", verbose_name="推选")
    committee = models.ForeignKey(ElectionCommittee, models.CASCADE, related_name="people", verbose_name="选举委员会")
    area_code = models.CharField("区域", max_length=12, db_index=True)
    rank = models.PositiveSmallIntegerField("名次")
    name = models.CharField("姓名", max_length=50)
    gender = models.CharField("性别", max_length=10, choices=Gender, blank=True)
    is_party_member = models.BooleanField("党员", default=False)
    votes = models.PositiveIntegerField("得票")
    post = models.CharField("职务", max_length=20, choices=CommitteePost, blank=True)
    state = models.CharField("情况", max_length=20, choices=Standing)
    version = models.PositiveIntegerField("版本", default=1)
    joined_on = models.DateField("任职日期", null=True, blank=True)
    withdrawn_on = models.DateField("退出日期", null=True, blank=True)
    ground = models.CharField("退出原因", max_length=20, choices=WithdrawalGround, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "推选得票"
        ordering = ["meeting__number", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="committee_name_once_in_a_vote"),
            models.UniqueConstraint(fields=["meeting", "rank"], name="committee_rank_once_in_a_vote"),
            models.UniqueConstraint(
                fields=["committee"], condition=Q(post="chair", state="serving"), name="one_chair_of_the_committee"
            ),
        ]

    def __str__(self):
        return self.name


class CommitteeRelative(models.Model):
    """A near relative of somebody on the committee or next in its order, as that person declared."""

    person = models.ForeignKey(CommitteeVote, models.CASCADE, related_name="relatives", verbose_name="成员")
    name = models.CharField("近亲属姓名", max_length=50)
    relation = models.CharField("关系", max_length=20, choices=Kinship)

    class Meta:
        verbose_name = verbose_name_plural = "成员近亲属"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name", "relation"], name="relative_declared_once")]

    def __str__(self):
        return self.name
