"""How the streets file their days, and how the district answers."""

from datetime import date, timedelta

from huanjie.shared import clock
from reports.demo.stage import Stage, at
from reports.enums import ReportState
from reports.models import DailyReport
from reports.services.daily_report import approve_reports, mark_unchanged, return_reports, save_cells, submit_street
from reports.services.days import open_day

RETURN_WORDS = "登记选民数比昨日增加较多，请与公安户籍数核对后重新提交。"


def play_day(stage: Stage, day: date, *, until: str = "approved") -> None:
    """The streets file (most in time), the district returns one report and approves the rest. A day played `until`
    "filed" stops after some of the streets have submitted: that is how today looks."""
    with clock.played(at(day, 8, 30)):
        open_day(cycle=stage.cycle, on=day, by=stage.organizer)
    filing = sorted(stage.street_viewers)
    if until == "filed":
        filing = filing[: max(1, len(filing) * 6 // 10)]
    for number, street in enumerate(filing):
        _file(stage, day, street, number, is_today=until == "filed")
    if until != "filed":
        _decide(stage, day)


def _file(stage: Stage, day: date, street: str, number: int, *, is_today: bool) -> None:
    random = stage.random
    moment = (
        at(day, 17, 25) if random.random() < 0.06 and not is_today else at(day, 14 + number % 3, random.randint(0, 55))
    )
    if is_today:
        moment = min(moment, clock.now())
    elif random.random() < 0.02:
        return  # forgotten: a missing day
    with clock.played(moment):
        rows = list(DailyReport.objects.of_day(stage.cycle, day).in_area(street).select_related("cycle"))
        by = stage.street_viewers[street]
        for row in rows:
            _type(stage, row, day, by)
        quiet = [row for row in rows if not row.saved_at and row.previous.get("registered_voters") is not None]
        if random.random() < 0.5:
            _nil(quiet, by)
        submit_street(cycle=stage.cycle, subdistrict=street, on=day, by=by)


def _nil(rows: list[DailyReport], by) -> None:
    for row in rows:
        if all(row.values.get(key) == row.previous.get(key) for key in row.values):
            mark_unchanged(reports=[row], by=by)


def _type(stage: Stage, row: DailyReport, day: date, by) -> None:
    """The figures people type: electors registered in the weeks before the list, petitions, meetings."""
    random, before = stage.random, row.values
    values = {}
    if before.get("registered_voters") is None:
        values = {key: 0 for key in row.values if row.values[key] is None} | {
            "registered_voters": random.randint(300, 900)
        }
    left = (stage.cycle.election_day - day).days
    if left > 20 and random.random() < 0.45:
        values["registered_voters"] = (values.get("registered_voters") or before["registered_voters"]) + random.randint(
            20, 160
        )
    if random.random() < 0.06:
        values["petitions"] = (before.get("petitions") or 0) + 1
    elif (before.get("petitions") or 0) > (before.get("petitions_closed") or 0) and random.random() < 0.4:
        values["petitions_closed"] = (before.get("petitions_closed") or 0) + 1
    for key, chance in (("publicity", 0.12), ("talks", 0.15)):
        if random.random() < chance:
            values[key] = (before.get(key) or 0) + random.randint(1, 4)
    note = "部分楼栋入户登记需街道协调。" if random.random() < 0.01 else None
    if values or note:
        save_cells(
            report=row, values={key: value for key, value in values.items() if key in row.values}, note=note, by=by
        )
        row.saved_at = clock.now()


def _decide(stage: Stage, day: date) -> None:
    reports = DailyReport.objects.of_day(stage.cycle, day).filter(state=ReportState.SUBMITTED)
    rows = list(reports.order_by("area_code"))
    if rows and stage.random.random() < 0.5:
        wrong = stage.random.choice(rows)
        with clock.played(at(day, 17, 32)):
            return_reports(reports=[wrong], comment=RETURN_WORDS, by=stage.organizer)
        with clock.played(at(day, 17, 45)):
            street = wrong.area_code[:9]
            submit_street(cycle=stage.cycle, subdistrict=street, on=day, by=stage.street_viewers[street])
    with clock.played(at(day, 17, 50)):
        approve_reports(reports=reports.all(), by=stage.organizer)


def days_to_play(stage: Stage, today: date, calendar) -> list[date]:
    """The working days from the first day to the day before today."""
    return calendar.working_days(stage.first, today - timedelta(days=1))
