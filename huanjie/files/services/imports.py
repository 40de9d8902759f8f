"""An import's acts: upload, confirm, cancel, undo. The long parts are file jobs (`import_jobs`)."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from huanjie.accounts.viewers import Viewer
from huanjie.activity.services import act, change_state
from huanjie.files.imports.chunks import sealed_chunks, unsealed
from huanjie.files.imports.kinds import ImportKind, import_kind
from huanjie.files.imports.results import SheetResult, Written
from huanjie.files.imports.rows import ACCEPT, REJECT, SAME, UPDATE, WARN, Reading, SheetRow
from huanjie.files.imports.states import ROW_PARTS, ImportState, Part
from huanjie.files.models import ImportChunk, ImportRun
from huanjie.files.services.cancel import cancel_job
from huanjie.files.services.enqueue import enqueue
from huanjie.shared import clock
from huanjie.shared.crypto import encrypt, sm3_hex
from huanjie.shared.verdict import Refused, Stale, require

READ, APPLY, UNDO, MARK = "import_read", "import_apply", "import_undo", "import_mark"


# --- the acts of a person ----------------------------------------------------------------------------------------------
def upload_import(*, kind: ImportKind, file, by, area: str = "", options: dict | None = None) -> ImportRun:
    """Keep the file (encrypted) and have it read. Nothing is written to the records. `file` is an uploaded file."""
    require(kind.may_import(by))
    content = file.read()
    sealed = ContentFile(encrypt(content), name=file.name[-200:])
    with act():
        job = enqueue(kind=READ, title=f"读取{kind.label}", by=by, area=area or by.area, source=sealed)
        return _new_run(kind, by, area, file.name, content, options, source_job=job)


def confirm_import(*, run: ImportRun, by, expected_version: int) -> ImportRun:
    """Have the good rows written. A second click finds another version and is refused."""
    kind = import_kind(run.kind)
    require(kind.may_import(by))
    if not run.good_count:
        raise Refused("没有可以导入的行。请按“需修改”中的说明改好文件后重新上传。")
    with act():
        # the state first: it holds the row, so that two confirmations cannot both ask for a job
        run = change_state(subject=run, to=ImportState.APPLYING, by=by, expected_version=expected_version)
        run.apply_job = enqueue(kind=APPLY, title=f"导入{run.kind_label}", by=by, area=run.area_code,
                                params={"run": run.pk}, once_key=f"import-apply:{run.pk}:{run.version}")  # fmt: skip
        run.save(update_fields=["apply_job"])
    return run


def cancel_import(*, run: ImportRun, by, expected_version: int) -> ImportRun:
    """Drop an import that was not written; its rows are deleted."""
    with act():
        run = change_state(subject=run, to=ImportState.CANCELLED, by=by, expected_version=expected_version)
        if run.source_job is not None and run.source_job.is_open:
            cancel_job(job=run.source_job, by=by)
        forget(run)
    return run


def reopen_import(*, run: ImportRun, by, expected_version: int) -> ImportRun:
    """Back to the preview after the writing job failed or was cancelled."""
    if run.state != ImportState.APPLYING or not run.is_stuck:
        raise Refused("导入还在进行，请稍候。")
    return change_state(subject=run, to=ImportState.PREVIEW, by=by, expected_version=expected_version)


def undo_import(*, run: ImportRun, by, expected_version: int) -> ImportRun:
    """Have a whole import taken back. What stands in the way is told by the job."""
    require(import_kind(run.kind).may_import(by))
    with act():
        row = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if row.version != expected_version:
            raise Stale(str(row))
        if row.state != ImportState.DONE:
            raise Refused("只有已导入的批次可以撤销。")
        if row.undo_job is not None and row.undo_job.is_open:
            raise Refused("正在撤销，请稍候。")
        row.undo_job = enqueue(kind=UNDO, title=f"撤销{run.kind_label}导入", by=by, area=run.area_code,
                               params={"run": run.pk})  # fmt: skip
        row.save(update_fields=["undo_job"])
    return row


def mark_import(*, run: ImportRun, by) -> ImportRun:
    """Have the user's workbook made with the refused cells coloured and commented."""
    with act():
        row = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if row.marked_job is None or row.marked_job.state in ("failed", "cancelled"):
            row.marked_job = enqueue(kind=MARK, title=f"标注{run.kind_label}中需修改的行", by=by, area=run.area_code,
                                     params={"run": run.pk})  # fmt: skip
            row.save(update_fields=["marked_job"])
    return row


# --- an import at once: commands and benchmarks ------------------------------------------------------------------------
def import_rows(*, kind: ImportKind, content: bytes, by: Viewer, area: str, file_name: str = "", on=None,
                sheet: str = "", dry_run: bool = False, report=None) -> tuple[Reading, SheetResult, ImportRun | None]:  # fmt: skip
    """Read, judge and write a file in one go, without a preview but with a receipt: such an import can be undone like
    any other. With `dry_run` nothing is written. Raises SpreadsheetError."""
    resource = kind.resource(by=by, area=area, on=on, options={"sheet": sheet})
    reading = resource.read(content, report)
    resource.plan(reading.rows)
    if dry_run:
        return reading, resource.import_data(reading.rows, dry_run=True), None
    resource.prepare(reading.rows)
    with act() as log:
        run = _new_run(kind, by, area, file_name, content, {"sheet": sheet})
        run.sheet = reading.sheet
        count_rows(run, reading.rows, reading.skipped)
        result = resource.import_data(reading.rows)
        run.state = ImportState.PREVIEW
        finish_import(run=run, result=result, by=by, log=log, state_by_hand=True)
    run.refresh_from_db()
    return reading, result, run


