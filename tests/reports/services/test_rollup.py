"""Roll-ups climb from the reports to the nation, and the command sees what does not fit."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import AreaSummary, DailyReport
from reports.queries.rollup import differences
from reports.services.daily_report import approve_reports, return_reports
from reports.services.days import open_day

LEVELS = ["420199001", "420199", "4201", "42", ""]


def summary(area, on):
    return AreaSummary.objects.get(area_code=area, on=on)


def test_an_opened_day_counts_the_reports_due_at_every_level(opened, today):
    assert [(area, summary(area, today).due_count) for area in LEVELS] == [
        ("420199001", 3), ("420199", 6), ("4201", 6), ("42", 6), ("", 6),
    ]  # fmt: skip
    assert [summary(area, today).filed_count for area in LEVELS] == [0, 0, 0, 0, 0]
    assert summary("", today).values["communities_due"] == 6


def test_a_filed_street_climbs_to_the_nation(file_street, today):
    file_street("420199001", registered_voters=1000, petitions=2)
    for area in LEVELS:
        row = summary(area, today)
        assert (row.filed_count, row.values["registered_voters"], row.values["petitions"]) == (3, 3000, 6)
    file_street("420199002", registered_voters=500)
    assert summary("420199", today).values["registered_voters"] == 4500
    assert summary("420199001", today).values["registered_voters"] == 3000


def test_an_unfiled_report_counts_with_what_was_last_filed(file_street, cycle, today):
    from datetime import timedelta

    from huanjie.shared import clock

    file_street("420199001", registered_voters=1000)
    tomorrow = today + timedelta(days=1)
    with clock.played(clock.now() + timedelta(days=1)):
        open_day(cycle=cycle, on=tomorrow)
    row = summary("420199", tomorrow)
    assert (row.filed_count, row.values["registered_voters"], row.values["communities_due"]) == (0, 3000, 6)


def test_a_returned_report_leaves_the_counts_and_comes_back(file_street, opened, viewer, today):
    file_street("420199001", registered_voters=1000)
    first = opened.in_area("420199001").order_by("pk")[:1]
    return_reports(reports=first, comment="请核对", by=viewer())
    row = summary("420199", today)
    assert (row.filed_count, row.returned_count, row.values.get("registered_voters")) == (2, 1, 2000)
    approve_reports(reports=opened.filed(), by=viewer())
    assert summary("420199", today).approved_count == 2


def test_the_command_is_content_with_what_the_services_wrote(file_street):
    file_street("420199001", registered_voters=1000)
    out = StringIO()
    call_command("verify_rollups", stdout=out)
    assert out.getvalue().strip() == "各级汇总与日报一致。"


@pytest.mark.parametrize("area", LEVELS)
def test_the_command_names_a_summary_that_was_tampered_with(file_street, today, area):
    file_street("420199001", registered_voters=1000)
    row = summary(area, today)
    row.values["registered_voters"] += 1
    row.save()
    found = list(differences(today, today))
    assert (found[0].area, found[0].field, found[0].stored, found[0].expected) == (
        area,
        "registered_voters",
        3001,
        3000,
    )
    with pytest.raises(CommandError):
        call_command("verify_rollups", stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("verify_rollups", "--fix", stdout=StringIO())
    assert list(differences(today, today)) == []


def test_a_missing_summary_and_one_without_reports_are_differences(file_street, today):
    file_street("420199001", registered_voters=1000)
    AreaSummary.objects.filter(area_code="4201").delete()
    AreaSummary.objects.create(area_code="420198", parent_code="4201", level=3, on=today, due_count=4)
    found = [(difference.area, difference.field) for difference in differences(today, today)]
    assert found[:2] == [("420198", "due_count"), ("4201", "汇总")]


def test_one_more_report_costs_the_same_whatever_was_filed_before(cycle, opened, fill, staff, today, file_street):
    from reports.services.daily_report import submit_street

    def cost(street):
        for report in opened.in_area(street):
            fill(report)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            submit_street(cycle=cycle, subdistrict=street, on=today, by=staff(street))
        return len(queries)

    assert cost("420199001") == cost("420199002")
    assert DailyReport.objects.filed().count() == 6
