"""Chinese names of the log's verbs.

An app adds its own in its `navigation` module: `verbs.register({"audit.planned": "安排审计"})`. The verbs that
`change_state` writes ("candidate.passed") need no entry: they are named after the model and its state.
"""

from functools import lru_cache

from django.apps import apps
from django.utils.text import camel_case_to_spaces

VERBS: dict[str, str] = {
    "list.exported": "导出列表",
    "activity.verified": "核验日志链",
    "file_job.queued": "提交任务",
    "file_job.cancelled": "取消任务",
    "file_job.retried": "重新处理任务",
    "file_job.succeeded": "任务完成",
    "file_job.failed": "任务未完成",
    "file_job.downloaded": "下载结果文件",
}


def register(names: dict[str, str]) -> None:
    """Make verbs known by name."""
    VERBS.update(names)


def label_of(verb: str) -> str:
    """The name of a verb; one that nobody named is shown as it stands."""
    return VERBS.get(verb) or _state_verbs().get(verb, verb)


@lru_cache(maxsize=1)
def _state_verbs() -> dict[str, str]:
    return {
        f"{name}.{value}": f"{model._meta.verbose_name}：{label}"
        for model in apps.get_models()
        if hasattr(model, "TRANSITIONS")
        for name in (model._meta.model_name, camel_case_to_spaces(model.__name__).replace(" ", "_"))
        for value, label in model._meta.get_field("state").flatchoices
    }
