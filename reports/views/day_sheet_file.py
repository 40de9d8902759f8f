"""从表格导入: a progress sheet in a file. Rows of communities become a preview that the day sheet's own form saves; rows
of streets are only compared with the system's figures."""

from dataclasses import dataclass, field

from django import forms
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from elections.queries.people import place_index
from huanjie.shared.spreadsheet.errors import SpreadsheetError
from huanjie.shared.spreadsheet.reader import open_workbook
from huanjie.shared.spreadsheet.results import SKIP
from huanjie.shared.spreadsheet.table import Table, read_table
from huanjie.shared.verdict import require
from reports.forms.day_sheet import base_json
from reports.permissions import can_see_sheet
from reports.queries.day_sheet import day_sheet
from reports.queries.day_sheet_file import (
    FIGURE_OF,
    Compared,
    sheet_figures,
    split_row,
    stated_figures,
    street_comparison,
    summary_figures,
)
from reports.queries.day_sheet_parts import Row
from reports.rules.day_sheet_file import BOOK, LAYOUT, normalize_day_sheet
from reports.views.day_sheet import cycle_of, day_of, sheet_url, street_of


class FileForm(forms.Form):
    """The workbook; the sheet with a known header and the latest date is read."""

    file = forms.FileField(label="表格文件", help_text="支持 xlsx、xls、csv；每行一个社区，或每行一个街道。")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                f"文件超过 {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB，请删去无关的工作表后再上传。"
            )
        return file


@dataclass
class Line:
    """One community of the file: what would be filled in."""

    row: Row
    changes: list[Compared]
    base: str


@dataclass
class Preview:
    """What a file says: `lines` to fill in, `recorded` numbers that differ from the records, `streets` comparisons,
    `remarks` (row, words, is_error), and how many rows were passed over."""

    sheet_name: str
    lines: list[Line] = field(default_factory=list)
    recorded: list[Compared] = field(default_factory=list)
    streets: list[Compared] = field(default_factory=list)
    remarks: list = field(default_factory=list)
    elsewhere: int = 0
    same: int = 0


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_file(request):
    """Upload and preview; nothing is stored before the preview is confirmed."""
    viewer = request.viewer
    require(can_see_sheet(viewer))
    cycle = cycle_of(viewer)
    on = day_of(request.GET.get("on", ""))
    street = street_of(viewer, cycle, request.GET.get("street", ""))
    form, preview = FileForm(request.POST or None, request.FILES or None), None
    if form.is_valid():
        try:
            table = read_table(open_workbook(form.cleaned_data["file"]), LAYOUT)
            preview = _preview(viewer, cycle, street, on, table)
        except SpreadsheetError as problem:
            form.add_error("file", str(problem))
    back = sheet_url(street, on) if street else f"{reverse('reports:sheet')}?on={on}"
    return render(
        request, "reports/sheet_file.html",
        {"title": "从表格导入日报", "form": form, "preview": preview, "street": street, "on": on, "back": back,
         "cycle": cycle, "breadcrumb": [("日报填报", back), ("从表格导入", "")]},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _preview(viewer, cycle, street, on, table: Table) -> Preview:
    area = street.prefix if street else cycle.area_code
    places = place_index(cycle.area_code)
    code = f"{street.prefix}000" if street else ""
    results = [r for r in normalize_day_sheet(table, places, on, code) if r.outcome != SKIP]
    preview = Preview(table.sheet.name, remarks=[remark for result in results for remark in BOOK.remarks(result)])
    sheet = day_sheet(cycle=cycle, subdistrict=street, on=on, viewer=viewer) if street else None
    accepted = [result.normalized for result in results if result.normalized]
    ours = {street.prefix: sheet_figures(sheet)} if street else summary_figures(
        [n["street_code"][:9] for n in accepted if "street_code" in n], on
    )  # fmt: skip
    known = {row.report.area_code: row for row in sheet.rows} if sheet else {}
    in_file = {FIGURE_OF[key] for key in table.header.columns if key in FIGURE_OF}
    for normalized in accepted:
        place = normalized.get("community_code") or normalized.get("street_code", "")
        stated = {key: number for key, number in stated_figures(normalized).items() if key in in_file}
        if not place.startswith(area):
            preview.elsewhere += 1
        elif "street_code" in normalized:
            name = places.streets.get(place, place)
            preview.streets += street_comparison(name, stated, ours.get(place[:9], {}))
        else:
            _line(preview, known.get(place), stated, in_file)
    return preview


def _line(preview: Preview, row: Row | None, stated: dict[str, int], in_file) -> None:
    if row is None or not row.edit:
        preview.elsewhere += 1
        return
    typed, recorded = split_row(row, stated, in_file)
    preview.recorded += recorded
    if typed:
        preview.lines.append(Line(row, typed, base_json(row)))
    else:
        preview.same += 1
