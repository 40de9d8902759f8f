"""Papers of the way: their words and figures frozen, with a digest; a correction is a new paper that names the old one."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from elections.enums import Side
from elections.enums_paper import OUT, PAPER_TRANSITIONS, PaperState
from elections.models.people import InAreaQuerySet


class PaperQuerySet(InAreaQuerySet):
    def out(self):
        """Papers that were issued and not withdrawn; corrected ones among them."""
        return self.filter(state__in=OUT)

    def for_the_public(self):
        """What may hang on the notice board."""
        return self.out().filter(is_public=True)

    def update(self, **kwargs):
        raise TypeError("文书只能通过服务修改，已发布的只能更正。")

    def delete(self):
        raise TypeError("文书不能删除。")


class Paper(models.Model):
    """文书。`given` is what the drafter typed, `data` the facts as they stood, `words` what is printed, `dates` the days
    named in it ({key: day}). `series` and `number` are unique in a community once issued."""

    TRANSITIONS = PAPER_TRANSITIONS

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="papers", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    code = models.CharField("种类编号", max_length=20)
    side = models.CharField("类别", max_length=30, choices=Side)
    step_code = models.CharField("步骤", max_length=10)
    series = models.CharField("编号系列", max_length=40, blank=True)
    number = models.CharField("编号", max_length=20, blank=True)
    mark = models.CharField("文号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=120)
    is_public = models.BooleanField("对外公布", default=False)
    state = models.CharField("状态", max_length=20, choices=PaperState, default=PaperState.DRAFT)
    version = models.PositiveIntegerField("版本", default=1)
    given = models.JSONField("填写内容", default=dict)
    data = models.JSONField("数据快照", default=dict)
    words = models.JSONField("正文", default=dict)
    dates = models.JSONField("所载日期", default=dict)
    digest = models.CharField("摘要", max_length=64, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="所更正的文书"
    )
    reason = models.CharField("更正或撤回原因", max_length=200, blank=True)
    drafted_by = models.CharField("起草人", max_length=60)
    drafted_at = models.DateTimeField("起草时间")
    issued_on = models.DateField("发布日期", null=True, blank=True)
    issued_by = models.CharField("发布人", max_length=60, blank=True)
    issued_at = models.DateTimeField("发布时间", null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["area_code", "step_code", "pk"]
        indexes = [models.Index(fields=["community_cycle", "code"]), models.Index(fields=["is_public", "area_code"])]
        constraints = [
            models.UniqueConstraint(
                fields=["community_cycle", "series", "number"], condition=~Q(number=""), name="paper_number_once"
            ),
            models.UniqueConstraint(
                fields=["community_cycle", "code"], condition=Q(state="draft"), name="one_draft_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn")) | (Q(issued_on__isnull=False) & ~Q(digest="")),
                name="issued_paper_has_day_and_digest",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.mark}《{self.title}》" if self.mark else f"《{self.title}》"

    def get_absolute_url(self):
        return reverse("elections:paper", args=[self.pk])

    @property
    def name(self) -> str:
        return str(self)
