"""Steps: begun, done, taken back, planned anew, many at once."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from elections.enums import StepState
from elections.models import StepRecord
from elections.rules.evidence import DOCX, JPG, PDF, PNG, kind_of_content
from elections.services.procedure import (
    complete_step,
    complete_steps,
    reopen_step,
    replan_step,
    set_step_needed,
    start_step,
)
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale


def docx() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return target.getvalue()


def spreadsheet() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<w/>")
    return target.getvalue()


def test_a_step_goes_from_begun_to_done_and_its_history_says_who(record, clerk, today):
    begun = start_step(record=record, on=today - timedelta(days=2), by=clerk, expected_version=1)
    done = complete_step(record=begun, done_on=today, evidence=" 换届请示 ", by=clerk, expected_version=2)
    assert (done.state, done.version, done.started_on, done.done_on, done.evidence) == (
        StepState.DONE, 3, today - timedelta(days=2), today, "换届请示"
    )  # fmt: skip
    assert list(changes_of(record).values_list("before", "after", "by_name", "role")) == [
        ("not_started", "under_way", clerk.name, "community_clerk"),
        ("under_way", "done", clerk.name, "community_clerk"),
    ]
    verbs = ActivityEntry.objects.filter(subject_type="elections.steprecord").order_by("number")
    assert list(verbs.values_list("verb", flat=True)) == ["steprecord.under_way", "steprecord.done"]


def test_done_at_once_began_on_the_same_day(record, clerk, today):
    done = complete_step(record=record, done_on=today, evidence="请示", by=clerk)
    assert (done.started_on, done.done_on) == (today, today)


@pytest.mark.parametrize(
    ("days", "evidence", "words"),
    [
        (1, "请示", "还没有到"),
        (-61, "请示", "早于本届启动日期"),
        (0, "  ", "要留下材料"),
        (0, "长" * 201, "不能超过 200 字"),
    ],
)
def test_a_done_step_needs_a_true_day_and_evidence(record, clerk, today, days, evidence, words):
    with pytest.raises(Refused, match=words):
        complete_step(record=record, done_on=today + timedelta(days=days), evidence=evidence, by=clerk)
    record.refresh_from_db()
    assert (record.state, record.version, record.done_on) == (StepState.NOT_STARTED, 1, None)
    assert changes_of(record).count() == 0


def test_the_same_act_twice_is_refused(record, clerk, today):
    complete_step(record=record, done_on=today, evidence="请示", by=clerk, expected_version=1)
    with pytest.raises(Refused, match="不能直接变为"):
        complete_step(record=record, done_on=today, evidence="请示", by=clerk)
    assert changes_of(record).count() == 1


def test_an_old_page_is_stale(record, clerk, today):
    start_step(record=record, on=today, by=clerk, expected_version=1)
    with pytest.raises(Stale):
        complete_step(record=record, done_on=today, evidence="请示", by=clerk, expected_version=1)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7 x", PDF), (b"\xff\xd8\xff\xe0", JPG), (b"\x89PNG\r\n\x1a\n..", PNG), (docx(), DOCX),
     (spreadsheet(), None), (b"MZ\x90", None), (b"PK\x03\x04broken", None), (b"", None), (b"<svg/>", None)],
)  # fmt: skip
def test_a_file_is_what_its_content_says(content, kind):
    assert kind_of_content(content) == kind


def test_the_scan_is_kept_under_a_name_of_ours(record, clerk, today, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    scan = SimpleUploadedFile("../../请示 张某.exe", b"%PDF-1.7\n")
    done = complete_step(record=record, done_on=today, evidence="请示", by=clerk, evidence_file=scan)
    name = done.evidence_file.name.rsplit("/", 1)[-1]
    assert (len(name), name[-4:]) == (36, ".pdf")
    assert done.evidence_file.read() == b"%PDF-1.7\n"


def test_a_file_of_another_kind_or_too_large_is_refused(record, clerk, today, settings):
    for upload, words in ((SimpleUploadedFile("a.pdf", b"MZ"), "文件内容不是"),
                          (SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * 2_000_000), "超过 1 MB")):  # fmt: skip
        settings.UPLOAD_MAX_BYTES = 1024 * 1024
        with pytest.raises(Refused, match=words):
            complete_step(record=record, done_on=today, evidence="请示", by=clerk, evidence_file=upload)
    record.refresh_from_db()
    assert record.state == StepState.NOT_STARTED


def test_taking_back_keeps_the_evidence_and_needs_a_reason(record, clerk, street, today):
    done = complete_step(record=record, done_on=today, evidence="请示", by=clerk)
    with pytest.raises(Refused, match="写明原因"):
        reopen_step(record=done, reason=" ", by=street)
    back = reopen_step(record=done, reason="日期写错", by=street, expected_version=done.version)
    assert (back.state, back.done_on, back.evidence) == (StepState.UNDER_WAY, None, "请示")
    assert changes_of(record).last().comment == "日期写错"
    with pytest.raises(Refused, match="还没有完成"):
        reopen_step(record=back, reason="再退", by=street)


def test_taking_back_names_what_stands_on_it_before_anything_is_saved(community_cycle, record, clerk, street, today):
    first = complete_step(record=record, done_on=today - timedelta(days=4), evidence="会议记录", by=clerk)
    second = community_cycle.step_records.get(code="PA08")
    complete_step(record=second, done_on=today - timedelta(days=2), evidence="请示", by=clerk)
    with pytest.raises(Refused, match="后面还有 1 个已完成的步骤以本步骤为前提：“呈报换届请示”"):
        reopen_step(record=first, reason="日期写错", by=street)
    first.refresh_from_db()
    assert (first.state, first.done_on, first.version) == (StepState.DONE, today - timedelta(days=4), 2)
    back = reopen_step(record=first, reason="日期写错", by=street, resting=["PA08"])
    second.refresh_from_db()
    assert (back.state, second.state, second.done_on) == (
        StepState.UNDER_WAY, StepState.DONE, today - timedelta(days=2)
    )  # fmt: skip
    with pytest.raises(Refused, match=f"“呈报换届请示”已于 {today - timedelta(days=2)} 完成，本步骤不能晚于它"):
        complete_step(record=back, done_on=today - timedelta(days=1), evidence="会议记录", by=clerk)
    assert complete_step(record=back, done_on=second.done_on, evidence="会议记录", by=clerk).state == StepState.DONE


def test_replanning_is_logged_with_its_reason(record, street, today, cycle):
    row = replan_step(record=record, planned_on=today, reason="场地调整", by=street, expected_version=1)
    assert (row.planned_on, row.version) == (today, 2)
    entry = ActivityEntry.objects.get(verb="steprecord.replanned")
    assert entry.detail == {"before": str(record.planned_on), "after": str(today), "reason": "场地调整"}
    with pytest.raises(Stale):
        replan_step(record=record, planned_on=today, reason="再改", by=street, expected_version=1)
    with pytest.raises(Refused, match="早于本届启动日期"):
        replan_step(record=record, planned_on=cycle.starts_on - timedelta(days=1), reason="早", by=street)


def test_a_step_on_demand_is_called_and_then_done(community_cycle, street, today):
    step = community_cycle.step_records.get(code="RC20")
    with pytest.raises(Refused, match="不适用"):
        complete_step(record=step, done_on=today, evidence="公告", by=street)
    called = set_step_needed(record=step, is_needed=True, reason="缺额一名", by=street, expected_version=1)
    community_cycle.step_records.filter(code="RC19").update(state=StepState.DONE, done_on=today)  # the vote was today
    assert complete_step(record=called, done_on=today, evidence="公告", by=street).state == StepState.DONE


def test_a_step_everybody_goes_through_cannot_be_dropped(record, street):
    with pytest.raises(Refused, match="每个社区都要做"):
        set_step_needed(record=record, is_needed=False, reason="省事", by=street)


def test_one_step_in_many_communities_at_once(cycle, street, today):
    records = list(StepRecord.objects.filter(code="PA07", area_code__startswith="420199001"))
    done = complete_steps(
        step=records[0].step, records=records, done_on=today, evidence="东街发〔2026〕3号", by=street,
        expected_versions={record.pk: 1 for record in records},
    )  # fmt: skip
    assert [(row.state, row.done_on, row.evidence, row.version) for row in done] == [
        (StepState.DONE, today, "东街发〔2026〕3号", 2)
    ] * 3
    assert [list(changes_of(row).values_list("before", "after")) for row in done] == [[("not_started", "done")]] * 3
    entry = ActivityEntry.objects.get(verb="step.done_in_many")
    assert entry.detail == {"on": str(today), "communities": [f"42019900100{n}" for n in (1, 2, 3)]}


def test_many_at_once_is_all_or_none(cycle, street, today):
    records = list(StepRecord.objects.filter(code="PA07", area_code__startswith="420199001"))
    complete_step(record=records[1], done_on=today, evidence="请示", by=street)
    with pytest.raises(Refused, match="东湖乙社区“上届委员会研究换届”"):
        complete_steps(step=records[0].step, records=records, done_on=today, evidence="文", by=street)
    with pytest.raises(Stale):
        complete_steps(
            step=records[0].step, records=records[:1], done_on=today, evidence="文", by=street,
            expected_versions={records[0].pk: 9},
        )  # fmt: skip
    assert StepRecord.objects.filter(code="PA07", state=StepState.DONE).count() == 1
