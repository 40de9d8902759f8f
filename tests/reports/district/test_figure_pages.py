"""A number and the list it opens are the same number."""

import csv
import io

import pytest

from candidates.models import Candidate
from elections.models import CommunityCycle, PartyMember, PartyOrganization
from huanjie.accounts.enums import Role
from reports.figures import FIGURES, RATIOS
from reports.queries.district_day import day_of, shown_figures
from reports.queries.figure_list import figures_behind, parts_of

EAST, SOUTH = "420199001", "420199002"


@pytest.fixture
def candidates(reported, today):
    for number, community in enumerate(CommunityCycle.objects.all()):
        row = Candidate(
            community_cycle=community, area_code=community.area_code, name=f"候选{number}号", gender="male",
            posts=["party_secretary"], nominated_on=today, review_sent_on=today, state="joint_review",
        )  # fmt: skip
        row.set_identity("42010219800101123X", "13800001111")
        row.id_number_hash = ""
        row.save()


@pytest.mark.parametrize("area", ["420199", EAST, EAST + "001", "4201", ""])
def test_parts_sum_to_the_number_clicked(reported, area):
    day = day_of(area)
    for figure in shown_figures(day.summary.values):
        values = [part.value for part in parts_of(day, figure) if part.value is not None]
        assert sum(values) == day.value(figure.key), (area, figure.key)


def test_the_page_shows_that_sum(reported, client_as, read):
    page = client_as().get("/reports/figures/registered_voters/")
    rows = read(page)
    assert [row[2] for row in rows[:-1]] == [f"1,00{n}" for n in range(1, 7)]
    assert rows[-1][0] == "合计" and rows[-1][2] == "6,021"


def test_definition_says_what_is_counted(reported, client_as):
    html = client_as().get("/reports/figures/voted/").content.decode()
    assert "步骤“投票、计票、当场公布”在当日及以前完成" in html and "RC19" not in html and "台账自动取数" in html
    assert "街道填报" in client_as().get("/reports/figures/talks/").content.decode()


@pytest.mark.parametrize("key", list(RATIOS))
def test_a_ratio_opens_both_its_figures(reported, client_as, key):
    client = client_as()
    for figure in figures_behind(key):
        page = client.get(f"/reports/figures/{key}/", {"of": figure.key})
        assert page.context["shown"] == figure
        assert page.context["grid"].total["value"][0] == day_of("420199").value(figure.key)


@pytest.mark.parametrize("key", [key for key, figure in FIGURES.items() if figure.is_recorded])
def test_every_recorded_figure_has_its_records(reported, client_as, key):
    page = client_as().get(f"/reports/figures/{key}/", {"tab": "records"})
    assert page.status_code == 200 and page.context["tab"] == "records"


def test_records_make_the_recorded_number(reported, client_as, today):
    page = client_as().get("/reports/figures/voted/", {"tab": "records"})
    assert page.context["table"].total == page.context["recorded"] == 2
    # the south has not filed its second one: the page says by how much the report is behind
    assert page.context["apart"] == -1 and "相差" in page.content.decode()
    page = client_as(Role.STREET_STAFF, EAST).get("/reports/figures/voted/", {"tab": "records"})
    assert page.context["table"].total == 1


def test_organizers_and_the_street_see_names(candidates, client_as):
    url = "/reports/figures/review_sent/"
    assert "候选0号" in client_as().get(url, {"tab": "records"}).content.decode()
    html = client_as(Role.STREET_STAFF, EAST).get(url, {"tab": "records"}).content.decode()
    assert "候选0号" in html and "候选5号" not in html


@pytest.mark.parametrize(
    ("role", "area"), [(Role.LEADER, "420199"), (Role.AUDITOR, "420199"), (Role.COMMUNITY_CLERK, EAST + "001")]
)
def test_leaders_auditors_and_clerks_see_no_names(candidates, client_as, role, area):
    client = client_as(role, area)
    page = client.get("/reports/figures/review_sent/", {"tab": "records"})
    html = page.content.decode()
    assert page.context["table"].total and "候选" not in html.replace("候选人", "")
    answer = client.get("/reports/figures/review_sent/", {"tab": "records", "export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "姓名" not in text and "候选0号" not in text
    # nor by asking for the column by name
    page = client.get("/reports/figures/review_sent/", {"tab": "records", "columns": "name", "sort": "name"})
    assert "候选0号" not in page.content.decode()


def test_nobody_sees_identity_numbers(candidates, client_as):
    for query in ({"tab": "records"}, {"tab": "records", "columns": "id_number,phone,id_number_masked"}):
        html = client_as().get("/reports/figures/review_sent/", query).content.decode()
        assert "420102" not in html.replace("4201020", "") and "1380000" not in html and "42010219" not in html


def test_members_are_counts_by_organization(reported, client_as):
    community = CommunityCycle.objects.first().community
    organization = PartyOrganization.objects.create(
        name="甲社区党委", kind="party_committee", community=community, area_code=community.code
    )
    PartyMember.objects.create(
        name="某党员", gender="male", organization=organization, community=community, area_code=community.code,
        join_date="1999",
    )  # fmt: skip
    page = client_as().get("/reports/figures/party_members/", {"tab": "records"})
    html = page.content.decode()
    assert "甲社区党委" in html and "某党员" not in html
    assert [row.members_count for row in page.context["table"].queryset] == [1]


def test_export_of_the_parts(reported, client_as):
    client = client_as()
    grid = client.get("/reports/figures/ballots_cast/", {"sort": "-value"}).context["grid"]
    answer = client.get("/reports/figures/ballots_cast/", {"sort": "-value", "export": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == [line[0] for line in grid.lines()]
    assert lines[-1][2] == str(day_of("420199").value("ballots_cast"))


def test_unknown_figures_and_foreign_areas_are_not_there(reported, client_as):
    client = client_as()
    assert client.get("/reports/figures/nothing/").status_code == 404
    for area in ("420102", "42", "abc", "42019", "4201990011"):
        assert client.get("/reports/figures/voted/", {"area": area}).status_code == 404
    street = client_as(Role.STREET_LEADER, EAST)
    assert street.get("/reports/figures/voted/").context["day"].area == EAST
    assert street.get("/reports/figures/voted/", {"area": "420199"}).status_code == 404
    assert street.get("/reports/figures/voted/", {"area": SOUTH}).status_code == 404


def test_above_the_districts_each_part_leads_down(reported, client_as, today):
    html = client_as(Role.LEADER, "42").get("/reports/figures/voted/").content.decode()
    assert f'href="/reports/figures/voted/?area=4201&amp;on={today}"' in html


def test_index_shows_every_figure_of_the_day(reported, client_as):
    page = client_as().get("/reports/figures/")
    shown = [line["figure"].key for lines in page.context["groups"].values() for line in lines]
    assert sorted(shown) == sorted(day_of("420199").summary.values)
