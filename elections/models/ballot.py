"""What the signed paper of an election says: who stood, what was counted where, entered twice, and what follows.

No vote is cast here and no ballot is kept: the paper result report (报告单) is the original, these rows are its record.
"""

from django.db import models
from django.urls import reverse

from elections.enums import (
    BALLOT_TRANSITIONS,
    ELECT_TRANSITIONS,
    BallotPost,
    BallotState,
    ElectionMode,
    ElectState,
    Gender,
    RoundKind,
    Side,
    VenueKind,
)
from elections.models.people import InAreaQuerySet


class Ballot(models.Model):
    """One round of voting of one side of a community. A later round names the one it follows and never replaces it.

    `due_count` is who could vote: 应到会有选举权人数, registered voters, or representatives, by side and `mode`. `relatives`:
    pairs of identities (`elections.rules.paper_count.identity`) of near relatives; `answers`: the numbers of the next
    rounds, in the outcome of the ballot this one follows, that it carries out.
    """

    TRANSITIONS = BALLOT_TRANSITIONS

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="ballots", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    side = models.CharField("类别", max_length=30, choices=Side)
    round_number = models.PositiveSmallIntegerField("轮次")
    kind = models.CharField("投票类型", max_length=30, choices=RoundKind, default=RoundKind.FIRST_BALLOT)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next_rounds", verbose_name="前一轮"
    )
    mode = models.CharField("选举方式", max_length=20, choices=ElectionMode, blank=True)
    held_on = models.DateField("投票日期")
    due_count = models.PositiveIntegerField("有权参加人数")
    relatives = models.JSONField("近亲属", default=list)
    answers = models.JSONField("对应前一轮的后续", default=list)
    state = models.CharField("状态", max_length=20, choices=BallotState, default=BallotState.PREPARED)
    version = models.PositiveIntegerField("版本", default=1)
    report_number = models.CharField("报告单编号", max_length=60, blank=True)
    report_file = models.FileField("签字报告单扫描件", upload_to="reports/%Y/%m/", blank=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "选举投票"
        ordering = ["area_code", "side", "round_number"]
        constraints = [
            models.UniqueConstraint(fields=["community_cycle", "side", "round_number"], name="ballot_round_once"),
            models.CheckConstraint(condition=models.Q(round_number__gte=1), name="ballot_round_counts_from_one"),
        ]

    def __str__(self):
        return f"{self.get_side_display()}第{self.round_number}轮投票"

    def get_absolute_url(self):
        return reverse("elections:ballot", args=[self.pk])


class BallotVenue(models.Model):
    """Where votes were counted: 会场、投票站、流动票箱."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="venues", verbose_name="投票")
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=20, choices=VenueKind, default=VenueKind.HALL)

    class Meta:
        verbose_name = verbose_name_plural = "投票点"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["ballot", "name"], name="venue_once_in_a_ballot")]

    def __str__(self):
        return self.name


class BallotSeat(models.Model):
    """A post and how many of it are to be filled (应选名额)."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="seats", verbose_name="投票")
    post = models.CharField("职务", max_length=30, choices=BallotPost)
    count = models.PositiveSmallIntegerField("应选名额")

    class Meta:
        verbose_name = verbose_name_plural = "应选名额"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "post"], name="post_once_in_a_ballot"),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="ballot_seat_at_least_one"),
        ]

    def __str__(self):
        return f"{self.get_post_display()} {self.count} 名"


class BallotPerson(models.Model):
    """A name on the ballot, as it stood there. `key` leads back to the candidate (idea 7: facts are frozen)."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="people", verbose_name="投票")
    post = models.CharField("职务", max_length=30, choices=BallotPost)
    position = models.PositiveSmallIntegerField("选票顺序")
    name = models.CharField("姓名", max_length=50)
    gender = models.CharField("性别", max_length=10, choices=Gender, blank=True)
    key = models.CharField("候选人编号", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "票上候选人"
        ordering = ["post", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "post", "position"], name="place_once_on_a_ballot_paper")
        ]

    def __str__(self):
        return self.name


class BallotEntry(models.Model):
    """The numbers of the paper as one person typed them. Never changed: typed anew, the newer one counts.

    `data`: {"attended": int, "venues": {venue: {"attended": int, "posts": {post: {"issued", "returned", "valid",
    "invalid", "votes": {person: [yes, no, abstain]}, "write_ins": [{"name", "gender", "votes"}]}}}}}; keys are primary
    keys as text and values of BallotPost.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="entries", verbose_name="投票")
    sheet = models.PositiveSmallIntegerField("第几遍")
    data = models.JSONField("数据")
    entered_by_id = models.BigIntegerField("录入人编号")
    entered_by = models.CharField("录入人", max_length=60)
    entered_at = models.DateTimeField("录入时间")
    is_superseded = models.BooleanField("已重录", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "报告单录入"
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "sheet"], condition=models.Q(is_superseded=False), name="one_standing_entry_a_sheet"
            )
        ]

    def __str__(self):
        return f"{self.ballot} 第{self.sheet}遍"


class BallotOutcome(models.Model):
    """What was concluded from the paper, in words and frozen; a correction or a later decision adds another, with its
    document. `words`: [{"text", "article", "remedy"}]; `counts`: sums of each post (`elections.rules.conclusion`);
    `next_rounds`: [{"number", "kind", "post", "seats", "people": [{"key", "name", "gender"}], "text", "article"}]."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="outcomes", verbose_name="投票")
    is_valid = models.BooleanField("选举有效")
    words = models.JSONField("结论和理由")
    counts = models.JSONField("合计数")
    next_rounds = models.JSONField("后续投票", default=list)
    digest = models.CharField("摘要", max_length=64)
    declared_at = models.DateTimeField("确认时间")
    declared_by = models.CharField("确认人", max_length=60)
    document_number = models.CharField("依据文号", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "选举结果"
        ordering = ["declared_at", "pk"]

    def __str__(self):
        return f"{self.ballot} {'有效' if self.is_valid else '无效'}"


class ElectedPerson(models.Model):
    """Somebody elected, with what still stands between the vote and the office."""

    TRANSITIONS = ELECT_TRANSITIONS

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="elected", verbose_name="投票")
    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="elected", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    side = models.CharField("类别", max_length=30, choices=Side)
    post = models.CharField("职务", max_length=30, choices=BallotPost)
    name = models.CharField("姓名", max_length=50)
    gender = models.CharField("性别", max_length=10, choices=Gender, blank=True)
    key = models.CharField("身份标识", max_length=60)
    is_write_in = models.BooleanField("另选人", default=False)
    votes = models.PositiveIntegerField("得票")
    state = models.CharField("情况", max_length=20, choices=ElectState, default=ElectState.ELECTED)
    document_number = models.CharField("依据文号", max_length=60, blank=True)
    elected_on = models.DateField("当选日期")
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "当选人"
        ordering = ["area_code", "side", "post", "-votes", "pk"]
        indexes = [models.Index(fields=["area_code", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "post", "key"],
                condition=~models.Q(state=ElectState.VOID),
                name="elected_once_to_a_post_in_a_round",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("elections:elected_person", args=[self.pk])
