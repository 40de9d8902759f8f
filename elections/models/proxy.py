"""委托投票: who voted for whom on the residents' side, in writing (csjwh-2026 art. 19)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from elections.models.people import InAreaQuerySet
from huanjie.shared.fields import EncryptedTextField


class VotingProxy(models.Model):
    """One written proxy for the vote of one day. Names are kept encrypted and compared by a keyed hash of name, group and
    community; they are published by name in announcement 13 and nowhere else (docs/adr/0013)."""

    community_cycle = models.ForeignKey(
        "elections.CommunityCycle", models.PROTECT, related_name="proxies", verbose_name="社区换届"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    voting_on = models.DateField("投票日期")
    principal = EncryptedTextField("委托人")
    principal_group = models.CharField("委托人所在居民小组", max_length=40)
    principal_hash = models.CharField(max_length=64, editable=False)
    holder = EncryptedTextField("受委托人")
    holder_group = models.CharField("受委托人所在居民小组", max_length=40)
    holder_hash = models.CharField(max_length=64, editable=False)
    recorded_at = models.DateTimeField("登记时间")
    ended_on = models.DateField("撤销日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委托投票"
        ordering = ["voting_on", "pk"]
        indexes = [models.Index(fields=["community_cycle", "voting_on", "holder_hash"])]
        constraints = [
            models.UniqueConstraint(
                fields=["community_cycle", "voting_on", "principal_hash"], condition=Q(ended_on__isnull=True),
                name="principal_entrusts_once",
            ),
            models.CheckConstraint(condition=~Q(principal_hash=F("holder_hash")), name="nobody_is_his_own_proxy"),
        ]  # fmt: skip

    def __str__(self):
        return f"委托投票 {self.pk}"

    def get_absolute_url(self):
        return reverse("elections:proxies", args=[self.community_cycle_id])
