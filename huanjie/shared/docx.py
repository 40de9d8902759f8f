"""A paper as a word-processor file: A4 with the margins, faces and fixed line pitch of GB/T 9704-2012 (python-docx).

The layout is the plain dictionary that the printed page is set from as well: title, title_lines, number_line, letterhead, addressee,
blocks, annexes, signature, date, is_draft, is_demo; `margins` and `watermark` where a form has them. The same layout gives the same bytes.
"""

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FANGSONG, XIAOBIAOSONG, HEITI, KAITI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
BODY, SMALL, PITCH, TITLE_PITCH = Pt(16), Pt(12), Pt(28.95), Pt(34)
RED, GREY = RGBColor(0xD7, 0x00, 0x0F), RGBColor(0x80, 0x80, 0x80)
FORM = Pt(10.5)
LONG_AGO = datetime(2020, 1, 1)
CENTER, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
TYPE_AREA = 156


def render_docx(layout: dict) -> bytes:
    """The bytes of the .docx."""
    document = Document()
    _page(document, layout.get("margins"), layout.get("watermark", ""))
    if layout["is_draft"] or layout["is_demo"]:
        words = ["草稿，未发布"] * layout["is_draft"] + ["演示数据"] * layout["is_demo"]
        _line(document, " · ".join(words), size=Pt(12), face=HEITI, color=RED, indent=False)
    if layout["letterhead"]:
        _letterhead(document, layout["letterhead"])
    for line in layout["title_lines"]:
        _line(document, line, size=Pt(22), face=XIAOBIAOSONG, align=CENTER, pitch=TITLE_PITCH, indent=False)
    if layout["number_line"]:
        _line(document, layout["number_line"], face=KAITI, align=CENTER, indent=False)
    _line(document, "", indent=False)
    if layout["addressee"]:
        _line(document, f"{layout['addressee']}：", indent=False)
    for kind, body in layout["blocks"]:
        BLOCKS[kind](document, body)
    _end(document, layout)
    return _stable(document)


