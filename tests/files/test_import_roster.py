"""An import from upload to undo, through real jobs."""

import io
import logging

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elections.models import PartyMember, PartyOrganization
from elections.services.people import mark_left, update_member
from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from huanjie.files.imports.states import ImportState, Part
from huanjie.files.models import FileJob, ImportChunk, ImportRun
from huanjie.files.queries.imports import Preview
from huanjie.files.services import run_job
from huanjie.files.services.imports import (
    cancel_import,
    confirm_import,
    import_rows,
    mark_import,
    reopen_import,
    undo_import,
)
from huanjie.shared.verdict import Refused, Stale

from .conftest import ROSTER, apply, id_number, person, upload, workbook

GOOD = [person(0), person(1), person(2)]
MIXED = [*GOOD, person(3, 联系电话="12"), person(4, 身份证号码="420199198005120000"), person(5, 入党时间=None)]


def undo(run, by):
    run = undo_import(run=run, by=by, expected_version=run.version)
    run_job(run.undo_job_id, renew=False)
    run.refresh_from_db()
    return run


class TestPreview:
    def test_shows_three_parts_and_writes_nothing(self, clerk):
        run = upload(MIXED, clerk)
        assert (run.state, run.accept_count, run.warn_count, run.reject_count) == (ImportState.PREVIEW, 3, 1, 2)
        assert run.skipped == {"title": 1, "header": 1}
        assert PartyMember.objects.count() == PartyOrganization.objects.count() == 0

    def test_masks_and_explains(self, clerk):
        run = upload(MIXED, clerk)
        rejected = Preview(run, Part.REJECT, None).rows
        assert [row.number for row in rejected] == [7, 8]
        said = [remark.text for row in rejected for remark in row.remarks]
        assert "后几位已被表格软件变成 0" in said[0] and "缺少入党时间" in said[1] or "没有填写入党时间" in said[1]
        shown = {cell.column.key: cell for cell in rejected[0].cells}
        assert shown["id_number"].shown == "420***********0000" and shown["id_number"].tone == "late"
        warned = {cell.column.key: cell for cell in Preview(run, Part.WARN, None).rows[0].cells}
        assert (warned["phone"].tone, warned["phone"].shown, warned["phone"].written) == ("soon", "", "**")
        accepted = Preview(run, Part.ACCEPT, None).rows[0]
        assert {cell.column.key: cell.shown for cell in accepted.cells}[
            "id_number"
        ] == f"420***********{id_number(0)[-4:]}"

    def test_pages_open_only_their_chunks(self, clerk):
        run = upload([person(n) for n in range(1010)], clerk)
        assert run.accept_count == 1010
        assert [row.number for row in Preview(run, Part.ACCEPT, "11").rows][::49] == [503, 552]
        assert len(Preview(run, Part.ACCEPT, "21").rows) == 10
        with CaptureQueriesContext(connection) as queries:
            _ = Preview(run, Part.ACCEPT, "3").rows
        assert len(queries) == 1

    def test_other_streets_rows_are_rejected(self, clerk):
        run = upload([person(0), person(1, 社区="南山甲社区", 所在党支部="南山甲社区党支部")], clerk)
        assert (run.accept_count, run.reject_count) == (1, 1)

    def test_other_streets_file_is_outside_the_area(self, clerk, viewer):
        rows = workbook([person(0, 社区="南山甲社区")])
        book = openpyxl.load_workbook(io.BytesIO(rows))
        book.active["A1"] = "填报单位：南山街道党工委"
        target = io.BytesIO()
        book.save(target)
        run = upload(target.getvalue(), clerk)
        assert (run.accept_count, run.reject_count) == (0, 1)
        assert "不属于您管辖的区域" in Preview(run, Part.REJECT, None).rows[0].remarks[0].text

    def test_unreadable_file_fails_in_words(self, clerk):
        run = upload(b"%PDF-1.4 not a table", clerk)
        assert run.state == ImportState.FAILED and "请上传 .xlsx" in run.error
        job = FileJob.objects.get(pk=run.source_job_id)
        assert job.state == "failed" and job.error == run.error

    def test_same_file_is_noticed(self, clerk):
        content = workbook(GOOD)
        dropped = upload(content, clerk)
        cancel_import(run=dropped, by=clerk, expected_version=dropped.version)
        first = apply(upload(content, clerk), clerk)
        assert list(ImportRun.objects.same_file_as(upload(content, clerk))) == [first]


