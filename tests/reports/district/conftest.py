"""A district that has reported for three days, and how to read a page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from elections.models import StepRecord
from huanjie.accounts.enums import Role
from huanjie.shared import clock
from reports.models import DailyReport
from reports.services.daily_report import submit_street
from reports.services.days import open_day

EAST, SOUTH = "420199001", "420199002"
TYPED = ("registered_voters", "ballots_cast", "petitions", "petitions_closed", "publicity", "talks")


@pytest.fixture
def today():
    return timezone.localdate()


def morning(on):
    """A moment before every cut-off."""
    return timezone.make_aware(timezone.datetime(on.year, on.month, on.day, 9))


def fill(cycle, on, amount):
    """Type into every open report of the day: its place in the district times `amount`, and its voters."""
    for place, report in enumerate(DailyReport.objects.of_day(cycle, on), start=1):
        if report.state in ("due", "draft"):
            typed = {key: place * amount for key in TYPED if key in report.values}
            typed |= {"registered_voters": 1000 + place, "petitions_closed": 0}
            report.values = {**report.values, **typed}
            report.save()


@pytest.fixture
def file_street(cycle, viewer):
    """file_street(on, street, amount) opens the day, fills it in and submits one street of it."""

    def file(on, street, amount=1):
        with clock.played(morning(on)):
            open_day(cycle=cycle, on=on)
            fill(cycle, on, amount)
            submit_street(cycle=cycle, subdistrict=street, on=on, by=viewer(Role.STREET_STAFF, street))

    return file


@pytest.fixture
def reported(cycle, file_street, today):
    """Two whole days, and today with the east filed and the south not. Two communities have voted."""
    for record in StepRecord.objects.filter(code="RC19", area_code__in=(EAST + "001", SOUTH + "002")):
        record.done_on, record.state, record.evidence = today, "done", "选举报告单"
        record.save()
    for back in (2, 1):
        for street in (EAST, SOUTH):
            file_street(today - timedelta(days=back), street, amount=3 - back)
    file_street(today, EAST, amount=3)
    return cycle


@pytest.fixture
def discrepancy(reported, today):
    """One community of the east says otherwise than its record, with a reason."""
    from reports.enums import ReportState
    from reports.services.rollup import climb

    report = DailyReport.objects.get(on=today, area_code=EAST + "002")
    report.values["audits_published"] = 4
    report.reasons = {"audits_published": "公告明日补登"}
    report.discrepancy_count, report.state = 1, ReportState.SUBMITTED
    report.save()
    climb(today, {EAST})
    return report


CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.S)
TAG = re.compile(r"<[^>]+>")


def table_of(page) -> list[list[str]]:
    """The rows of the first grid of a page as plain words, the head left out."""
    html = page.content.decode()
    table = re.search(r'<table class="data[^"]*">.*?</table>', html, re.S).group(0)
    body = table.split("</thead>")[1]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.S)
    return [[" ".join(TAG.sub("", cell).split()) for cell in CELL.findall(row)] for row in rows]


def heads_of(page) -> list[str]:
    """The column heads of the grid, the group heads left out."""
    html = page.content.decode()
    head = re.search(r"<thead>(.*?)</thead>", html, re.S).group(1)
    return [" ".join(TAG.sub("", cell).split()) for cell in re.findall(r'<th scope="col".*?</th>', head, re.S)]


@pytest.fixture
def read():
    """read(page) → (rows, heads)."""
    return table_of
