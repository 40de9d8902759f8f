"""Choices of papers and of the public's reports."""

from django.db import models

from huanjie.shared.transitions import Transitions


class PaperState(models.TextChoices):
    """Issued, a paper stands still: it is corrected by another one, or withdrawn."""

    DRAFT = "draft", "草稿"
    ISSUED = "issued", "已发布"
    CORRECTED = "corrected", "已更正"
    WITHDRAWN = "withdrawn", "已撤回"


PAPER_TRANSITIONS = Transitions(
    {
        PaperState.DRAFT: {PaperState.ISSUED, PaperState.WITHDRAWN},
        PaperState.ISSUED: {PaperState.CORRECTED, PaperState.WITHDRAWN},
    }
)
OUT = (PaperState.ISSUED, PaperState.CORRECTED)
"""Papers that the public has seen and may see again."""


class ReportKind(models.TextChoices):
    """What the public can bring forward (csjwh-2026 art. 17, 22; domain brief §4.4)."""

    VOTER_LIST = "voter_list", "对选民名单、代表名单的申诉"
    CANDIDATE = "candidate", "对候选人的意见"
    PROCEDURE = "procedure", "对选举程序的意见"
    VIOLATION = "violation", "举报违反换届纪律"
    OTHER = "other", "其他意见"


class ReportState(models.TextChoices):
    REGISTERED = "registered", "已登记"
    CHECKED = "checked", "已初核"
    ANSWERED = "answered", "已答复"


REPORT_TRANSITIONS = Transitions(
    {
        ReportState.REGISTERED: {ReportState.CHECKED, ReportState.ANSWERED},
        ReportState.CHECKED: {ReportState.ANSWERED},
    }
)
