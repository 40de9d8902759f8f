"""Workers die, brokers stop, clocks run twice: nothing is lost, nothing is doubled."""

import os
import time

import pytest

pytestmark = pytest.mark.faults

COMPILE = """
from reports.services.briefing import compile_briefing
row = compile_briefing(cycle=cycle, area=cycle.area_code, on=timezone.localdate(), by=organizer)
say({"briefing": row.pk, "job": str(row.job_id)})
"""
BRIEFING = """
row = Briefing.objects.get(pk={pk})
say({{"state": row.state, "pdf": row.pdf.size if row.pdf else 0, "ready": ActivityEntry.objects.filter(
    verb="briefing.ready", subject_id=str(row.pk)).count(), "attempts": row.job.attempt_count,
    "files": len([n for n in row.pdf.storage.listdir(row.pdf.name.rsplit("/", 1)[0])[1] if n.startswith(row.digest[:16])])}})
"""


def _job(rows_of, key: str) -> tuple:
    compact = key.replace("-", "")
    for state, attempts, identity in rows_of("SELECT state, attempt_count, id FROM files_filejob"):
        if str(identity).replace("-", "") == compact:
            return state, attempts
    raise AssertionError("no such job")


def test_a_worker_killed_in_a_compile_is_replaced_and_the_briefing_made_once(site, rows_of):
    first = site.worker()
    made = site.run(COMPILE)
    site.wait(lambda: _job(rows_of, made["job"])[0] == "running", "the job runs")
    site.kill(first)
    assert _job(rows_of, made["job"]) == ("running", 1)
    site.worker()
    site.beat()
    site.wait(lambda: _job(rows_of, made["job"])[0] == "succeeded", "the job is done again")
    after = site.run(BRIEFING.format(pk=made["briefing"]))
    assert (after["state"], after["ready"], after["attempts"], after["files"]) == ("ready", 1, 2, 1)
    assert after["pdf"] > 10_000


IMPORT = """
import io, xlsxwriter
from datetime import date
from django.core.files.uploadedfile import SimpleUploadedFile
from huanjie.files.imports.kinds import import_kind
from huanjie.files.services.imports import upload_import
from reports.demo.people import People
people, target = People(99), io.BytesIO()
with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("姓名", "性别", "身份证号码", "入党时间", "转正时间", "党员类别", "所在党支部", "社区"))
    for n in range(1, 8001):
        p = people.person(date(2026, 9, 1), youngest=87, oldest=104)  # older than anybody in the demonstration
        sheet.write_row(n, 0, (p.name, p.gender, p.id_number, p.join_date, p.full_date, "预备党员" if p.is_probationary
                               else "正式党员", "甲社区党支部", "甲社区"))
file = SimpleUploadedFile("花名册.xlsx", target.getvalue())
run = upload_import(kind=import_kind("roster"), file=file, by=street, area=street.area)
say({"run": run.pk, "job": str(run.source_job_id), "before": PartyMember.objects.count()})
"""
CONFIRM = """
from huanjie.files.services.imports import confirm_import
run = ImportRun.objects.get(pk={pk})
run = confirm_import(run=run, by=street, expected_version=run.version)
say({{"job": str(run.apply_job_id), "good": run.good_count}})
"""


def test_a_worker_killed_in_an_import_writes_every_row_once(site, rows_of):
    site.worker()
    asked = site.run(IMPORT)
    site.wait(lambda: _job(rows_of, asked["job"])[0] == "succeeded", "the file is read")
    site.stop()
    if site.redis_port:
        site.redis()
    doomed = site.worker()
    confirmed = site.run(CONFIRM.format(pk=asked["run"]))
    site.wait(lambda: _job(rows_of, confirmed["job"])[0] in ("running", "succeeded"), "the rows are being written")
    site.kill(doomed)
    count = "SELECT count(*) FROM elections_partymember"
    assert rows_of(count)[0][0] in (asked["before"], asked["before"] + confirmed["good"])
    site.worker()
    site.beat()
    site.wait(lambda: _job(rows_of, confirmed["job"])[0] == "succeeded", "the import is finished by another worker")
    assert rows_of(count)[0][0] == asked["before"] + confirmed["good"]
    assert confirmed["good"] > 7000
    assert site.run(f"say(ImportRun.objects.get(pk={asked['run']}).state)") == "done"


