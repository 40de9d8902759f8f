"""One open day of the invented district, and the people around its sheet."""

from types import SimpleNamespace

import pytest

from elections.models import Subdistrict
from huanjie.accounts.enums import Role
from huanjie.shared import clock
from reports.models import DailyReport
from reports.services.daily_report import save_cells, submit_street
from reports.services.days import open_day

STREET = "420199001"
TYPED = ("registered_voters", "ballots_cast", "petitions", "petitions_closed", "publicity", "talks")
FULL = {"registered_voters": 3398, "ballots_cast": 0, "petitions": 1, "petitions_closed": 1, "publicity": 4, "talks": 9}


@pytest.fixture
def field(cycle, viewer):
    """The open day: `report(n)` of the n-th community fresh from the database, `fill()` all typed figures, `url`."""
    today = clock.today()
    open_day(cycle=cycle, on=today)
    staff = viewer(Role.STREET_STAFF, STREET, "张三")

    def report(n=1, on=today):
        return DailyReport.objects.get(cycle=cycle, on=on, area_code=f"{STREET}{n:03}")

    def fill(by=staff, numbers=(1, 2, 3), on=today, **values):
        for n in numbers:
            save_cells(report=report(n, on), by=by, values={**FULL, **values})

    def submit(by=staff, on=today, seen=None):
        return submit_street(cycle=cycle, subdistrict=STREET, on=on, by=by, seen=seen)

    street = Subdistrict.objects.get(code=STREET + "000")
    return SimpleNamespace(
        cycle=cycle, today=today, street=street, prefix=STREET, staff=staff, report=report, fill=fill, submit=submit,
        url=f"/reports/sheet/?street={STREET}&on={today}",
    )  # fmt: skip
