"""The line, the bars and the table behind them."""

from datetime import timedelta
from xml.etree import ElementTree

from huanjie.accounts.enums import Role
from reports.models import AreaSummary

EAST = "420199001"


def test_table_equals_the_summaries(reported, client_as, today):
    page = client_as().get("/reports/trend/", {"figure": "ballots_cast"})
    stored = AreaSummary.objects.filter(area_code="420199").order_by("on").values_list("on", "values")
    assert [(p.on, p.value) for p in page.context["points"]] == [(on, v["ballots_cast"]) for on, v in stored]
    assert [p.change for p in page.context["points"]] == [None, 21, 6]


def test_period_and_area_narrow_it(reported, client_as, today):
    page = client_as().get("/reports/trend/", {"figure": "talks", "area": EAST, "from": today, "to": today})
    assert [(p.on, p.value) for p in page.context["points"]] == [(today, 18)]
    page = client_as().get("/reports/trend/", {"from": today - timedelta(days=90), "to": today - timedelta(days=60)})
    assert page.context["points"] == [] and "这段时间没有日报" in page.content.decode()


def test_pictures_are_svg_without_script_or_style(reported, client_as):
    for query in (
        {"figure": "voted"},
        {"figure": "turnout"},
        {"figure": "voted", "kind": "bars"},
        {"from": "2001-01-01", "to": "2001-01-02"},
    ):
        answer = client_as().get("/reports/trend/chart.svg", query)
        assert answer["Content-Type"] == "image/svg+xml"
        root = ElementTree.fromstring(answer.content)
        assert {node.tag.split("}")[1] for node in root.iter()}.isdisjoint({"script", "style", "foreignObject"})


def test_bars_say_the_numbers(reported, client_as):
    svg = client_as().get("/reports/trend/chart.svg", {"figure": "voted", "kind": "bars"}).content.decode()
    assert "东湖街道" in svg and "33.3%(1/3)" in svg


def test_unknown_figure_and_foreign_area(reported, client_as):
    client = client_as(Role.STREET_STAFF, EAST)
    assert client.get("/reports/trend/", {"figure": "nothing"}).status_code == 404
    assert client.get("/reports/trend/chart.svg", {"area": "420199"}).status_code == 404
    assert client.get("/reports/trend/").context["day"].area == EAST


def test_export_has_every_point(reported, client_as):
    answer = client_as().get("/reports/trend/", {"figure": "turnout", "export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 4 and "参加投票选民数" in lines[0]
