"""The handover of an outgoing committee, due within ten days (csjwh-2026 art. 25)."""

from django.db import models
from django.urls import reverse

from elections.models.people import InAreaQuerySet


class Handover(models.Model):
    """工作移交 of a community: led by the election committee, watched by the subdistrict office. `items`: what passes
    over, as [{"name", "is_done", "note"}]."""

    community_cycle = models.OneToOneField(
        "elections.CommunityCycle", models.PROTECT, related_name="handover", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    elected_on = models.DateField("新一届产生日期")
    due_on = models.DateField("最迟完成日期")
    items = models.JSONField("移交事项", default=list)
    led_by = models.CharField("主持人", max_length=50, blank=True)
    watched_by = models.CharField("街道监督人", max_length=50, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作移交"
        ordering = ["due_on", "area_code"]

    def __str__(self):
        return f"{self.community_cycle.community.name}工作移交"

    def get_absolute_url(self):
        return reverse("elections:handover", args=[self.community_cycle_id])
