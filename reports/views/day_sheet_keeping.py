"""Save many lines of a sheet, each on its own, and remember exactly what could not be kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from huanjie.formats import wording
from huanjie.shared.verdict import Refused, Verdict
from reports.figures import FIGURES
from reports.forms.day_sheet import RowChange
from reports.queries.day_sheet_parts import Sheet
from reports.services.daily_report import CellsChanged, save_cells


@dataclass
class Kept:
    """`versions` maps a saved report to its version before and after; `conflicts` a report to the cells others changed
    ({key: (what stands there, by whom)}); `refused` a report to why it cannot be changed at all."""

    changes: list[RowChange] = field(default_factory=list)
    versions: dict[int, tuple[int, int]] = field(default_factory=dict)
    saved_keys: dict[int, set[str]] = field(default_factory=dict)
    conflicts: dict[int, dict[str, tuple]] = field(default_factory=dict)
    refused: dict[int, Verdict] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Everything that was typed is stored."""
        return not (self.conflicts or self.refused or any(change.errors for change in self.changes))

    @property
    def lost(self) -> list[str]:
        """What was typed into lines that are closed by now, in words: shown, because no field is left to hold it."""
        lines = []
        for change in self.changes:
            if (verdict := self.refused.get(change.row.pk)) is not None:
                typed = [f"{FIGURES[key].label} {wording.number(value)}" for key, value in change.values.items()]
                typed += [f"备注“{change.note}”"] if change.note else []
                lines.append(f"{change.row.name}：{verdict}您填的是：{'，'.join(typed) or '说明'}。")
        return lines


def keep(changes: Iterable[RowChange], *, by) -> Kept:
    """Save what can be saved. A cell somebody else changed holds back only itself."""
    kept = Kept(list(changes))
    for change in kept.changes:
        _keep_line(change, kept, by)
    return kept


def _keep_line(change: RowChange, kept: Kept, by) -> None:
    pk, values, note, reasons = change.row.pk, dict(change.values), change.note, change.reasons
    while values or reasons or note is not None:
        try:
            saved = save_cells(report=change.row.report, by=by, values=values, reasons=reasons, note=note,
                               base=change.base)  # fmt: skip
        except CellsChanged as changed:
            for key, standing in changed.cells.items():
                values.pop(key, None)
                note = None if key == "note" else note
                kept.conflicts.setdefault(pk, {})[key] = (standing, changed.by)
            continue
        except Refused as refused:
            kept.refused[pk] = refused.verdict
            return
        kept.versions[pk] = (saved.version - 1, saved.version)
        kept.saved_keys[pk] = set(values) | ({"note"} if note is not None else set())
        return


def overlay(sheet: Sheet, kept: Kept) -> None:
    """Put what was typed and not kept back into the fields of a fresh sheet, with the reason beside it."""
    for change in kept.changes:
        row = sheet.row(change.row.pk)
        if row is None or not row.edit:
            continue
        for key, (standing, by) in kept.conflicts.get(row.pk, {}).items():
            if key == "note":
                row.note_theirs, row.note = f"{by}已改为“{standing}”", change.note
                continue
            cell = row.cell(key)
            cell.typed = "" if change.values[key] is None else f"{change.values[key]:,}"
            cell.theirs = theirs_words(cell, standing, by, change.values[key])
        for key, words in change.errors.items():
            cell = row.cell(key)
            cell.typed, cell.error = change.typed[key], words


def theirs_words(cell, standing, by: str, mine) -> str:
    """Who has what number in a cell two people changed."""
    who = "台账现为" if cell.record is not None and standing == cell.record else f"{by or '他人'}已改为"
    return f"“{cell.figure.label}”{who} {wording.number(standing)}，您填的是 {wording.number(mine)}。再次保存即以您的为准。"
