"""Open a spreadsheet file of any usual kind and hand out its sheets as plain rows.

A cell is a Python value and its type is its kind: ``str`` text, ``float`` or ``int`` number, ``date``/``datetime`` a
real date, ``bool``, and ``""`` empty. Row ``n`` of Excel is ``rows[n - 1]``, for csv the n-th record.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from huanjie.shared.spreadsheet.delimited import read_delimited
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.strikethrough import struck_cells

MAX_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range, counted from 0."""


@dataclass(slots=True)
class Sheet:
    """One sheet. ``struck`` maps row numbers to struck-through columns; ``shifted`` maps the csv records that have more
    fields than most others to the number of their fields."""

    name: str
    rows: list[list]
    is_visible: bool = True
    merges: tuple[Merge, ...] = ()
    struck: dict[int, frozenset[int]] = field(default_factory=dict)
    shifted: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Workbook:
    """An opened file: ``sheets`` are (name, is_visible) in order, ``load`` reads one by name. ``kind`` is xlsx, xls or
    csv; ``content`` are the bytes it came from."""

    kind: str
    content: bytes
    sheets: tuple[tuple[str, bool], ...]
    load: Callable[[str], Sheet]


def open_workbook(source: str | Path | bytes | BinaryIO) -> Workbook:
    """Open a path, bytes or a binary file; what it is, is decided by its content and not by its name."""
    content = _bytes_of(source)
    if not content.strip(b"\x00\r\n\t ,\xef\xbb\xbf\xff\xfe"):
        raise SpreadsheetError("文件是空的，没有任何内容。请确认选对了文件，并在表格软件中保存后再上传。")
    if content.startswith(_ZIP):
        _check_zip(content)
        return _open_with_calamine(content, "xlsx")
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise SpreadsheetError(_PASSWORD)
        return _open_with_calamine(content, "xls")
    _refuse_other_kinds(content)
    return _open_delimited(content)


def _bytes_of(source: str | Path | bytes | BinaryIO) -> bytes:
    try:
        if isinstance(source, bytes):
            content = source
        elif isinstance(source, str | Path):
            content = Path(source).read_bytes()
        else:
            source.seek(0)
            content = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise SpreadsheetError("文件打不开。请重新上传；如果仍不行，请另存一份再上传。") from error
    if len(content) > MAX_BYTES:
        raise SpreadsheetError("文件超过 100 MB。请按街道或社区拆分成几个文件后分别上传。")
    return content


_PASSWORD = "文件设有打开密码，系统无法读取。请在表格软件中取消密码保护，另存后再上传。"
_BROKEN = "文件已损坏或没有上传完整。请用 Excel 或 WPS 打开后另存为 .xlsx，再重新上传。"


def _check_zip(content: bytes) -> None:
    """Refuse a broken archive, one that is no workbook, and one that would fill the memory when unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise SpreadsheetError(_BROKEN) from error
    if "xl/workbook.xml" not in (name.lower().lstrip("/") for name in names):
        raise SpreadsheetError("这不是表格文件（可能是 Word 文档或压缩包）。请上传 .xlsx、.xls、.csv 或 .txt 文件。")
    if unpacked > MAX_UNPACKED_BYTES:
        raise SpreadsheetError("文件解压后过大。请删除多余的空白行列和图片，或拆分成几个文件后再上传。")


def _refuse_other_kinds(content: bytes) -> None:
    head = content[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"mime-version")):
        raise SpreadsheetError("这是网页格式的表格，只是改了扩展名。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。")
    if head.startswith((b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc\xaf", b"{\\rtf")):
        raise SpreadsheetError("这不是表格文件（可能是 PDF、图片或压缩包）。请上传 .xlsx、.xls、.csv 或 .txt 文件。")


def _open_with_calamine(content: bytes, kind: str) -> Workbook:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise SpreadsheetError(_PASSWORD) from error
    except (CalamineError, OSError, ValueError) as error:
        raise SpreadsheetError(_BROKEN) from error
    sheets = tuple(
        (meta.name, meta.visible == SheetVisibleEnum.Visible)
        for meta in book.sheets_metadata
        if meta.typ == SheetTypeEnum.WorkSheet
    )
    if not sheets:
        raise SpreadsheetError("文件里没有工作表。请用 Excel 或 WPS 打开确认后另存为 .xlsx，再重新上传。")
    visible = dict(sheets)
    return Workbook(kind, content, sheets, lambda name: _load(book, name, visible.get(name, False), kind, content))


def _load(book: CalamineWorkbook, name: str, is_visible: bool, kind: str, content: bytes) -> Sheet:
    try:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        merges = sheet.merged_cell_ranges or ()
    except (CalamineError, OSError, ValueError) as error:
        raise SpreadsheetError(_BROKEN) from error
    return Sheet(
        name=name,
        rows=rows,
        is_visible=is_visible,
        merges=tuple((*start, *end) for start, end in merges),
        struck=struck_cells(content, name) if kind == "xlsx" else {},
    )


def _open_delimited(content: bytes) -> Workbook:
    rows, shifted = read_delimited(content)
    sheet = Sheet("", rows, shifted=shifted)
    return Workbook("csv", content, (("", True),), lambda name: sheet)
