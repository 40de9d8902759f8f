"""States of an import."""

from django.db import models

from huanjie.shared.transitions import Transitions


class ImportState(models.TextChoices):
    READING = "reading", "正在读取"
    PREVIEW = "preview", "待确认"
    APPLYING = "applying", "正在导入"
    DONE = "done", "已导入"
    UNDONE = "undone", "已撤销"
    CANCELLED = "cancelled", "已取消"
    FAILED = "failed", "不能读取"


IMPORT_TRANSITIONS = Transitions(
    {
        ImportState.READING: {ImportState.PREVIEW, ImportState.FAILED, ImportState.CANCELLED},
        ImportState.PREVIEW: {ImportState.APPLYING, ImportState.CANCELLED},
        ImportState.APPLYING: {ImportState.DONE, ImportState.PREVIEW},
        ImportState.DONE: {ImportState.UNDONE},
    }
)


class Part(models.TextChoices):
    """What a chunk holds: rows by their outcome, or what is needed to undo."""

    ACCEPT = "accept", "可导入"
    WARN = "accept_with_warning", "有提示"
    REJECT = "reject", "需修改"
    CREATED = "created", "新增记录"
    UPDATED = "updated", "更新前的记录"
    ASIDE = "aside", "连带新建的记录"


ROW_PARTS = (Part.ACCEPT, Part.WARN, Part.REJECT)
