"""The long parts of an import, as work of file jobs. Nothing is written outside an effect, so a worker that is killed
leaves no trace and the job simply runs again."""

import io

from django.db import IntegrityError, transaction

from huanjie.activity.services import act, change_state
from huanjie.files.imports.bulk import Moved
from huanjie.files.imports.kinds import import_kind
from huanjie.files.imports.results import verdict_of
from huanjie.files.imports.states import ImportState, Part
from huanjie.files.kinds import JobProblem, Outcome
from huanjie.files.models import ImportRun
from huanjie.files.services import imports
from huanjie.files.services.run import viewer_of
from huanjie.shared import clock
from huanjie.shared.crypto import decrypt
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.marker import write_marked
from huanjie.shared.spreadsheet.results import ACCEPT, skipped
from huanjie.shared.spreadsheet.results import RowResult as VerdictOfRow
from huanjie.shared.verdict import Refused

MOVED = "导入的同时有人改动了相关记录，本次没有写入任何数据。请点“重新处理”，系统会重新核对。"
GONE = "这次导入已经取消或已经处理，没有写入任何数据。"


def read(job, progress) -> Outcome:
    """Read and judge the file, and keep its rows encrypted for the preview."""
    run = ImportRun.objects.select_related("source_job").get(source_job=job)
    if run.state == ImportState.FAILED:
        raise JobProblem(run.error)
    if run.state != ImportState.READING:
        raise JobProblem(GONE)
    resource = imports.resource_of(run, by=viewer_of(job))
    progress.at("读取文件")
    try:
        reading = resource.read(_content(job), lambda done, total: progress.at("逐行检查", done, total))
    except SpreadsheetError as problem:
        with act():
            change_state(subject=run, to=ImportState.FAILED, by=viewer_of(job), set_fields={"error": str(problem)})
        raise JobProblem(str(problem)) from None
    resource.plan(reading.rows, lambda done, total: progress.at("与现有记录核对", done, total))
    progress.at("加密保存", len(reading.rows), len(reading.rows))
    chunks = imports.seal_rows(reading.rows)

    def effect(locked):
        imports.count_rows(run, reading.rows, reading.skipped)
        names = ("accept_count", "warn_count", "reject_count", "skip_count", "skipped")
        fields = {name: getattr(run, name) for name in names} | {"sheet": reading.sheet[:120]}
        if reading.unknown_columns:
            fields["options"] = run.options | {"unknown_columns": reading.unknown_columns}
        fresh = change_state(subject=run, to=ImportState.PREVIEW, by=viewer_of(locked), set_fields=fields)
        imports.store_rows(fresh, chunks)

    return Outcome(result={"rows": len(reading.rows)}, effect=effect)


def apply(job, progress) -> Outcome:
    """Check the previewed rows again and write them all, or none and show which have become wrong."""
    run = ImportRun.objects.get(pk=job.params["run"])
    if run.state != ImportState.APPLYING or run.apply_job_id != job.pk:
        raise JobProblem(GONE)
    by = viewer_of(job)
    if not import_kind(run.kind).may_import(by):
        raise JobProblem("您的权限已经变化，不能导入。没有写入任何数据。")
    progress.at("取出预览的行")
    rows = imports.load_rows(run, Part.ACCEPT, Part.WARN)
    total = len(rows)
    resource = imports.resource_of(run, by=by, job_id=job.pk)
    progress.at("加密", 0, total)
    resource.prepare(rows)
    progress.at("写入", total, total)

    def effect(locked):
        stale = resource.outdated(rows)
        if stale:
            return _back_to_preview(run, resource, rows, stale, by)
        try:
            with transaction.atomic(), act() as log:
                result = resource.import_data(rows)
                imports.finish_import(run=run, result=result, by=by, log=log)
        except (IntegrityError, Moved):
            raise JobProblem(MOVED) from None
        except Refused as refused:
            raise JobProblem(str(refused)) from None
        return {"written": len(result.written.created) + len(result.written.updated)}

    return Outcome(effect=effect)


def _back_to_preview(run, resource, rows, stale, by) -> dict:
    """Judge the stale rows anew, keep the verdicts, and let the person look again. Nothing is written."""
    for row in stale:
        row.warnings = [code for code in row.warnings if code.split(":")[0] not in resource.plan_codes]
        row.warn("changed_since_preview")
    resource.plan(stale)
    everything = sorted([*rows, *imports.load_rows(run, Part.REJECT)], key=lambda row: row.number)
    imports.count_rows(run, everything)
    fields = {name: getattr(run, name) for name in ("accept_count", "warn_count", "reject_count")}
    fields["outdated_count"] = len(stale)
    fresh = change_state(subject=run, to=ImportState.PREVIEW, by=by, set_fields=fields,
                         comment=f"预览后有 {len(stale)} 行的记录发生变化，未写入")  # fmt: skip
    imports.store_rows(fresh, imports.seal_rows(everything))
    return {"written": 0, "outdated": len(stale)}


def undo(job, progress) -> Outcome:
    """Take a whole import back."""
    run = ImportRun.objects.get(pk=job.params["run"])
    if run.state != ImportState.DONE or run.undo_job_id != job.pk:
        raise JobProblem(GONE)
    by = viewer_of(job)
    written = imports.load_written(run)
    resource = imports.resource_of(run, by=by)
    total = len(written.created) + len(written.updated)
    progress.at("撤销", 0, total)

    def effect(locked):
        try:
            resource.undo(written)
        except Refused as refused:
            raise JobProblem(str(refused)) from None
        except Moved:
            raise JobProblem(MOVED) from None
        fresh = change_state(subject=run, to=ImportState.UNDONE, by=by, set_fields={"undone_at": clock.now()})
        imports.forget(fresh)
        return {"undone": total}

    return Outcome(effect=effect)


def mark(job, progress) -> Outcome:
    """The user's own workbook with the refused cells coloured and commented."""
    run = ImportRun.objects.select_related("source_job").get(pk=job.params["run"])
    if run.source_job is None or not run.source_job.source:
        raise JobProblem("上传的文件已经清除，不能再标注。请重新上传。")
    resource = imports.resource_of(run, by=viewer_of(job))
    book, table = resource.open(_content(run.source_job))
    verdicts = [verdict_of(row) for row in imports.load_rows(run, Part.REJECT, Part.WARN)]
    progress.at("标注文件", 0, len(verdicts))
    others = [skipped(row.number, row.why) for row in table.rows() if row.why]
    others += [VerdictOfRow(0, ACCEPT)] * run.accept_count
    target = io.BytesIO()
    write_marked(target, book, table, verdicts + others, resource.phrasebook)
    return Outcome(file=(f"{run.file_name.rsplit('.', 1)[0]}（标注）.xlsx", target.getvalue()))


def _content(job) -> bytes:
    with job.source.open("rb") as file:
        return decrypt(file.read())
