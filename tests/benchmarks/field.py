"""An invented field to measure on: districts under unassigned codes, played through the real services."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from elections.models import District
from elections.rules.divisions import lines_of, read_edition
from elections.services.cycle import open_cycle
from elections.services.divisions import load_divisions
from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment, Installation, User
from huanjie.accounts.viewers import Viewer
from huanjie.shared import clock
from reports.models import DailyReport
from reports.services.daily_report import approve_reports, submit_street
from reports.services.days import open_day

DISTRICT = "420199"
STREETS = ("望江", "梧桐", "清溪", "柳林", "金桥", "和平", "长堤", "云台", "学府", "沙洲", "南山", "东湖", "北苑", "双塔", "古渡", "松岭", "麦园")  # fmt: skip
NAMES = ("锦绣", "阳光", "康乐", "新华", "东升", "荷花", "翠园", "桂苑", "怡景", "福星", "长青", "桥头")  # fmt: skip
SYSTEM = Viewer.system()


def places(streets: int = 17, communities: int = 141, districts: Iterable[str] = (DISTRICT,)) -> bytes:
    """A code file: the size of 江岸区 (17 streets, 141 communities) unless told otherwise, once for each district."""
    rows = ["code,name,level,parent_code", "420000000000,江汉省,1,", "420100000000,江城市,2,420000000000"]
    for district in districts:
        rows.append(f"{district}000000,江城{district[4:]}区,3,420100000000")
        for number in range(1, streets + 1):
            street, name = f"{district}{number:03}000", STREETS[number - 1]
            rows.append(f"{street},{name}街道,4,{district}000000")
            count = communities // streets + (number <= communities % streets)
            rows += [f"{street[:9]}{n:03},{name}{NAMES[n - 1]}社区,5,{street}" for n in range(1, count + 1)]
    return "\n".join(rows).encode()


def settle(streets: int = 17, communities: int = 141, districts: Iterable[str] = (DISTRICT,)) -> None:
    """A set-up installation with these districts and nothing else."""
    Installation.objects.create(pk=1, is_ready=True, area_code=DISTRICT, area_name="江城市")
    content = places(streets, communities, districts)
    load_divisions(edition=read_edition(lines_of(content)), by=SYSTEM, source="基准测试", on=date(2020, 1, 1))


def open_district(code: str = DISTRICT):
    """A running cycle of a district that asks for reports every day, election in 30 days."""
    today = clock.today()
    return open_cycle(
        district=District.objects.get(code=f"{code}000000"), name="2026年社区“两委”换届", starts_on=today - timedelta(days=60),
        election_day=today + timedelta(days=30), ends_on=today + timedelta(days=60), reports_on_rest_days=True,
        issuer="基准测试", by=Viewer(None, "组织部", Role.DISTRICT_ORGANIZER, code),
    )  # fmt: skip


def street_viewer(prefix: str) -> Viewer:
    return Viewer(None, "街道", Role.STREET_STAFF, prefix)


def streets_of(reports) -> list[str]:
    """The 9-digit prefixes of the streets that have reports."""
    return sorted({code[:9] for code in reports.values_list("area_code", flat=True)})


def type_figures(reports) -> None:
    """The clerks' work: every figure people type, where it is not given yet."""
    rows = list(reports)
    for row in rows:
        given = {key: 0 for key, value in row.values.items() if value is None}
        if "registered_voters" in given:
            given["registered_voters"] = 1000 + int(row.area_code[-6:]) % 997
        row.values = {**row.values, **given}
    DailyReport.objects.bulk_update(rows, ["values"], batch_size=500)


def play_days(cycle, days: Iterable[date]) -> None:
    """Open, fill in, submit and approve whole days, as the streets and the district do."""
    organizer = Viewer(None, "组织部", Role.DISTRICT_ORGANIZER, cycle.area_code)
    for day in days:
        with at(day, 9):
            open_day(cycle=cycle, on=day)
        reports = DailyReport.objects.of_day(cycle, day)
        type_figures(reports)
        with at(day, 16):
            for street in streets_of(reports):
                submit_street(cycle=cycle, subdistrict=street, on=day, by=street_viewer(street))
            approve_reports(reports=reports.all(), by=organizer)


@contextmanager
def at(day: date, hour: int) -> Iterator[None]:
    with clock.played(timezone.make_aware(datetime.combine(day, time(hour)))):
        yield


def account(username: str, role: Role, area: str) -> User:
    """Somebody who can sign in."""
    user = User.objects.create(username=username, name=username)
    Assignment.objects.create(user=user, role=role, area_code=area, area_name=area, starts_on=date(2020, 1, 1))
    return user
