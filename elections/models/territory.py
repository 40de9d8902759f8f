"""Divisions by their national statistics code. Codes are reused and retired, so every row says from when to when."""

from datetime import date

from django.db import models
from django.db.models import Q

from elections.enums import ChangeKind
from huanjie.shared.scope import PREFIX_LENGTHS, Level, prefix_of, within


class UnitQuerySet(models.QuerySet):
    def current(self):
        """Units whose code is in force."""
        return self.filter(valid_to__isnull=True)

    def on(self, day):
        """Units whose code stood on a day; `valid_to` is the first day on which it no longer did."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def in_area(self, prefix: str):
        """Units inside an area (prefix of any level)."""
        return self.filter(**within(prefix, "code"))

    def visible_to(self, viewer):
        """Units inside the viewer's area."""
        return self.in_area(viewer.area)


class Unit(models.Model):
    """A code, its name, and the days on which it stood for this place."""

    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=60)
    valid_from = models.DateField("启用日期", default=date(1949, 10, 1))
    valid_to = models.DateField("停用日期", null=True, blank=True)

    objects = UnitQuerySet.as_manager()
    LEVEL: Level | None = None

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self):
        return self.name

    @property
    def prefix(self) -> str:
        """The area prefix this code stands for (a city without districts is a district too, and keeps six digits)."""
        return self.code[: PREFIX_LENGTHS[self.LEVEL]] if self.LEVEL else prefix_of(self.code)

    @property
    def area_code(self) -> str:
        return self.code


def _one_in_force(name: str) -> list:
    return [models.UniqueConstraint(fields=["code"], condition=Q(valid_to__isnull=True), name=name)]


class Region(Unit):
    """A province or a prefecture-level city: only names for the roll-ups."""

    class Meta(Unit.Meta):
        verbose_name = verbose_name_plural = "省市"
        constraints = _one_in_force("region_code_in_force")
        indexes = [models.Index(fields=["code"])]


class District(Unit):
    """区、县、县级市；不设区县的地级市（东莞、中山、儋州）以市名作为一个区县。"""

    LEVEL = Level.DISTRICT

    class Meta(Unit.Meta):
        verbose_name = verbose_name_plural = "区县"
        constraints = _one_in_force("district_code_in_force")
        indexes = [models.Index(fields=["code"])]


class Subdistrict(Unit):
    """街道、镇、乡及其他第四级单位。"""

    LEVEL = Level.SUBDISTRICT
    district = models.ForeignKey(District, models.PROTECT, related_name="subdistricts", verbose_name="区")

    class Meta(Unit.Meta):
        verbose_name = verbose_name_plural = "街道"
        constraints = _one_in_force("subdistrict_code_in_force")
        indexes = [models.Index(fields=["code"])]


class Community(Unit):
    """社区（第五级单位；代码后三位 001–199 为居委会，200–399 为村委会）。"""

    LEVEL = Level.COMMUNITY
    subdistrict = models.ForeignKey(Subdistrict, models.PROTECT, related_name="communities", verbose_name="街道")

    class Meta(Unit.Meta):
        verbose_name = verbose_name_plural = "社区"
        constraints = _one_in_force("community_code_in_force")
        indexes = [models.Index(fields=["code"])]


class TerritoryChangeQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Changes inside the viewer's area."""
        return self.filter(**within(viewer.area))


class TerritoryChange(models.Model):
    """One thing that happened to a code, kept for ever."""

    kind = models.CharField("变更", max_length=20, choices=ChangeKind)
    on = models.DateField("生效日期")
    old_code = models.CharField("原代码", max_length=12, blank=True)
    old_name = models.CharField("原名称", max_length=60, blank=True)
    new_code = models.CharField("新代码", max_length=12, blank=True)
    new_name = models.CharField("新名称", max_length=60, blank=True)
    document_number = models.CharField("依据文号", max_length=60, blank=True)
    source = models.CharField("来源", max_length=120, blank=True)
    area_code = models.CharField("区域", max_length=12, db_index=True)
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)

    objects = TerritoryChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区划变更"
        ordering = ["on", "id"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.old_name or ''}→{self.new_name or ''}"
