"""Choices of papers and of the public's reports."""

from django.db import models

from huanjie.shared.transitions import Transitions


class Genre(models.TextChoices):
    """文种 (domain brief §9.1), and the working papers beside them."""

    REQUEST = "request", "请示"
    REPLY = "reply", "批复"
    REPORT = "report", "报告"
    LETTER = "letter", "函和通知"
    ANNOUNCEMENT = "announcement", "公告"
    NOTICE = "notice", "公示"
    METHOD = "method", "办法和方案"
    BALLOT = "ballot", "选票和票样"
    SHEET = "sheet", "名册和表格"
    RESULT = "result", "报告单"
    MINUTES = "minutes", "会议材料"


class Issuer(models.TextChoices):
    """Who puts the name under a paper."""

    ORGANIZATION = "organization", "社区党组织"
    WORK_COMMITTEE = "work_committee", "街道党工委"
    STEERING_GROUP = "steering_group", "街道选举指导组"
    ELECTION_COMMITTEE = "election_committee", "居民选举委员会"
    COMMITTEE = "committee", "居民委员会"


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
