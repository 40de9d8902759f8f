"""Party organizations and the roster. ID number and phone are encrypted, found by keyed hash, masked when shown."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from elections.enums import Education, Gender, OrganizationKind
from huanjie.shared.crypto import lookup_hash
from huanjie.shared.fields import EncryptedTextField
from huanjie.shared.scope import within


class InAreaQuerySet(models.QuerySet):
    """Rows with an `area_code`."""

    def in_area(self, prefix: str):
        """Rows inside an area (prefix of any level)."""
        return self.filter(**within(prefix))

    def visible_to(self, viewer):
        """Rows inside the viewer's area."""
        return self.in_area(viewer.area)


class PartyOrganization(models.Model):
    """社区党委、党总支、党支部。"""

    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类型", max_length=30, choices=OrganizationKind)
    community = models.ForeignKey(
        "elections.Community", models.PROTECT, related_name="party_organizations", verbose_name="社区"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级党组织"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党组织"
        ordering = ["area_code", "name"]
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="organization_once_in_community")]

    def __str__(self):
        return self.name


class PersonalData(models.Model):
    """Identity of a person, closed by default."""

    name = models.CharField("姓名", max_length=50)
    gender = models.CharField("性别", max_length=10, choices=Gender)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    birth_date = models.DateField("出生日期", null=True)
    id_number = EncryptedTextField("身份证号", blank=True, default=b"")
    id_number_hash = models.CharField(max_length=64, blank=True, default="", db_index=True, editable=False)
    id_number_masked = models.CharField("身份证号（脱敏）", max_length=20, blank=True, editable=False)
    phone = EncryptedTextField("联系电话", blank=True, default=b"")
    phone_masked = models.CharField("联系电话（脱敏）", max_length=20, blank=True, editable=False)

    class Meta:
        abstract = True

    def set_identity(self, id_number: str, phone: str = "") -> None:
        """Store ID number and phone with everything derived from them."""
        from huanjie.shared.identity import mask_id_number, mask_phone

        self.id_number, self.phone = id_number, phone
        self.id_number_hash = lookup_hash(id_number)
        self.id_number_masked = mask_id_number(id_number) if id_number else ""
        self.phone_masked = mask_phone(phone) if phone else ""


class PartyMember(PersonalData):
    """One line of the roster. Dates of joining keep the precision the file gave: YYYY, YYYY-MM or YYYY-MM-DD."""

    organization = models.ForeignKey(
        PartyOrganization, models.PROTECT, related_name="members", verbose_name="所在党组织"
    )
    community = models.ForeignKey(
        "elections.Community", models.PROTECT, related_name="party_members", verbose_name="社区"
    )
    area_code = models.CharField("区域", max_length=12, db_index=True)
    education = models.CharField("学历", max_length=20, choices=Education, blank=True)
    join_date = models.CharField("入党时间", max_length=10)
    full_date = models.CharField("转正时间", max_length=10, blank=True)
    is_probationary = models.BooleanField("预备党员", default=False)
    remark = models.CharField("备注", max_length=200, blank=True)
    left_on = models.DateField("转出日期", null=True, blank=True)
    batch = models.ForeignKey(
        "files.FileJob", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="导入批次"
    )
    version = models.PositiveIntegerField("版本", default=1)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = InAreaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党员"
        ordering = ["area_code", "name", "id"]
        indexes = [models.Index(fields=["area_code", "name"])]
        constraints = [
            models.UniqueConstraint(
                fields=["id_number_hash"],
                condition=Q(left_on__isnull=True) & ~Q(id_number_hash=""),
                name="member_once_while_on_the_roster",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("elections:member", args=[self.pk])
