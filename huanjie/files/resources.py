"""The base of import-export resources whose files are read by our own rules and written in bulk."""

import datetime as dt
import json
from decimal import Decimal

from django.db.models import ProtectedError
from import_export import resources
from tablib import Dataset

from huanjie.exports import defused
from huanjie.files.imports.bulk import in_batches, insert_rows, update_rows
from huanjie.files.imports.results import SheetResult, Written, verdict_of
from huanjie.files.imports.rows import CREATE, UPDATE, Reading, SheetRow
from huanjie.shared import clock
from huanjie.shared.spreadsheet.reader import Workbook, open_workbook
from huanjie.shared.spreadsheet.table import Table, read_table
from huanjie.shared.verdict import Refused


class SheetResource(resources.ModelResource):
    """`read` a file by the app's rules, `plan` its rows against the records, `prepare` what is costly outside the
    transaction, and `import_data` inside one.

    A kind says: `layout` (its columns), `phrasebook` (codes in words), `key_field` and `records()` (the records a row can meet),
    `insert_columns` with `insert_values(row)`, `update_columns` with `update_values(row, instance)`, both as the
    database stores them, `judge(row, instance)`, which decides about a row that meets a record, and `plan_codes`, the
    warnings `judge` may give.
    """

    layout = None
    phrasebook = None
    key_field = ""
    insert_columns: tuple[str, ...] = ()
    update_columns: tuple[str, ...] = ()
    plan_codes: tuple[str, ...] = ()

    def __init__(self, *, by=None, area: str = "", on: dt.date | None = None, options: dict | None = None, job_id=None):
        super().__init__()
        self.by, self.area, self.job_id = by, area, job_id
        self.on = on or clock.today()
        self.options = options or {}

    # --- what a kind says --------------------------------------------------------------------------------------------
    def read(self, content: bytes, report=None) -> Reading:
        """The file's rows, judged by the rules alone. Raises SpreadsheetError. `report(done, total)` from time to
        time."""
        raise NotImplementedError

    def open(self, content: bytes) -> tuple[Workbook, Table]:
        """The file and its table on the sheet chosen."""
        book = open_workbook(content)
        return book, read_table(book, self.layout, self.options.get("sheet") or None)

    def records(self):
        """The records a row can meet; each key once."""
        return self._meta.model.objects.all()

    def judge(self, row: SheetRow, instance) -> None:
        """Decide about a row that meets a record: reject it, or set its action and warn."""
        raise NotImplementedError

    def insert_values(self, row: SheetRow) -> tuple:
        raise NotImplementedError

    def update_values(self, row: SheetRow, instance) -> tuple:
        raise NotImplementedError

    def prepare(self, rows: list[SheetRow]) -> None:
        """Costly work that needs no transaction (encryption)."""

    def before_write(self, rows: list[SheetRow], written: Written) -> None:
        """Make what the rows refer to; note in `written.aside` what must go when the import is undone."""

    def undo_aside(self, aside: list) -> None:
        """Take back what `before_write` made, if nobody else uses it by now."""

    @staticmethod
    def written_of(table: Table, number: int) -> dict[str, str]:
        """What the file says in each known column of a row, merged cells filled, whole numbers without exponent."""
        cells = dict(enumerate(table.sheet.rows[number - 1])) | dict(table.merged.get(number, ()))
        texts = {key: _as_text(cells.get(index, "")) for key, index in table.header.columns.items()}
        return {key: text for key, text in texts.items() if text}

    # --- import ------------------------------------------------------------------------------------------------------
    def plan(self, rows: list[SheetRow], report=None) -> None:
        """Compare the good rows with the records: set action and target, reject or warn. One query for some thousand
        rows."""
        good = [row for row in rows if row.is_good and row.key]
        done = 0
        for batch in in_batches(good):
            known = self.existing([row.key for row in batch])
            for row in batch:
                instance = known.get(row.key)
                if instance is None:
                    row.action, row.target = CREATE, None
                else:
                    row.target = [instance.pk, instance.version]
                    self.judge(row, instance)
            done += len(batch)
            if report:
                report(done, len(good))

    def existing(self, keys) -> dict:
        """Key to record."""
        found = self.records().filter(**{f"{self.key_field}__in": list(keys)})
        return {getattr(instance, self.key_field): instance for instance in found}

    def outdated(self, rows: list[SheetRow]) -> list[SheetRow]:
        """The good rows whose record is not the one the plan saw, or has another version."""
        stale = []
        for batch in in_batches([row for row in rows if row.is_good and row.key]):
            found = self.records().filter(**{f"{self.key_field}__in": [row.key for row in batch]})
            now = {key: [pk, version] for key, pk, version in found.values_list(self.key_field, "pk", "version")}
            stale += [row for row in batch if now.get(row.key) != row.target]
        return stale

    def import_data(self, dataset: list[SheetRow], dry_run: bool = False, **kwargs) -> SheetResult:
        """Write planned rows inside the caller's transaction; with `dry_run` only say what would be written."""
        written = Written()
        if not dry_run:
            good = [row for row in dataset if row.is_good]
            self.before_write(good, written)
            self._insert([row for row in good if row.action == CREATE], written)
            self._update([row for row in good if row.action == UPDATE], written)
        return SheetResult(dataset, written)

    def _insert(self, rows: list[SheetRow], written: Written) -> None:
        values = self.insert_values
        keys = insert_rows(self._meta.model, self.insert_columns, [values(row) for row in rows])
        written.created = [[key, row.number] for key, row in zip(keys, rows, strict=True)]

    def _update(self, rows: list[SheetRow], written: Written) -> None:
        model = self._meta.model
        fields = [model._meta.get_field(name) for name in self.update_columns]
        for batch in in_batches(rows):
            pks = [row.target[0] for row in batch]
            found = model.objects.select_for_update().in_bulk(pks)
            changes = []
            for row in batch:
                pk, version = row.target
                before = {f.attname: f.value_from_object(found[pk]) for f in fields}
                written.updated.append([pk, version + 1, row.number, json.loads(json.dumps(before, default=str))])
                changes.append((pk, version, self.update_values(row, found[pk])))
            update_rows(model, self.update_columns, changes)

    # --- undo --------------------------------------------------------------------------------------------------------
    def changed_since(self, written: Written) -> list[int]:
        """Row numbers whose records were changed or removed after the import."""
        expected = {pk: (1, number) for pk, number in written.created}
        expected |= {pk: (version, number) for pk, version, number, _ in written.updated}
        changed = []
        for batch in in_batches(expected):
            now = dict(self._meta.model.objects.filter(pk__in=batch).values_list("pk", "version"))
            changed += [expected[pk][1] for pk in batch if now.get(pk) != expected[pk][0]]
        return sorted(changed)

    def undo(self, written: Written) -> None:
        """Delete what was created, restore what was updated. Raises Refused, naming the rows, when one was changed."""
        changed = self.changed_since(written)
        if changed:
            raise Refused(f"原文件{numbers_in_words(changed)}导入后又被修改或删除，整批不能撤销。请在列表中逐条处理。")
        model = self._meta.model
        fields = [model._meta.get_field(name) for name in self.update_columns]
        connection = _connection(model)
        try:
            for batch in in_batches(pk for pk, _ in written.created):
                model.objects.filter(pk__in=batch).delete()
        except ProtectedError:
            raise Refused("本批导入的记录已被其他业务引用，整批不能撤销。请在列表中逐条处理。") from None
        for batch in in_batches(written.updated):
            update_rows(
                model,
                self.update_columns,
                [
                    (pk, version, tuple(f.get_db_prep_save(f.to_python(before[f.attname]) if not _is_sealed(f)
                                                           else before[f.attname], connection) for f in fields))
                    for pk, version, _, before in batch
                ],
            )  # fmt: skip
        self.undo_aside(written.aside)

    # --- export ------------------------------------------------------------------------------------------------------
    def export(self, queryset=None, **kwargs) -> Dataset:
        """import-export's dataset with every cell defused: no cell can start a formula."""
        data = super().export(queryset=queryset, **kwargs)
        safe = Dataset(headers=data.headers, title=data.title)
        for row in data:
            safe.append([defused(cell) for cell in row])
        return safe

    # --- words -------------------------------------------------------------------------------------------------------
    def remarks(self, row: SheetRow) -> list:
        """Every error and warning of a row in words."""
        return self.phrasebook.remarks(verdict_of(row))


def _as_text(value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(Decimal(f"{value:.15g}")))  # the 15 digits a spreadsheet shows, not the binary tail
    return str(value).strip()


def numbers_in_words(numbers: list[int]) -> str:
    """第 3、5、8 行 (at most twenty named)."""
    shown = "、".join(map(str, numbers[:20]))
    return f"第 {shown} 行" if len(numbers) <= 20 else f"第 {shown} 等 {len(numbers)} 行"


def _is_sealed(field) -> bool:
    return field.get_internal_type() == "BinaryField"


def _connection(model):
    from django.db import connections, router

    return connections[router.db_for_write(model)]
