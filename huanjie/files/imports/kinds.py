"""What can be imported. Apps register theirs in their `jobs` module."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from huanjie.shared.identity import mask_id_number, mask_phone

MASKS = {"id": mask_id_number, "phone": mask_phone, "hidden": lambda text: "*" * len(text)}


@dataclass(frozen=True)
class PreviewColumn:
    """A column of the preview: `key` in the row's values and written cells, `mask` one of id, phone, hidden."""

    key: str
    label: str
    mask: str = ""

    def show(self, value) -> str:
        """The value as the preview shows it."""
        if value is None or value == "":
            return ""
        text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
        return MASKS[self.mask](text) if self.mask else text


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