class TestConfirm:
    def test_writes_once_with_a_receipt(self, clerk):
        run = apply(upload(MIXED, clerk), clerk)
        assert run.state == ImportState.DONE and run.receipt_number.startswith("DR-")
        assert (run.created_count, run.updated_count, PartyMember.objects.count()) == (4, 0, 4)
        member = PartyMember.objects.get(name=GOOD[0]["姓名"])
        assert member.id_number == id_number(0) and member.phone == "16000000000"
        assert (member.area_code, member.gender, member.education) == ("420199001001", "male", "college")
        assert (member.birth_date.isoformat(), member.join_date, member.batch_id) == (
            "1980-05-12",
            "2005-07",
            run.apply_job_id,
        )
        assert member.organization.name == "东湖甲社区第一党支部" and member.organization.kind == "party_branch"
        assert not run.chunks.filter(part__in=(Part.ACCEPT, Part.WARN)).exists()
        new = PartyMember(name="后来", gender="male", organization=member.organization, community=member.community,
                          area_code=member.area_code, join_date="2020")  # fmt: skip
        new.save()
        assert new.pk > max(PartyMember.objects.exclude(pk=new.pk).values_list("pk", flat=True))

    def test_second_click_is_refused(self, clerk):
        run = upload(GOOD, clerk)
        confirmed = confirm_import(run=run, by=clerk, expected_version=run.version)
        with pytest.raises(Stale):
            confirm_import(run=run, by=clerk, expected_version=run.version)
        with pytest.raises(Refused):
            confirm_import(run=run, by=clerk, expected_version=confirmed.version)
        run_job(confirmed.apply_job_id, renew=False)
        run_job(confirmed.apply_job_id, renew=False)
        assert PartyMember.objects.count() == 3

    def test_nothing_good_cannot_be_confirmed(self, clerk):
        run = upload([person(0, 姓名=None)], clerk)
        with pytest.raises(Refused, match="没有可以导入的行"):
            confirm_import(run=run, by=clerk, expected_version=run.version)

    def test_new_duplicate_after_preview_writes_nothing(self, clerk):
        run = upload(GOOD, clerk)
        apply(upload([person(1, 学历="本科")], clerk, "另一份.xlsx"), clerk)
        run = apply(run, clerk)
        assert run.state == ImportState.PREVIEW and run.outdated_count == 1
        assert PartyMember.objects.count() == 1
        row = Preview(run, Part.WARN, None).rows[0]
        assert row.number == 4 and any("预览之后" in remark.text for remark in row.remarks)
        run = apply(run, clerk)
        assert (run.state, run.created_count, run.updated_count) == (ImportState.DONE, 2, 1)

    def test_failed_job_can_be_taken_back_to_the_preview(self, clerk):
        run = upload(GOOD, clerk)
        run = confirm_import(run=run, by=clerk, expected_version=run.version)
        with pytest.raises(Refused):
            reopen_import(run=run, by=clerk, expected_version=run.version)
        FileJob.objects.filter(pk=run.apply_job_id).update(state="failed")
        run = ImportRun.objects.get(pk=run.pk)
        run = reopen_import(run=run, by=clerk, expected_version=run.version)
        assert apply(run, clerk).created_count == 3

    def test_cancel_drops_everything(self, clerk):
        run = upload(GOOD, clerk)
        run = cancel_import(run=run, by=clerk, expected_version=run.version)
        assert run.state == ImportState.CANCELLED and not ImportChunk.objects.filter(run=run).exists()
        assert not FileJob.objects.get(pk=run.source_job_id).source
        with pytest.raises(Refused):
            confirm_import(run=run, by=clerk, expected_version=run.version)


class TestUpdate:
    def test_changed_fields_only_and_blank_keeps(self, clerk):
        apply(upload(GOOD, clerk), clerk)
        run = upload([person(0, 学历="本科", 联系电话=None), person(1)], clerk)
        notes = [remark.text for row in Preview(run, Part.WARN, None).rows for remark in row.remarks]
        assert notes == ["名册中已有此人，将更新：学历。", "名册中已有此人，内容相同，本行不会改动任何记录。"]
        run = apply(run, clerk)
        assert (run.created_count, run.updated_count, run.same_count) == (0, 1, 1)
        member = PartyMember.objects.get(name=GOOD[0]["姓名"])
        assert (member.education, member.phone, member.version) == ("university", "16000000000", 2)

    def test_transfer_inside_the_area_is_warned(self, clerk):
        apply(upload(GOOD, clerk), clerk)
        run = upload([person(0, 社区="东湖乙社区", 所在党支部="东湖乙社区党支部")], clerk)
        assert "东湖甲社区" in Preview(run, Part.WARN, None).rows[0].remarks[0].text
        apply(run, clerk)
        assert PartyMember.objects.get(name=GOOD[0]["姓名"]).community.name == "东湖乙社区"

    def test_person_elsewhere_is_rejected_without_saying_where(self, clerk, viewer):
        other = viewer(Role.STREET_STAFF, "420199002")
        book = openpyxl.load_workbook(io.BytesIO(workbook([person(0, 社区="南山甲社区", 所在党支部="南山支部")])))
        book.active["A1"] = "南山街道党员花名册"
        target = io.BytesIO()
        book.save(target)
        assert apply(upload(target.getvalue(), other), other).created_count == 1
        run = upload([person(0)], clerk)
        assert [r.text for r in Preview(run, Part.REJECT, None).rows[0].remarks] == [
            "此人已在其他单位名册中。请把文件名和行号告诉区委组织部核对。"
        ]


