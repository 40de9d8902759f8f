"""Briefings: every number opens its list as it stood; the PDF; compiling once."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from huanjie.files.models import FileJob
from huanjie.files.services import run_job
from reports.models import Briefing, DailyReport
from reports.queries.briefing import behind
from reports.rules.briefing import briefing_text
from reports.services.briefing import compile_briefing

EAST = "420199001"


@pytest.fixture
def compiled(reported, viewer, today):
    return compile_briefing(
        cycle=reported, area="420199", on=today, by=viewer(), problems=["会场不足"], next_steps=["召开推进会"]
    )


@pytest.fixture
def issued(compiled):
    """With its real PDF."""
    assert run_job(compiled.job_id, renew=False) == "succeeded"
    return Briefing.objects.get(pk=compiled.pk)


def pieces(snapshot):
    return [piece for sentence in briefing_text(snapshot).sentences() for piece in sentence.pieces if piece.key]


def test_every_number_of_the_words_opens_a_list(compiled, client_as):
    client = client_as(Role.LEADER)
    html = client.get(compiled.get_absolute_url()).content.decode()
    links = re.findall(r'href="(/reports/briefings/\d+/figures/[^"]+)"', html)
    assert len(links) == len(pieces(compiled.snapshot)) > 10
    for link in set(links):
        assert client.get(link).status_code == 200, link


def test_the_list_comes_to_the_number_in_the_words(compiled):
    for piece in pieces(compiled.snapshot):
        found = behind(compiled.snapshot, piece.key)
        sums = [value for value in found.total if isinstance(value, int)]
        if piece.kind in ("figure", "difference", "reporting") and found.total:
            assert sums[-1] == piece.value, piece
            column = [row[-1] for row in found.rows]
            assert sum(value or 0 for value in column) == piece.value, piece
        elif piece.kind == "ratio":
            assert f"({sums[0]}/{sums[1]})" in piece.text
        elif piece.kind == "count" and piece.key != "count.late_communities":
            assert len(found.rows) == piece.value


def test_the_list_stands_still(compiled, client_as, today):
    url = f"{compiled.get_absolute_url()}figures/registered_voters/"
    before = client_as().get(url).context["found"].rows
    report = DailyReport.objects.get(on=today, area_code=EAST + "001")
    report.values["registered_voters"] = 9
    report.save()
    assert client_as().get(url).context["found"].rows == before


def test_a_number_that_is_not_there(compiled, client_as):
    client = client_as()
    for key in ("nothing", "reporting.nothing", "count.nothing", "a-b", "largest.members", "count.as_of"):
        assert client.get(f"{compiled.get_absolute_url()}figures/{key}/").status_code == 404, key


def test_while_compiling_there_is_a_card_and_no_pdf(compiled, client_as):
    client = client_as()
    html = client.get(compiled.get_absolute_url()).content.decode()
    assert f"job-{compiled.job_id}" in html and "下载 PDF" not in html
    assert client.get(f"{compiled.get_absolute_url()}pdf/").status_code == 404
    other = client_as(Role.LEADER).get(compiled.get_absolute_url()).content.decode()
    assert "PDF 正在编制" in other and f"job-{compiled.job_id}" not in other


def test_pdf_has_its_name_and_is_noted(issued, client_as, today):
    client = client_as(Role.LEADER)
    page = client.get(issued.get_absolute_url())
    assert "下载 PDF" in page.content.decode()
    answer = client.get(f"{issued.get_absolute_url()}pdf/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert f"滨江区换届简报第1期（{today}）.pdf" in unquote(answer["Content-Disposition"])
    assert answer["Content-Disposition"].startswith("attachment")
    shown = client.get(f"{issued.get_absolute_url()}pdf/", {"show": 1})
    assert shown["Content-Disposition"].startswith("inline")
    verbs = ActivityEntry.objects.filter(verb__startswith="briefing.", role=Role.LEADER).values_list("verb", flat=True)
    assert sorted(verbs) == ["briefing.downloaded", "briefing.read"]


def test_list_shows_number_state_and_digest(compiled, client_as):
    html = client_as().get("/reports/briefings/").content.decode()
    assert "第1期" in html and "编制中" in html and compiled.digest[:8] in html and "编制简报" in html
    assert "/reports/briefings/compile/" not in client_as(Role.LEADER).get("/reports/briefings/").content.decode()


def test_compile_once_for_two_clicks(reported, client_as, today):
    client = client_as()
    page = client.get("/reports/briefings/compile/")
    form = {
        "on": today,
        "problems": "会场不足\n\n 待遇偏低 ",
        "next_steps": "",
        "key": page.context["form"]["key"].value(),
    }
    first = client.post("/reports/briefings/compile/", form)
    second = client.post("/reports/briefings/compile/", form)
    assert first["Location"] == second["Location"]
    assert Briefing.objects.count() == 1 == FileJob.objects.count()
    assert Briefing.objects.get().snapshot["problems"] == ["会场不足", "待遇偏低"]


def test_compile_says_what_is_wrong(reported, client_as, today):
    client = client_as()
    form = {"on": today, "problems": "\n".join(["多"] * 21), "key": "k"}
    assert "最多 20 条" in client.post("/reports/briefings/compile/", form).content.decode()
    form["problems"] = "长" * 301
    assert "超过 300 字" in client.post("/reports/briefings/compile/", form).content.decode()
    assert Briefing.objects.count() == 0


def test_only_the_district_compiles(reported, client_as):
    for role, area in ((Role.LEADER, "420199"), (Role.STREET_LEADER, EAST)):
        assert client_as(role, area).get("/reports/briefings/compile/").status_code == 403
    assert client_as(Role.LEADER, "4201").get("/reports/briefings/compile/").status_code == 404


def test_briefings_of_elsewhere_are_not_there(compiled, client_as):
    for role, area in ((Role.LEADER, "420198"), (Role.STREET_STAFF, EAST)):
        client = client_as(role, area)
        assert client.get("/reports/briefings/").context["table"].total == 0
        for tail in ("", "pdf/", "figures/voted/"):
            assert client.get(compiled.get_absolute_url() + tail).status_code == 404


def test_export_of_a_list_behind(compiled, client_as):
    answer = client_as().get(f"{compiled.get_absolute_url()}figures/talks/", {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 8 and lines[-1].endswith(str(compiled.snapshot["figures"]["talks"]["value"]))


def test_street_briefing(reported, client_as, viewer, today):
    made = compile_briefing(cycle=reported, area=EAST, on=today - timedelta(days=1), by=viewer())
    page = client_as(Role.STREET_LEADER, EAST).get(made.get_absolute_url())
    assert page.status_code == 200 and "东湖街道换届简报第1期" in page.content.decode()
