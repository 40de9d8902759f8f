"""A log entry's detail in words."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from huanjie.accounts.enums import Role

NAMES = {
    "accounts": "账号", "after": "变化后", "approval": "批准文号", "area": "区域代码", "attended": "实到", "before": "变化前",
    "broken_at": "断裂处", "by_level": "各级数量", "candidates": "候选人", "capacity": "座位", "chosen": "推选人数", "code": "编号",
    "columns": "列", "comment": "说明", "communities": "社区", "consent": "同意", "count": "数量", "created": "新增",
    "created_count": "新增数", "days_late": "逾期天数", "decide_by": "处理期限", "digest": "摘要", "document": "文号",
    "done": "完成", "due_on": "期限", "elected": "当选", "ends_on": "结束日期", "entries": "条数", "error": "错误",
    "fields": "栏目", "filters": "筛选条件", "format": "格式", "found": "查到", "frozen_in": "冻结于", "ground": "情形",
    "groups": "居民小组", "halls": "会场", "heads": "人数", "households": "户数", "in_use": "启用", "kind": "类别",
    "last_day": "最后一天", "late": "迟报", "local": "户籍", "matter": "事项", "minority": "少数民族", "moved": "划转",
    "next_rounds": "后续投票", "note": "备注", "number": "编号", "offset_days": "距选举日天数", "on": "日期",
    "open_seats": "空缺名额", "organizations": "党组织", "other": "其他", "pairs": "对照", "params": "参数", "pdf_digest": "文件摘要",
    "people": "人数", "post": "职务", "posts": "职务", "purpose": "用途", "reason": "原因", "reasons": "原因",
    "relation": "关系", "renamed": "更名", "replaced": "替换", "reports": "日报", "representatives": "代表",
    "resident": "常住", "retired": "撤销", "reused": "沿用代码", "role": "角色", "round": "轮次", "rows": "行数", "rule": "规则",
    "same_count": "未变数", "seats": "名额", "side": "类别", "since": "自", "source": "来源", "starts_on": "开始日期",
    "steps": "步骤", "unchanged": "未变", "until": "至", "updated_count": "更新数", "valid": "有效", "values": "数值",
    "voted_on": "投票日期", "voters": "选民", "women": "妇女", "worker": "社工", "worker_applied": "申请登记的社工", "years": "年份",
}  # fmt: skip
NOTHING = "—"


def words_of(entry) -> list[tuple[str, str]]:
    """What the entry says beyond who and when, each with its Chinese name; a name nobody gave is shown as it stands."""
    return [(NAMES.get(name, name), _words(entry, name, value)) for name, value in entry.detail.items()]


def _words(entry, name: str, value: Any) -> str:
    if name == "role" and value in Role.values:
        return Role(value).label
    labels = _labels(entry.subject_type, "state" if name in ("before", "after") else name)
    if isinstance(value, list):
        value = [labels.get(each, each) if isinstance(each, str) else each for each in value]
    return _plain(labels.get(value, value) if isinstance(value, str) else value)


def _plain(value: Any) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "，".join(f"{NAMES.get(name, name)}：{_plain(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "、".join(_plain(each) for each in value)
    return str(value)


def _labels(subject_type: str, field: str) -> dict[str, str]:
    """The choices of the subject's field of that name."""
    try:
        return dict(apps.get_model(subject_type)._meta.get_field(field).flatchoices)
    except (LookupError, ValueError, AttributeError, FieldDoesNotExist):  # no such model any more, or no such field
        return {}