FILL_AND_SUBMIT = """
from reports.services.days import open_day
from reports.services.daily_report import save_cells, submit_street
today = timezone.localdate()
cycle.reports_on_rest_days = True; cycle.save()
open_day(cycle=cycle, on=today)
reports = DailyReport.objects.of_day(cycle, today).in_area(street.area)
for report in reports.exclude(state__in=("submitted", "approved")):
    save_cells(report=report, values={k: 0 for k, v in report.values.items() if v is None}, by=street)
"""


@pytest.mark.skipif("REDIS_URL" not in os.environ, reason="内置队列没有可以停掉的服务")
def test_redis_stopped_during_submit_and_compile_loses_nothing(site, rows_of):
    undone = "DailyReport.objects.filter(on=timezone.localdate()).delete()"
    site.run(undone)
    site.kill(site.redis_process)
    filed = site.run(FILL_AND_SUBMIT + "say(submit_street(cycle=cycle, subdistrict=street.area, on=today, by=street))")
    made = site.run(COMPILE)
    assert (filed, _job(rows_of, made["job"])) == (3, ("queued", 0))
    site.redis()
    site.worker()
    site.beat()
    site.wait(lambda: _job(rows_of, made["job"])[0] == "succeeded", "the sweeper rings again", 90)
    assert site.run(BRIEFING.format(pk=made["briefing"]))["ready"] == 1


TWICE = """
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
def submit(_):
    try:
        return submit_street(cycle=cycle, subdistrict=street.area, on=today, by=street)
    finally:
        connection.close()
with ThreadPoolExecutor(8) as pool:
    counts = sorted(pool.map(submit, range(8)))
say({"counts": counts, "entries": ActivityEntry.objects.filter(verb="daily_report.submitted", at__date=today,
     subject_label__startswith=str(today)).count() - before, "changes": StateChange.objects.filter(after="submitted",
     subject_id__in=[str(r.pk) for r in reports]).count(),
     "filed": AreaSummary.objects.get(area_code=street.area, on=today).filed_count})
"""


def test_the_same_sheet_submitted_eight_times_at_once_is_filed_once(site):
    site.run("DailyReport.objects.filter(on=timezone.localdate()).delete()")
    before = 'before = ActivityEntry.objects.filter(verb="daily_report.submitted", at__date=today, subject_label__startswith=str(today)).count()\n'
    result = site.run(FILL_AND_SUBMIT + before + TWICE)
    assert result == {"counts": [0] * 7 + [3], "entries": 1, "changes": 3, "filed": 3}
    assert "完整" in site.manage("verify_activity")
    assert "一致" in site.manage("verify_rollups")


def test_two_beats_compile_one_briefing(site, rows_of):
    site.run("""
cycle.district_cutoff = "00:00"; cycle.reports_on_rest_days = True; cycle.save()
""")
    before = rows_of("SELECT count(*) FROM reports_briefing")[0][0]
    site.worker()
    site.worker()
    for _ in range(2):
        site.beat()
    site.wait(lambda: rows_of("SELECT count(*) FROM reports_briefing")[0][0] > before, "a briefing is compiled")
    key = rows_of("SELECT id FROM files_filejob WHERE once_key IS NOT NULL ORDER BY created_at DESC LIMIT 1")[0][0]
    site.wait(lambda: _job(rows_of, str(key))[0] == "succeeded", "its PDF is made")
    time.sleep(6)  # several more turns of both clocks
    assert rows_of("SELECT count(*) FROM reports_briefing")[0][0] == before + 1
