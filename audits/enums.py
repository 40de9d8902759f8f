"""Choices for audits (csjwh-2026 art. 38; domain brief §5)."""

from django.db import models

from huanjie.shared.transitions import Transitions


class AuditKind(models.TextChoices):
    TERM = "term", "任期经济责任审计"
    DEPARTURE = "departure", "离任经济责任审计"
    REVENUE_AND_EXPENDITURE = "revenue_and_expenditure", "财务收支审计"


class AuditState(models.TextChoices):
    PLANNED = "planned", "已计划"
    UNDER_WAY = "under_way", "审计中"
    REPORTED = "reported", "已出报告"
    PUBLISHED = "published", "已公布"


AUDIT_TRANSITIONS = Transitions(
    {
        AuditState.PLANNED: {AuditState.UNDER_WAY},
        AuditState.UNDER_WAY: {AuditState.REPORTED},
        AuditState.REPORTED: {AuditState.PUBLISHED, AuditState.UNDER_WAY},
        AuditState.PUBLISHED: set(),
    }
)
