"""What the import itself has to say, beside what the kind's own rules say."""

TEXTS = {
    "outside_area": "本行不属于您管辖的区域。请由所属单位导入，或从文件中删除本行。",
    "changed_since_preview": "预览之后，本行对应的记录有了变化。请重新核对本行。",
    "text_too_long": "“{}”的文字过长。请缩短后重新上传本行。",
}
"""Codes every kind may use: put them into the kind's phrasebook."""

SKIPPED = {
    "title": "标题",
    "subtitle": "填报单位等说明",
    "attachment_label": "附件编号",
    "header": "表头",
    "repeated_header": "重复的表头",
    "instruction": "填写说明",
    "blank": "空行",
    "subtotal": "小计",
    "total": "合计",
    "footer": "表尾",
}


def skipped_in_words(counts: dict) -> str:
    """标题 1 行、空行 2 行 …"""
    return "、".join(f"{SKIPPED.get(why, '其他')} {count} 行" for why, count in counts.items())
