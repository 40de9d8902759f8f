"""The holiday table and the work calendar made of it."""

import io
from datetime import date

import pytest
from django.core.management import call_command

from elections.models import Holiday
from elections.queries import calendar as queries
from elections.services.calendar import save_year, seed_holidays
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from huanjie.shared.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    queries.forget()
    yield
    queries.forget()


def test_the_published_years_come_in_once():
    out = io.StringIO()
    call_command("load_holidays", stdout=out)
    assert out.getvalue().startswith("新填 23 年")
    rows = Holiday.objects.count()
    assert seed_holidays(by=Viewer.system()) == {}
    assert Holiday.objects.count() == rows
    assert queries.covered_years() == list(range(2004, 2027))


def test_working_days_with_make_up_days():
    assert not queries.work_calendar().covers(date(2026, 10, 1))
    seed_holidays(by=Viewer.system(), years=[2026])
    calendar = queries.work_calendar()
    assert not calendar.is_working_day(date(2026, 10, 1))
    assert calendar.is_working_day(date(2026, 10, 10))
    assert (calendar.covers(date(2026, 1, 5)), calendar.covers(date(2027, 1, 5))) == (True, False)
    assert calendar.is_working_day(date(2027, 10, 1))


def test_a_year_is_replaced_as_a_whole(viewer):
    by = viewer(Role.DISTRICT_ORGANIZER)
    seed_holidays(by=by, years=[2026])
    assert save_year(year=2026, rest=[(date(2026, 10, 1), "国庆节"), (date(2026, 10, 3), "周六")],
                     work=[(date(2026, 10, 10), "国庆节")], by=by) == 2  # fmt: skip
    assert [(h.on, h.works) for h in Holiday.objects.all()] == [(date(2026, 10, 1), False), (date(2026, 10, 10), True)]
    for rest, work in (
        ([(date(2027, 1, 1), "")], []), ([(date(2026, 10, 1), "")] * 2, []), ([], [(date(2026, 10, 12), "")]),
    ):  # fmt: skip
        with pytest.raises(Refused):
            save_year(year=2026, rest=rest, work=work, by=by)
    assert Holiday.objects.count() == 2


def test_the_page_says_when_a_year_is_not_covered(district, client_as):
    client = client_as(Role.DISTRICT_ORGANIZER)
    assert "2027 年的放假安排还没有录入" in client.get("/elections/calendar/2027/").content.decode()
    form = {"rest": "2027-01-01 元旦\n2027年10月1日 国庆节", "work": "2027-10-09 国庆节"}
    assert client.post("/elections/calendar/2027/edit/", form).status_code == 302
    assert "还没有录入" not in client.get("/elections/calendar/2027/").content.decode()
    assert [(str(h.on), h.works, h.name) for h in Holiday.objects.all()] == [
        ("2027-01-01", False, "元旦"), ("2027-10-01", False, "国庆节"), ("2027-10-09", True, "国庆节")]  # fmt: skip
    assert client.post("/elections/calendar/2026/fill/").status_code == 302
    assert queries.covered_years() == [2026, 2027]
    assert "不是一天" in client.post("/elections/calendar/2027/edit/", {"rest": "2027年10月"}).content.decode()


@pytest.mark.parametrize("role", Role)
def test_only_the_organizer_fills(district, client_as, role):
    client_as(role, "420199" if role == Role.DISTRICT_ORGANIZER else "").post("/elections/calendar/2026/fill/")
    assert Holiday.objects.exists() == (role == Role.DISTRICT_ORGANIZER)
