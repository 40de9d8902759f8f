"""What an import's pages read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from huanjie.files.imports.chunks import ROWS_PER_CHUNK, unseal
from huanjie.files.imports.kinds import ImportKind, PreviewColumn, import_kind, kinds_for
from huanjie.files.imports.rows import SheetRow
from huanjie.files.imports.states import Part
from huanjie.files.models import ImportChunk, ImportRun

ROWS_PER_PAGE = 50


def runs(viewer):
    """Imports of the kinds this viewer may import, into the viewer's area."""
    names = [kind.name for kind in kinds_for(viewer)]
    return ImportRun.objects.visible_to(viewer).of_kind(*names).select_related(
        "owner", "source_job", "apply_job", "undo_job", "marked_job"
    )  # fmt: skip


@dataclass(frozen=True)
class PreviewCell:
    """A cell as the preview shows it: what was understood, what the file says where that differs, what is wrong."""

    column: PreviewColumn
    shown: str
    written: str = ""
    tone: str = ""


@dataclass(frozen=True)
class PreviewRow:
    number: int
    cells: list[PreviewCell]
    remarks: list


class _Rows(Sequence):
    """The rows of a part as a sequence: only the chunks a page needs are opened."""

    def __init__(self, run: ImportRun, part: str, count: int):
        self._run, self._part, self._count = run, part, count

    def __len__(self):
        return self._count

    def __getitem__(self, asked: slice) -> list[SheetRow]:
        first, last = asked.start // ROWS_PER_CHUNK, max(asked.start, asked.stop - 1) // ROWS_PER_CHUNK
        chunks = ImportChunk.objects.filter(run=self._run, part=self._part, index__range=(first, last))
        stored = [row for chunk in chunks.order_by("index") for row in unseal(chunk.payload)]
        offset = first * ROWS_PER_CHUNK
        return [SheetRow.unpack(row) for row in stored[asked.start - offset : asked.stop - offset]]


class Preview:
    """One tab of an import: `page` (of the paginator) and its `rows`, personal data masked."""

    def __init__(self, run: ImportRun, part: str, page: str | None):
        counts = {Part.ACCEPT: run.accept_count, Part.WARN: run.warn_count, Part.REJECT: run.reject_count}
        self.run, self.part = run, Part(part)
        self.kind: ImportKind = import_kind(run.kind)
        self.page = Paginator(_Rows(run, part, counts[self.part]), ROWS_PER_PAGE).get_page(page)
        self.total = counts[self.part]
        self.page_numbers = list(self.page.paginator.get_elided_page_range(self.page.number))

    @cached_property
    def rows(self) -> list[PreviewRow]:
        resource = self.kind.resource()
        return [self._row(row, resource.remarks(row)) for row in self.page.object_list]

    def _row(self, row: SheetRow, remarks: list) -> PreviewRow:
        tones = {said.column: "late" for said in remarks if said.is_error}
        tones = {said.column: "soon" for said in remarks if not said.is_error} | tones
        return PreviewRow(row.number, [self._cell(row, c, tones.get(c.key, "")) for c in self.kind.columns], remarks)

    @staticmethod
    def _cell(row: SheetRow, column: PreviewColumn, tone: str) -> PreviewCell:
        written = column.show(row.written.get(column.key))
        shown = column.understood(row)
        if shown is None:
            return PreviewCell(column, written, "", tone)
        return PreviewCell(column, shown, written if tone and written != shown else "", tone)

    @property
    def columns(self):
        return self.kind.columns
