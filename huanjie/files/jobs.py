"""The job kinds of an import."""

from django.urls import reverse

from huanjie.files.kinds import JobKind, register
from huanjie.files.services import import_jobs, imports


def _page(job) -> str:
    from huanjie.files.models import ImportRun

    run = ImportRun.objects.filter(source_job=job).only("pk").first() if "run" not in job.params else None
    pk = job.params.get("run") or (run.pk if run else None)
    return reverse("files:import", args=[pk]) if pk else ""


register(JobKind(imports.READ, "读取导入文件", import_jobs.read, _page))
register(JobKind(imports.APPLY, "写入导入数据", import_jobs.apply, _page))
register(JobKind(imports.UNDO, "撤销导入", import_jobs.undo, _page))
register(JobKind(imports.MARK, "标注导入文件", import_jobs.mark, _page))
