"""Choices for reports."""

from django.db import models

from huanjie.shared.transitions import Transitions


class ReportState(models.TextChoices):
    """Stored states. `late`, `missing` and `nil` are facts beside the state (see DailyReport.face)."""

    DUE = "due", "待填报"
    DRAFT = "draft", "填写中"
    SUBMITTED = "submitted", "已提交"
    RETURNED = "returned", "退回"
    APPROVED = "approved", "已通过"


FILED = (ReportState.SUBMITTED, ReportState.APPROVED)
EDITABLE = (ReportState.DUE, ReportState.DRAFT, ReportState.RETURNED)

REPORT_TRANSITIONS = Transitions(
    {
        ReportState.DUE: {ReportState.DRAFT, ReportState.SUBMITTED},
        ReportState.DRAFT: {ReportState.DRAFT, ReportState.SUBMITTED},
        ReportState.RETURNED: {ReportState.RETURNED, ReportState.SUBMITTED},
        ReportState.SUBMITTED: {ReportState.RETURNED, ReportState.APPROVED},
        ReportState.APPROVED: {ReportState.RETURNED},
    }
)


class Face(models.TextChoices):
    """What a page shows for a day's report: state and clock together."""

    DUE = "due", "待填报"
    DRAFT = "draft", "填写中"
    SUBMITTED = "submitted", "已提交"
    LATE = "late", "迟报"
    RETURNED = "returned", "退回"
    APPROVED = "approved", "已通过"
    MISSING = "missing", "未报"
    NIL = "nil", "零报告"


class BriefingState(models.TextChoices):
    COMPILING = "compiling", "编制中"
    READY = "ready", "已编发"
