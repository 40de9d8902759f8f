"""Which cells of an xlsx sheet are struck through: staff strike a person who left instead of deleting the row.

calamine does not read styles. The styles and shared strings are looked at first; the sheet itself is only searched
when something in the workbook is struck through at all, so that a clean file costs nothing.
"""

import io
import re
import zipfile
from collections import defaultdict
from xml.etree import ElementTree

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)/?>(?:\s*<(?:\w+:)?v>([0-9]+)</)?")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]+)"')
_STYLE = re.compile(rb'\bs="([0-9]+)"')
_STRIKE = re.compile(rb"<(?:\w+:)?strike\b")
_OFF = ("0", "false")


def struck_cells(content: bytes, sheet_name: str) -> dict[int, frozenset[int]]:
    """Row number (from 1) to the struck-through columns (from 0) of one sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            styles = _struck_styles(_read(archive, "xl/styles.xml"))
            strings = _struck_strings(_read(archive, "xl/sharedStrings.xml"))
            if not styles and not strings:
                return {}
            return _search(_read(archive, _sheet_path(archive, sheet_name)), styles, strings)
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        return {}  # an ornament that cannot be read must not stop the import


def _read(archive: zipfile.ZipFile, path: str) -> bytes:
    return archive.read(path) if path in archive.namelist() else b""


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_struck(properties: ElementTree.Element | None) -> bool:
    if properties is None:
        return False
    return any(_local(child) == "strike" and child.get("val") not in _OFF for child in properties)


def _struck_styles(styles: bytes) -> frozenset[bytes]:
    """Indexes into cellXfs whose font is struck through (fonts of conditional formats do not count)."""
    if not _STRIKE.search(styles):
        return frozenset()
    sections = {_local(child): child for child in ElementTree.fromstring(styles)}
    fonts = {str(number) for number, font in enumerate(sections.get("fonts", ())) if _is_struck(font)}
    formats = enumerate(sections.get("cellXfs", ()))
    return frozenset(str(number).encode() for number, xf in formats if xf.get("fontId") in fonts)


def _struck_strings(strings: bytes) -> frozenset[bytes]:
    """Indexes of rich texts whose every visible run is struck through."""
    if not _STRIKE.search(strings):
        return frozenset()
    struck = set()
    for number, item in enumerate(ElementTree.fromstring(strings)):
        runs = [run for run in item if _local(run) == "r" and "".join(run.itertext()).strip()]
        if runs and all(_is_struck(next((part for part in run if _local(part) == "rPr"), None)) for run in runs):
            struck.add(str(number).encode())
    return frozenset(struck)


def _sheet_path(archive: zipfile.ZipFile, sheet_name: str) -> str:
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in workbook.iter():
        if _local(element) == "sheet" and element.get("name") == sheet_name:
            key = next(value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id")
            target = targets[key]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet_name)


def _search(sheet: bytes, styles: frozenset[bytes], strings: frozenset[bytes]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for match in _CELL.finditer(sheet):
        attributes, value = match.groups()
        style = _STYLE.search(attributes)
        is_struck = style is not None and style[1] in styles
        if not is_struck and not (value in strings and b't="s"' in attributes):
            continue
        if reference := _REFERENCE.search(attributes):
            found[int(reference[2])].add(_column_index(reference[1]))
    return {row: frozenset(columns) for row, columns in found.items()}


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
