"""What an import came to: import-export's result of our rows, what was written, and the rules' verdict on a row."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from import_export.results import InvalidRow, Result, RowResult

from huanjie.files.imports.rows import CREATE, SAME, UPDATE, SheetRow
from huanjie.shared.spreadsheet.results import RowResult as VerdictOfRow

RESULT_OF = {
    CREATE: RowResult.IMPORT_TYPE_NEW,
    UPDATE: RowResult.IMPORT_TYPE_UPDATE,
    SAME: RowResult.IMPORT_TYPE_SKIP,
}


@dataclass
class Written:
    """What an import wrote, enough to undo it: `created` as [pk, row], `updated` as [pk, version, row, before],
    `aside` whatever else the resource made."""

    created: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    aside: list = field(default_factory=list)


class SheetResult(Result):
    """import-export's result of our rows. The row objects are made when somebody looks; the totals are always there.
    No value of the file is in it: results end up in error pages."""

    def __init__(self, sheet_rows: list[SheetRow], written: Written):
        self.sheet_rows, self.written = sheet_rows, written
        super().__init__()
        del self.__dict__["rows"], self.__dict__["invalid_rows"]
        for row in sheet_rows:
            self.totals[RESULT_OF[row.action] if row.is_good else RowResult.IMPORT_TYPE_INVALID] += 1
        self.total_rows = len(sheet_rows)

    @cached_property
    def rows(self) -> list[RowResult]:
        keys = {number: pk for pk, number in self.written.created}
        keys |= {number: pk for pk, _, number, _ in self.written.updated}
        return [self._row_result(row, keys.get(row.number)) for row in self.sheet_rows]

    @cached_property
    def invalid_rows(self) -> list[InvalidRow]:
        return [InvalidRow(row.number, ValidationError(row.errors), ()) for row in self.sheet_rows if not row.is_good]

    @staticmethod
    def _row_result(row: SheetRow, pk) -> RowResult:
        result = RowResult()
        result.number, result.object_id = row.number, pk
        if row.is_good:
            result.import_type = RESULT_OF[row.action]
        else:
            result.import_type = RowResult.IMPORT_TYPE_INVALID
            result.validation_error = ValidationError(row.errors)
        return result


def verdict_of(row: SheetRow) -> VerdictOfRow:
    """The row as the file rules' own verdict, for their phrasebook and marker."""
    return VerdictOfRow(row.number, row.outcome, None, tuple(row.warnings), tuple(row.errors), hints=row.hints)
