"""In a cycle that has ended nothing is reported any more."""

import pytest

from elections.services.cycle import close_cycle
from huanjie.shared.verdict import Refused
from reports.services.daily_report import mark_unchanged, save_cells, submit_street


def test_nothing_is_written_in_a_closed_cycle(opened, cycle, today, staff, viewer):
    report = opened.in_area("420199001").first()
    close_cycle(cycle=cycle, by=viewer())
    for act in (
        lambda: save_cells(report=report, values={"petitions": 1}, by=staff()),
        lambda: mark_unchanged(reports=[report], by=staff()),
        lambda: submit_street(cycle=cycle, subdistrict="420199001", on=today, by=staff()),
    ):
        with pytest.raises(Refused, match="已结束"):
            act()
    report.refresh_from_db()
    assert (report.state, report.version) == ("due", 1)
