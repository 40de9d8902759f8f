"""Play a month of a whole district through the real services, in one transaction: all of it or nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from candidates.rules.circumstances import DEPARTMENTS
from elections.models import CommunityCycle, District, Subdistrict
from elections.queries.calendar import work_calendar
from elections.rules.divisions import lines_of, read_edition
from elections.services.calendar import seed_holidays
from elections.services.cycle import open_cycle
from elections.services.divisions import load_divisions
from huanjie.accounts.models import Installation
from huanjie.activity.services import act
from huanjie.files.enums import JobState
from huanjie.files.models import FileJob
from huanjie.files.services import run_job
from huanjie.shared import clock
from huanjie.shared.verdict import Refused
from reports.demo import accounts, ballots, daily, electorate, fieldwork, joint_review, places, reserve, roster
from reports.demo.people import People
from reports.demo.stage import Stage, at
from reports.models import Briefing
from reports.services.briefing import compile_briefing
from reports.services.timed import briefing_key

ELECTION_IN_DAYS = 10


def seed(
    *,
    content: bytes | None = None,
    days: int = 30,
    seed: int = 1,
    today: date | None = None,
    say: Callable[[str], None] = print,
) -> Installation:
    """Fill an empty installation with a demonstration.

    `content` is a division code file of one district (an invented district when None); `days` natural days are played up to `today`. The same
    `seed` and `today` play the same month. Raises Refused where an installation exists already. PDFs of the briefings
    are rendered after the transaction: the briefings stand, and a missing font costs only their paper.
    """
    if Installation.objects.exists():
        raise Refused("这里已经有数据，演示数据只能装入空的系统。")
    today = today or clock.today()
    with act():
        installation, stage = _set_up(content, days, seed, today, say)
        _play(stage, today, say)
        installation.is_ready = True
        installation.save()
    for briefing in Briefing.objects.filter(pdf="").order_by("on"):
        say(f"生成简报 PDF：第 {briefing.number} 期")
        if run_job(briefing.job_id) == JobState.FAILED:
            say(f"  没有生成：{FileJob.objects.get(pk=briefing.job_id).error}")
    return installation


def _set_up(content, days: int, seed: int, today: date, say) -> tuple[Installation, Stage]:
    say("装入区划")
    by = accounts.Viewer.system()
    seed_holidays(by=by)
    edition = read_edition(lines_of(content or places.invented_divisions(seed)))
    load_divisions(edition=edition, by=by, source="演示数据", on=today - timedelta(days=days + 30))
    district = District.objects.current().order_by("code").first()
    password = accounts.new_password()
    installation = Installation.objects.create(pk=1, is_demo=True, area_code=district.prefix, area_name=district.name)
    say("开设演示账号")
    listed, viewers = accounts.make_accounts(district, password, days)
    installation.demo_accounts = {"password": password, "accounts": listed}
    first = today - timedelta(days=days)
    with clock.played(at(first, 8)):
        stage = _open(district, viewers, first, seed, today)
        say("登记党员花名册")
        by_street = {street: [] for street in stage.street_viewers}
        for row in stage.communities:
            by_street[row.area_code[:9]].append(row.community)
        for street in Subdistrict.objects.current().filter(district=district):
            if by_street.get(street.prefix):
                roster.import_street(
                    street, by_street[street.prefix], stage.people, first, stage.street_viewers[street.prefix]
                )
        fieldwork.mark_difficult(stage)
        fieldwork.plan_audits(stage)
        reserve.fill(stage)
    return installation, stage


def _open(district: District, viewers, first: date, seed: int, today: date) -> Stage:
    organizer = viewers["qwzzb"]
    cycle = open_cycle(
        district=district, name=f"{today.year}年社区“两委”换届", starts_on=first - timedelta(days=3),
        election_day=today + timedelta(days=ELECTION_IN_DAYS), ends_on=today + timedelta(days=ELECTION_IN_DAYS + 40),
        issuer=f"{district.name}社区“两委”换届工作协调小组办公室", by=organizer,
    )  # fmt: skip
    communities = CommunityCycle.objects.filter(cycle=cycle).select_related("community", "cycle").order_by("area_code")
    streets = {viewer.area: viewer for name, viewer in viewers.items() if name.startswith("jiedao")}
    officers = {each.code: viewers[accounts.officer_of(each.code)] for each in DEPARTMENTS}
    return Stage(cycle=cycle, first=first, random=Random(seed), people=People(seed), organizer=organizer,
                 second=viewers["qwzzb2"], third=viewers["qwzzb3"], officers=officers, street_viewers=streets,
                 communities=list(communities))  # fmt: skip


def _play(stage: Stage, today: date, say) -> None:
    calendar = work_calendar()
    days = daily.days_to_play(stage, today, calendar)
    compiled_on = {days[-1], *days[4::5][-2:]} if days else set()
    for number, day in enumerate(days, start=1):
        say(f"第 {number}/{len(days)} 个工作日：{day}")
        with clock.played(at(day, 10)):
            fieldwork.advance_steps(stage, day)
            fieldwork.advance_audits(stage, day)
            fieldwork.advance_candidates(stage, day)
            joint_review.advance(stage, day)
        daily.play_day(stage, day)
        if day in compiled_on:
            _compile(stage, day)
    if calendar.is_working_day(today):
        fieldwork.advance_steps(stage, today)
        fieldwork.advance_audits(stage, today)
        fieldwork.advance_candidates(stage, today)
        joint_review.advance(stage, today)
        daily.play_day(stage, today, until="filed")
    electorate.play(stage, today)
    ballots.play(stage, today)


def _compile(stage: Stage, day: date) -> None:
    by = accounts.Viewer.system(stage.cycle.area_code)
    with clock.played(at(day, 18)):
        compile_briefing(cycle=stage.cycle, area=stage.cycle.area_code, on=day, by=by, is_automatic=True,
                         once_key=briefing_key(stage.cycle, day))  # fmt: skip
