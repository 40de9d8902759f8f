"""Ask for a long job."""

import logging

from django.db import transaction
from django.utils import timezone

from huanjie.activity.services import act
from huanjie.files.kinds import kind_of
from huanjie.files.models import FileJob

logger = logging.getLogger(__name__)


def enqueue(*, kind: str, title: str, by, area: str = "", params: dict | None = None, source=None,
            once_key: str | None = None) -> FileJob:  # fmt: skip
    """Write the job's row and ring the worker once the transaction commits.

    `source` is an uploaded file (anything with `name` and Django's File interface). With `once_key`, a second call
    with the same key returns the first job and starts nothing: two clocks or a double click make one job.
    """
    kind_of(kind)
    with act() as log:
        if once_key is not None:
            known = FileJob.objects.filter(once_key=once_key).first()
            if known is not None:
                return known
        job = FileJob(kind=kind, title=title, owner_id=by.user_id, role=by.role, area_code=area or by.area,
                      params=params or {}, once_key=once_key)  # fmt: skip
        if source is not None:
            job.source_name = source.name[-200:]
            job.source.save(source.name, source, save=False)
        if once_key is None:
            job.save(force_insert=True)
        else:
            # get_or_create's own savepoint absorbs the race that the look above lost
            values = {f.attname: getattr(job, f.attname) for f in FileJob._meta.concrete_fields if f.name != "once_key"}
            job, created = FileJob.objects.get_or_create(once_key=once_key, defaults=values)
            if not created:
                return job
        log.record(by=by, verb="file_job.queued", subject=job, detail={"kind": kind, "params": job.params})
        transaction.on_commit(lambda: ring(job))
    return job


def ring(job: FileJob) -> None:
    """Tell a worker. A broker that does not answer costs nothing but time: the sweeper rings again."""
    from huanjie.files.tasks import run_file_job

    try:
        run_file_job.delay(str(job.pk))
    except Exception:  # kombu raises whatever its transport raises; the row is already safe
        logger.warning("broker does not answer; job %s waits for the sweeper", job.pk)
    FileJob.objects.filter(pk=job.pk).update(rung_at=timezone.now())