def _page(document, margins: dict | None, watermark: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    if margins:
        section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
        section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
        section.footer_distance = Mm(8)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    if watermark:
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            header.paragraphs[0].alignment = CENTER
            _face(header.paragraphs[0].add_run(watermark), HEITI, Pt(9), GREY)
    properties = document.core_properties
    properties.author, properties.comments = "", ""
    properties.created = properties.modified = LONG_AGO


def _page_number(footer, align) -> None:
    """— 1 — in 四号宋体, odd pages at the right, even pages at the left, one character in."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    for part in ("— ", None, " —"):
        run = paragraph.add_run(part or "")
        _face(run, "宋体", Pt(14))
        if part is None:
            for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
                run._r.append(_field(kind, text))


def _field(kind: str, text: str):
    if kind:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
    else:
        element = OxmlElement("w:instrText")
        element.text = text
    return element


def _face(run, face: str, size, color=None) -> None:
    run.font.name, run.font.size = "Times New Roman" if face == FANGSONG else face, size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if color is not None:
        run.font.color.rgb = color


def _line(where, text, *, size=BODY, face=FANGSONG, align=JUSTIFY, pitch=PITCH, indent=True, color=None):
    paragraph = where.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, pitch
    shape.first_line_indent = size * 2 if indent else Pt(0)
    paragraph.alignment = align
    _face(paragraph.add_run(text), face, size, color)
    return paragraph


def _letterhead(document, head: dict) -> None:
    _line(document, head["organ"], size=Pt(30), face=XIAOBIAOSONG, align=CENTER, pitch=Pt(46), indent=False, color=RED)
    _line(document, "", indent=False)
    mark = _line(document, head["mark"], align=CENTER, indent=False)
    if head["signer"]:
        mark.alignment = WD_ALIGN_PARAGRAPH.LEFT
        mark.paragraph_format.tab_stops.add_tab_stop(Mm(TYPE_AREA - 6), alignment=2)
        _face(mark.add_run("\t签发人："), FANGSONG, BODY)
        _face(mark.add_run(head["signer"]), KAITI, BODY)
    _rule(mark)


def _rule(paragraph) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", "D7000F")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _text(document, body) -> None:
    _line(document, body)


def _heading(document, body) -> None:
    _line(document, body, face=HEITI)


def _note(document, body) -> None:
    _line(document, body, size=Pt(12), pitch=Pt(20))


def _lines(document, body) -> None:
    for number, text in enumerate(body, start=1):
        _line(document, f"{number}.{text}")


def _sign(document, labels) -> None:
    _line(document, "", indent=False)
    for label in labels:
        paragraph = _line(document, f"{label}（签名）：", align=WD_ALIGN_PARAGRAPH.LEFT)
        paragraph.add_run(" " * 30).font.underline = True
    _line(document, "年　　月　　日", align=RIGHT, indent=False)


def _write(document, labels) -> None:
    _grid(document, None, [[label, ""] for label in labels], [42, TYPE_AREA - 42], height=Mm(9))


def _table(document, body) -> None:
    widths = [width for _, width in body["columns"]]
    free = widths.count(0)
    rest = (TYPE_AREA - sum(widths)) / free if free else 0
    _grid(document, [label for label, _ in body["columns"]], body["rows"], [width or rest for width in widths],
          height=Mm(9) if body.get("by_hand") else None)  # fmt: skip


def _form(document, body) -> None:
    """Labels and what is written beside them; a cell is [kind, text, columns it spans]."""
    table = document.add_table(rows=0, cols=len(body["widths"]))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for cells in body["rows"]:
        row = table.add_row()
        row.height = Mm(7)
        for cell, width in zip(row.cells, body["widths"], strict=True):
            cell.width = Mm(width)
        place = 0
        for kind, text, span in cells:
            cell = row.cells[place]
            if span > 1:
                cell = cell.merge(row.cells[place + span - 1])
            paragraph = cell.paragraphs[0]
            paragraph.alignment = CENTER if kind in ("label", "value") else WD_ALIGN_PARAGRAPH.LEFT
            _face(paragraph.add_run(text), HEITI if kind == "label" else FANGSONG, FORM)
            place += span
    _line(document, "", pitch=Pt(4), indent=False)


def _ballot(document, body) -> None:
    marks = len(body["marks"])
    others = [["另选人：", "", *["／"] * (marks - 1)] for _ in body["others"]]
    rows = [[name, *[""] * marks] for name in body["names"]] + others
    widths = [66, *[(TYPE_AREA - 66) / marks] * marks]
    _grid(document, ["姓名", *body["marks"]], rows, widths, height=Mm(13), size=Pt(15))


def _grid(document, heads, rows, widths, *, height=None, size=SMALL) -> None:
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for texts, face in ([(heads, HEITI)] if heads else []) + [(row, FANGSONG) for row in rows]:
        row = table.add_row()
        if height is not None:
            row.height = height
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = CENTER
            _face(paragraph.add_run(text), face, size)
    if heads:
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
    _line(document, "", pitch=Pt(8), indent=False)


BLOCKS = {
    "text": _text, "heading": _heading, "note": _note, "lines": _lines, "sign": _sign, "write": _write, "table": _table,
    "ballot": _ballot, "form": _form,
}  # fmt: skip


def _end(document, layout: dict) -> None:
    for number, annex in enumerate(layout["annexes"], start=1):
        if number == 1:
            _line(document, "", indent=False)
        several = f"{number}." if len(layout["annexes"]) > 1 else ""
        _line(document, f"{'附件：' if number == 1 else '　　　'}{several}{annex}")
    if layout["signature"]:
        _line(document, "", indent=False)
        _line(document, layout["signature"], align=RIGHT, indent=False).paragraph_format.right_indent = BODY * 2
        if layout["date"]:
            _line(document, layout["date"], align=RIGHT, indent=False)


def _stable(document) -> bytes:
    """Written with one fixed time for every part: the same paper is the same file."""
    raw, clean = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return clean.getvalue()
