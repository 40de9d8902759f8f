"""The list of jobs: columns and filters."""

import django_filters
from django.forms import DateInput
from django.urls import reverse

from huanjie.files.enums import JobState
from huanjie.files.models import FileJob
from huanjie.tables import Column, Empty, ListPage


def _download(job: FileJob) -> str:
    return reverse("files:download", args=[job.pk]) if job.result_file else ""


PAGE = ListPage(
    title="我的任务",
    columns=[
        Column("title", "任务", sort="title", url=lambda job: job.get_absolute_url()),
        Column("state", "状态", badge=JobState, sort="state"),
        Column("created_at", "提交时间", sort="created_at"),
        Column("finished_at", "结束时间", sort="finished_at"),
        Column("result_name", "结果文件", url=_download),
        Column("error", "说明"),
        Column("owner", "发起人", lambda job: job.owner.name if job.owner else "系统", default=False),
        Column("source_name", "上传文件", default=False),
        Column("id", "任务编号", lambda job: str(job.pk), default=False),
    ],
    default_sort="-created_at",
    empty=Empty("还没有任务", "导入名册、导出表格、生成简报这些要花时间的事会出现在这里，可以看进度、下载结果。"),
)


class JobFilter(django_filters.FilterSet):
    title = django_filters.CharFilter("title", "icontains", label="任务")
    state = django_filters.ChoiceFilter(choices=JobState, label="状态", empty_label="全部")
    since = django_filters.DateFilter(
        "created_at", "date__gte", label="提交时间自", widget=DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = FileJob
        fields = []
