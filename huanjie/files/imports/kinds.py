"""What can be imported. Apps register theirs in their `jobs` module."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from huanjie.shared.identity import mask_id_number, mask_phone

MASKS = {"id": mask_id_number, "phone": mask_phone, "hidden": lambda text: "*" * len(text)}


@dataclass(frozen=True)
class PreviewColumn:
    """A column of the preview: `key` in the written cells and, unless `value_key` names another, in the row's values;
    `mask` one of id, phone, hidden."""

    key: str
    label: str
    mask: str = ""
    value_key: str = ""

    def understood(self, row) -> str | None:
        """What was understood, as the preview shows it; None when the row has no such value."""
        key = self.value_key or self.key
        return self.show(row.values[key]) if key in row.values else None

    def show(self, value) -> str:
        """The value as the preview shows it. A word without any digit (无, 待补) hides nobody's number."""
        if value is None or value == "":
            return ""
        text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
        return MASKS[self.mask](text) if self.mask and re.search(r"\d", text) else text


@dataclass(frozen=True)
class ImportKind:
    """`resource` is a SheetResource class; `may_import(viewer)` gives a Verdict; `list_url` names the page that shows
    what was imported; `hint` says on the upload page what the file must hold."""

    name: str
    label: str
    resource: type
    columns: tuple[PreviewColumn, ...]
    may_import: Callable[[Any], Any]
    list_url: str = ""
    hint: str = ""

    def column(self, key: str) -> PreviewColumn | None:
        return next((column for column in self.columns if column.key == key), None)


_kinds: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    """Make a kind known. Registering another kind under the same name is a programming error."""
    known = _kinds.setdefault(kind.name, kind)
    if known is not kind and known.resource is not kind.resource:
        raise ValueError(f"import kind {kind.name} is registered twice")


def import_kind(name: str) -> ImportKind:
    """The kind of that name; KeyError when no app knows it."""
    return _kinds[name]


def kinds_for(viewer) -> list[ImportKind]:
    """The kinds this viewer may import."""
    return [kind for kind in _kinds.values() if kind.may_import(viewer)]
