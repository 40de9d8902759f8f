"""A day of reports."""

import pytest
from django.utils import timezone

from huanjie.accounts.enums import Role
from reports.models import DailyReport
from reports.services.daily_report import save_cells, submit_street
from reports.services.days import open_day

STREET_1, STREET_2 = "420199001", "420199002"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def staff(viewer):
    """staff(street) → the street's staff."""
    return lambda street=STREET_1: viewer(Role.STREET_STAFF, street)


@pytest.fixture
def opened(cycle, today):
    """Today's rows of the cycle."""
    open_day(cycle=cycle, on=today)
    return DailyReport.objects.of_day(cycle, today)


@pytest.fixture
def fill(staff):
    """fill(report, **values): type every figure that must be typed (0 unless given)."""

    def type_in(report, **values):
        wanted = {key: 0 for key, value in report.values.items() if value is None} | values
        return save_cells(report=report, values=wanted, by=staff(report.area_code[:9]))

    return type_in


@pytest.fixture
def file_street(opened, cycle, today, fill, staff):
    """file_street(street, **values): fill in and submit a whole street."""

    def act(street=STREET_1, **values):
        for report in opened.in_area(street):
            fill(report, **values)
        return submit_street(cycle=cycle, subdistrict=street, on=today, by=staff(street))

    return act