# --- shared by the jobs ------------------------------------------------------------------------------------------------
def _new_run(kind, by, area, file_name, content, options, source_job=None) -> ImportRun:
    options = {key: value for key, value in (options or {}).items() if value}
    return ImportRun.objects.create(
        kind=kind.name, kind_label=kind.label, area_code=area or by.area, owner_id=by.user_id, owner_name=by.name,
        role=by.role, file_name=file_name[-200:], digest=sm3_hex(content), options=options, source_job=source_job,
    )  # fmt: skip


def resource_of(run: ImportRun, *, by, job_id=None):
    """The SheetResource that serves an import: its day is the day of upload, its area the one the file was uploaded for."""
    on = timezone.localdate(run.created_at)
    return import_kind(run.kind).resource(by=by, area=run.area_code, on=on, options=run.options, job_id=job_id)


def count_rows(run: ImportRun, rows: list[SheetRow], skipped=None) -> None:
    """Set the counts of an import from its rows (not saved)."""
    by_outcome = {ACCEPT: 0, WARN: 0, REJECT: 0}
    for row in rows:
        by_outcome[row.outcome] += 1
    run.accept_count, run.warn_count, run.reject_count = by_outcome.values()
    if skipped is not None:
        run.skip_count, run.skipped = len(skipped), {}
        for _, why in skipped:
            run.skipped[why] = run.skipped.get(why, 0) + 1


def seal_rows(rows: list[SheetRow]) -> list[tuple[str, int, bytes]]:
    """Encrypted chunks of all rows as (part, index, payload), ready for `store_rows`."""
    return [
        (part, index, payload)
        for part in ROW_PARTS
        for index, payload in enumerate(sealed_chunks([row.pack() for row in rows if row.outcome == part.value]))
    ]


def store_rows(run: ImportRun, chunks: list[tuple[str, int, bytes]]) -> None:
    """Replace the rows kept for an import."""
    run.chunks.filter(part__in=ROW_PARTS).delete()
    ImportChunk.objects.bulk_create(
        (ImportChunk(run=run, part=part, index=index, payload=payload) for part, index, payload in chunks),
        batch_size=50,
    )


def load_rows(run: ImportRun, *parts: str) -> list[SheetRow]:
    """The rows kept for an import, in the file's order."""
    payloads = run.chunks.filter(part__in=parts).order_by("part", "index").values_list("payload", flat=True)
    rows = [SheetRow.unpack(stored) for stored in unsealed(payloads.iterator(chunk_size=20))]
    return sorted(rows, key=lambda row: row.number)


def store_written(run: ImportRun, written: Written) -> None:
    """Keep what undoing needs."""
    kept = ((Part.CREATED, written.created), (Part.UPDATED, written.updated), (Part.ASIDE, written.aside))
    ImportChunk.objects.bulk_create(
        ImportChunk(run=run, part=part, index=index, payload=payload)
        for part, items in kept
        for index, payload in enumerate(sealed_chunks(items))
    )


def load_written(run: ImportRun) -> Written:
    """What an import wrote."""

    def items(part):
        return list(unsealed(run.chunks.filter(part=part).order_by("index").values_list("payload", flat=True)))

    return Written(items(Part.CREATED), items(Part.UPDATED), items(Part.ASIDE))


def forget(run: ImportRun) -> None:
    """Delete the personal data kept for an import that no longer needs it, with the uploaded file."""
    run.chunks.all().delete()
    job = run.source_job
    if job is not None and job.source:
        storage, name = job.source.storage, job.source.name
        type(job).objects.filter(pk=job.pk).update(source="")
        transaction.on_commit(lambda: storage.delete(name))


def finish_import(*, run: ImportRun, result: SheetResult, by, log, state_by_hand: bool = False) -> ImportRun:
    """Number the receipt, keep what undoing needs, drop the rows that were written. The caller is inside an act."""
    actions = [row.action for row in result.sheet_rows if row.is_good]
    fields = {
        "created_count": len(result.written.created),
        "updated_count": actions.count(UPDATE),
        "same_count": actions.count(SAME),
        "applied_at": clock.now(),
        "receipt_number": f"DR-{clock.today():%Y%m%d}-{run.pk:05d}",
    }
    if state_by_hand:
        run.save()
        run = change_state(subject=run, to=ImportState.APPLYING, by=by)
    run = change_state(subject=run, to=ImportState.DONE, by=by, set_fields=fields)
    run.chunks.filter(part__in=(Part.ACCEPT, Part.WARN)).delete()
    store_written(run, result.written)
    log.record(by=by, verb="import_run.written", subject=run,
               detail={"kind": run.kind, **{key: fields[key] for key in ("created_count", "updated_count", "same_count")}})  # fmt: skip
    return run
