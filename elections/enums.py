"""Choices of the field."""

from django.db import models

from huanjie.shared.transitions import Transitions


class ChangeKind(models.TextChoices):
    """What can happen to a division code between two editions."""

    CREATED = "created", "新设"
    RETIRED = "retired", "撤销"
    RENAMED = "renamed", "更名"
    REUSED = "reused", "代码改用"
    MOVED = "moved", "划转"
    MERGED = "merged", "合并"
    SPLIT = "split", "分设"


class OrganizationKind(models.TextChoices):
    """Party organizations of a community (domain brief §1.1, P7)."""

    PARTY_COMMITTEE = "party_committee", "党委"
    GENERAL_PARTY_BRANCH = "general_party_branch", "党总支"
    PARTY_BRANCH = "party_branch", "党支部"


class Gender(models.TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class Education(models.TextChoices):
    """The ministry's five classes (form_fields §1)."""

    POSTGRADUATE = "postgraduate", "研究生及以上"
    UNIVERSITY = "university", "大学本科"
    COLLEGE = "college", "大学专科"
    HIGH_SCHOOL = "high_school", "高中及中专"
    BELOW = "below", "初中及以下"


class CycleState(models.TextChoices):
    PREPARING = "preparing", "筹备"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"


CYCLE_TRANSITIONS = Transitions(
    {
        CycleState.PREPARING: {CycleState.OPEN},
        CycleState.OPEN: {CycleState.CLOSED},
        CycleState.CLOSED: {CycleState.OPEN},
    }
)


class Inclusion(models.TextChoices):
    """Whether a community counts as due in this cycle (domain brief §6.4, adjustments need a document)."""

    DUE = "due", "应换届"
    POSTPONED = "postponed", "批准延期"
    NOT_DUE = "not_due", "本届不换届"


class Side(models.TextChoices):
    PARTY = "party", "党组织"
    RESIDENTS_COMMITTEE = "residents_committee", "居民委员会"


class StepState(models.TextChoices):
    NOT_STARTED = "not_started", "未开始"
    UNDER_WAY = "under_way", "进行中"
    DONE = "done", "已完成"


STEP_TRANSITIONS = Transitions(
    {
        StepState.NOT_STARTED: {StepState.UNDER_WAY, StepState.DONE},
        StepState.UNDER_WAY: {StepState.DONE, StepState.NOT_STARTED},
        StepState.DONE: {StepState.UNDER_WAY},
    }
)


class ElectionMode(models.TextChoices):
    """The three ways of 城市居民委员会组织法 (2025) art. 14."""

    ALL_VOTERS = "all_voters", "全体选民"
    HOUSEHOLDS = "households", "户代表"
    REPRESENTATIVES = "representatives", "居民代表"
