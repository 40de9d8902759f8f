"""A person nominated for one or more posts of a community."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from candidates.enums import CANDIDATE_TRANSITIONS, CandidateState, Nomination, PoliticalStatus, Post
from candidates.enums_review import ReserveSource
from elections.enums import Education
from elections.models.people import InAreaQuerySet, PersonalData


class Candidate(PersonalData):
    """候选人（自提名起）。The dates say since when each state held, so that a figure can be asked as of any day."""

    TRANSITIONS = CANDIDATE_TRANSITIONS

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="candidates", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    posts = models.JSONField("拟任职务", default=list)
    state = models.CharField("状态", max_length=30, choices=CandidateState, default=CandidateState.NOMINATED)
    version = models.PositiveIntegerField("版本", default=1)
    nomination = models.CharField("提名方式", max_length=30, choices=Nomination, blank=True)
    political_status = models.CharField("政治面貌", max_length=30, choices=PoliticalStatus, blank=True)
    join_date = models.CharField("入党时间", max_length=10, blank=True)
    education = models.CharField("学历", max_length=20, choices=Education, blank=True)
    current_post = models.CharField("现任职务", max_length=100, blank=True)
    is_incumbent = models.BooleanField("连任", default=False)
    work_unit = models.CharField("工作单位", max_length=100, blank=True, default="")
    full_date = models.CharField("转正时间", max_length=10, blank=True, default="")
    native_place = models.CharField("籍贯", max_length=60, blank=True, default="")
    source = models.CharField("来源类别", max_length=30, choices=ReserveSource, blank=True, default="")
    is_household_registered = models.BooleanField("户籍在本社区", null=True, blank=True)
    resident_since = models.CharField("在本社区居住自", max_length=10, blank=True, default="")
    certificate = models.CharField("社会工作者证书", max_length=60, blank=True, default="")
    predecessor_name = models.CharField("拟接替", max_length=50, blank=True, default="")
    remark = models.CharField("备注", max_length=200, blank=True)
    nominated_on = models.DateField("提名日期")
    preliminary_on = models.DateField("预审日期", null=True, blank=True)
    review_sent_on = models.DateField("送审日期", null=True, blank=True)
    concluded_on = models.DateField("联审结论日期", null=True, blank=True)
    conclusion_document = models.CharField("结论文号", max_length=60, blank=True)
    formal_on = models.DateField("确定为正式候选人日期", null=True, blank=True)
    formal_sides = models.JSONField(
        "列入正式名单的类别", null=True, blank=True, default=None, help_text="留空为拟任职务所属的各类"
    )
    withdrawn_on = models.DateField("退出日期", null=True, blank=True)
    held_on = models.DateField("暂缓日期", null=True, blank=True)
    hold_reason = models.CharField("暂缓原因", max_length=200, blank=True, default="")
    batch = models.ForeignKey(
        "files.FileJob", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="导入批次"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "候选人"
        ordering = ["area_code", "name", "id"]
        indexes = [models.Index(fields=["area_code", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["community_cycle", "id_number_hash"],
                condition=~Q(state=CandidateState.WITHDRAWN) & ~Q(id_number_hash=""),
                name="candidate_once_in_a_community",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("candidates:candidate", args=[self.pk])

    @property
    def posts_label(self) -> str:
        return "、".join(Post(post).label for post in self.posts)
