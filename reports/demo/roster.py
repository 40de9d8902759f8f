"""The demonstration's rosters: a workbook for each street, taken in by the importer like any other."""

import io

import xlsxwriter

from huanjie.files.imports.kinds import import_kind
from huanjie.files.services.imports import import_rows

HEADER = (
    "序号",
    "姓名",
    "性别",
    "民族",
    "身份证号码",
    "学历",
    "入党时间",
    "转正时间",
    "党员类别",
    "所在党支部",
    "社区",
    "联系电话",
)


def import_street(street, communities, people, today, viewer) -> int:
    """Write the street's roster as a workbook and import it. Returns how many members it has."""
    rows = []
    for community in communities:
        for _ in range(people.random.choice((18, 24, 30, 36, 48, 70))):
            person = people.person(today)
            rows.append(
                (
                    len(rows) + 1, person.name, person.gender, person.ethnicity, person.id_number, person.education,
                    person.join_date, person.full_date, "预备党员" if person.is_probationary else "正式党员",
                    f"{community.name}党支部", community.name, person.phone,
                )
            )  # fmt: skip
    content = _workbook(f"{street.name}党员花名册（演示数据，人员均为虚构）", rows)
    import_rows(
        kind=import_kind("roster"),
        content=content,
        by=viewer,
        area=street.prefix,
        file_name=f"{street.name}花名册.xlsx",
    )
    return len(rows)


def _workbook(title: str, rows) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("党员花名册")
        sheet.merge_range(0, 0, 0, len(HEADER) - 1, title)
        sheet.write_row(1, 0, HEADER)
        for number, row in enumerate(rows, start=2):
            sheet.write_row(number, 0, row)
    return target.getvalue()
