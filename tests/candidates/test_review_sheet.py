"""The workbook of a department: out, filled in, back in, with the same checks as on the page."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from candidates.models import Candidate, DepartmentOpinion
from candidates.rules.review_sheet import AS_OF, KEY
from tests.candidates.test_review_pages import (  # noqa: F401  fixtures
    court,
    departments,
    in_review,
    officer_of,
    people,
    police,
    sent,
    text,
    url,
)


@pytest.fixture
def batch(people, sent):  # noqa: F811
    return sent(people(2))


@pytest.fixture
def client(officer_of, police):  # noqa: F811
    return officer_of(police)[1]


def taken(client, batch):
    """The downloaded sheet as a workbook, with its header's places."""
    answer = client.get(url("my_sheet", batch.pk))
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    sheet = book.worksheets[0]
    return book, sheet, {cell.value: cell.column for cell in sheet[2]}


def returned(client, batch, book):
    target = BytesIO()
    book.save(target)
    upload = SimpleUploadedFile("回执.xlsx", target.getvalue())
    return client.post(reverse("candidates:sheet_return", args=[batch.pk]), {"file": upload})


def token_in(answer) -> str:
    return text(answer).split('name="signed" value="')[1].split('"')[0]


def fill(sheet, places, row, today, **said):
    for name, value in said.items():
        sheet.cell(row, places[name.replace("_", " ")], value)
    sheet.cell(row, places[AS_OF], today)


def test_the_sheet_holds_masked_people_and_a_hidden_key(client, batch, police):  # noqa: F811
    _, sheet, places = taken(client, batch)
    person = Candidate.objects.order_by("pk").first()
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert person.id_number not in values and person.id_number_masked in values and "1983-06" in values
    assert sheet.column_dimensions["A"].hidden and sheet.cell(2, 1).value == KEY
    assert [name for name in places if name.endswith("核查结果")] == ["Q01 核查结果", "Q07 核查结果"]
    (lists,) = {str(each.formula1) for each in sheet.data_validations.dataValidation}
    assert lists == '"未发现,发现,无法核查,需进一步核实"'
    assert sheet.max_row == 4


def test_out_and_back(client, batch, police, court, today):  # noqa: F811
    book, sheet, places = taken(client, batch)
    fill(sheet, places, 3, today, Q01_核查结果="未发现", Q07_核查结果="未发现")
    fill(sheet, places, 4, today, Q01_核查结果="发现", Q01_文书号="(2019)刑初1号", 事实摘要="判处罚金")
    preview = returned(client, batch, book)
    assert (preview.status_code, "可以签署 3 项" in text(preview), "空着的 1 项保持待反馈" in text(preview)) == (
        200,
        True,
        True,
    )
    assert DepartmentOpinion.objects.exclude(answer="").count() == 0
    done = client.post(url("sheet_return", batch.pk), {"signed": token_in(preview)})
    assert done.status_code == 302
    mine = DepartmentOpinion.objects.filter(department=police).order_by("candidate__name", "circumstance__code")
    assert [(cell.answer, cell.document_number, cell.facts, cell.from_sheet) for cell in mine] == [
        ("clear", "", "", True), ("clear", "", "", True), ("found", "(2019)刑初1号", "判处罚金", True), ("", "", "", False),
    ]  # fmt: skip
    assert DepartmentOpinion.objects.filter(department=court).exclude(answer="").count() == 0
    again = client.post(url("sheet_return", batch.pk), {"signed": token_in(preview)})
    assert (again.status_code, "没有保存" in text(again)) == (422, True)


def test_changed_content_is_refused_in_words(client, batch, police, today):  # noqa: F811
    book, sheet, places = taken(client, batch)
    fill(sheet, places, 3, today, Q01_核查结果="未发现")
    cell = DepartmentOpinion.objects.filter(department=police, candidate__name=sheet.cell(3, places["姓名"]).value)
    cell.filter(circumstance__code="Q01").update(content_digest="f" * 64)
    page = text(returned(client, batch, book))
    assert ("可以签署 0 项" in page, "登记内容在下载后有变化" in page) == (True, True)


def test_a_row_that_slipped_is_refused(client, batch, today):
    book, sheet, places = taken(client, batch)
    fill(sheet, places, 3, today, Q01_核查结果="未发现")
    sheet.cell(3, places["姓名"], "别的人")
    page = text(returned(client, batch, book))
    assert ("可以签署 0 项" in page, "请核对是否串行" in page) == (True, True)


def test_what_was_signed_online_is_not_signed_over(client, batch, police, officer_of, today):  # noqa: F811
    from candidates.services.joint_review import sign

    book, sheet, places = taken(client, batch)
    fill(sheet, places, 3, today, Q01_核查结果="未发现")
    cell = DepartmentOpinion.objects.get(
        department=police, candidate__name=sheet.cell(3, places["姓名"]).value, circumstance__code="Q01"
    )
    sign(opinion=cell, answer="cannot_check", as_of=today, by=officer_of(police)[0], expected_version=cell.version)
    assert "没有再读取" in text(returned(client, batch, book))
    cell.refresh_from_db()
    assert cell.answer == "cannot_check"


def test_another_department_s_sheet_is_refused(client, batch, court, officer_of, today):  # noqa: F811
    other = officer_of(court)[1]
    book, sheet, places = taken(other, batch)
    fill(sheet, places, 3, today, Q01_核查结果="未发现")
    answer = returned(client, batch, book)
    assert (answer.status_code, "另一批次或另一单位" in text(answer)) == (422, True)


def test_a_preview_belongs_to_who_uploaded_it(client, batch, court, officer_of, today):  # noqa: F811
    book, sheet, places = taken(client, batch)
    fill(sheet, places, 3, today, Q01_核查结果="未发现")
    token = token_in(returned(client, batch, book))
    other = officer_of(court)[1]
    refused = other.post(url("sheet_return", batch.pk), {"signed": token})
    assert (refused.status_code, "这不是您上传的回执表" in text(refused)) == (422, True)
    broken = client.post(url("sheet_return", batch.pk), {"signed": token[:-3] + "abc"})
    assert (broken.status_code, DepartmentOpinion.objects.exclude(answer="").count()) == (422, 0)


@pytest.mark.parametrize("content", [b"not a workbook at all", b"", b"%PDF-1.4"])
def test_a_file_that_is_none(client, batch, content):
    upload = SimpleUploadedFile("回执.xlsx", content)
    answer = client.post(url("sheet_return", batch.pk), {"file": upload})
    assert answer.status_code == 422


def test_a_name_that_looks_like_a_formula_is_text(client, batch):
    Candidate.objects.filter(name="候选甲").update(name="=1+1")
    _, sheet, places = taken(client, batch)
    cells = [sheet.cell(row, places["姓名"]) for row in (3, 4)]
    assert {(cell.value, cell.data_type) for cell in cells} == {("=1+1", "s"), ("候选乙", "s")}


def test_nothing_open_gives_no_sheet(client, batch, police, today):  # noqa: F811
    DepartmentOpinion.objects.filter(department=police).update(
        answer="clear", as_of=today, signed_at=timezone.now(), signed_by_id=1
    )
    assert "不用下载回执表" in text(client.get(url("my_sheet", batch.pk), follow=True))
