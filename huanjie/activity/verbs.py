"""Chinese names of the log's verbs. An app adds its own in its `navigation` module: `verbs.register({...})`."""

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

NOUNS: dict[str, str] = {}
STATES: dict[str, str] = {}


def register(names: dict[str, str]) -> None:
    """Make verbs known by name."""
    VERBS.update(names)


def label_of(verb: str) -> str:
    """The name of a verb; one that nobody named is shown as it stands."""
    return VERBS.get(verb, verb)


def choices() -> list[tuple[str, str]]:
    """Every named verb, for a filter, in the order of the names."""
    return sorted(VERBS.items(), key=lambda pair: pair[1])
