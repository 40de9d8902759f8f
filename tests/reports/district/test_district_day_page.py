"""What the district's day shows is what the reports say."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from elections.models import Community, CommunityCycle, Subdistrict
from huanjie.accounts.enums import Role
from reports.enums import Face
from reports.models import AreaSummary, DailyReport
from reports.queries.district_day import children_of, counted, day_of, shown_figures
from reports.services.daily_report import approve_reports, return_reports

EAST, SOUTH = "420199001", "420199002"
URL = "/reports/district/"


def number(words: str) -> int:
    return int(words.replace(",", "").replace("⚠", ""))


def test_sum_row_and_street_rows_equal_the_reports(reported, client_as, read, today):
    page = client_as().get(URL)
    day, grid = page.context["day"], page.context["grid"]
    reports = list(DailyReport.objects.filter(on=today))
    rows = read(page)
    assert len(rows) == 3 and rows[-1][1] == "合计"
    figures = shown_figures(day.summary.values)
    first = len(grid.columns) - len(figures) + 1  # the tick box stands before the columns
    for place, figure in enumerate(figures, start=first):
        for row, street in zip(rows, (EAST, SOUTH, ""), strict=True):
            expected = sum(counted(r).get(figure.key) or 0 for r in reports if r.area_code.startswith(street))
            assert number(row[place]) == expected, (figure.key, row[1])


def test_community_rows_equal_the_reports_and_add_up(reported, client_as, read, today):
    page = client_as().get(URL, {"tab": "communities"})
    rows, grid = read(page), page.context["grid"]
    keys = [column.key for column in grid.columns]
    place = keys.index("ballots_cast") + 1
    reports = list(DailyReport.objects.filter(on=today).order_by("area_code"))
    assert [number(row[place]) for row in rows[:-1]] == [counted(r)["ballots_cast"] for r in reports]
    assert number(rows[-1][place]) == sum(counted(r)["ballots_cast"] for r in reports)
    # the south has not filed: its numbers are those of the day before
    assert [number(row[place]) for row in rows[3:6]] == [8, 10, 12]


def test_every_number_is_a_link_to_its_list(reported, client_as, today):
    html = client_as().get(URL).content.decode()
    for area in (EAST, SOUTH, "420199"):
        assert f'href="/reports/figures/voted/?area={area}&amp;on={today}"' in html
    html = client_as().get(URL, {"tab": "communities"}).content.decode()
    assert f'href="/reports/figures/registered_voters/?area={EAST}001&amp;on={today}"' in html


def test_strip_says_who_has_filed(reported, today, monkeypatch):
    day = day_of("420199")
    east, south = children_of(day)
    assert (east.face, east.words) == (Face.SUBMITTED, "已报齐")
    assert south.summary.filed_count == 0
    monkeypatch.setattr(type(day), "is_over", True)
    assert [(c.face, c.words) for c in children_of(day)][1] == (Face.MISSING, "未报 3")
    monkeypatch.setattr(type(day), "is_over", False)
    assert [(c.face, c.words) for c in children_of(day)][1] == (Face.DUE, "待报")


def test_rates_show_their_two_integers(reported, client_as):
    html = client_as().get(URL).content.decode()
    assert '50.0%<span class="parts">（3/6）</span>' in html or '50%<span class="parts">（3/6）</span>' in html


def test_returned_and_approved_change_the_strip(reported, viewer, today):
    rows = list(DailyReport.objects.filter(on=today, area_code__startswith=EAST))
    approve_reports(reports=rows, by=viewer())
    assert children_of(day_of("420199"))[0].face == Face.APPROVED
    return_reports(reports=rows[:1], comment="请核对", by=viewer())
    assert children_of(day_of("420199"))[0].words == "退回 1"


def test_troubles_come_first(discrepancy, client_as, viewer, today):
    return_reports(
        reports=[DailyReport.objects.get(on=today, area_code=EAST + "001")], comment="登记选民数有误", by=viewer()
    )
    html = client_as().get(URL).content.decode()
    assert html.index("登记选民数有误") < html.index("公告明日补登") < html.index("换届完成率")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"street": EAST}, ["东湖甲社区", "东湖乙社区", "东湖丙社区"]),
        ({"face": "submitted"}, ["东湖甲社区", "东湖乙社区", "东湖丙社区"]),
        ({"only": "discrepancy"}, ["东湖乙社区"]),
        ({"only": "open"}, ["南山甲社区", "南山乙社区", "南山丙社区"]),
        ({"only": "changed"}, ["东湖甲社区", "东湖乙社区", "东湖丙社区"]),
        ({"street": SOUTH, "only": "discrepancy"}, []),
        ({"street": "999999999"}, []),
    ],
)
def test_filters(discrepancy, client_as, query, names):
    grid = client_as().get(URL, {"tab": "communities", **query}).context["grid"]
    assert [row.community_name for row in grid.rows] == names


def test_sum_of_a_filtered_table_is_the_sum_of_its_rows(reported, client_as, read):
    page = client_as().get(URL, {"tab": "communities", "street": EAST})
    place = [column.key for column in page.context["grid"].columns].index("registered_voters") + 1
    rows = read(page)
    assert rows[-1][1] == "所列 3 个社区合计"
    assert number(rows[-1][place]) == sum(number(row[place]) for row in rows[:-1]) == 3006


def test_sort_and_group(reported, client_as):
    grid = client_as().get(URL, {"tab": "communities", "sort": "-ballots_cast", "group": "选民"}).context["grid"]
    values = [row.shown["ballots_cast"] for row in grid.ordered]
    assert values == sorted(values, reverse=True)
    assert {column.group for column in grid.columns if column.group} == {"选民"}


@pytest.mark.parametrize(
    "query", [{}, {"tab": "communities"}, {"tab": "communities", "street": EAST, "sort": "-talks"}]
)
def test_export_is_exactly_what_is_shown(reported, client_as, query):
    client = client_as()
    grid = client.get(URL, query).context["grid"]
    answer = client.get(URL, {**query, "export": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[0] == [column.header for column in grid.columns]
    expected = [["" if value is None else str(value) for value in line] for line in grid.lines()]
    assert lines[1:] == [[cell if cell != "None" else "" for cell in line] for line in expected]


def test_the_workbook_opens(reported, client_as):
    from openpyxl import load_workbook

    answer = client_as().get(URL, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["东湖街道", "南山街道", "合计"]


def test_an_export_is_noted(reported, client_as):
    from huanjie.activity.models import ActivityEntry

    b"".join(client_as().get(URL, {"export": "csv"}).streaming_content)
    assert ActivityEntry.objects.filter(verb="list.exported").count() == 1


def test_another_day(reported, client_as, today):
    page = client_as().get(URL, {"on": today - timedelta(days=1)})
    assert page.context["day"].summary.filed_count == 6
    assert page.context["day"].before.on == today - timedelta(days=2)
    assert client_as().get(URL, {"on": "2026-13-40"}).status_code == 404


def test_a_day_without_reports_says_so(district, client_as):
    page = client_as().get(URL)
    assert page.status_code == 200 and "这一天没有日报" in page.content.decode()


def test_the_page_opens_the_day_when_the_clock_did_not(cycle, client_as, today):
    page = client_as().get(URL)
    assert page.context["day"].on == today and page.context["day"].summary.due_count == 6


def test_the_days_name_is_shown_above_the_districts(reported, client_as, read, today):
    page = client_as(Role.LEADER, "4201").get(URL)
    rows = read(page)
    assert rows[0][0] == "滨江区" and rows[-1][0] == "合计"
    for area in ("42", ""):
        rows = read(client_as(Role.LEADER, area).get(URL))
        assert len(rows) == 2
    html = client_as(Role.LEADER, "").get(URL).content.decode()
    assert f'href="/reports/district/?area=42&amp;on={today}"' in html
    down = client_as(Role.LEADER, "42").get(URL, {"area": "420199", "tab": "communities"})
    assert len(read(down)) == 7


@pytest.mark.parametrize("tab", ["areas", "communities"])
def test_queries_do_not_grow_with_communities(cycle, file_street, client_as, today, tab):
    CommunityCycle.objects.exclude(area_code=EAST + "001").update(inclusion="postponed")
    file_street(today, EAST)
    client = client_as()
    client.get(URL, {"tab": tab})
    few = _count(client, tab)
    street = Subdistrict.objects.get(code=EAST + "000")
    made = Community.objects.bulk_create(
        Community(code=f"{EAST}{n:03}", name=f"第{n}社区", subdistrict=street) for n in range(4, 144)
    )
    CommunityCycle.objects.bulk_create(
        CommunityCycle(cycle=cycle, community=community, area_code=community.code) for community in made
    )
    file_street(today, EAST)
    assert DailyReport.objects.filter(on=today).count() == 141
    assert _count(client, tab) == few


def _count(client, tab) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(URL, {"tab": tab}).status_code == 200
    return len(queries)


def test_summary_of_a_single_community_is_its_report(reported, today):
    day = day_of(EAST + "001")
    report = DailyReport.objects.get(on=today, area_code=EAST + "001")
    assert day.summary.values == {k: v for k, v in counted(report).items() if v is not None}
    assert day.counts["filed"] == 1


def test_displayed_counts_equal_the_stored_summary(reported, today):
    summary = AreaSummary.objects.get(area_code="420199", on=today)
    counts = day_of("420199").counts
    assert (counts["due"], counts["filed"], counts["open"]) == (6, 3, 3) == (summary.due_count, summary.filed_count, 3)


def test_discrepancies_list(discrepancy, client_as, read, today):
    client = client_as()
    page = client.get(reverse("reports:discrepancies"))
    assert [row[:6] for row in read(page)] == [["东湖乙社区", "东湖街道", "审计已公布", "4", "0", "+4"]]
    assert "公告明日补登" in page.content.decode()
    assert client.get(reverse("reports:discrepancies"), {"figure": "voted"}).context["grid"].rows == []
    assert client.get(reverse("reports:discrepancies"), {"street": SOUTH}).context["grid"].rows == []
    answer = client.get(reverse("reports:discrepancies"), {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and "公告明日补登" in lines[1]
