"""What is known about a candidate beside the registration: how nominated, relatives, disciplines."""

from django.db import models

from candidates.enums_review import Measure, Relation
from elections.models.people import InAreaQuerySet, PersonalData


class NominationProof(models.Model):
    """提名依据 of one candidate, by channel (csjwh-2026 art. 18; 基层组织选举工作条例)."""

    candidate = models.OneToOneField(
        "candidates.Candidate", models.PROTECT, related_name="proof", verbose_name="候选人"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    document_number = models.CharField("推荐文件或会议文号", max_length=80, blank=True)
    met_on = models.DateField("推荐会议日期", null=True, blank=True)
    members_due = models.PositiveIntegerField("应到党员", null=True, blank=True)
    members_present = models.PositiveIntegerField("实到党员", null=True, blank=True)
    member_votes = models.PositiveIntegerField("党员推荐票", null=True, blank=True)
    residents_present = models.PositiveIntegerField("参加推荐群众", null=True, blank=True)
    resident_votes = models.PositiveIntegerField("群众推荐票", null=True, blank=True)
    nominator_count = models.PositiveIntegerField("联名选民数", default=0)
    version = models.PositiveIntegerField("版本", default=1)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提名依据"

    def __str__(self):
        return f"{self.candidate}的提名依据"


class JointNominator(PersonalData):
    """联名提名的一名选民. Known by the keyed hash of the ID number, so that ten are ten."""

    candidate = models.ForeignKey(
        "candidates.Candidate", models.CASCADE, related_name="nominators", verbose_name="候选人"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联名选民"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "id_number_hash"], name="voter_nominates_a_person_once")
        ]

    def __str__(self):
        return self.name


class CandidateRelative(models.Model):
    """近亲属及任职. What the candidate declared; the review asks nobody else."""

    candidate = models.ForeignKey(
        "candidates.Candidate", models.CASCADE, related_name="relatives", verbose_name="候选人"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    relation = models.CharField("关系", max_length=20, choices=Relation)
    name = models.CharField("姓名", max_length=50)
    unit = models.CharField("工作单位", max_length=100, blank=True)
    post = models.CharField("职务", max_length=100, blank=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "近亲属"
        ordering = ["id"]

    def __str__(self):
        return f"{self.get_relation_display()} {self.name}"


class DisciplineRecord(models.Model):
    """处分情况 with its document. The period of consequence is computed, never typed."""

    candidate = models.ForeignKey(
        "candidates.Candidate", models.CASCADE, related_name="disciplines", verbose_name="候选人"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    measure = models.CharField("处分", max_length=30, choices=Measure)
    document_number = models.CharField("处分文号", max_length=80)
    effective_on = models.DateField("生效日期")
    rights_restored_on = models.DateField("恢复党员权利日期", null=True, blank=True)
    source = models.CharField("来源", max_length=100)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "处分情况"
        ordering = ["effective_on", "id"]

    def __str__(self):
        return self.get_measure_display()