class TestUndo:
    def test_deletes_and_restores(self, clerk):
        apply(upload(GOOD[:1], clerk), clerk)
        before = PartyMember.objects.values().get()
        run = apply(upload([person(0, 学历="本科", 联系电话="16000000099"), *GOOD[1:]], clerk), clerk)
        assert PartyMember.objects.count() == 3
        run = undo(run, clerk)
        assert run.state == ImportState.UNDONE and not run.chunks.exists()
        after = PartyMember.objects.values().get()
        assert after.pop("version") == before.pop("version") + 2
        before.pop("updated_at"), after.pop("updated_at")
        assert after == before

    def test_refuses_naming_rows_when_one_was_changed(self, clerk):
        run = apply(upload(GOOD, clerk), clerk)
        member = PartyMember.objects.get(name=GOOD[1]["姓名"])
        update_member(member=member, by=clerk, expected_version=1, organization=member.organization, name=member.name,
                      remark="改过", join_date="2005-07")  # fmt: skip
        gone = PartyMember.objects.get(name=GOOD[2]["姓名"])
        gone.delete()
        run = undo(run, clerk)
        assert run.state == ImportState.DONE and PartyMember.objects.count() == 2
        assert "第 4、5 行" in run.undo_job.error and GOOD[1]["姓名"] not in run.undo_job.error

    def test_organizations_made_by_it_go_too(self, clerk):
        run = apply(upload(GOOD, clerk), clerk)
        assert PartyOrganization.objects.count() == 1
        undo(run, clerk)
        assert PartyOrganization.objects.count() == 0

    def test_only_a_done_import(self, clerk):
        run = upload(GOOD, clerk)
        with pytest.raises(Refused):
            undo_import(run=run, by=clerk, expected_version=run.version)


class TestMarkedWorkbook:
    def test_has_comments_on_the_cells(self, clerk):
        run = mark_import(run=upload(MIXED, clerk), by=clerk)
        assert run_job(run.marked_job_id, renew=False) == "succeeded"
        job = FileJob.objects.get(pk=run.marked_job_id)
        book = openpyxl.load_workbook(job.result_file.open("rb"))
        sheet = book.worksheets[1]
        assert "身份证号" in sheet["D7"].comment.text and "入党时间" in sheet["F8"].comment.text
        assert sheet["D7"].fill.start_color.rgb != sheet["D3"].fill.start_color.rgb
        assert sheet["D3"].value == id_number(0)


class TestPersonalData:
    def test_is_nowhere_in_the_clear(self, clerk, caplog):
        caplog.set_level(logging.DEBUG)
        run = apply(upload(MIXED, clerk), clerk)
        mark_left(member=PartyMember.objects.first(), by=clerk, expected_version=1,
                  on=PartyMember.objects.first().birth_date, reason="transferred")  # fmt: skip
        run = undo(run, clerk)
        secrets = [id_number(n) for n in range(6)] + [row["姓名"] for row in MIXED] + ["16000000000"]
        kept = str(
            [list(ActivityEntry.objects.values()), list(FileJob.objects.values()), list(ImportRun.objects.values())]
        )
        logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
        for secret in secrets:
            assert secret not in kept and secret not in logged

    def test_upload_and_chunks_are_encrypted(self, clerk):
        run = upload(GOOD, clerk)
        stored = run.source_job.source.read() + b"".join(bytes(chunk.payload) for chunk in run.chunks.all())
        assert not stored.startswith(b"PK")
        assert id_number(0).encode() not in stored and GOOD[0]["姓名"].encode() not in stored


class TestQueries:
    @pytest.mark.parametrize("step", ["read", "apply"])
    def test_do_not_grow_with_rows(self, clerk, step):
        counts = []
        apply(upload([person(99)], clerk), clerk)  # makes the organization and the log's head
        for first, many in ((0, 1), (10, 3), (20, 40)):
            rows = [person(n) for n in range(first, first + many)]
            with CaptureQueriesContext(connection) as reading:
                run = upload(rows, clerk)
            with CaptureQueriesContext(connection) as applying:
                apply(run, clerk)
            counts.append(len(reading if step == "read" else applying))
        assert counts[0] == counts[1] == counts[2]


def test_import_rows_without_preview_can_be_undone(clerk):
    reading, result, run = import_rows(
        kind=ROSTER, content=workbook(MIXED), by=clerk, area=clerk.area, file_name="a.xlsx"
    )
    assert (result.totals["new"], result.totals["invalid"], result.total_rows) == (4, 2, 6)
    assert [row.import_type for row in result.rows] == ["new"] * 4 + ["invalid"] * 2
    assert result.has_validation_errors() and len(result.invalid_rows) == 2
    assert undo(run, clerk).state == ImportState.UNDONE and not PartyMember.objects.exists()


def test_dry_run_writes_nothing(clerk):
    _, result, run = import_rows(kind=ROSTER, content=workbook(GOOD), by=clerk, area=clerk.area, dry_run=True)
    assert (
        run is None
        and result.totals["new"] == 3
        and not PartyMember.objects.exists()
        and not ImportRun.objects.exists()
    )
