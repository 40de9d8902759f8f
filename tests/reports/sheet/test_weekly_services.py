"""The weekly report: drafted, worded, submitted, returned, approved."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from huanjie.accounts.enums import Role
from huanjie.shared import clock
from huanjie.shared.verdict import Refused, Stale
from reports.enums import Face, ReportState
from reports.figures import FIGURES
from reports.models import DailyReport, WeeklyReport
from reports.queries.weekly_report import streets_of_week, week_of, weeks_of
from reports.rules.weekly_report import monday_of, progress_words, weeks_between
from reports.services.days import open_day
from reports.services.weekly_report import (
    WordsChanged,
    approve_weekly,
    renew_weekly,
    return_weekly,
    save_weekly,
    start_weekly,
    submit_weekly,
)


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


@pytest.fixture
def week(field):
    """A finished week: the Friday before it and its Wednesday are filed. `start()` drafts its report."""
    DailyReport.objects.all().delete()
    monday = monday_of(clock.today()) - timedelta(days=7)
    friday_before, wednesday = monday - timedelta(days=3), monday + timedelta(days=2)
    for day, voters, talks in ((friday_before, 3398, 9), (wednesday, 3412, 9)):
        with clock.played(at(day, 12)):
            open_day(cycle=field.cycle, on=day)
            field.fill(on=day, registered_voters=voters, talks=talks)
            field.submit(on=day)

    def start(by=field.staff):
        return start_weekly(cycle=field.cycle, subdistrict=field.street, week_starts_on=monday, by=by)

    return SimpleNamespace(monday=monday, friday=monday + timedelta(days=4), start=start, **vars(field))


def test_the_draft_says_what_moved(week):
    report = week.start()
    last = week.monday + timedelta(days=6)
    assert report.figures["registered_voters"] == [10194, 10236]
    assert report.progress == (
        f"截至{last.month}月{last.day}日，本街道应换届社区 3 个。\n其他数据：登记选民数新增 42 人，累计 10,236 人。"
    )
    assert (report.state, week.start().pk) == (ReportState.DRAFT, report.pk)


def test_words_for_steps_and_for_a_quiet_week():
    figures = {"communities_due": [7, 7], "registration_done": [1, 4], "petitions": [3, 2]}
    assert progress_words(FIGURES, figures, date(2026, 12, 11)) == (
        "截至12月11日，本街道应换届社区 7 个。\n本周换届进展：完成选民登记新增 3 个，累计 4 个。\n"
        "其他数据：信访举报件数减少 1 件，累计 2 件。"
    )
    assert progress_words(FIGURES, {"talks": [4, 4]}, date(2026, 12, 11)) == "本周各项数据与上周持平。"


def test_weeks_run_from_monday_latest_first():
    assert weeks_between(date(2026, 11, 25), date(2026, 12, 9)) == [
        date(2026, 12, 7), date(2026, 11, 30), date(2026, 11, 23),
    ]  # fmt: skip


def test_two_people_in_different_paragraphs_lose_nothing_and_in_one_are_told(week):
    report = week.start()
    save_weekly(report=report, by=week.staff, words={"problems": "场地不足"}, base={"problems": ""})
    save_weekly(report=report, by=week.staff, words={"next_steps": "开展登记"}, base={"next_steps": ""})
    with pytest.raises(WordsChanged) as conflict:
        save_weekly(report=report, by=week.staff, words={"problems": "无"}, base={"problems": ""})
    assert conflict.value.texts == {"problems": "场地不足"}
    saved = WeeklyReport.objects.get(pk=report.pk)
    assert (saved.problems, saved.next_steps, saved.version) == ("场地不足", "开展登记", 3)


def test_a_paragraph_too_long_is_refused_with_its_length(week):
    with pytest.raises(Refused) as refused:
        save_weekly(report=week.start(), by=week.staff, words={"problems": "长" * 4001})
    assert refused.value.verdict.reason == "“存在问题”有 4001 个字，最多 4000 个字。"


def test_submitted_figures_stand_still_and_lateness_is_that_of_the_first_time(week, viewer):
    report = week.start()
    with clock.played(at(week.friday, 16)):
        submit_weekly(report=report, by=week.staff)
    frozen = WeeklyReport.objects.get(pk=report.pk)
    DailyReport.objects.all().delete()
    again = submit_weekly(report=report, by=week.staff)
    assert (again.version, again.figures) == (frozen.version, frozen.figures)
    assert (week_of(frozen).is_late, week_of(frozen).face) == (False, Face.SUBMITTED)
    return_weekly(report=report, comment="请补充信访情况", by=viewer())
    returned = WeeklyReport.objects.get(pk=report.pk)
    assert (week_of(returned).face, returned.return_comment) == (Face.RETURNED, "请补充信访情况")
    submit_weekly(report=report, by=week.staff)
    mended = WeeklyReport.objects.get(pk=report.pk)
    assert (week_of(mended).is_late, mended.return_comment) == (False, "")
    approve_weekly(report=mended, by=viewer())
    assert week_of(WeeklyReport.objects.get(pk=report.pk)).face == Face.APPROVED


def test_a_week_handed_in_after_its_day_is_late(week):
    report = week.start()
    submit_weekly(report=report, by=week.staff)
    assert week_of(WeeklyReport.objects.get(pk=report.pk)).face == Face.LATE


def test_a_stale_page_submits_nothing(week):
    report = week.start()
    save_weekly(report=report, by=week.staff, words={"problems": "无"})
    with pytest.raises(Stale):
        submit_weekly(report=report, by=week.staff, expected_version=report.version)
    assert WeeklyReport.objects.get(pk=report.pk).state == ReportState.DRAFT


def test_empty_progress_is_not_submitted_and_can_be_drafted_again(week):
    report = week.start()
    save_weekly(report=report, by=week.staff, words={"progress": " "})
    with pytest.raises(Refused):
        submit_weekly(report=report, by=week.staff)
    assert renew_weekly(report=report, by=week.staff).progress == report.progress


def test_who_may_do_what(week, viewer):
    report = week.start()
    for by in (viewer(), viewer(Role.COMMUNITY_CLERK, week.prefix + "001"), viewer(Role.STREET_STAFF, "420199002")):
        with pytest.raises(Refused):
            week.start(by=by)
        with pytest.raises(Refused):
            save_weekly(report=report, by=by, words={"problems": "无"})
        with pytest.raises(Refused):
            submit_weekly(report=report, by=by)
    submit_weekly(report=report, by=week.staff)
    with pytest.raises(Refused):
        return_weekly(report=report, comment="x", by=week.staff)
    with pytest.raises(Refused):
        return_weekly(report=report, comment=" ", by=viewer())


def test_drafts_are_the_streets_own(week, viewer):
    week.start()
    mine = [
        each.report is not None for each in weeks_of(week.cycle, week.street, week.staff) if each.monday == week.monday
    ]
    theirs = [each.report for each in streets_of_week(week.cycle, week.monday, viewer())]
    assert (mine, theirs) == ([True], [None, None])
