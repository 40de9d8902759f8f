"""A briefing: frozen, rendered in a job, exactly once."""

import io
from datetime import datetime, timedelta

import pypdf
import pytest
from django.core.management import call_command
from django.utils import timezone

from elections.models import Community, District, Subdistrict
from elections.services.cycle import open_cycle
from huanjie.activity.models import ActivityEntry
from huanjie.files.models import FileJob
from huanjie.files.services import run_job
from huanjie.shared import clock
from huanjie.shared.crypto import sm3_hex
from huanjie.shared.verdict import Refused
from reports.models import Briefing, DailyReport
from reports.rules.snapshot import digest
from reports.services.briefing import compile_briefing, render_briefing
from reports.services.days import open_day
from reports.services.rollup import refresh
from reports.services.timed import compile_due_briefings, open_days


@pytest.fixture
def briefing(cycle, file_street, today, viewer):
    file_street("420199001", registered_voters=1234, petitions=5)
    return compile_briefing(cycle=cycle, area="420199", on=today, by=viewer())


def test_the_snapshot_holds_what_was_reported(briefing, today):
    snapshot = briefing.snapshot
    assert snapshot["figures"]["registered_voters"]["value"] == 3 * 1234
    assert snapshot["figures"]["petitions"]["value"] == 15
    assert snapshot["reporting"]["filed"] == 3
    assert [(s["code"], s["figures"]["registered_voters"]) for s in snapshot["streets"]] == [
        ("420199001", 3702), ("420199002", None),
    ]  # fmt: skip
    assert len(snapshot["communities"]) == 6
    assert len(snapshot["missing"]) == 3
    assert briefing.digest == digest(snapshot)


def test_the_job_renders_the_pdf_and_stores_it_once(briefing):
    assert run_job(briefing.job_id, renew=False) == "succeeded"
    briefing.refresh_from_db()
    content = briefing.pdf.read()
    assert briefing.pdf_digest == sm3_hex(content)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "3702" in text.replace(",", "").replace(" ", "")
    assert run_job(briefing.job_id, renew=False) == "succeeded"
    assert ActivityEntry.objects.filter(verb="briefing.ready").count() == 1


def test_the_same_snapshot_gives_the_same_bytes(briefing, tmp_path):
    first = render_briefing(briefing.snapshot)
    assert render_briefing(briefing.snapshot) == first
    call_command("compile_briefing", briefing=briefing.pk, output=tmp_path / "again.pdf", verbosity=0)
    assert (tmp_path / "again.pdf").read_bytes() == first


def test_later_reports_do_not_touch_an_issued_briefing(briefing, file_street):
    before = (briefing.snapshot, briefing.digest)
    file_street("420199002", registered_voters=99)
    briefing.refresh_from_db()
    assert (briefing.snapshot, briefing.digest) == before


def test_a_double_click_compiles_one(cycle, file_street, today, viewer):
    file_street()
    made = [compile_briefing(cycle=cycle, area="420199", on=today, by=viewer(), once_key="page:1") for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert (Briefing.objects.count(), FileJob.objects.count()) == (1, 1)


def test_numbers_count_up(cycle, file_street, today, viewer):
    file_street()
    made = [compile_briefing(cycle=cycle, area="420199", on=today, by=viewer()) for _ in range(3)]
    assert [row.number for row in made] == [1, 2, 3]


def test_nothing_reported_means_no_briefing(cycle, today, viewer):
    with pytest.raises(Refused, match="还没有任何日报"):
        compile_briefing(cycle=cycle, area="420199", on=today, by=viewer())
    assert Briefing.objects.count() == 0


def at(day, hour, minute=0):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def test_the_clock_compiles_at_the_cut_off_and_once(cycle, file_street, today):
    file_street()
    assert compile_due_briefings(at(today, 17, 59)) == []
    made = compile_due_briefings(at(today, 18, 0))
    assert [row.is_automatic for row in made] == [True]
    assert compile_due_briefings(at(today, 18, 1)) == []
    assert Briefing.objects.count() == 1


def test_the_clock_rests_on_rest_days(cycle, today):
    cycle.reports_on_rest_days = False
    cycle.save()
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    with clock.played(at(saturday, 12)):
        assert open_days() == 0
        assert compile_due_briefings(at(saturday, 18, 0)) == []


def test_a_district_cannot_be_compiled_by_a_street(cycle, file_street, staff, today):
    file_street()
    with pytest.raises(Refused):
        compile_briefing(cycle=cycle, area="420199", on=today, by=staff())


def test_one_districts_trouble_keeps_no_other_from_its_briefing(briefing, cycle, today, viewer):
    """The neighbour's cycle is looked at first, and its figures cannot be frozen: a negative count came in from outside."""
    neighbour = District.objects.create(code="420198000000", name="邻区")
    street = Subdistrict.objects.create(code="420198001000", name="北桥街道", district=neighbour)
    Community.objects.create(code="420198001001", name="北桥社区", subdistrict=street)
    other = open_cycle(
        district=neighbour, name="邻区换届", starts_on=today, election_day=today, ends_on=today,
        reports_on_rest_days=True, by=viewer(area="420198"),
    )  # fmt: skip
    open_day(cycle=other, on=today)
    DailyReport.objects.filter(cycle=other).update(state="submitted", values={"petitions": -1})
    refresh("420198001", today)
    refresh("420198", today)
    made = compile_due_briefings(at(today, 18, 0))
    assert [row.cycle for row in made] == [cycle]
