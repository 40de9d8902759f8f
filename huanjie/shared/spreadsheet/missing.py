"""Why no table was found in a file, in words a person can act on."""

from collections.abc import Iterable

from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.header import Header, Layout, find_header, nearest_header
from huanjie.shared.spreadsheet.reader import Workbook


def no_table(book: Workbook, layout: Layout, looked_at: Iterable[str]) -> SpreadsheetError:
    """The error for a file whose ``looked_at`` sheets have no known header."""
    looked_at = list(looked_at)
    if aside := [name for name in _names(book) if name not in looked_at and _has_table(book, name, layout)]:
        return SpreadsheetError(
            f"没有读取隐藏的、作废的和说明用的工作表，而表头在“{'”“'.join(aside)}”里。"
            "如要导入它，请填写该工作表名称，或取消隐藏、改名后重新上传。"
        )
    nearest = [(header, name) for name in looked_at if (header := _nearest(book, name, layout))]
    if nearest:
        header, name = max(nearest, key=lambda found: len(found[0].columns))
        return SpreadsheetError(_incomplete(header, name, layout))
    wanted = "、".join(_labels(layout, keys) for keys in layout.required)
    return SpreadsheetError(f"没有找到表头：需要有这些列：{wanted}。请对照模板检查列名，或选择正确的工作表。")


def _incomplete(header: Header, name: str, layout: Layout) -> str:
    lacking = "、".join(_labels(layout, keys) for keys in layout.required if not keys & header.columns.keys())
    place = f"工作表“{name}”第" if name else "第"
    return (
        f"{place} {header.rows[-1]} 行像是表头，但缺少这些列：{lacking}。"
        "请补上，或把相应的列名改成上面的写法，再重新上传。"
    )


def _labels(layout: Layout, keys: Iterable[str]) -> str:
    """The names of columns one of which is enough, in the order of the layout."""
    return "或".join(label for key, label in layout.labels.items() if key in keys)


def _names(book: Workbook) -> list[str]:
    return [name for name, _ in book.sheets]


def _has_table(book: Workbook, name: str, layout: Layout) -> bool:
    sheet = book.load(name)
    return find_header(sheet.rows, sheet.merges, layout) is not None


def _nearest(book: Workbook, name: str, layout: Layout) -> Header | None:
    sheet = book.load(name)
    return nearest_header(sheet.rows, sheet.merges, layout)
