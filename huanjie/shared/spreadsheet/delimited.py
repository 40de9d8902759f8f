"""Text tables: csv in whatever encoding a Chinese Excel wrote it, and "Unicode text" with tabs."""

import csv
import io
from collections import Counter

from huanjie.shared.spreadsheet.errors import SpreadsheetError

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_UNREADABLE = "无法识别文件的文字编码。请用 Excel 或 WPS 打开，另存为 .xlsx（或“CSV UTF-8”）后再上传。"

_OPEN_QUOTE = (
    "第 {} 行的引号不成对，后面的行被并进了同一个单元格。请删除多余的引号，"
    "或用 Excel、WPS 打开检查后另存为 .xlsx，再重新上传。"
)


def read_delimited(content: bytes) -> tuple[list[list[str]], dict[int, int]]:
    """All records padded to one width, and the number (from 1) and length of those with more fields than most have."""
    text = decode(content)
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        records = list(reader)
    except csv.Error as error:
        raise SpreadsheetError(
            "文件中的引号不成对，系统无法分列。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"
        ) from error
    width = _usual_width(records)
    if '"' in text:
        _refuse_open_quote(records, delimiter, max(3, width - 1))
    shifted = {number: len(record) for number, record in enumerate(records, start=1) if len(record) > width}
    widest = max((len(record) for record in records), default=0)
    return [record + [""] * (widest - len(record)) for record in records], shifted


def _refuse_open_quote(records: list[list[str]], delimiter: str, fields: int) -> None:
    """A quote nobody closed swallows the records after it into one cell: they must not vanish."""
    for number, record in enumerate(records, start=1):
        if any("\n" in cell and cell.count(delimiter) >= fields for cell in record):
            raise SpreadsheetError(_OPEN_QUOTE.format(number))


def decode(content: bytes) -> str:
    """Byte order mark, then UTF-16 without one, then strict UTF-8, then GB18030 (a superset of GBK)."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decode_as(content[len(mark) :], encoding)
    if b"\x00" in content:
        little, big = content.count(b"\x0a\x00"), content.count(b"\x00\x0a")
        return _decode_as(content, "utf-16-le" if little >= big else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(content, "gb18030")


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SpreadsheetError(_UNREADABLE) from error
    if "\x00" in text:
        raise SpreadsheetError(_UNREADABLE)
    return text


def delimiter_of(text: str) -> str:
    """Tab, comma or semicolon: the one that most lines of the beginning hold most of; TAB before an identity number
    in a csv does not win, because there are more commas around it."""
    sample = text[:20000]
    counts = {mark: sample.count(mark) for mark in ("\t", ",", ";")}
    return max(counts, key=lambda mark: (counts[mark], mark == ",")) if any(counts.values()) else ","


def _usual_width(records: list[list[str]]) -> int:
    """The number of fields most records with several values have; an unquoted comma makes a record longer."""
    widths = Counter(len(record) for record in records if sum(map(bool, record)) > 2)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0
