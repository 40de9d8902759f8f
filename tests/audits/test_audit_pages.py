"""The audits' pages."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.jobs import AUDITS
from audits.models import Audit
from audits.services import plan_audit
from huanjie.files.services import run_job
from huanjie.files.services.imports import confirm_import, undo_import, upload_import


def url(name, *args):
    return reverse(f"audits:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def client(cycle, client_as):
    return client_as("auditor", "420199001")


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("auditor", "420199001", 200), ("street_staff", "420199001", 200), ("street_leader", "420199001", 200),
     ("district_organizer", "420199", 200), ("leader", "420199", 200), ("community_clerk", "420199001001", 200),
     ("reviewing_department", "420199", 403), ("security_administrator", "", 403)],
)  # fmt: skip
def test_who_sees_the_list_and_a_page(audit, client_as, role, area, status):
    visitor = client_as(role, area)
    assert [visitor.get(url("audits")).status_code, visitor.get(audit.get_absolute_url()).status_code] == [status] * 2


def test_outside_the_area_there_is_no_such_audit(audit, client_as):
    other = client_as("auditor", "420199002")
    assert [other.get(audit.get_absolute_url()).status_code, other.get(url("correct", audit.pk)).status_code,
            other.post(url("act", audit.pk, "start"), {}).status_code] == [404] * 3  # fmt: skip
    assert "东湖甲社区离任" not in text(other.get(url("audits")))


def test_the_list_is_flat_in_queries(audit, place, auditor, client, today, django_assert_num_queries,
                                     django_assert_max_num_queries):  # fmt: skip
    client.get(url("audits"))
    with django_assert_max_num_queries(20) as few:
        client.get(url("audits"))
    for name in ("甲", "乙"):
        plan_audit(community_cycle=place, kind="term", person_name=name, planned_on=today, by=auditor)
    with django_assert_num_queries(len(few)):
        assert "共 <strong>3</strong> 条" in text(client.get(url("audits")))


def test_filters(audit, place, auditor, client, today):
    plan_audit(community_cycle=place, kind="revenue_and_expenditure", planned_on=today, by=auditor)

    def kinds(query):
        page = text(client.get(url("audits") + query))
        return [word for word in ("东湖甲社区离任经济责任审计", "东湖甲社区财务收支审计") if word in page]

    assert kinds("") == ["东湖甲社区离任经济责任审计", "东湖甲社区财务收支审计"]
    assert kinds("?late=yes") == ["东湖甲社区离任经济责任审计"]
    assert kinds("?late=no") == ["东湖甲社区财务收支审计"]
    assert kinds("?kind=departure&state=planned") == ["东湖甲社区离任经济责任审计"]
    assert kinds("?community=420199001001&person_name=华辉") == ["东湖甲社区离任经济责任审计"]


def test_planning_on_the_page(place, client, today):
    data = {"community_cycle": place.pk, "kind": "departure", "person_name": "", "planned_on": str(today)}
    bad = client.post(url("plan"), data)
    assert (bad.status_code, "经济责任审计要写明审计对象的姓名。" in text(bad)) == (422, True)
    good = client.post(url("plan"), data | {"person_name": "戴华辉", "person_post": "居委会主任"})
    row = Audit.objects.get()
    assert (good.url, row.person_name, row.planned_on) == (row.get_absolute_url(), "戴华辉", today)
    twice = client.post(url("plan"), data | {"person_name": "戴华辉"})
    assert "已经登记过" in text(twice)


def test_the_way_on_the_page(audit, client, today):
    client.post(url("act", audit.pk, "start"), {"start-on": str(today), "start-version": "1"})
    bad = client.post(url("act", audit.pk, "report"), {"report-reported_on": str(today), "report-version": "2"})
    assert "请填写报告文号。" in text(bad) and "请填写问题数，没有问题填 0。" in text(bad)
    client.post(url("act", audit.pk, "report"), {
        "report-reported_on": str(today), "report-report_number": "文", "report-problem_count": "0", "report-version": "2",
    })  # fmt: skip
    stale = client.post(url("act", audit.pk, "publish"), {"publish-published_on": str(today), "publish-version": "1"})
    assert (stale.status_code, "已被他人更新" in text(stale)) == (422, True)
    client.post(url("act", audit.pk, "publish"), {"publish-published_on": str(today), "publish-version": "3"})
    assert Audit.objects.get().state == "published"
    assert client.get(url("correct", audit.pk)).status_code == 403


def test_a_leader_sees_why_not_to_act(audit, client_as):
    page = text(client_as("leader", "420199").get(audit.get_absolute_url()))
    assert "只有审计人员、街道工作人员和区委组织部可以登记审计。" in page
    assert client_as("leader", "420199").post(url("act", audit.pk, "start"), {}).status_code == 403


def test_correcting_a_report(reported, client, today):
    assert 'name="problem_count"' in text(client.get(url("correct", reported.pk)))
    data = {
        "kind": "departure",
        "person_name": "戴华辉",
        "planned_on": str(today),
        "problem_count": "7",
        "version": "3",
    }
    assert client.post(url("correct", reported.pk), data).status_code == 302
    assert Audit.objects.get().problem_count == 7


def test_what_waits_is_counted(reported, place, auditor, today):
    from audits.navigation import waiting_audits

    plan_audit(community_cycle=place, kind="term", person_name="甲", planned_on=today - timedelta(days=1), by=auditor)
    assert [(todo.label, todo.count, todo.tone) for todo in waiting_audits(auditor)] == [
        ("逾期未出报告的审计", 1, "late"), ("已出报告待公布的审计", 1, "due"),
    ]  # fmt: skip


def workbook(today) -> bytes:
    planned, report, public = (today - timedelta(days=days) for days in (60, 40, 20))
    book = openpyxl.Workbook()
    for row in (
        ["东湖街道社区审计台账"],
        [
            "序号",
            "社区",
            "审计类型",
            "审计对象",
            "职务",
            "审计机构",
            "计划完成日期",
            "报告文号",
            "报告日期",
            "问题数",
            "公布日期",
        ],
        [
            1,
            "东湖甲社区",
            "离任审计",
            "戴华辉",
            "居委会主任",
            "街道审计组",
            str(planned),
            "滨审报〔2026〕1号",
            f"{report:%Y.%m.%d}",
            2,
            f"{public.year}年{public.month}月{public.day}日",
        ],
        [2, "东湖甲社区", "财务收支", "", "", "街道审计组", str(planned), "", "", "", ""],
        [3, "东湖乙社区", "任期经济责任审计", "", "", "", f"{planned:%Y-%m}", "文", "", "二", ""],
        [4, "没有的社区", "体检", "", "", "", "", "", "", "", ""],
    ):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_import_and_undo(cycle, auditor, today, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    run = upload_import(kind=AUDITS, file=SimpleUploadedFile("台账.xlsx", workbook(today)), by=auditor)
    run_job(run.source_job_id, renew=False)
    run.refresh_from_db()
    assert (run.state, run.accept_count, run.warn_count, run.reject_count) == ("preview", 2, 0, 2)
    run = confirm_import(run=run, by=auditor, expected_version=run.version)
    run_job(run.apply_job_id, renew=False)
    found = Audit.objects.order_by("pk").values_list("kind", "person_name", "state", "problem_count", "report_number")
    assert list(found) == [
        ("departure", "戴华辉", "published", 2, "滨审报〔2026〕1号"), ("revenue_and_expenditure", "", "planned", None, ""),
    ]  # fmt: skip
    run.refresh_from_db()
    again = upload_import(kind=AUDITS, file=SimpleUploadedFile("台账.xlsx", workbook(today)), by=auditor)
    run_job(again.source_job_id, renew=False)
    again.refresh_from_db()
    assert (again.accept_count, again.warn_count, again.reject_count) == (0, 2, 2)
    run = undo_import(run=run, by=auditor, expected_version=run.version)
    run_job(run.undo_job_id, renew=False)
    assert Audit.objects.count() == 0


def test_each_bad_row_says_what_to_mend(cycle, auditor, today):
    resource = AUDITS.resource(by=auditor, area="420199001")
    reading = resource.read(workbook(today))
    assert [(row.number, row.errors) for row in reading.rows if row.errors] == [
        (5, ["missing_person", "day_needed:计划完成日期", "report_incomplete", "invalid_count"]),
        (6, ["unknown_community", "unknown_kind", "missing_planned"]),
    ]
    texts = [remark.text for row in reading.rows for remark in resource.remarks(row)]
    assert len(texts) == 7 and all(text.endswith(("。", "？")) or "。" in text for text in texts)
