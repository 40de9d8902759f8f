"""`manage.py check_schedule --mode MODE --election-day DATE`: every step's days and what the law says of them."""

import json
import sys
from datetime import date

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from elections.enums import ElectionMode
from elections.enums_schedule import PartyForm
from elections.queries.calendar import work_calendar
from elections.rules.procedure_template import BY_CODE
from elections.rules.rule_sets import freeze_for_cycle, parameters_for
from elections.rules.schedule import schedule
from elections.rules.schedule_facts import Schedule, Situation
from elections.services.calendar import announced_calendar

BROKEN, UNREADABLE = 1, 2


class Unreadable(Exception):
    """What was asked cannot be read; says what to write."""


class Command(BaseCommand):
    help = (
        "推算一次换届各步骤的最早、计划、最迟日期，核对法定间隔并注明条文；不读写业务数据。"
        "有不符合规定的间隔时退出码为 1，参数有误时为 2。"
    )

    def add_arguments(self, parser):
        modes = "、".join(f"{mode.value}（{mode.label}）" for mode in ElectionMode)
        parser.add_argument("--mode", help=f"选举方式：{modes}")
        parser.add_argument("--election-day", metavar="DATE", help="选举日，如 2026-12-20")
        parser.add_argument("--party-day", metavar="DATE", help="党员大会日；不写则按模板早于选举日 38 天")
        parser.add_argument("--term-ends", metavar="DATE", help="届满日")
        parser.add_argument("--extended-to", metavar="DATE", help="批准延期的截止日")
        parser.add_argument("--starts-on", metavar="DATE", help="启动日期；步骤不排在它之前")
        kinds = "、".join(f"{kind.value}（{kind.label}）" for kind in PartyForm)
        parser.add_argument("--organization-kind", default="", help=f"党组织类型：{kinds}")
        parser.add_argument(
            "--step",
            action="append",
            default=[],
            metavar="CODE=DATE",
            help="某步骤另定的日期，可重复，如 RC07=2026-12-04",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="输出 JSON")

    def handle(self, *args, as_json, **options):
        try:
            found = schedule(_situation(options))
        except Unreadable as problem:
            self.stderr.write(str(problem))
            sys.exit(UNREADABLE)
        if as_json:
            self.stdout.write(json.dumps(_as_json(found, options), ensure_ascii=False, indent=2))
        else:
            self._write(found)
        if found.breaks:
            sys.exit(BROKEN)

    def _write(self, found: Schedule) -> None:
        for each in found.steps:
            if each.is_needed:
                days = "  ".join(f"{day or '—':>10}" for day in map(_text, (each.earliest, each.planned, each.latest)))
                self.stdout.write(f"{each.code}  {days}  {each.step.name}（{each.step.owner}）{each.step.article}")
        for each in found.deadlines:
            self.stdout.write(f"      {each.on}  {each.name}（{each.article}）")
        for each in found.broken:
            kind = "不符合规定" if each in found.breaks else "提示"
            self.stdout.write(f"【{kind} {each.rule}】{each.words}依据：{each.article}。{each.remedy}")
        if found.uncovered_years:
            years = "、".join(map(str, found.uncovered_years))
            self.stdout.write(f"{years} 年的放假安排尚未公布，涉及工作日的日期按周一至周五推算。")


def _situation(options: dict) -> Situation:
    mode = _choice(options["mode"], ElectionMode, "--mode", "选举方式")
    if not options["election_day"]:
        raise Unreadable("请用 --election-day 写明选举日，如 --election-day 2026-12-20。")
    election_day = _day(options["election_day"], "--election-day")
    starts_on = _day(options["starts_on"], "--starts-on")
    if starts_on and starts_on > election_day:
        raise Unreadable(f"启动日期 {starts_on} 晚于选举日 {election_day}。请核对两个日期。")
    term, extended = _day(options["term_ends"], "--term-ends"), _day(options["extended_to"], "--extended-to")
    if extended and (term is None or extended <= term):
        raise Unreadable("--extended-to 应晚于 --term-ends 的届满日。请核对两个日期。")
    kind = options["organization_kind"]
    fixed = dict(map(_step, options["step"]))
    return Situation(
        election_day, starts_on, _day(options["party_day"], "--party-day"), term, extended, mode,
        _choice(kind, PartyForm, "--organization-kind", "党组织类型") if kind else "",
        parameters=parameters_for(freeze_for_cycle(starts_on or election_day, election_day)), calendar=_calendar(),
        fixed=fixed,
    )  # fmt: skip


def _choice(text, enum, option: str, label: str) -> str:
    if text in enum.values:
        return text
    offered = "、".join(f"{each.value}（{each.label}）" for each in enum)
    said = f"“{text}”不是{label}。" if text else f"没有写{label}。"
    raise Unreadable(f"{said}请用 {option} 写明：{offered}。")


def _day(text: str | None, option: str) -> date | None:
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"{option} 的日期“{text}”读不懂。请写成 2026-12-20 的样式，并核对有没有这一天。") from None
    if not 2000 <= found.year <= 2100:
        raise Unreadable(f"{option} 的年份 {found.year} 不对。请核对。")
    return found


def _step(text: str) -> tuple[str, date]:
    code, _, day = text.partition("=")
    if code not in BY_CODE:
        raise Unreadable(f"--step 中的“{code}”不是步骤编号。步骤编号为 PA01—PA27、RC01—RC25。")
    if not day:
        raise Unreadable(f"--step {text} 没有写日期。请写成 {code}=2026-12-04 的样式。")
    return code, _day(day, f"--step {code}")


def _calendar():
    """The holiday table of this installation; what the package knows where there is none."""
    try:
        found = work_calendar()
    except DatabaseError:
        return announced_calendar()
    return found if found.covered_years else announced_calendar()


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _as_json(found: Schedule, options: dict) -> dict:
    return {
        "mode": options["mode"],
        "election_day": _text(found.election_day),
        "party_day": _text(found.party_day),
        "steps": [
            {
                "code": each.code, "name": each.step.name, "owner": each.step.owner, "needed": each.is_needed,
                "earliest": _text(each.earliest), "planned": _text(each.planned), "latest": _text(each.latest),
                "statutory": each.step.is_statutory, "article": each.step.article,
                "broken": [one.rule for one in found.broken_of(each.code)],
            }
            for each in found.steps
        ],
        "deadlines": [{"name": each.name, "on": _text(each.on), "article": each.article} for each in found.deadlines],
        "broken": [_broken(each) for each in found.breaks],
        "remarks": [_broken(each) for each in found.broken if each not in found.breaks],
        "uncovered_years": list(found.uncovered_years),
    }  # fmt: skip


def _broken(each) -> dict:
    return {
        "step": each.code, "rule": each.rule, "force": each.force.label, "words": each.words, "article": each.article,
        "remedy": each.remedy, "day": _text(each.day), "limit": _text(each.limit),
    }  # fmt: skip
